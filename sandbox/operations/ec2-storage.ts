/** What EC2 starts machines from and keeps their data on: launch templates, images, volumes, snapshots. */
import {
  DescribeImagesCommand,
  type DescribeImagesRequest,
  type DescribeImagesResult,
  DescribeLaunchTemplatesCommand,
  type DescribeLaunchTemplatesRequest,
  type DescribeLaunchTemplatesResult,
  DescribeSnapshotsCommand,
  type DescribeSnapshotsRequest,
  type DescribeSnapshotsResult,
  DescribeVolumesCommand,
  type DescribeVolumesRequest,
  type DescribeVolumesResult,
  type Image,
  type LaunchTemplate,
  type Snapshot,
  type Volume,
} from '@aws-sdk/client-ec2';
import type { Account } from '../account.ts';
import { operation, SandboxError } from '../service.ts';
import { invalidValue, type Listing, listed, malformedId, requestFor } from './ec2-lists.ts';

const images: Listing<Image> = {
  name: 'DescribeImages',
  limits: { minimum: 1, maximum: 1000, default: 1000 },
  idOf: ({ ImageId }) => ImageId,
  ids: {
    kind: 'ami',
    malformed: malformedId('InvalidAMIID.Malformed', 'ami'),
    notFound: (id) =>
      new SandboxError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`),
    notWithPageSize: 'imageIds',
  },
  filters: {
    'image-id': ({ ImageId }) => [ImageId],
    name: ({ Name }) => [Name],
    'owner-id': ({ OwnerId }) => [OwnerId],
    'owner-alias': ({ ImageOwnerAlias }) => [ImageOwnerAlias],
    state: ({ State }) => [State],
  },
};

function describeImages(input: DescribeImagesRequest, account: Account): DescribeImagesResult {
  if (input.ExecutableUsers !== undefined) throw notHere('ExecutableUsers');
  const { Owners: owners = [], IncludeDeprecated: deprecatedToo = false } = input;
  const shown = account.ec2.images.filter(
    (image) =>
      (owners.length === 0 || owners.some((owner) => isOwner(owner, image, account))) &&
      (deprecatedToo || image.OwnerId === account.id || !isDeprecated(image, account)),
  );
  // An image that is named need not be on offer any more.
  const candidates = input.ImageIds === undefined ? shown : account.ec2.images;
  const request = requestFor(input.ImageIds, input);
  const { rows, next } = listed(images, candidates, request, account);
  return { Images: rows, NextToken: next };
}

function isOwner(owner: string, image: Image, account: Account): boolean {
  if (owner === 'self') return image.OwnerId === account.id;
  return image.OwnerId === owner || image.ImageOwnerAlias === owner;
}

function isDeprecated({ DeprecationTime }: Image, { clock }: Account): boolean {
  return DeprecationTime !== undefined && new Date(DeprecationTime) <= clock.now();
}

const volumes: Listing<Volume> = {
  name: 'DescribeVolumes',
  idOf: ({ VolumeId }) => VolumeId,
  ids: {
    kind: 'vol',
    malformed: (id) =>
      invalidValue(`Value (${id}) for parameter volumes is invalid. Expected: 'vol-...'.`),
    notFound: (id) =>
      new SandboxError('InvalidVolume.NotFound', `The volume '${id}' does not exist.`),
    notWithPageSize: 'volumeSet',
  },
  filters: {
    'volume-id': ({ VolumeId }) => [VolumeId],
    'attachment.instance-id': ({ Attachments = [] }) =>
      Attachments.map(({ InstanceId }) => InstanceId),
    'attachment.device': ({ Attachments = [] }) => Attachments.map(({ Device }) => Device),
    'availability-zone': ({ AvailabilityZone }) => [AvailabilityZone],
    encrypted: ({ Encrypted }) => [String(Encrypted === true)],
    status: ({ State }) => [State],
  },
};

function describeVolumes(input: DescribeVolumesRequest, account: Account): DescribeVolumesResult {
  const request = requestFor(input.VolumeIds, input);
  const { rows, next } = listed(volumes, account.ec2.volumes, request, account);
  return { Volumes: rows, NextToken: next };
}

const snapshots: Listing<Snapshot> = {
  name: 'DescribeSnapshots',
  idOf: ({ SnapshotId }) => SnapshotId,
  ids: {
    kind: 'snap',
    malformed: (id) =>
      invalidValue(`Value (${id}) for parameter snapshotId is invalid. Expected: 'snap-...'.`),
    notFound: (id) =>
      new SandboxError('InvalidSnapshot.NotFound', `The snapshot '${id}' does not exist.`),
    notWithPageSize: 'snapshotSet',
  },
  filters: {
    'snapshot-id': ({ SnapshotId }) => [SnapshotId],
    'volume-id': ({ VolumeId }) => [VolumeId],
    'owner-id': ({ OwnerId }) => [OwnerId],
    status: ({ State }) => [State],
  },
};

function describeSnapshots(
  input: DescribeSnapshotsRequest,
  account: Account,
): DescribeSnapshotsResult {
  if (input.RestorableByUserIds !== undefined) throw notHere('RestorableByUserIds');
  const { OwnerIds: owners = [] } = input;
  const owned = account.ec2.snapshots.filter(
    ({ OwnerId = '' }) =>
      owners.length === 0 ||
      owners.includes(OwnerId) ||
      (owners.includes('self') && OwnerId === account.id),
  );
  const request = requestFor(input.SnapshotIds, input);
  const { rows, next } = listed(snapshots, owned, request, account);
  return { Snapshots: rows, NextToken: next };
}

const launchTemplates: Listing<LaunchTemplate> = {
  name: 'DescribeLaunchTemplates',
  limits: { minimum: 1, maximum: 200, default: 200 },
  idOf: ({ LaunchTemplateId }) => LaunchTemplateId,
  ids: {
    kind: 'lt',
    malformed: malformedId('InvalidLaunchTemplateId.Malformed', 'lt'),
    notFound: (id) =>
      new SandboxError(
        'InvalidLaunchTemplateId.NotFound',
        `The specified launch template, with template ID ${id}, does not exist.`,
      ),
  },
  filters: { 'launch-template-name': ({ LaunchTemplateName }) => [LaunchTemplateName] },
};

/** What the Auto Scaling groups and their machines tell of them: the highest number is the latest and the default. */
function launchTemplatesOf({ autoscaling }: Account): LaunchTemplate[] {
  const named = autoscaling.groups.flatMap(({ LaunchTemplate, Instances = [] }) =>
    [LaunchTemplate, ...Instances.map((instance) => instance.LaunchTemplate)].filter(
      (template) => template !== undefined,
    ),
  );
  return [...new Set(named.map(({ LaunchTemplateId }) => LaunchTemplateId))].map((id) => {
    const uses = named.filter(({ LaunchTemplateId }) => LaunchTemplateId === id);
    const newest = Math.max(
      1,
      ...uses.map(({ Version }) => Number(Version)).filter(Number.isInteger),
    );
    return {
      LaunchTemplateId: id,
      LaunchTemplateName: uses[0]?.LaunchTemplateName,
      DefaultVersionNumber: newest,
      LatestVersionNumber: newest,
      Tags: [],
    };
  });
}

function describeLaunchTemplates(
  input: DescribeLaunchTemplatesRequest,
  account: Account,
): DescribeLaunchTemplatesResult {
  if (input.LaunchTemplateNames !== undefined) throw notHere('LaunchTemplateNames');
  const request = requestFor(input.LaunchTemplateIds, input);
  const { rows, next } = listed(launchTemplates, launchTemplatesOf(account), request, account);
  return { LaunchTemplates: rows, NextToken: next };
}

function notHere(parameter: string): SandboxError {
  return new SandboxError('UnsupportedOperation', `The sandbox does not know ${parameter}`);
}

export const storageOperations = [
  operation(DescribeImagesCommand, describeImages),
  operation(DescribeVolumesCommand, describeVolumes),
  operation(DescribeSnapshotsCommand, describeSnapshots),
  operation(DescribeLaunchTemplatesCommand, describeLaunchTemplates),
];
