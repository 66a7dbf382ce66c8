/** ElastiCache: replication groups, their nodes, subnet groups, snapshots and tags, events and service updates. */
import {
  type CacheClusterMessage,
  type CacheSubnetGroupMessage,
  DescribeCacheClustersCommand,
  type DescribeCacheClustersMessage,
  DescribeCacheSubnetGroupsCommand,
  type DescribeCacheSubnetGroupsMessage,
  DescribeEventsCommand,
  type DescribeEventsMessage,
  DescribeReplicationGroupsCommand,
  type DescribeReplicationGroupsMessage,
  DescribeSnapshotsCommand,
  type DescribeSnapshotsListMessage,
  type DescribeSnapshotsMessage,
  DescribeUpdateActionsCommand,
  type DescribeUpdateActionsMessage,
  ElastiCacheClient,
  type EventsMessage,
  ListTagsForResourceCommand,
  type ListTagsForResourceMessage,
  type ReplicationGroupMessage,
  type Snapshot,
  type TagListMessage,
  type UpdateActionsMessage,
} from '@aws-sdk/client-elasticache';
import type { Account } from '../account.ts';
import { type PageRefusals, pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

const refusals: PageRefusals = {
  size: (asked, { minimum, maximum }) =>
    invalidValue(
      `Invalid value ${asked} for MaxRecords. Must be between ${minimum} and ${maximum}`,
    ),
  marker: () => invalidValue('The parameter Marker: marker is invalid'),
};

// MaxRecords: 20 to 100 for most lists, but 50 at the most for snapshots.
const page = pager({ minimum: 20, maximum: 100, default: 100 }, refusals);
const snapshotPage = pager({ minimum: 20, maximum: 50, default: 50 }, refusals);
// AWS documents no limits for service updates: these are the strictest it has.
const updatePage = snapshotPage;

function describeReplicationGroups(
  input: DescribeReplicationGroupsMessage,
  account: Account,
): ReplicationGroupMessage {
  const { ReplicationGroupId: id } = input;
  const chosen = account.elasticache.groups.filter(
    (group) => id === undefined || sameName(group.ReplicationGroupId, id),
  );
  if (id !== undefined && chosen.length === 0) {
    throw notFound('ReplicationGroupNotFoundFault', `ReplicationGroup ${id} not found.`);
  }
  const { rows, next } = page(chosen, request('DescribeReplicationGroups', input), account);
  return { ReplicationGroups: rows, Marker: next };
}

function describeCacheClusters(
  input: DescribeCacheClustersMessage,
  account: Account,
): CacheClusterMessage {
  const { CacheClusterId: id } = input;
  const chosen = account.elasticache.nodes.filter(
    (node) =>
      (id === undefined || sameName(node.CacheClusterId, id)) &&
      (input.ShowCacheClustersNotInReplicationGroups !== true ||
        node.ReplicationGroupId === undefined),
  );
  if (id !== undefined && chosen.length === 0) {
    throw notFound('CacheClusterNotFound', `CacheCluster not found: ${id}`);
  }
  const { rows, next } = page(chosen, request('DescribeCacheClusters', input), account);
  const shown = input.ShowCacheNodeInfo === true ? rows : rows.map(withoutNodes);
  return { CacheClusters: shown, Marker: next };
}

function withoutNodes<T extends { CacheNodes?: unknown }>({ CacheNodes: _, ...node }: T) {
  return node;
}

function describeCacheSubnetGroups(
  input: DescribeCacheSubnetGroupsMessage,
  account: Account,
): CacheSubnetGroupMessage {
  const { CacheSubnetGroupName: name } = input;
  const chosen = account.elasticache.subnetGroups.filter(
    (group) => name === undefined || sameName(group.CacheSubnetGroupName, name),
  );
  if (name !== undefined && chosen.length === 0) {
    throw notFound('CacheSubnetGroupNotFoundFault', `Cache Subnet Group ${name} not found.`, 400);
  }
  const { rows, next } = page(chosen, request('DescribeCacheSubnetGroups', input), account);
  return { CacheSubnetGroups: rows, Marker: next };
}

function describeSnapshots(
  input: DescribeSnapshotsMessage,
  account: Account,
): DescribeSnapshotsListMessage {
  const source = sourceAskedFor(input.SnapshotSource);
  const { SnapshotName: name, ReplicationGroupId: group, CacheClusterId: node } = input;
  const chosen = account.elasticache.snapshots.filter(
    (snapshot) =>
      (source === undefined || snapshot.SnapshotSource === source) &&
      (name === undefined || snapshot.SnapshotName === name) &&
      (group === undefined || sameName(snapshot.ReplicationGroupId, group)) &&
      (node === undefined || sameName(snapshot.CacheClusterId, node)),
  );
  if (name !== undefined && chosen.length === 0) {
    throw notFound('SnapshotNotFoundFault', `Snapshot ${name} not found.`);
  }
  const { rows, next } = snapshotPage(chosen, request('DescribeSnapshots', input), account);
  const shown = input.ShowNodeGroupConfig === true ? rows : rows.map(withoutNodeGroups);
  return { Snapshots: shown, Marker: next };
}

/** The filter says `system` and `user` where the answer says `automated` and `manual`. */
function sourceAskedFor(source: string | undefined): 'automated' | 'manual' | undefined {
  if (source === undefined) return undefined;
  if (source === 'system') return 'automated';
  if (source === 'user') return 'manual';
  throw invalidValue(`Invalid snapshot source ${source}. Valid values: system, user`);
}

/** Shard configuration is shown on request only; size and time of each node snapshot always. */
function withoutNodeGroups(snapshot: Snapshot): Snapshot {
  if (snapshot.NodeSnapshots === undefined) return snapshot;
  return {
    ...snapshot,
    NodeSnapshots: snapshot.NodeSnapshots.map(({ NodeGroupConfiguration: _, ...node }) => node),
  };
}

const sourceTypes: readonly string[] = [
  'cache-cluster',
  'cache-parameter-group',
  'cache-security-group',
  'cache-subnet-group',
  'replication-group',
  'serverless-cache',
  'serverless-cache-snapshot',
  'user',
  'user-group',
];

// In minutes: the last hour unless told, and 14 days at the most.
const eventSpan = { default: 60, maximum: 14 * 24 * 60 };

function describeEvents(input: DescribeEventsMessage, account: Account): EventsMessage {
  const { SourceType: type, SourceIdentifier: id, Duration: duration = eventSpan.default } = input;
  if (input.StartTime !== undefined || input.EndTime !== undefined) {
    throw invalidValue('The sandbox knows the time of events by Duration only');
  }
  if (type !== undefined && !sourceTypes.includes(type)) {
    throw invalidValue(`Invalid source type: ${type}`);
  }
  if (id !== undefined && type === undefined) {
    throw invalidCombination('SourceType must be given with SourceIdentifier');
  }
  if (duration < 1 || duration > eventSpan.maximum) {
    throw invalidValue(`Duration must be between 1 and ${eventSpan.maximum} minutes`);
  }
  const start = account.clock.now().getTime() - duration * 60_000;
  const chosen = account.elasticache.events.filter(
    (event) =>
      (event.Date?.getTime() ?? 0) >= start &&
      (type === undefined || event.SourceType === type) &&
      (id === undefined || sameName(event.SourceIdentifier, id)),
  );
  const { rows, next } = page(chosen, request(`DescribeEvents:${type}`, input), account);
  return { Events: rows, Marker: next };
}

/** The most ids one call names. */
const updatedGroups = 20;

function describeUpdateActions(
  input: DescribeUpdateActionsMessage,
  account: Account,
): UpdateActionsMessage {
  const { ReplicationGroupIds: groups, CacheClusterIds: nodes } = input;
  const unknown = ['Engine', 'ServiceUpdateTimeRange'].find((name) => name in input);
  if (unknown !== undefined) throw invalidValue(`The sandbox does not know ${unknown}`);
  if (groups !== undefined && nodes !== undefined) {
    throw invalidCombination('ReplicationGroupIds and CacheClusterIds exclude each other');
  }
  if ((groups ?? nodes ?? []).length > updatedGroups) {
    throw invalidValue(`No more than ${updatedGroups} ids are allowed`);
  }
  const chosen = account.elasticache.updateActions.filter(
    (action) =>
      isAmong(action.ReplicationGroupId, groups) &&
      isAmong(action.CacheClusterId, nodes) &&
      (input.ServiceUpdateName === undefined ||
        action.ServiceUpdateName === input.ServiceUpdateName) &&
      isAmong(action.ServiceUpdateStatus, input.ServiceUpdateStatus) &&
      isAmong(action.UpdateActionStatus, input.UpdateActionStatus),
  );
  const { rows, next } = updatePage(chosen, request('DescribeUpdateActions', input), account);
  return { UpdateActions: rows, Marker: next };
}

function isAmong(value: string | undefined, asked: readonly string[] | undefined): boolean {
  return asked === undefined || asked.some((each) => sameName(value, each));
}

function listTagsForResource(input: ListTagsForResourceMessage, account: Account): TagListMessage {
  const arn = input.ResourceName ?? '';
  const [, , , , , type, name] = arn.split(':');
  if (!arn.startsWith('arn:') || type === undefined || name === undefined) {
    throw new SandboxError('InvalidARN', `Invalid ARN: ${arn}`);
  }
  if (!knownArns(account).has(arn)) {
    throw notFound(notFoundCodes[type] ?? 'CacheClusterNotFound', `${name} not found.`);
  }
  return { TagList: account.elasticache.tags.get(arn) ?? [] };
}

const notFoundCodes: Readonly<Record<string, string>> = {
  replicationgroup: 'ReplicationGroupNotFoundFault',
  subnetgroup: 'CacheSubnetGroupNotFoundFault',
  snapshot: 'SnapshotNotFoundFault',
};

function knownArns({ elasticache }: Account): ReadonlySet<string | undefined> {
  const { groups, nodes, subnetGroups, snapshots, tags } = elasticache;
  const resources = [...groups, ...nodes, ...subnetGroups, ...snapshots];
  return new Set([...resources.map(({ ARN }) => ARN), ...tags.keys()]);
}

function request(
  list: string,
  input: { MaxRecords?: number | undefined; Marker?: string | undefined },
) {
  return { list, size: input.MaxRecords, marker: input.Marker };
}

function sameName(known: string | undefined, asked: string): boolean {
  return known?.toLowerCase() === asked.toLowerCase();
}

function notFound(code: string, message: string, status = 404): SandboxError {
  return new SandboxError(code, message, status);
}

function invalidCombination(message: string): SandboxError {
  return new SandboxError('InvalidParameterCombination', message);
}

function invalidValue(message: string): SandboxError {
  return new SandboxError('InvalidParameterValue', message);
}

export const elasticache: Service = {
  signingName: 'elasticache',
  client: ElastiCacheClient,
  operations: [
    operation(DescribeReplicationGroupsCommand, describeReplicationGroups),
    operation(DescribeCacheClustersCommand, describeCacheClusters),
    operation(DescribeCacheSubnetGroupsCommand, describeCacheSubnetGroups),
    operation(DescribeSnapshotsCommand, describeSnapshots),
    operation(ListTagsForResourceCommand, listTagsForResource),
    operation(DescribeEventsCommand, describeEvents),
    operation(DescribeUpdateActionsCommand, describeUpdateActions),
  ],
};
