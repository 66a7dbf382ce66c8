/** EC2 instances, and what Systems Manager knows of them. */
import type { Instance } from '@aws-sdk/client-ec2';
import type { InstanceInformation, InstancePatchState } from '@aws-sdk/client-ssm';
import type { Account } from '../account.ts';
import { ec2Id, hex } from './identifiers.ts';
import type { Tag } from './stacks.ts';
import { ago, hours, minutes, trail } from './times.ts';

export interface MachineDescription {
  readonly id: string;
  readonly name: string;
  readonly type: 'm5.large' | 't3.micro';
  readonly vpcId: string;
  readonly subnetId: string;
  readonly zone: string;
  readonly age: number;
  readonly publicIp?: string;
  readonly tags: Tag[];
}

/** Puts a running instance into the account. Systems Manager does not know it until `manage` is called. */
export function addMachine(account: Account, description: MachineDescription): void {
  account.ec2.instances.push({
    InstanceId: description.id,
    ImageId: ec2Id('ami', 'al2023-ami-ecs-hvm'),
    InstanceType: description.type,
    State: { Code: 16, Name: 'running' },
    LaunchTime: ago(account, description.age),
    Placement: { AvailabilityZone: description.zone, Tenancy: 'default', GroupName: '' },
    VpcId: description.vpcId,
    SubnetId: description.subnetId,
    PrivateIpAddress: privateIp(description.id),
    ...(description.publicIp !== undefined && { PublicIpAddress: description.publicIp }),
    Architecture: 'x86_64',
    RootDeviceType: 'ebs',
    VirtualizationType: 'hvm',
    MetadataOptions: { State: 'applied', HttpTokens: 'required', HttpEndpoint: 'enabled' },
    Tags: [{ Key: 'Name', Value: description.name }, ...description.tags],
  });
}

/** Puts an instance under Systems Manager: online, pinged minutes ago, scanned yesterday, nothing missing. */
export function manage(account: Account, instanceId: string): void {
  const instance: InstanceInformation = {
    InstanceId: instanceId,
    PingStatus: 'Online',
    AgentVersion: '3.3.2299.0',
    IsLatestVersion: true,
    PlatformType: 'Linux',
    PlatformName: 'Amazon Linux',
    PlatformVersion: '2023',
    ResourceType: 'EC2Instance',
    IPAddress: privateIp(instanceId),
    ComputerName: `ip-${privateIp(instanceId).replaceAll('.', '-')}.ec2.internal`,
    AssociationStatus: 'Success',
  };
  trail(account, instance, 'LastPingDateTime', minutes(3));
  account.ssm.instances.push(instance);
  account.ssm.patchStates.push({
    InstanceId: instanceId,
    PatchGroup: '',
    BaselineId: `pb-${hex('amazon-linux-2023', 17)}`,
    Operation: 'Scan',
    OperationStartTime: ago(account, hours(24) + minutes(2)),
    OperationEndTime: ago(account, hours(24)),
    InstalledCount: 214,
    InstalledOtherCount: 31,
    InstalledPendingRebootCount: 0,
    InstalledRejectedCount: 0,
    MissingCount: 0,
    FailedCount: 0,
    NotApplicableCount: 1120,
    CriticalNonCompliantCount: 0,
    SecurityNonCompliantCount: 0,
    OtherNonCompliantCount: 0,
    RebootOption: 'NoReboot',
  });
}

/** An instance that must be there: a world that names one that is not is wrong. */
export function machine({ ec2 }: Account, instanceId: string): Instance {
  const instance = ec2.instances.find(({ InstanceId }) => InstanceId === instanceId);
  if (instance === undefined) throw new Error(`no instance ${instanceId} in this world`);
  return instance;
}

/** As machines were launched by default before 2024: their metadata service asks for no token. */
export function answerWithoutToken(account: Account, instanceId: string): void {
  machine(account, instanceId).MetadataOptions = {
    State: 'applied',
    HttpTokens: 'optional',
    HttpEndpoint: 'enabled',
  };
}

/** What Systems Manager must know of an instance: a world that names one it does not is wrong. */
export function managed({ ssm }: Account, instanceId: string): InstanceInformation {
  const instance = ssm.instances.find(({ InstanceId }) => InstanceId === instanceId);
  if (instance === undefined) throw new Error(`no managed instance ${instanceId} in this world`);
  return instance;
}

export function patchStateOf({ ssm }: Account, instanceId: string): InstancePatchState {
  const state = ssm.patchStates.find(({ InstanceId }) => InstanceId === instanceId);
  if (state === undefined) throw new Error(`no patch state of ${instanceId} in this world`);
  return state;
}

/** As if it had never been scanned: Systems Manager then has no row for it. */
export function forgetPatches({ ssm }: Account, instanceId: string): void {
  ssm.patchStates = ssm.patchStates.filter(({ InstanceId }) => InstanceId !== instanceId);
}

function privateIp(instanceId: string): string {
  const [third, fourth] = [hex(instanceId, 2), hex(instanceId, 4).slice(2)];
  return `10.0.${Number.parseInt(third, 16)}.${Number.parseInt(fourth, 16)}`;
}
