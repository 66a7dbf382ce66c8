/** Aurora clusters, the snapshots RDS takes of them every day, and the versions there are of the engine. */
import type {
  DBCluster,
  DBInstance,
  DBMajorEngineVersion,
  LifecycleSupportName,
} from '@aws-sdk/client-rds';
import type { Account } from '../account.ts';
import { arn, letters, uuid } from './identifiers.ts';
import type { Network, Zone } from './network.ts';
import type { Tag } from './stacks.ts';
import { ago, days, hours, minutes, stampOf, trail } from './times.ts';

const engine = 'aurora-postgresql';

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
  offerAuroraVersion(account, aurora.engineVersion);
  for (const instance of aurora.instances) {
    account.rds.instances.push(instanceOf(account, aurora, instance));
  }
}

function clusterOf(account: Account, aurora: AuroraDescription): DBCluster {
  const { clusterId, network, age, retentionDays } = aurora;
  const host = `${letters(`host ${clusterId}`, 12)}.${account.region}.rds.amazonaws.com`;
  return {
    DBClusterIdentifier: clusterId,
    DBClusterArn: auroraClusterArn(account, clusterId),
    DbClusterResourceId: `cluster-${letters(clusterId, 26).toUpperCase()}`,
    DatabaseName: 'ttn_lorawan',
    MasterUsername: 'root',
    Engine: engine,
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
    Engine: engine,
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

/** For whoever has only the id. */
export function auroraClusterArn(account: Account, clusterId: string): string {
  return arn(account, 'rds', `cluster:${clusterId}`);
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

/** What there is of Aurora PostgreSQL, the oldest first; minor versions are not numbered through. */
const auroraVersions = [
  ['13.18', '13.20', '13.21'],
  ['14.15', '14.17', '14.18'],
  ['15.10', '15.12', '15.13'],
  ['16.2', '16.3', '16.4', '16.6', '16.8'],
  ['17.4', '17.5'],
].flat();

/** Lists a version among those AWS offers, with all that are newer as its targets. Calling it again changes nothing. */
export function offerAuroraVersion({ rds }: Account, version: string): void {
  if (rds.engineVersions.some(({ EngineVersion }) => EngineVersion === version)) return;
  rds.engineVersions.push({
    Engine: engine,
    EngineVersion: version,
    MajorEngineVersion: majorOf(version),
    DBParameterGroupFamily: `${engine}${majorOf(version)}`,
    DBEngineDescription: 'Aurora (PostgreSQL)',
    DBEngineVersionDescription: `Aurora PostgreSQL (Compatible with PostgreSQL ${version})`,
    Status: 'available',
    SupportedEngineModes: ['provisioned'],
    ValidUpgradeTarget: auroraVersions
      .filter((target) => target.localeCompare(version, 'en', { numeric: true }) > 0)
      .map((target) => ({
        Engine: engine,
        EngineVersion: target,
        Description: `Aurora PostgreSQL (Compatible with PostgreSQL ${target})`,
        AutoUpgrade: false,
        IsMajorVersionUpgrade: majorOf(target) !== majorOf(version),
      })),
  });
}

function majorOf(version: string): string {
  return version.slice(0, version.indexOf('.'));
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html */
const supportEnds = [
  { major: '13', released: '2021-08-26', standard: '2026-02-28', extended: '2029-02-28' },
  { major: '14', released: '2022-06-20', standard: '2027-02-28', extended: '2030-02-28' },
  { major: '15', released: '2023-05-18', standard: '2028-02-29', extended: '2031-02-28' },
  { major: '16', released: '2024-01-31', standard: '2029-02-28', extended: '2032-02-29' },
  { major: '17', released: '2025-05-01', standard: '2030-02-28', extended: '2033-02-28' },
] as const;

/** Says until when AWS supports each major version of Aurora PostgreSQL. Calling it again changes nothing. */
export function addMajorVersions(account: Account): void {
  account.rds.majorVersions = supportEnds.map(
    ({ major, released, standard, extended }): DBMajorEngineVersion => ({
      Engine: engine,
      MajorEngineVersion: major,
      SupportedEngineLifecycles: [
        lifecycle('open-source-rds-standard-support', released, standard),
        lifecycle('open-source-rds-extended-support', standard, extended),
      ],
    }),
  );
}

function lifecycle(name: LifecycleSupportName, start: string, end: string) {
  return {
    LifecycleSupportName: name,
    LifecycleSupportStartDate: new Date(`${start}T00:00:00Z`),
    LifecycleSupportEndDate: new Date(`${end}T23:59:59.999Z`),
  };
}

/** Four minor versions behind the newest of its major. */
export function runOldMinor(account: Account, clusterId: string): void {
  runAurora(account, clusterId, '16.2');
}

/** Out of standard support, so that Extended Support is paid for. */
export function runOldMajor(account: Account, clusterId: string): void {
  runAurora(account, clusterId, '13.21');
}

function runAurora(account: Account, clusterId: string, version: string): void {
  const cluster = auroraCluster(account, clusterId);
  cluster.EngineVersion = version;
  for (const { DBInstanceIdentifier = '' } of cluster.DBClusterMembers ?? []) {
    auroraInstance(account, DBInstanceIdentifier).EngineVersion = version;
  }
  offerAuroraVersion(account, version);
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
