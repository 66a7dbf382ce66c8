/** Redis replication groups, their automated snapshots, and the events and service updates that concern them. */
import {
  type ReplicationGroup as AwsReplicationGroup,
  type UpdateAction as AwsUpdateAction,
  type CacheCluster,
  type CacheSubnetGroup,
  ElastiCacheClient,
  type Event,
  ListTagsForResourceCommand,
  paginateDescribeCacheClusters,
  paginateDescribeCacheSubnetGroups,
  paginateDescribeEvents,
  paginateDescribeReplicationGroups,
  paginateDescribeSnapshots,
  paginateDescribeUpdateActions,
  ReplicationGroupNotFoundFault,
  type Snapshot,
  type SourceType,
} from '@aws-sdk/client-elasticache';
import { scratchPrefix } from '../model/drill.ts';
import type {
  CacheEvent,
  CacheSnapshot,
  ReplicationGroup,
  UpdateAction,
} from '../model/elasticache.ts';
import type { Tags } from '../model/target.ts';
import { collect, type Gatherer, isoDate, keepTags, required } from './gatherer.ts';

/** The most ElastiCache returns at once: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeReplicationGroups.html */
const pageSize = 100;
/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeSnapshots.html */
const snapshotPageSize = 50;
/** In minutes, the 14 days that ElastiCache keeps events: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeEvents.html */
const eventsKept = 14 * 24 * 60;

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
      return tagged.flatMap(({ group, tags }) => {
        if (tags === undefined) return [];
        const own = nodes.filter((node) => node.ReplicationGroupId === group.ReplicationGroupId);
        return toGroup(group, own, { vpcId: vpcOf(own, subnetGroups), tags });
      });
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
  'elasticache.events': {
    actions: ['elasticache:DescribeEvents'],
    read: async ({ connection }) => {
      const client = connection.client(ElastiCacheClient);
      // A snapshot is told of as an event of the node it is taken from, or of the group.
      const lists = await Promise.all([
        eventsOf(client, 'replication-group'),
        eventsOf(client, 'cache-cluster'),
      ]);
      return lists.flat();
    },
  },
  'elasticache.update-actions': {
    actions: ['elasticache:DescribeUpdateActions'],
    read: async ({ connection }) => {
      const client = connection.client(ElastiCacheClient);
      const pages = paginateDescribeUpdateActions(
        // No page size: AWS documents none that it accepts.
        { client },
        { ServiceUpdateStatus: ['available'] },
      );
      return (await collect(pages, (page) => page.UpdateActions)).flatMap(toUpdateAction);
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
  nodes: readonly CacheCluster[],
  subnetGroups: readonly CacheSubnetGroup[],
): string | null {
  const name = nodes[0]?.CacheSubnetGroupName;
  if (name === undefined) return null;
  return subnetGroups.find((group) => group.CacheSubnetGroupName === name)?.VpcId ?? null;
}

/** In the middle of an upgrade nodes differ: the group has come as far as the last of them. */
function lowestVersion(nodes: readonly CacheCluster[]): string | null {
  const versions = nodes.flatMap(({ EngineVersion }) => EngineVersion ?? []);
  return versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))[0] ?? null;
}

function toGroup(
  group: AwsReplicationGroup,
  nodes: readonly CacheCluster[],
  { vpcId, tags }: Pick<ReplicationGroup, 'vpcId' | 'tags'>,
): ReplicationGroup {
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
    engine: group.Engine ?? nodes[0]?.Engine ?? null,
    engineVersion: lowestVersion(nodes),
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

async function eventsOf(client: ElastiCacheClient, source: SourceType): Promise<CacheEvent[]> {
  const pages = paginateDescribeEvents(
    { client, pageSize },
    { SourceType: source, Duration: eventsKept },
  );
  return (await collect(pages, (page) => page.Events)).flatMap(toSnapshotEvent);
}

// There is an event for all that happens to a node; only what became of a snapshot is told nowhere else.
function toSnapshotEvent({ SourceIdentifier, Message, Date: at }: Event): CacheEvent[] {
  if (SourceIdentifier === undefined || at === undefined) return [];
  if (Message === undefined || !/snapshot|backup/i.test(Message)) return [];
  return [{ sourceId: SourceIdentifier, message: Message, at: at.toISOString() }];
}

/** All others wait for somebody, or are under way; statuses AWS adds one day count among them. */
const settledStatuses: ReadonlySet<string> = new Set(['complete', 'not-applicable']);

// An update of a node that is in no group names no group.
function toUpdateAction(action: AwsUpdateAction): UpdateAction[] {
  const status = required(action.UpdateActionStatus, 'UpdateActionStatus');
  if (action.ReplicationGroupId === undefined || settledStatuses.has(status)) return [];
  return [
    {
      groupId: action.ReplicationGroupId,
      update: required(action.ServiceUpdateName, 'ServiceUpdateName'),
      severity: required(action.ServiceUpdateSeverity, 'ServiceUpdateSeverity'),
      type: required(action.ServiceUpdateType, 'ServiceUpdateType'),
      recommendedBy: isoDate(action.ServiceUpdateRecommendedApplyByDate),
      status,
    },
  ];
}
