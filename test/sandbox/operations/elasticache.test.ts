import {
  DescribeCacheClustersCommand,
  DescribeCacheSubnetGroupsCommand,
  DescribeEventsCommand,
  DescribeReplicationGroupsCommand,
  DescribeSnapshotsCommand,
  DescribeUpdateActionsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-elasticache';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import { leaveUpdateUnapplied } from '../../../sandbox/worlds/maintenance.ts';
import { networkNamed } from '../../../sandbox/worlds/network.ts';
import {
  addRedis,
  addRedisSnapshots,
  failRedisSnapshotEvent,
} from '../../../sandbox/worlds/redis.ts';
import { call, healthyAccount, nothing, readAll, refusal } from './call.ts';

/** Two groups with 35 snapshots each. */
function smallAccount(): Account {
  const account = nothing();
  const network = networkNamed('small', ['eu-west-1a', 'eu-west-1b']);
  for (const groupId of ['jobs', 'locks']) {
    addRedis(account, {
      groupId,
      description: groupId,
      network,
      subnetGroupName: `${groupId}-subnets`,
      nodeType: 'cache.t4g.small',
      age: 0,
      retentionDays: 35,
      tags: [],
      zones: network.zones,
    });
    addRedisSnapshots(account, groupId, { count: 35 });
  }
  return account;
}

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

describe('DescribeEvents', () => {
  const twoWeeks = 20_160;

  async function eventsOf(input: object, account = smallAccount()) {
    return (await call(DescribeEventsCommand, input, account)).Events ?? [];
  }

  it('goes back an hour unless told, and two weeks at the most', async () => {
    expect(await eventsOf({})).toEqual([]);
    expect(await eventsOf({ Duration: 24 * 60 })).toHaveLength(2);
    expect(await eventsOf({ Duration: twoWeeks })).toHaveLength(28);
    for (const Duration of [0, twoWeeks + 1]) {
      await expect(eventsOf({ Duration })).rejects.toThrow(refusal('InvalidParameterValue'));
    }
  });

  it('forgets as the clock goes on', async () => {
    const account = smallAccount();
    account.clock.advance(7 * 24 * 3_600_000);
    expect(await eventsOf({ Duration: twoWeeks }, account)).toHaveLength(14);
  });

  it('keeps to the source asked for', async () => {
    const account = smallAccount();
    failRedisSnapshotEvent(account, 'jobs');
    const ask = (input: object) => eventsOf({ Duration: twoWeeks, ...input }, account);
    expect(await ask({ SourceType: 'replication-group' })).toEqual([]);
    expect(await ask({ SourceType: 'cache-cluster' })).toHaveLength(29);
    const node = { SourceType: 'cache-cluster', SourceIdentifier: 'jobs-002' };
    expect((await ask(node)).filter(({ Message }) => /failed/.test(Message ?? ''))).toHaveLength(1);
  });

  it.each([
    ['a kind of source there is not', { SourceType: 'teapot' }, 'InvalidParameterValue'],
    ['a source of no kind', { SourceIdentifier: 'jobs' }, 'InvalidParameterCombination'],
    ['times', { StartTime: new Date(0) }, 'InvalidParameterValue'],
    ['small pages', { MaxRecords: 19 }, 'InvalidParameterValue'],
  ])('refuses %s', async (_what, input, code) => {
    await expect(eventsOf(input)).rejects.toThrow(refusal(code));
  });

  it('hands out pages', async () => {
    const account = smallAccount();
    const { rows, pages } = await readAll(
      (Marker) =>
        call(DescribeEventsCommand, { Duration: twoWeeks, MaxRecords: 20, Marker }, account),
      ({ Events }) => Events,
      ({ Marker }) => Marker,
    );
    expect([rows.length, pages]).toEqual([28, 2]);
  });
});

describe('DescribeUpdateActions', () => {
  async function actionsOf(input: object, account: Account) {
    return (await call(DescribeUpdateActionsCommand, input, account)).UpdateActions ?? [];
  }

  it('keeps to groups and statuses', async () => {
    const account = smallAccount();
    leaveUpdateUnapplied(account, 'jobs');
    const ask = async (input: object) => (await actionsOf(input, account)).length;
    expect(await ask({})).toBe(3);
    expect(await ask({ ReplicationGroupIds: ['JOBS'] })).toBe(2);
    expect(await ask({ CacheClusterIds: ['jobs-001'] })).toBe(0);
    expect(await ask({ ServiceUpdateStatus: ['available'] })).toBe(3);
    expect(await ask({ ServiceUpdateStatus: ['expired', 'cancelled'] })).toBe(0);
    expect(await ask({ UpdateActionStatus: ['not-applied', 'stopped'] })).toBe(1);
    expect(await ask({ ServiceUpdateName: 'elasticache-20260518-001' })).toBe(2);
  });

  it.each([
    ['too many groups', { ReplicationGroupIds: new Array(21).fill('x') }, 'InvalidParameterValue'],
    [
      'groups and nodes',
      { ReplicationGroupIds: ['x'], CacheClusterIds: ['y'] },
      'InvalidParameterCombination',
    ],
    ['what it does not know', { Engine: 'redis' }, 'InvalidParameterValue'],
  ])('refuses %s', async (_what, input, code) => {
    await expect(actionsOf(input, smallAccount())).rejects.toThrow(refusal(code));
  });

  it('hands out pages', async () => {
    const account = smallAccount();
    for (let number = 0; number < 60; number++) leaveUpdateUnapplied(account, 'locks');
    const { rows, pages } = await readAll(
      (Marker) => call(DescribeUpdateActionsCommand, { Marker }, account),
      ({ UpdateActions }) => UpdateActions,
      ({ Marker }) => Marker,
    );
    expect([rows.length, pages]).toEqual([62, 2]);
  });
});
