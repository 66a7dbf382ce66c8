/** The EFS file system of monitoring. */
import type { FileSystemDescription, MountTargetDescription } from '@aws-sdk/client-efs';
import type { Account } from '../account.ts';
import { copyEveryNight } from './copies.ts';
import { type DeploymentDescription, stackName } from './description.ts';
import { arn, ec2Id, hex, uuid } from './identifiers.ts';
import type { Zone } from './network.ts';
import { own, stackTags, type Tag } from './stacks.ts';
import { ago, days, hours } from './times.ts';

interface FileSystemPlan {
  readonly id: string;
  readonly age: number;
  readonly encrypted: boolean;
  readonly tags: Tag[];
}

/** Encrypted, backed up, to be mounted in both zones; returns its id. */
export function addFileSystem(account: Account, description: DeploymentDescription): string {
  const stack = stackName(description, '5-6-ecs-monitoring');
  const { zones, vpcId } = description.network;
  const id = `fs-${hex(`file system ${stack}`, 17)}`;
  own(account, stack, { type: 'AWS::EFS::FileSystem', logicalId: 'FileSystem', physicalId: id });
  pushFileSystem(account, {
    id,
    age: days(description.ageDays),
    encrypted: true,
    tags: stackTags(account, stack, 'FileSystem'),
  });
  for (const zone of zones) addMountTarget(account, { fileSystemId: id, zone, vpcId });
  backUp(account, id);
  return id;
}

function pushFileSystem(account: Account, { id, age, encrypted, tags }: FileSystemPlan): void {
  const fileSystem: FileSystemDescription = {
    OwnerId: account.id,
    CreationToken: uuid(`creation of ${id}`),
    FileSystemId: id,
    FileSystemArn: fileSystemArn(account, id),
    CreationTime: ago(account, age),
    LifeCycleState: 'available',
    NumberOfMountTargets: 0,
    SizeInBytes: { Value: 7_318_528_000, Timestamp: ago(account, hours(1)) },
    PerformanceMode: 'generalPurpose',
    ThroughputMode: 'bursting',
    Encrypted: encrypted,
    Tags: tags,
  };
  if (encrypted) {
    fileSystem.KmsKeyId = arn(account, 'kms', `key/${uuid('aws/elasticfilesystem')}`);
  }
  account.efs.fileSystems.push(fileSystem);
}

function addMountTarget(
  account: Account,
  { fileSystemId, zone, vpcId }: { fileSystemId: string; zone: Zone; vpcId: string },
): void {
  const seed = `${fileSystemId} ${zone.name}`;
  const target: MountTargetDescription = {
    OwnerId: account.id,
    MountTargetId: `fsmt-${hex(seed, 17)}`,
    FileSystemId: fileSystemId,
    SubnetId: zone.privateSubnetId,
    LifeCycleState: 'available',
    IpAddress: `10.0.1.${Number.parseInt(hex(seed, 2), 16)}`,
    NetworkInterfaceId: ec2Id('eni', seed),
    AvailabilityZoneName: zone.name,
    VpcId: vpcId,
  };
  account.efs.mountTargets.push(target);
  countMountTargets(account, fileSystemId);
}

/** AWS Backup copies it every night. */
function backUp(account: Account, id: string): void {
  account.efs.backedUp.add(id);
  copyEveryNight(account, fileSystemArn(account, id), {
    type: 'EFS',
    vault: 'aws/efs/automatic-backup-vault',
  });
}

function fileSystemArn(account: Account, id: string): string {
  return arn(account, 'elasticfilesystem', `file-system/${id}`);
}

function countMountTargets(account: Account, id: string): void {
  const targets = account.efs.mountTargets.filter(({ FileSystemId }) => FileSystemId === id);
  fileSystemWith(account, id).NumberOfMountTargets = targets.length;
}

/** A file system that must be there: a world that names one that is not is wrong. */
export function fileSystemWith({ efs }: Account, id: string): FileSystemDescription {
  const fileSystem = efs.fileSystems.find(({ FileSystemId }) => FileSystemId === id);
  if (fileSystem === undefined) throw new Error(`no file system ${id} in this world`);
  return fileSystem;
}

/** The copies AWS Backup has made stay, and so does its memory of them. */
export function stopFileSystemBackups(account: Account, id: string): void {
  fileSystemWith(account, id);
  account.efs.backedUp.delete(id);
}

/** As it was created: EFS encrypts no file system later. */
export function leaveFileSystemInPlain(account: Account, id: string): void {
  const fileSystem = fileSystemWith(account, id);
  fileSystem.Encrypted = false;
  delete fileSystem.KmsKeyId;
}

/** What runs in the zone can no longer mount it. */
export function removeMountTarget(account: Account, id: string, zone: string): void {
  account.efs.mountTargets = account.efs.mountTargets.filter(
    (target) => target.FileSystemId !== id || target.AvailabilityZoneName !== zone,
  );
  countMountTargets(account, id);
}

/** What the billing team neither encrypts nor backs up, claimed by its stack. */
export function addNeighbouringFileSystems(account: Account): void {
  pushFileSystem(account, {
    id: `fs-${hex('billing', 17)}`,
    age: days(900),
    encrypted: false,
    tags: stackTags(account, 'billing-network', 'FileSystem'),
  });
}

/** What AWS Backup copies of others: a table, last copied a month ago. */
export function addNeighbouringBackups(account: Account): void {
  account.backup.protectedResources.push({
    ResourceArn: arn(account, 'dynamodb', 'table/billing-invoices'),
    ResourceType: 'DynamoDB',
    LastBackupTime: ago(account, days(31)),
  });
}
