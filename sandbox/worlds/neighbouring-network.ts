/** The billing team's network and machines, in a bad way: none of it may be judged unless somebody asks for the whole region. */
import type { Account } from '../account.ts';
import { addAutoScalingGroup, launchTemplateOf, unhealthyInstance } from './auto-scaling.ts';
import { ec2Id } from './identifiers.ts';
import { addMachine } from './machines.ts';
import {
  addNatGateway,
  addRouteTable,
  addSubnets,
  type Network,
  natGatewayId,
  networkNamed,
} from './network.ts';
import {
  addSecurityGroup,
  openEverythingToTheWorld,
  openSshToTheWorld,
} from './security-groups.ts';
import { stackTags } from './stacks.ts';
import { days } from './times.ts';

const stack = 'billing-network';
const billingNetwork = networkNamed('billing', ['eu-west-1a', 'eu-west-1b']);

/** For `addMachine`: whoever is in it can be reached by everybody. */
export const billingSecurityGroupId = ec2Id('sg', 'billing');

/** One NAT gateway for two zones, SSH for everybody, and an Auto Scaling group that heals nobody. */
export function addNeighbouringNetworks(account: Account): void {
  addSubnets(account, billingNetwork, () => []);
  addRoutes(account, billingNetwork);
  addSecurityGroup(account, {
    id: billingSecurityGroupId,
    name: 'billing-jumphost',
    vpcId: billingNetwork.vpcId,
    rules: [],
    tags: stackTags(account, stack, 'JumphostSecurityGroup'),
  });
  openSshToTheWorld(account, billingSecurityGroupId);
  openEverythingToTheWorld(account, billingSecurityGroupId);
  addBatchMachines(account, billingNetwork);
}

/** The first zone's gateway serves both; the way out of the second zone was left behind when its own was deleted. */
function addRoutes(account: Account, { vpcId, zones: [first, second] }: Network): void {
  addNatGateway(account, billingNetwork, first, { age: days(900), tags: [] });
  addRouteTable(account, {
    id: ec2Id('rtb', `${vpcId} main`),
    vpcId,
    subnets: 'main',
    to: { NatGatewayId: natGatewayId(first) },
    tags: [],
  });
  addRouteTable(account, {
    id: ec2Id('rtb', second.publicSubnetId),
    vpcId,
    subnets: [second.publicSubnetId],
    to: { NatGatewayId: natGatewayId(second), State: 'blackhole' },
    tags: [],
  });
}

function addBatchMachines(account: Account, { vpcId, zones }: Network): void {
  const tags = stackTags(account, stack, 'BatchGroup');
  const instanceIds = zones.map((zone) => {
    const id = ec2Id('i', `billing batch ${zone.name}`);
    addMachine(account, {
      id,
      name: 'billing-batch',
      type: 'm5.large',
      vpcId,
      subnetId: zone.privateSubnetId,
      zone: zone.name,
      age: days(800),
      securityGroupIds: [billingSecurityGroupId],
      dataVolumes: [
        {
          id: ec2Id('vol', `billing batch ${zone.name}`),
          device: '/dev/sdf',
          sizeGiB: 500,
          encrypted: false,
          deletedWithInstance: true,
          tags,
        },
      ],
      tags,
    });
    return id;
  });
  addAutoScalingGroup(account, {
    name: 'billing-batch',
    instanceIds,
    subnetIds: zones.map(({ privateSubnetId }) => privateSubnetId),
    zones: zones.map(({ name }) => name),
    launchTemplate: launchTemplateOf('billing-batch'),
    age: days(900),
    tags,
  });
  for (const id of instanceIds) unhealthyInstance(account, id);
}
