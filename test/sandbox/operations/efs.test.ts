import {
  DescribeBackupPolicyCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
} from '@aws-sdk/client-efs';
import { describe, expect, it } from 'vitest';
import { addNeighbouringFileSystems } from '../../../sandbox/worlds/file-systems.ts';
import { call, nothing, now, readAll, refusal } from './call.ts';

/** File systems of another team, as many as are asked for. */
function withFileSystems(count: number) {
  const account = nothing();
  addNeighbouringFileSystems(account);
  const [first] = account.efs.fileSystems;
  account.efs.fileSystems = Array.from({ length: count }, (_, at) => ({
    ...(first ?? expect.fail('no file system')),
    FileSystemId: `fs-${at}`,
    FileSystemArn: `arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-${at}`,
    CreationToken: `token ${at}`,
    CreationTime: now,
  }));
  return account;
}

function withMountTargets(count: number) {
  const account = withFileSystems(1);
  account.efs.mountTargets = Array.from({ length: count }, (_, at) => ({
    MountTargetId: `fsmt-${at}`,
    FileSystemId: 'fs-0',
    SubnetId: `subnet-${at}`,
    LifeCycleState: 'available' as const,
  }));
  return account;
}

describe('DescribeFileSystems', () => {
  it.each([
    [undefined, 3],
    [1000, 3],
    [50, 5],
  ])('reads every file system once, asking for %s', async (MaxItems, expectedPages) => {
    const account = withFileSystems(201);
    const { rows, pages } = await readAll(
      (Marker) => call(DescribeFileSystemsCommand, { MaxItems, Marker }, account),
      ({ FileSystems }) => FileSystems,
      ({ NextMarker }) => NextMarker,
    );
    expect(pages).toBe(expectedPages);
    expect(rows).toEqual(account.efs.fileSystems);
  });

  it('repeats the marker it was asked with', async () => {
    const account = withFileSystems(101);
    const { NextMarker: Marker } = await call(DescribeFileSystemsCommand, {}, account);
    const last = await call(DescribeFileSystemsCommand, { Marker }, account);
    expect(last.Marker).toBe(Marker);
    expect(last.NextMarker).toBeUndefined();
  });

  it('finds one by id, ARN or token', async () => {
    const account = withFileSystems(3);
    const chosen = [account.efs.fileSystems[1]];
    for (const input of [
      { FileSystemId: 'fs-1' },
      { FileSystemId: account.efs.fileSystems[1]?.FileSystemArn },
      { CreationToken: 'token 1' },
    ]) {
      const { FileSystems } = await call(DescribeFileSystemsCommand, input, account);
      expect(FileSystems).toEqual(chosen);
    }
  });

  it('refuses what AWS refuses', async () => {
    const ask = (input: object) => call(DescribeFileSystemsCommand, input, withFileSystems(1));
    await expect(ask({ FileSystemId: 'fs-9' })).rejects.toThrow(refusal('FileSystemNotFound'));
    await expect(ask({ FileSystemId: 'fs-0', CreationToken: 'token 0' })).rejects.toThrow(
      refusal('BadRequest'),
    );
    await expect(ask({ MaxItems: 0 })).rejects.toThrow(refusal('BadRequest'));
    await expect(ask({ Marker: 'nope' })).rejects.toThrow(refusal('BadRequest'));
  });
});

describe('DescribeMountTargets', () => {
  it('sends ten at a time, whatever is asked', async () => {
    const account = withMountTargets(12);
    const { rows, pages } = await readAll(
      (Marker) =>
        call(DescribeMountTargetsCommand, { FileSystemId: 'fs-0', MaxItems: 100, Marker }, account),
      ({ MountTargets }) => MountTargets,
      ({ NextMarker }) => NextMarker,
    );
    expect(pages).toBe(2);
    expect(rows).toEqual(account.efs.mountTargets);
  });

  it('finds one by its id', async () => {
    const account = withMountTargets(2);
    const { MountTargets } = await call(
      DescribeMountTargetsCommand,
      { MountTargetId: 'fsmt-1' },
      account,
    );
    expect(MountTargets).toEqual([account.efs.mountTargets[1]]);
  });

  it('refuses what AWS refuses', async () => {
    const ask = (input: object) => call(DescribeMountTargetsCommand, input, withMountTargets(1));
    await expect(ask({ FileSystemId: 'fs-9' })).rejects.toThrow(refusal('FileSystemNotFound'));
    await expect(ask({ MountTargetId: 'fsmt-9' })).rejects.toThrow(refusal('MountTargetNotFound'));
    await expect(ask({})).rejects.toThrow(refusal('BadRequest'));
    await expect(ask({ FileSystemId: 'fs-0', MountTargetId: 'fsmt-0' })).rejects.toThrow(
      refusal('BadRequest'),
    );
  });
});

describe('DescribeBackupPolicy', () => {
  it('tells of file systems that are backed up, and of others that there is none', async () => {
    const account = withFileSystems(2);
    account.efs.backedUp.add('fs-0');
    const ask = (FileSystemId: string) =>
      call(DescribeBackupPolicyCommand, { FileSystemId }, account);
    expect(await ask('fs-0')).toEqual({ BackupPolicy: { Status: 'ENABLED' } });
    await expect(ask('fs-1')).rejects.toThrow(refusal('PolicyNotFound'));
    await expect(ask('fs-9')).rejects.toThrow(refusal('FileSystemNotFound'));
  });
});
