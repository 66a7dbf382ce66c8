import {
  DescribeCacheClustersCommand,
  DescribeCacheSubnetGroupsCommand,
  DescribeReplicationGroupsCommand,
  DescribeSnapshotsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-elasticache';
import { describe, expect, it } from 'vitest';
import { call, healthyAccount, readAll, refusal } from './call.ts';

describe('DescribeSnapshots', () => {
  it('reads every automated snapshot once, fifty at a time', async () => {
    const account = healthyAccount();
    const { rows, pages } = await readAll(
      (Marker) => call(DescribeSnapshotsCommand, { SnapshotSource: 'system', Marker }, account),
      ({ Snapshots }) => Snapshots,
      ({ Marker }) => Marker,
    );
    expect(pages).toBe(2);
    expect(rows).toEqual(account.elasticache.snapshots);
  });

  it('calls automated ones system in the question', async () => {
    const account = healthyAccount();
    const { Snapshots } = await call(DescribeSnapshotsCommand, { SnapshotSource: 'user' }, account);
    expect(Snapshots).toEqual([]);
    await expect(
      call(DescribeSnapshotsCommand, { SnapshotSource: 'automated' }, account),
    ).rejects.toThrow(refusal('InvalidParameterValue'));
  });

  it.each([19, 51])('refuses MaxRecords %i', async (MaxRecords) => {
    await expect(call(DescribeSnapshotsCommand, { MaxRecords }, healthyAccount())).rejects.toThrow(
      refusal('InvalidParameterValue'),
    );
  });
});

describe('DescribeReplicationGroups', () => {
  it('carries no tags: those are asked for by ARN', async () => {
    const account = healthyAccount();
    const { ReplicationGroups = [] } = await call(DescribeReplicationGroupsCommand, {}, account);
    const ours = ReplicationGroups.at(-1);
    expect(Object.keys(ours ?? {})).not.toContain('Tags');
    const { TagList } = await call(
      ListTagsForResourceCommand,
      { ResourceName: ours?.ARN },
      account,
    );
    expect(TagList).toContainEqual({
      Key: 'aws:cloudformation:stack-name',
      Value: 'acme-staging-eu1-2-3-db-redis-general',
    });
  });

  it('refuses what is not there', async () => {
    const account = healthyAccount();
    await expect(
      call(DescribeReplicationGroupsCommand, { ReplicationGroupId: 'nope' }, account),
    ).rejects.toThrow(refusal('ReplicationGroupNotFoundFault'));
    await expect(
      call(DescribeCacheSubnetGroupsCommand, { CacheSubnetGroupName: 'nope' }, account),
    ).rejects.toThrow(refusal('CacheSubnetGroupNotFoundFault'));
    await expect(
      call(
        ListTagsForResourceCommand,
        { ResourceName: 'arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:nope' },
        account,
      ),
    ).rejects.toThrow(refusal('ReplicationGroupNotFoundFault'));
    await expect(
      call(ListTagsForResourceCommand, { ResourceName: 'nope' }, account),
    ).rejects.toThrow(refusal('InvalidARN'));
  });
});

describe('DescribeCacheClusters', () => {
  it('shows the nodes only to those who ask', async () => {
    const account = healthyAccount();
    const plain = await call(DescribeCacheClustersCommand, {}, account);
    const detailed = await call(DescribeCacheClustersCommand, { ShowCacheNodeInfo: true }, account);
    expect(plain.CacheClusters?.[0]?.CacheNodes).toBeUndefined();
    expect(detailed.CacheClusters?.[0]?.CacheNodes).toHaveLength(1);
  });

  it('leads from a group to its network by the subnet group', async () => {
    const account = healthyAccount();
    const { CacheClusters } = await call(DescribeCacheClustersCommand, {}, account);
    const { CacheSubnetGroups } = await call(
      DescribeCacheSubnetGroupsCommand,
      { CacheSubnetGroupName: CacheClusters?.at(-1)?.CacheSubnetGroupName },
      account,
    );
    expect(CacheSubnetGroups?.[0]?.VpcId).toMatch(/^vpc-/);
  });
});
