/** The EC2 instances of a deployment: a bastion, two container instances, and one for TimescaleDB. */
import type { Account } from '../account.ts';
import { addAutoScalingGroup, launchTemplateOf } from './auto-scaling.ts';
import { type DeploymentDescription, stackName } from './description.ts';
import { ec2Id, physicalId, publicAddress } from './identifiers.ts';
import { addMachine, manage } from './machines.ts';
import type { Zone } from './network.ts';
import { machineSecurityGroups } from './security-groups.ts';
import { own, stackTags, type Tag } from './stacks.ts';
import { days } from './times.ts';
import { addVolumeSnapshots } from './volumes.ts';

/** All of them, managed and patched; gives their ids. */
export function addHosts(account: Account, description: DeploymentDescription) {
  return {
    containerInstances: addContainerInstances(account, description),
    bastion: addBastion(account, description),
    timescale: addTimescale(account, description),
  };
}

function addBastion(account: Account, description: DeploymentDescription): string {
  const stack = stackName(description, '1-2-bastion');
  const [zone] = description.network.zones;
  const id = ec2Id('i', stack);
  own(account, stack, {
    type: 'AWS::EC2::Instance',
    logicalId: 'BastionInstance',
    physicalId: id,
  });
  addMachine(account, {
    id,
    name: stack,
    type: 't3.micro',
    vpcId: description.network.vpcId,
    subnetId: zone.publicSubnetId,
    zone: zone.name,
    age: days(20),
    publicIp: publicAddress(id),
    image: 'al2023-ami',
    securityGroupIds: [machineSecurityGroups(description).bastion],
    tags: stackTags(account, stack, 'BastionInstance'),
  });
  manage(account, id);
  return id;
}

function addContainerInstances(
  account: Account,
  description: DeploymentDescription,
): readonly [string, string] {
  const [first, second] = description.network.zones;
  const stack = stackName(description, '5-1-ecs-cluster');
  const instances = [
    addContainerInstance(account, description, stack, first),
    addContainerInstance(account, description, stack, second),
  ] as const;
  addGroup(account, description, { stack, instances, zones: [first, second] });
  return instances;
}

function addContainerInstance(
  account: Account,
  description: DeploymentDescription,
  stack: string,
  zone: Zone,
): string {
  const id = ec2Id('i', `${stack} ${zone.name}`);
  addMachine(account, {
    id,
    name: `${stack}-instance`,
    type: 'm5.large',
    vpcId: description.network.vpcId,
    subnetId: zone.privateSubnetId,
    zone: zone.name,
    age: days(33),
    securityGroupIds: [machineSecurityGroups(description).containerInstances],
    tags: groupTags(account, stack),
  });
  manage(account, id);
  return id;
}

/** In one zone only, since its data is on a volume of that zone, which is attached to whatever machine runs. */
function addTimescale(account: Account, description: DeploymentDescription): string {
  const stack = stackName(description, '2-5-db-timescale-master');
  const [zone] = description.network.zones;
  const id = ec2Id('i', stack);
  const volumeId = ec2Id('vol', `${stack} data`);
  const volumeTags = stackTags(account, stack, 'Volume');
  own(account, stack, { type: 'AWS::EC2::Volume', logicalId: 'Volume', physicalId: volumeId });
  addMachine(account, {
    id,
    name: `${stack}-instance`,
    type: 'm5.large',
    vpcId: description.network.vpcId,
    subnetId: zone.privateSubnetId,
    zone: zone.name,
    age: days(34),
    image: 'al2023-ami',
    securityGroupIds: [machineSecurityGroups(description).timescale],
    dataVolumes: [
      {
        id: volumeId,
        device: '/dev/xvdf',
        sizeGiB: 200,
        encrypted: true,
        deletedWithInstance: false,
        tags: volumeTags,
      },
    ],
    tags: groupTags(account, stack),
  });
  manage(account, id);
  addVolumeSnapshots(account, volumeId, { count: 7, tags: volumeTags });
  addGroup(account, description, { stack, instances: [id], zones: [zone] });
  return id;
}

/** An Auto Scaling group hands its stack's tags on to what it launches. */
function groupTags(account: Account, stack: string): Tag[] {
  return [
    ...stackTags(account, stack, 'AutoScalingGroup'),
    { Key: 'aws:autoscaling:groupName', Value: physicalId(stack, 'AutoScalingGroup') },
  ];
}

interface GroupOfStack {
  readonly stack: string;
  readonly instances: readonly string[];
  readonly zones: readonly Zone[];
}

function addGroup(
  account: Account,
  { ageDays }: DeploymentDescription,
  { stack, instances, zones }: GroupOfStack,
): void {
  const launchTemplate = launchTemplateOf(stack);
  own(account, stack, {
    type: 'AWS::EC2::LaunchTemplate',
    logicalId: 'LaunchTemplate',
    physicalId: launchTemplate.id,
  });
  addAutoScalingGroup(account, {
    name: own(account, stack, {
      type: 'AWS::AutoScaling::AutoScalingGroup',
      logicalId: 'AutoScalingGroup',
    }),
    instanceIds: instances,
    subnetIds: zones.map(({ privateSubnetId }) => privateSubnetId),
    zones: zones.map(({ name }) => name),
    launchTemplate,
    age: days(ageDays),
    tags: stackTags(account, stack, 'AutoScalingGroup'),
  });
}
