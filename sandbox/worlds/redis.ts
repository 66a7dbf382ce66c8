/** ElastiCache replication groups, the snapshots ElastiCache takes of them every day, and what it tells of both. */
import type { ReplicationGroup } from '@aws-sdk/client-elasticache';
import type { Account } from '../account.ts';
import { arn, letters } from './identifiers.ts';
import type { Network, Zone } from './network.ts';
import type { Tag } from './stacks.ts';
import { ago, days, hours, stampOf } from './times.ts';

export interface RedisDescription {
  readonly groupId: string;
  readonly description: string;
  readonly network: Network;
  readonly subnetGroupName: string;
  readonly nodeType: string;
  readonly age: number;
  readonly retentionDays: number;
  readonly tags: Tag[];
  /** One node in each; the first holds the primary. */
  readonly zones: readonly Zone[];
}

/** The newest that still is Redis. */
const engineVersion = '7.1.0';

/** Puts a replication group into the account; it fails over by itself when it has more than one node. */
export function addRedis(account: Account, redis: RedisDescription): void {
  const group = groupOf(account, redis);
  account.elasticache.groups.push(group);
  account.elasticache.tags.set(group.ARN ?? '', redis.tags);
  addNodes(account, redis);
  addSubnetGroup(account, redis);
  addAppliedUpdate(account, redis.groupId);
}

function groupOf(account: Account, redis: RedisDescription): ReplicationGroup {
  const { groupId, zones } = redis;
  const replicated = zones.length > 1 ? 'enabled' : 'disabled';
  const nodeIds = zones.map((_, at) => nodeId(groupId, at));
  const host = `${letters(`host ${groupId}`, 6)}.euw1.cache.amazonaws.com`;
  return {
    ReplicationGroupId: groupId,
    ARN: arn(account, 'elasticache', `replicationgroup:${groupId}`),
    Description: redis.description,
    Status: 'available',
    PendingModifiedValues: {},
    GlobalReplicationGroupInfo: {},
    MemberClusters: nodeIds,
    NodeGroups: [
      {
        NodeGroupId: '0001',
        Status: 'available',
        PrimaryEndpoint: { Address: `master.${groupId}.${host}`, Port: 6379 },
        ReaderEndpoint: { Address: `replica.${groupId}.${host}`, Port: 6379 },
        NodeGroupMembers: zones.map((zone, at) => ({
          CacheClusterId: nodeId(groupId, at),
          CacheNodeId: '0001',
          PreferredAvailabilityZone: zone.name,
          CurrentRole: at === 0 ? 'primary' : 'replica',
        })),
      },
    ],
    SnapshottingClusterId: nodeIds.at(-1),
    AutomaticFailover: replicated,
    MultiAZ: replicated,
    SnapshotRetentionLimit: redis.retentionDays,
    SnapshotWindow: '02:00-03:00',
    ClusterEnabled: false,
    ClusterMode: 'disabled',
    CacheNodeType: redis.nodeType,
    Engine: 'redis',
    AuthTokenEnabled: false,
    TransitEncryptionEnabled: true,
    TransitEncryptionMode: 'required',
    AtRestEncryptionEnabled: true,
    ReplicationGroupCreateTime: ago(account, redis.age),
    AutoMinorVersionUpgrade: true,
    DataTiering: 'disabled',
    LogDeliveryConfigurations: [],
  };
}

function addNodes(account: Account, redis: RedisDescription): void {
  redis.zones.forEach((zone, at) => {
    const id = nodeId(redis.groupId, at);
    account.elasticache.nodes.push({
      CacheClusterId: id,
      ARN: arn(account, 'elasticache', `cluster:${id}`),
      ReplicationGroupId: redis.groupId,
      CacheClusterStatus: 'available',
      CacheNodeType: redis.nodeType,
      Engine: 'redis',
      EngineVersion: engineVersion,
      NumCacheNodes: 1,
      PreferredAvailabilityZone: zone.name,
      CacheClusterCreateTime: ago(account, redis.age),
      CacheSubnetGroupName: redis.subnetGroupName,
      CacheNodes: [
        {
          CacheNodeId: '0001',
          CacheNodeStatus: 'available',
          CacheNodeCreateTime: ago(account, redis.age),
          CustomerAvailabilityZone: zone.name,
          ParameterGroupStatus: 'in-sync',
        },
      ],
      SnapshotRetentionLimit: redis.retentionDays,
      SnapshotWindow: '02:00-03:00',
      AutoMinorVersionUpgrade: true,
      TransitEncryptionEnabled: true,
      AtRestEncryptionEnabled: true,
      SecurityGroups: [],
    });
  });
}

function addSubnetGroup(account: Account, { subnetGroupName, network }: RedisDescription): void {
  account.elasticache.subnetGroups.push({
    CacheSubnetGroupName: subnetGroupName,
    CacheSubnetGroupDescription: 'Private subnets',
    ARN: arn(account, 'elasticache', `subnetgroup:${subnetGroupName}`),
    VpcId: network.vpcId,
    Subnets: network.zones.map((zone) => ({
      SubnetIdentifier: zone.privateSubnetId,
      SubnetAvailabilityZone: { Name: zone.name },
      SupportedNetworkTypes: ['ipv4'],
    })),
    SupportedNetworkTypes: ['ipv4'],
  });
}

/** The daily snapshots ElastiCache takes by itself, the newest `newest` milliseconds old. */
export function addRedisSnapshots(
  account: Account,
  groupId: string,
  { count, newest = hours(9) }: { count: number; newest?: number },
): void {
  const node = redisGroup(account, groupId).SnapshottingClusterId;
  for (let day = 0; day < count; day++) {
    const time = ago(account, newest + days(day));
    const name = `automatic.${node}-${stampOf(time)}`;
    addRedisSnapshot(account, groupId, name, 'automated', time);
    addSnapshotEvent(account, groupId, `Snapshot succeeded for snapshot with ID '${name}'`, time);
  }
}

/** ElastiCache keeps events so long; older ones are gone. */
const eventsKept = days(14);

// The message names the group; its source is the node that was read.
function addSnapshotEvent(account: Account, groupId: string, message: string, time: Date): void {
  if (time < ago(account, eventsKept)) return;
  account.elasticache.events.push({
    SourceIdentifier: redisGroup(account, groupId).SnapshottingClusterId,
    SourceType: 'cache-cluster',
    Message: `${message} of replication group with ID '${groupId}'`,
    Date: time,
  });
}

/** The snapshot of three days ago failed; those since did not. */
export function failRedisSnapshotEvent(account: Account, groupId: string): void {
  const time = ago(account, days(3) - hours(2));
  const name = `automatic.${redisGroup(account, groupId).SnapshottingClusterId}-${stampOf(time)}`;
  addSnapshotEvent(account, groupId, `Snapshot failed for snapshot with ID '${name}'`, time);
}

/** As before 7 came out: the whole group, and what was saved of it. */
export function runRedis6(account: Account, groupId: string): void {
  runRedis(account, groupId, '6.2.6');
}

/** Out of standard support, so that Extended Support is paid for. */
export function runRedis5(account: Account, groupId: string): void {
  runRedis(account, groupId, '5.0.6');
}

function runRedis({ elasticache }: Account, groupId: string, version: string): void {
  for (const each of [...elasticache.nodes, ...elasticache.snapshots]) {
    if (each.ReplicationGroupId === groupId) each.EngineVersion = version;
  }
}

/** ElastiCache goes on listing an update after it was applied. */
function addAppliedUpdate(account: Account, groupId: string): void {
  const { MemberClusters = [] } = redisGroup(account, groupId);
  account.elasticache.updateActions.push({
    ReplicationGroupId: groupId,
    ServiceUpdateName: 'elasticache-20260518-001',
    ServiceUpdateReleaseDate: ago(account, days(180)),
    ServiceUpdateSeverity: 'important',
    ServiceUpdateStatus: 'available',
    ServiceUpdateType: 'security-update',
    ServiceUpdateRecommendedApplyByDate: ago(account, days(150)),
    UpdateActionAvailableDate: ago(account, days(180)),
    UpdateActionStatus: 'complete',
    UpdateActionStatusModifiedDate: ago(account, days(160)),
    NodesUpdated: `${MemberClusters.length}/${MemberClusters.length}`,
    SlaMet: 'yes',
    EstimatedUpdateTime: '30 minutes per node',
    Engine: 'redis',
  });
}

/** A snapshot somebody took by hand. */
export function addManualRedisSnapshot(
  account: Account,
  groupId: string,
  name: string,
  age: number,
): void {
  addRedisSnapshot(account, groupId, name, 'manual', ago(account, age));
}

function addRedisSnapshot(
  account: Account,
  groupId: string,
  name: string,
  source: 'automated' | 'manual',
  time: Date,
): void {
  const group = redisGroup(account, groupId);
  account.elasticache.snapshots.push({
    SnapshotName: name,
    ARN: arn(account, 'elasticache', `snapshot:${name}`),
    ReplicationGroupId: groupId,
    ReplicationGroupDescription: group.Description,
    CacheClusterId: group.SnapshottingClusterId,
    SnapshotStatus: 'available',
    SnapshotSource: source,
    CacheNodeType: group.CacheNodeType,
    Engine: 'redis',
    EngineVersion: engineVersion,
    NumNodeGroups: 1,
    AutomaticFailover: group.AutomaticFailover,
    SnapshotRetentionLimit: group.SnapshotRetentionLimit,
    SnapshotWindow: group.SnapshotWindow,
    // The only time a snapshot of ElastiCache tells is that of its nodes.
    NodeSnapshots: [
      {
        CacheClusterId: group.SnapshottingClusterId,
        NodeGroupId: '0001',
        CacheNodeId: '0001',
        CacheSize: '214 MB',
        CacheNodeCreateTime: group.ReplicationGroupCreateTime,
        SnapshotCreateTime: time,
      },
    ],
  });
}

/** A group that must be there: a world that names one that is not is wrong. */
export function redisGroup({ elasticache }: Account, groupId: string): ReplicationGroup {
  const group = elasticache.groups.find(({ ReplicationGroupId }) => ReplicationGroupId === groupId);
  if (group === undefined) throw new Error(`no replication group ${groupId} in this world`);
  return group;
}

function nodeId(groupId: string, at: number): string {
  return `${groupId}-${String(at + 1).padStart(3, '0')}`;
}
