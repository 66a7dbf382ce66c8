/** EC2 instances, and what Systems Manager knows of them. */
import type { Instance, InstanceBlockDeviceMapping } from '@aws-sdk/client-ec2';
import type { InstanceInformation, InstancePatchState } from '@aws-sdk/client-ssm';
import type { Account } from '../account.ts';
import { ec2Id, hex } from './identifiers.ts';
import { amazonImage, type ImageKind } from './images.ts';
import type { Tag } from './stacks.ts';
import { ago, hours, minutes, trail } from './times.ts';
import { addVolume, snapshotsOf, type VolumeDescription, volume } from './volumes.ts';

export interface MachineDescription {
  readonly id: string;
  readonly name: string;
  readonly type: 'm5.large' | 't3.micro';
  readonly vpcId: string;
  readonly subnetId: string;
  readonly zone: string;
  readonly age: number;
  readonly publicIp?: string;
  /** With the ECS agent unless told. */
  readonly image?: ImageKind;
  readonly securityGroupIds?: readonly string[];
  /** Beside the root volume, which every machine has. */
  readonly dataVolumes?: readonly VolumeDescription[];
  readonly tags: Tag[];
}

const rootDevice = '/dev/xvda';

/**
 * Puts a running instance with its volumes and its image into the account. Systems Manager does not know it until
 * `manage` is called.
 */
export function addMachine(account: Account, description: MachineDescription): void {
  const { securityGroupIds = [], image = 'al2023-ami-ecs-hvm' } = description;
  account.ec2.instances.push({
    InstanceId: description.id,
    ImageId: amazonImage(account, image),
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
    RootDeviceName: rootDevice,
    BlockDeviceMappings: addVolumes(account, description),
    SecurityGroups: securityGroupIds.map((GroupId) => ({ GroupId })),
    VirtualizationType: 'hvm',
    MetadataOptions: { State: 'applied', HttpTokens: 'required', HttpEndpoint: 'enabled' },
    Tags: [{ Key: 'Name', Value: description.name }, ...description.tags],
  });
}

function addVolumes(
  account: Account,
  { id, zone, age, tags, dataVolumes = [] }: MachineDescription,
): InstanceBlockDeviceMapping[] {
  const attachment = { instanceId: id, zone, attachedAt: ago(account, age) };
  const root: VolumeDescription = {
    id: ec2Id('vol', `${id} root`),
    device: rootDevice,
    sizeGiB: 30,
    encrypted: true,
    deletedWithInstance: true,
    tags,
  };
  return [root, ...dataVolumes].map((each) => {
    addVolume(account, each, attachment);
    return {
      DeviceName: each.device,
      Ebs: {
        VolumeId: each.id,
        Status: 'attached',
        AttachTime: attachment.attachedAt,
        DeleteOnTermination: each.deletedWithInstance,
      },
    };
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

/** It runs from an image that is so old that Amazon offers it no more; `age` is in milliseconds. */
export function ageImage(account: Account, instanceId: string, age: number): void {
  machine(account, instanceId).ImageId = amazonImage(account, 'al2023-ami-ecs-hvm', age);
}

/** It runs from an image that is no more. */
export function deregisterImage(account: Account, instanceId: string): void {
  machine(account, instanceId).ImageId = ec2Id('ami', `${instanceId}, long gone`);
}

/** Its data would go with it. */
export function deleteDataVolumeWithInstance(account: Account, instanceId: string): void {
  const { Ebs } = dataDevice(account, instanceId);
  if (Ebs !== undefined) Ebs.DeleteOnTermination = true;
  for (const attachment of dataVolumeOf(account, instanceId).Attachments ?? []) {
    attachment.DeleteOnTermination = true;
  }
}

/** Its data and all copies of it are stored as they are. */
export function leaveDataVolumePlain(account: Account, instanceId: string): void {
  const data = dataVolumeOf(account, instanceId);
  for (const stored of [data, ...snapshotsOf(account, data.VolumeId ?? '')]) {
    stored.Encrypted = false;
    delete stored.KmsKeyId;
  }
}

/** Nobody has taken any for so many milliseconds; those from before are kept. */
export function stopVolumeSnapshots(account: Account, instanceId: string, since: number): void {
  for (const snapshot of snapshotsOf(account, dataVolumeOf(account, instanceId).VolumeId ?? '')) {
    snapshot.StartTime = new Date((snapshot.StartTime?.getTime() ?? 0) - since);
  }
}

/** As if nobody had ever taken any. */
export function loseVolumeSnapshots(account: Account, instanceId: string): void {
  const { VolumeId } = dataVolumeOf(account, instanceId);
  account.ec2.snapshots = account.ec2.snapshots.filter((each) => each.VolumeId !== VolumeId);
}

/** They are taken every day, and none comes to a good end. */
export function failVolumeSnapshots(account: Account, instanceId: string): void {
  for (const snapshot of snapshotsOf(account, dataVolumeOf(account, instanceId).VolumeId ?? '')) {
    snapshot.State = 'error';
    snapshot.Progress = '0%';
  }
}

function dataDevice(account: Account, instanceId: string): InstanceBlockDeviceMapping {
  const devices = machine(account, instanceId).BlockDeviceMappings ?? [];
  const device = devices.find(({ DeviceName }) => DeviceName !== rootDevice);
  if (device === undefined) throw new Error(`${instanceId} has no data volume in this world`);
  return device;
}

function dataVolumeOf(account: Account, instanceId: string) {
  return volume(account, dataDevice(account, instanceId).Ebs?.VolumeId ?? '');
}

function privateIp(instanceId: string): string {
  const [third, fourth] = [hex(instanceId, 2), hex(instanceId, 4).slice(2)];
  return `10.0.${Number.parseInt(third, 16)}.${Number.parseInt(fourth, 16)}`;
}
