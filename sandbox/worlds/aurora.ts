/** Aurora clusters and the snapshots RDS takes of them every day. */
import type { DBCluster, DBInstance } from '@aws-sdk/client-rds';
import type { Account } from '../account.ts';
import { arn, letters, uuid } from './identifiers.ts';
import type { Network, Zone } from './network.ts';
import type { Tag } from './stacks.ts';
import { ago, days, hours, minutes, stampOf, trail } from './times.ts';

export interface AuroraDescription {
  readonly clusterId: string;
  readonly network: Network;
  readonly engineVersion: string;
  readonly instanceClass: string;
  readonly age: number;
  readonly retentionDays: number;
  readonly tags: Tag[];
  /** The first one writes. */
  readonly instances: readonly { readonly id: string; readonly zone: Zone; readonly tags: Tag[] }[];
}

/** Puts a healthy cluster into the account: restorable to minutes ago, upgrades in the operator's hands. */
export function addAurora(account: Account, aurora: AuroraDescription): void {
  const cluster = clusterOf(account, aurora);
  trail(account, cluster, 'LatestRestorableTime', minutes(4));
  account.rds.clusters.push(cluster);
  for (const instance of aurora.instances) {
    account.rds.instances.push(instanceOf(account, aurora, instance));
  }
}

function clusterOf(account: Account, aurora: AuroraDescription): DBCluster {
  const { clusterId, network, age, retentionDays } = aurora;
  const host = `${letters(`host ${clusterId}`, 12)}.${account.region}.rds.amazonaws.com`;
  return {
    DBClusterIdentifier: clusterId,
    DBClusterArn: arn(account, 'rds', `cluster:${clusterId}`),
    DbClusterResourceId: `cluster-${letters(clusterId, 26).toUpperCase()}`,
    DatabaseName: 'ttn_lorawan',
    MasterUsername: 'root',
    Engine: 'aurora-postgresql',
    EngineMode: 'provisioned',
    EngineVersion: aurora.engineVersion,
    Port: 5432,
    Status: 'available',
    Endpoint: `${clusterId}.cluster-${host}`,
    ReaderEndpoint: `${clusterId}.cluster-ro-${host}`,
    // Storage spans three zones whatever the instances do: says nothing about availability.
    AvailabilityZones: ['a', 'b', 'c'].map((letter) => account.region + letter),
    MultiAZ: new Set(aurora.instances.map(({ zone }) => zone.name)).size > 1,
    ClusterCreateTime: ago(account, age),
    BackupRetentionPeriod: retentionDays,
    EarliestRestorableTime: ago(account, Math.min(age, days(retentionDays))),
    PreferredBackupWindow: '02:30-03:00',
    PreferredMaintenanceWindow: 'sun:03:30-sun:04:00',
    DBSubnetGroup: subnetGroupName(network),
    VpcSecurityGroups: [],
    StorageEncrypted: true,
    StorageEncryptionType: 'sse-kms',
    KmsKeyId: kmsKey(account),
    DeletionProtection: true,
    CopyTagsToSnapshot: true,
    CrossAccountClone: false,
    AutoMinorVersionUpgrade: false,
    DBClusterMembers: aurora.instances.map(({ id }, at) => ({
      DBInstanceIdentifier: id,
      IsClusterWriter: at === 0,
      DBClusterParameterGroupStatus: 'in-sync',
      PromotionTier: 1,
    })),
    TagList: aurora.tags,
  };
}

function instanceOf(
  account: Account,
  aurora: AuroraDescription,
  { id, zone, tags }: AuroraDescription['instances'][number],
): DBInstance {
  const { network } = aurora;
  return {
    DBInstanceIdentifier: id,
    DBInstanceArn: arn(account, 'rds', `db:${id}`),
    DbiResourceId: `db-${letters(id, 26).toUpperCase()}`,
    DBClusterIdentifier: aurora.clusterId,
    DBInstanceClass: aurora.instanceClass,
    DBInstanceStatus: 'available',
    Engine: 'aurora-postgresql',
    EngineVersion: aurora.engineVersion,
    InstanceCreateTime: ago(account, aurora.age),
    AvailabilityZone: zone.name,
    MultiAZ: false,
    PubliclyAccessible: false,
    AutoMinorVersionUpgrade: false,
    BackupRetentionPeriod: aurora.retentionDays,
    PreferredBackupWindow: '02:30-03:00',
    PromotionTier: 1,
    StorageEncrypted: true,
    StorageEncryptionType: 'sse-kms',
    KmsKeyId: kmsKey(account),
    VpcSecurityGroups: [],
    DBSubnetGroup: {
      DBSubnetGroupName: subnetGroupName(network),
      DBSubnetGroupDescription: 'Private subnets',
      VpcId: network.vpcId,
      SubnetGroupStatus: 'Complete',
      Subnets: network.zones.map((each) => ({
        SubnetIdentifier: each.privateSubnetId,
        SubnetAvailabilityZone: { Name: each.name },
        SubnetStatus: 'Active',
      })),
    },
    TagList: tags,
  };
}

/** The daily snapshots RDS takes by itself, the newest `newest` milliseconds old. */
export function addAuroraSnapshots(
  account: Account,
  clusterId: string,
  { count, newest = hours(9) }: { count: number; newest?: number },
): void {
  for (let day = 0; day < count; day++) {
    addAuroraSnapshot(account, clusterId, ago(account, newest + days(day)));
  }
}

function addAuroraSnapshot(account: Account, clusterId: string, time: Date): void {
  const cluster = auroraCluster(account, clusterId);
  const id = `rds:${clusterId}-${stampOf(time)}`;
  account.rds.snapshots.push({
    DBClusterSnapshotIdentifier: id,
    DBClusterSnapshotArn: arn(account, 'rds', `cluster-snapshot:${id}`),
    DBClusterIdentifier: clusterId,
    DbClusterResourceId: cluster.DbClusterResourceId,
    SnapshotType: 'automated',
    SnapshotCreateTime: time,
    ClusterCreateTime: cluster.ClusterCreateTime,
    Status: 'available',
    PercentProgress: 100,
    Engine: cluster.Engine,
    EngineMode: 'provisioned',
    EngineVersion: cluster.EngineVersion,
    AvailabilityZones: cluster.AvailabilityZones,
    AllocatedStorage: 0,
    Port: 0,
    StorageEncrypted: true,
    StorageEncryptionType: 'sse-kms',
    KmsKeyId: cluster.KmsKeyId,
    LicenseModel: 'postgresql-license',
    IAMDatabaseAuthenticationEnabled: false,
    TagList: [],
  });
}

/** A cluster that must be there: a world that names one that is not is wrong. */
export function auroraCluster({ rds }: Account, clusterId: string): DBCluster {
  const cluster = rds.clusters.find(({ DBClusterIdentifier }) => DBClusterIdentifier === clusterId);
  if (cluster === undefined) throw new Error(`no Aurora cluster ${clusterId} in this world`);
  return cluster;
}

export function auroraInstance({ rds }: Account, instanceId: string): DBInstance {
  const instance = rds.instances.find((each) => each.DBInstanceIdentifier === instanceId);
  if (instance === undefined) throw new Error(`no Aurora instance ${instanceId} in this world`);
  return instance;
}

function subnetGroupName({ vpcId }: Network): string {
  return `databases-${letters(vpcId, 12)}`;
}

function kmsKey(account: Account): string {
  return arn(account, 'kms', `key/${uuid('databases')}`);
}
