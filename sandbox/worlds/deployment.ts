/** One complete and healthy deployment of The Things Stack, as the vendor's templates leave it behind. */
import type { RedisPurpose, TemplateName } from '../../shared/model/tts.ts';
import type { Account } from '../account.ts';
import { type AlertPath, addAlerting } from './alerting.ts';
import { addAurora, addAuroraSnapshots, auroraClusterArn } from './aurora.ts';
import {
  addBuckets,
  addConfigBuckets,
  type ConfigBuckets,
  type DeployedBuckets,
} from './buckets.ts';
import { addCertificate } from './certificates.ts';
import { addContainerInstances, addEcsCluster } from './containers.ts';
import { copyEveryNight } from './copies.ts';
import { type DeploymentDescription, stackName } from './description.ts';
import { addDrill } from './drills.ts';
import { addFileSystem } from './file-systems.ts';
import { addHosts } from './hosts.ts';
import { databaseId, physicalId, replicationGroupId } from './identifiers.ts';
import { addLoadBalancing, type LoadBalancing } from './load-balancing.ts';
import { addNetwork } from './network.ts';
import { addRedis, addRedisSnapshots } from './redis.ts';
import { addServices, type ServiceId } from './services.ts';
import { addStack, ecsTags, own, ownNoLonger, setStackParameter, stackTags } from './stacks.ts';
import { addStacks, addVendorStack } from './templates.ts';
import { days } from './times.ts';

export interface DeployedDatabase {
  readonly cluster: string;
  readonly writer: string;
  readonly reader: string;
}

/** What it is made of, by the names AWS knows. */
export interface Deployed {
  readonly prefix: string;
  /** Null in a secondary cluster. */
  readonly database: DeployedDatabase | null;
  readonly redisGroups: Readonly<Partial<Record<RedisPurpose, string>>>;
  readonly ecsCluster: string;
  readonly services: Readonly<Record<ServiceId, string>>;
  readonly bastion: string;
  readonly containerInstances: readonly [string, string];
  /** The machine of TimescaleDB. */
  readonly timescale: string;
  readonly fileSystem: string;
  readonly buckets: ConfigBuckets | DeployedBuckets;
  /** ARN of the certificate its listeners show. */
  readonly certificate: string;
  readonly loadBalancing: LoadBalancing;
  readonly alertPath: AlertPath;
  readonly drillTable: string;
}

/** Builds it into the account. */
export function deploy(account: Account, description: DeploymentDescription): Deployed {
  addStacks(account, description);
  addNetwork(account, description);
  const primary = description.clusterRole === 'primary';
  const database = primary ? addDatabase(account, description) : null;
  const redisGroups = addRedisGroups(account, description);
  const ecsCluster = addCluster(account, description);
  const services = addServices(account, description, ecsCluster);
  const hosts = addHosts(account, description);
  addContainerInstances(
    account,
    ecsCluster,
    description.network.zones.map(({ name: zone }, at) => ({
      instanceId: at === 0 ? hosts.containerInstances[0] : hosts.containerInstances[1],
      zone,
    })),
  );
  const certificate = addCertificate(account, description);
  tellOfCertificate(account, description, certificate);
  const built = {
    prefix: description.prefix,
    database,
    redisGroups,
    ecsCluster,
    services,
    ...hosts,
    fileSystem: addFileSystem(account, description),
    buckets: primary ? addBuckets(account, description) : addConfigBuckets(account, description),
    certificate,
    loadBalancing: addLoadBalancing(account, description, { certificate, ecsCluster, services }),
    drillTable: addDrillTable(account, description),
  };
  // Last of all, since there is an alarm on most of it.
  const deployed = { ...built, alertPath: addAlerting(account, description, built) };
  addPassedDrills(account, deployed);
  return deployed;
}

/** The database of a primary cluster: a world that asks a secondary one for it is wrong. */
export function databaseOf({ prefix, database }: Deployed): DeployedDatabase {
  if (database === null) throw new Error(`${prefix} has no database`);
  return database;
}

/** The buckets of a primary cluster. */
export function pictureBucketsOf({ prefix, buckets }: Deployed): DeployedBuckets {
  if (!('profilePictures' in buckets)) throw new Error(`${prefix} has no buckets for pictures`);
  return buckets;
}

/** The id of a replication group that must be there. */
export function redisOf({ prefix, redisGroups }: Deployed, purpose: RedisPurpose): string {
  const group = redisGroups[purpose];
  if (group === undefined) throw new Error(`${prefix} has no Redis for ${purpose}`);
  return group;
}

/** The stacks are told once it is there; that of certbot too. */
function tellOfCertificate(
  account: Account,
  description: DeploymentDescription,
  certificate: string,
): void {
  const tell = (template: TemplateName, key: string) =>
    setStackParameter(account, stackName(description, template), key, certificate);
  tell('3-2-load-balancer-rules', 'TLSCertificateARN');
  if (description.certificate === 'letsencrypt') tell('5-8a-certs-le', 'ExistingCertARN');
}

function addDatabase(account: Account, description: DeploymentDescription): DeployedDatabase {
  const { network, ageDays } = description;
  const master = stackName(description, '2-1-db-aurora-master');
  const replica = stackName(description, '2-2-db-aurora-replica');
  const cluster = databaseId(master, 'AuroraCluster');
  const writer = databaseId(master, 'AuroraInstance');
  const reader = databaseId(replica, 'AuroraReplica');
  own(account, master, {
    type: 'AWS::RDS::DBCluster',
    logicalId: 'AuroraCluster',
    physicalId: cluster,
  });
  own(account, master, {
    type: 'AWS::RDS::DBInstance',
    logicalId: 'AuroraInstance',
    physicalId: writer,
  });
  own(account, replica, {
    type: 'AWS::RDS::DBInstance',
    logicalId: 'AuroraReplica',
    physicalId: reader,
  });
  addAurora(account, {
    clusterId: cluster,
    network,
    engineVersion: description.auroraVersion,
    instanceClass: description.databaseClass,
    age: days(ageDays),
    retentionDays: 7,
    tags: stackTags(account, master, 'AuroraCluster'),
    instances: [
      {
        id: writer,
        zone: network.zones[0],
        tags: stackTags(account, master, 'AuroraInstance'),
      },
      {
        id: reader,
        zone: network.zones[1],
        tags: stackTags(account, replica, 'AuroraReplica'),
      },
    ],
  });
  addAuroraSnapshots(account, cluster, { count: 7 });
  copyEveryNight(account, auroraClusterArn(account, cluster), { type: 'Aurora', vault: 'Default' });
  return { cluster, writer, reader };
}

function addRedisGroups(account: Account, description: DeploymentDescription) {
  const groups: Partial<Record<RedisPurpose, string>> = {};
  for (const purpose of description.redisPurposes) {
    groups[purpose] = addRedisGroup(account, description, purpose);
  }
  return groups;
}

function addRedisGroup(
  account: Account,
  description: DeploymentDescription,
  purpose: RedisPurpose,
): string {
  const template = '2-3-db-redis';
  const name = stackName(description, template, purpose);
  addVendorStack(account, description, { name, template, parameters: { RedisMultiAZ: 'true' } });
  const logicalId = 'RedisReplicationGroup';
  const groupId = replicationGroupId(name, logicalId);
  own(account, name, {
    type: 'AWS::ElastiCache::ReplicationGroup',
    logicalId,
    physicalId: groupId,
  });
  // ElastiCache keeps the names of subnet groups in lower case.
  const subnetGroupName = physicalId(name, 'RedisSubnetGroup').toLowerCase();
  own(account, name, {
    type: 'AWS::ElastiCache::SubnetGroup',
    logicalId: 'RedisSubnetGroup',
    physicalId: subnetGroupName,
  });
  ownNoLonger(account, name, { type: 'AWS::CloudWatch::Alarm', logicalId: 'RedisSwapAlarm' });
  // What is cached can be built again: the vendor keeps no snapshots of it.
  const retentionDays = purpose === 'cache' ? 0 : 7;
  addRedis(account, {
    groupId,
    description: `Redis for ${purpose} use`,
    network: description.network,
    subnetGroupName,
    nodeType: description.cacheNodeType,
    age: days(description.ageDays),
    retentionDays,
    tags: stackTags(account, name, logicalId),
    zones: description.network.zones,
  });
  addRedisSnapshots(account, groupId, { count: retentionDays });
  return groupId;
}

function addCluster(account: Account, description: DeploymentDescription): string {
  const stack = stackName(description, '5-1-ecs-cluster');
  const name = own(account, stack, { type: 'AWS::ECS::Cluster', logicalId: 'ECSCluster' });
  addEcsCluster(account, name, ecsTags(account, stack, 'ECSCluster'));
  return name;
}

/** Our own template: no `VersionTag`, since it is no part of The Things Stack. */
function addDrillTable(account: Account, { prefix, ageDays }: DeploymentDescription): string {
  const name = `${prefix}-7-2-restore-drill`;
  const table = physicalId(name, 'DrillTable');
  addStack(account, {
    name,
    description: 'stack-auditor: restore drills',
    age: days(Math.min(ageDays, 90)),
    updated: days(20),
    parameters: { Prefix: prefix },
    outputs: { DrillTableName: table },
  });
  own(account, name, {
    type: 'AWS::DynamoDB::Table',
    logicalId: 'DrillTable',
    physicalId: table,
  });
  account.dynamodb.tables.set(table, []);
  return table;
}

function addPassedDrills(account: Account, deployed: Deployed): void {
  const drill = {
    table: deployed.drillTable,
    deployment: deployed.prefix,
    outcome: 'passed',
    reached: 'L5',
    age: days(6),
  } as const;
  if (deployed.database !== null) {
    addDrill(account, {
      ...drill,
      store: 'aurora',
      sourceId: deployed.database.cluster,
      reason: 'restored, 24 tables, newest row 9 hours old',
    });
  }
  const general = deployed.redisGroups.general;
  if (general === undefined) return;
  addDrill(account, {
    ...drill,
    store: 'redis',
    sourceId: general,
    reason: 'restored, 18204 keys, within 2% of the source',
  });
}
