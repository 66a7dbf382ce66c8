/** EFS: file systems, where they can be mounted, and whether AWS Backup copies them. */
import {
  type BackupPolicyDescription,
  DescribeBackupPolicyCommand,
  type DescribeBackupPolicyRequest,
  DescribeFileSystemsCommand,
  type DescribeFileSystemsRequest,
  type DescribeFileSystemsResponse,
  DescribeMountTargetsCommand,
  type DescribeMountTargetsRequest,
  type DescribeMountTargetsResponse,
  EFSClient,
  type FileSystemDescription,
} from '@aws-sdk/client-efs';
import type { Account } from '../account.ts';
import { type PageRefusals, pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

const refusals: PageRefusals = {
  size: (asked) => badRequest(`MaxItems must be at least 1, not ${asked}`),
  marker: () => badRequest('Invalid marker'),
};

// MaxItems: at least 1, and never more than 100 file systems; of mount targets always 10, whatever is asked.
const mostFileSystems = 100;
const mostMountTargets = 10;
const fileSystemPage = pager(
  { minimum: 1, maximum: mostFileSystems, default: mostFileSystems },
  refusals,
);
const mountTargetPage = pager(
  { minimum: 1, maximum: mostMountTargets, default: mostMountTargets },
  refusals,
);

function describeFileSystems(
  input: DescribeFileSystemsRequest,
  account: Account,
): DescribeFileSystemsResponse {
  const { FileSystemId: id, CreationToken: token, Marker, MaxItems: asked } = input;
  if (id !== undefined && token !== undefined) {
    throw badRequest('FileSystemId and CreationToken cannot both be specified');
  }
  const chosen =
    id === undefined
      ? account.efs.fileSystems.filter(
          (each) => token === undefined || each.CreationToken === token,
        )
      : [fileSystemWith(id, account)];
  const size = asked === undefined ? undefined : Math.min(asked, mostFileSystems);
  const request = { list: 'DescribeFileSystems', size, marker: Marker };
  const { rows, next } = fileSystemPage(chosen, request, account);
  return { FileSystems: rows, Marker, NextMarker: next };
}

function describeMountTargets(
  input: DescribeMountTargetsRequest,
  account: Account,
): DescribeMountTargetsResponse {
  const { FileSystemId, MountTargetId, AccessPointId, Marker } = input;
  const given = [FileSystemId, MountTargetId, AccessPointId].filter((each) => each !== undefined);
  if (given.length !== 1 || AccessPointId !== undefined) {
    throw badRequest('Exactly one of FileSystemId and MountTargetId must be specified');
  }
  if (FileSystemId !== undefined) fileSystemWith(FileSystemId, account);
  const chosen = account.efs.mountTargets.filter(
    (each) => each.FileSystemId === FileSystemId || each.MountTargetId === MountTargetId,
  );
  if (MountTargetId !== undefined && chosen.length === 0) {
    throw notFound('MountTargetNotFound', `Mount target '${MountTargetId}' does not exist.`);
  }
  const request = { list: 'DescribeMountTargets', marker: Marker };
  const { rows, next } = mountTargetPage(chosen, request, account);
  return { MountTargets: rows, Marker, NextMarker: next };
}

function describeBackupPolicy(
  { FileSystemId = '' }: DescribeBackupPolicyRequest,
  account: Account,
): BackupPolicyDescription {
  fileSystemWith(FileSystemId, account);
  if (!account.efs.backedUp.has(FileSystemId)) {
    throw notFound('PolicyNotFound', `File system '${FileSystemId}' has no backup policy.`);
  }
  return { BackupPolicy: { Status: 'ENABLED' } };
}

/** By id or by ARN. */
function fileSystemWith(asked: string, { efs }: Account): FileSystemDescription {
  const found = efs.fileSystems.find(
    ({ FileSystemId, FileSystemArn }) => FileSystemId === asked || FileSystemArn === asked,
  );
  if (found !== undefined) return found;
  throw notFound('FileSystemNotFound', `File system '${asked}' does not exist.`);
}

function notFound(code: string, message: string): SandboxError {
  return new SandboxError(code, message, 404);
}

function badRequest(message: string): SandboxError {
  return new SandboxError('BadRequest', message);
}

export const efs: Service = {
  signingName: 'elasticfilesystem',
  client: EFSClient,
  operations: [
    operation(DescribeFileSystemsCommand, describeFileSystems),
    operation(DescribeMountTargetsCommand, describeMountTargets),
    operation(DescribeBackupPolicyCommand, describeBackupPolicy),
  ],
};
