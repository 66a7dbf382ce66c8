/** EBS volumes of machines, and their snapshots. */
import type { Snapshot, Volume } from '@aws-sdk/client-ec2';
import type { Account } from '../account.ts';
import { arn, ec2Id, uuid } from './identifiers.ts';
import type { Tag } from './stacks.ts';
import { ago, days, hours } from './times.ts';

export interface VolumeDescription {
  readonly id: string;
  /** `/dev/xvdf`. */
  readonly device: string;
  readonly sizeGiB: number;
  readonly encrypted: boolean;
  readonly deletedWithInstance: boolean;
  readonly tags: Tag[];
}

export interface Attachment {
  readonly instanceId: string;
  readonly zone: string;
  readonly attachedAt: Date;
}

/** Puts a gp3 volume into the account, attached to a machine that is being made. */
export function addVolume(
  account: Account,
  volume: VolumeDescription,
  { instanceId, zone, attachedAt }: Attachment,
): void {
  account.ec2.volumes.push({
    VolumeId: volume.id,
    VolumeType: 'gp3',
    Size: volume.sizeGiB,
    Iops: 3000,
    Throughput: 125,
    State: 'in-use',
    AvailabilityZone: zone,
    CreateTime: attachedAt,
    MultiAttachEnabled: false,
    Encrypted: volume.encrypted,
    ...(volume.encrypted && { KmsKeyId: arn(account, 'kms', `key/${uuid('ebs key')}`) }),
    Attachments: [
      {
        InstanceId: instanceId,
        VolumeId: volume.id,
        Device: volume.device,
        State: 'attached',
        AttachTime: attachedAt,
        DeleteOnTermination: volume.deletedWithInstance,
      },
    ],
    Tags: volume.tags,
  });
}

export interface SnapshotSeries {
  readonly count: number;
  /** How old the newest is, in milliseconds; the others follow a day apart. */
  readonly newest?: number;
  readonly tags: Tag[];
}

/** Daily snapshots of a volume, as a lifecycle policy makes them. */
export function addVolumeSnapshots(
  account: Account,
  volumeId: string,
  { count, newest = hours(5), tags }: SnapshotSeries,
): void {
  const { Size, Encrypted, KmsKeyId } = volume(account, volumeId);
  for (let number = 0; number < count; number += 1) {
    account.ec2.snapshots.push({
      SnapshotId: ec2Id('snap', `${volumeId} ${number}`),
      VolumeId: volumeId,
      VolumeSize: Size,
      OwnerId: account.id,
      Description: 'Created by a lifecycle policy',
      State: 'completed',
      Progress: '100%',
      StorageTier: 'standard',
      StartTime: ago(account, newest + days(number)),
      Encrypted,
      KmsKeyId,
      Tags: tags,
    });
  }
}

/** A volume that must be there: a world that names one that is not is wrong. */
export function volume({ ec2 }: Account, volumeId: string): Volume {
  const found = ec2.volumes.find(({ VolumeId }) => VolumeId === volumeId);
  if (found === undefined) throw new Error(`no volume ${volumeId} in this world`);
  return found;
}

export function snapshotsOf({ ec2 }: Account, volumeId: string): readonly Snapshot[] {
  return ec2.snapshots.filter(({ VolumeId }) => VolumeId === volumeId);
}
