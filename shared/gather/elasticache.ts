/** Redis replication groups and their automated snapshots. */
import {
  type ReplicationGroup as AwsReplicationGroup,
  type CacheCluster,
  type CacheSubnetGroup,
  ElastiCacheClient,
  ListTagsForResourceCommand,
  paginateDescribeCacheClusters,
  paginateDescribeCacheSubnetGroups,
  paginateDescribeReplicationGroups,
  paginateDescribeSnapshots,
  ReplicationGroupNotFoundFault,
  type Snapshot,
} from '@aws-sdk/client-elasticache';
import { scratchPrefix } from '../model/drill.ts';
import type { CacheSnapshot, ReplicationGroup } from '../model/elasticache.ts';
import type { Tags } from '../model/target.ts';
import { collect, type Gatherer, isoDate, keepTags, required } from './gatherer.ts';

/** The most ElastiCache returns at once: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeReplicationGroups.html */
const pageSize = 100;
/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeSnapshots.html */
const snapshotPageSize = 50;

const gatherer: Gatherer<'elasticache'> = {
  'elasticache.groups': {
    actions: [
      'elasticache:DescribeReplicationGroups',
      'elasticache:DescribeCacheClusters',
      'elasticache:DescribeCacheSubnetGroups',
      'elasticache:ListTagsForResource',
    ],
    read: async ({ connection }) => {
      const client = connection.client(ElastiCacheClient);
      const config = { client, pageSize };
      const [groups, nodes, subnetGroups] = await Promise.all([
        collect(paginateDescribeReplicationGroups(config, {}), (page) => page.ReplicationGroups),
        collect(paginateDescribeCacheClusters(config, {}), (page) => page.CacheClusters),
        collect(paginateDescribeCacheSubnetGroups(config, {}), (page) => page.CacheSubnetGroups),
      ]);
      const tagged = await Promise.all(
        groups.map(async (group) => ({ group, tags: await scratchTags(client, group) })),
      );
      return tagged.flatMap(({ group, tags }) =>
        tags === undefined ? [] : toGroup(group, vpcOf(group, nodes, subnetGroups), tags),
      );
    },
  },
  'elasticache.snapshots': {
    actions: ['elasticache:DescribeSnapshots'],
    read: async ({ connection }) => {
      const client = connection.client(ElastiCacheClient);
      // The filter calls automated snapshots `system`; the answer calls them `automated`.
      const pages = paginateDescribeSnapshots(
        { client, pageSize: snapshotPageSize },
        { SnapshotSource: 'system' },
      );
      const snapshots = await collect(pages, (page) => page.Snapshots);
      return snapshots
        .filter(
          ({ SnapshotSource, ReplicationGroupId }) =>
            SnapshotSource === 'automated' && ReplicationGroupId,
        )
        .map(toSnapshot);
    },
  },
};
export default gatherer;

// Lists of ElastiCache carry no tags. Stacks name their groups; only a drill's scratch must be told by its tags.
async function scratchTags(
  client: ElastiCacheClient,
  { ReplicationGroupId, ARN: ResourceName }: AwsReplicationGroup,
): Promise<Tags | undefined> {
  if (!ReplicationGroupId?.startsWith(scratchPrefix)) return {};
  try {
    const { TagList } = await client.send(new ListTagsForResourceCommand({ ResourceName }));
    return keepTags(TagList);
  } catch (error) {
    // A drill that ends deletes its group between the list and this call.
    if (error instanceof ReplicationGroupNotFoundFault) return undefined;
    throw error;
  }
}

function vpcOf(
  group: AwsReplicationGroup,
  nodes: readonly CacheCluster[],
  subnetGroups: readonly CacheSubnetGroup[],
): string | null {
  const node = nodes.find(
    ({ ReplicationGroupId }) => ReplicationGroupId === group.ReplicationGroupId,
  );
  const subnetGroup = subnetGroups.find(
    ({ CacheSubnetGroupName }) =>
      CacheSubnetGroupName !== undefined && CacheSubnetGroupName === node?.CacheSubnetGroupName,
  );
  return subnetGroup?.VpcId ?? null;
}

function toGroup(group: AwsReplicationGroup, vpcId: string | null, tags: Tags): ReplicationGroup {
  const id = required(group.ReplicationGroupId, 'ReplicationGroupId');
  return {
    ref: {
      type: 'elasticache-group',
      name: id,
      ...(group.ARN !== undefined && { arn: group.ARN }),
    },
    id,
    status: required(group.Status, 'Status'),
    automaticFailover: required(group.AutomaticFailover, 'AutomaticFailover'),
    multiAz: group.MultiAZ ?? 'disabled',
    clusterMode: clusterModeOf(group),
    nodes: (group.NodeGroups ?? [])
      .flatMap(({ NodeGroupMembers = [] }) => NodeGroupMembers)
      .map((member) => ({
        id: required(member.CacheClusterId, 'CacheClusterId'),
        availabilityZone: member.PreferredAvailabilityZone ?? null,
      })),
    snapshotRetentionDays: group.SnapshotRetentionLimit ?? 0,
    createdAt: isoDate(group.ReplicationGroupCreateTime),
    vpcId,
    tags,
  };
}

// The flag is older than the mode and cannot tell `compatible`.
function clusterModeOf({ ClusterMode, ClusterEnabled }: AwsReplicationGroup): string | null {
  if (ClusterMode !== undefined || ClusterEnabled === undefined) return ClusterMode ?? null;
  return ClusterEnabled ? 'enabled' : 'disabled';
}

function toSnapshot(snapshot: Snapshot): CacheSnapshot {
  const times = (snapshot.NodeSnapshots ?? []).flatMap(({ SnapshotCreateTime }) =>
    SnapshotCreateTime === undefined ? [] : SnapshotCreateTime.getTime(),
  );
  return {
    name: required(snapshot.SnapshotName, 'SnapshotName'),
    groupId: required(snapshot.ReplicationGroupId, 'ReplicationGroupId'),
    status: required(snapshot.SnapshotStatus, 'SnapshotStatus'),
    createdAt: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
  };
}
