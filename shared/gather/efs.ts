/** EFS file systems: how they are kept, and where they can be mounted. */
import {
  DescribeBackupPolicyCommand,
  EFSClient,
  type FileSystemDescription,
  paginateDescribeFileSystems,
  paginateDescribeMountTargets,
} from '@aws-sdk/client-efs';
import type { FileSystem } from '../model/efs.ts';
import type { Fact } from '../model/fact.ts';
import { unlessRefused } from './absence.ts';
import { attempt, collect, type Gatherer, keepTags, required } from './gatherer.ts';
import { mayBelong } from './scope.ts';

/** The most EFS returns at once: https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystems.html */
const pageSize = 100;

type ListedFileSystem = Omit<FileSystem, 'automaticBackups' | 'mountZones'>;

const gatherer: Gatherer<'efs'> = {
  'efs.file-systems': {
    actions: [
      'elasticfilesystem:DescribeFileSystems',
      'elasticfilesystem:DescribeBackupPolicy',
      'elasticfilesystem:DescribeMountTargets',
    ],
    read: async (context) => {
      const client = context.connection.client(EFSClient);
      const pages = onward(paginateDescribeFileSystems({ client, pageSize }, {}));
      const listed = await collect(pages, (page) => page.FileSystems);
      const ours = await mayBelong(context, listed.filter(isThere).map(toListed));
      return (await Promise.all(ours.map((each) => withParts(client, each)))).flat();
    },
  },
};
export default gatherer;

/** EFS repeats the marker it was asked with in its answer; only `NextMarker` leads on. */
async function* onward<P extends { readonly Marker?: string | undefined }>(
  pages: AsyncIterable<P>,
): AsyncGenerator<Omit<P, 'Marker'>> {
  for await (const { Marker: _, ...page } of pages) yield page;
}

function isThere({ LifeCycleState }: FileSystemDescription): boolean {
  return LifeCycleState !== 'deleting' && LifeCycleState !== 'deleted';
}

function toListed(fileSystem: FileSystemDescription): ListedFileSystem {
  const id = required(fileSystem.FileSystemId, 'FileSystemId');
  const arn = fileSystem.FileSystemArn;
  return {
    ref: { type: 'efs-file-system', name: id, ...(arn !== undefined && { arn }) },
    id,
    encrypted: fileSystem.Encrypted ?? null,
    tags: keepTags(fileSystem.Tags),
  };
}

/** One row, or none for a file system that was deleted after it was listed. */
async function withParts(client: EFSClient, listed: ListedFileSystem): Promise<FileSystem[]> {
  const [automaticBackups, mountZones] = await Promise.all([
    attempt('elasticfilesystem:DescribeBackupPolicy', () =>
      unlessRefused(readAutomaticBackups(client, listed.id), 'FileSystemNotFound', null),
    ),
    attempt('elasticfilesystem:DescribeMountTargets', () =>
      unlessRefused(readMountZones(client, listed.id), 'FileSystemNotFound', null),
    ),
  ]);
  if (!isStillThere(automaticBackups) || !isStillThere(mountZones)) return [];
  return [{ ...listed, automaticBackups, mountZones }];
}

function isStillThere<T>(part: Fact<T | null>): part is Fact<T> {
  return !part.known || part.value !== null;
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeBackupPolicy.html */
async function readAutomaticBackups(client: EFSClient, FileSystemId: string): Promise<string> {
  const policy = client
    .send(new DescribeBackupPolicyCommand({ FileSystemId }))
    .then(({ BackupPolicy }) => required(BackupPolicy?.Status, 'BackupPolicy.Status'));
  return unlessRefused(policy, 'PolicyNotFound', 'DISABLED');
}

/** A mount target that is being made or deleted cannot be mounted. */
async function readMountZones(client: EFSClient, FileSystemId: string): Promise<string[]> {
  const pages = onward(paginateDescribeMountTargets({ client }, { FileSystemId }));
  const targets = await collect(pages, (page) => page.MountTargets);
  const available = targets.filter(({ LifeCycleState }) => LifeCycleState === 'available');
  return available.map((target) => required(target.AvailabilityZoneName, 'AvailabilityZoneName'));
}
