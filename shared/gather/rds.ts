/** Aurora clusters, their instances and automated snapshots, and what AWS plans for them: maintenance, upgrades, support. */
import {
  type DBCluster,
  type DBClusterSnapshot,
  type DBInstance,
  type DBMajorEngineVersion,
  type LifecycleSupportName,
  paginateDescribeDBClusterSnapshots,
  paginateDescribeDBClusters,
  paginateDescribeDBEngineVersions,
  paginateDescribeDBInstances,
  paginateDescribeDBMajorEngineVersions,
  paginateDescribePendingMaintenanceActions,
  RDSClient,
  type ResourcePendingMaintenanceActions,
} from '@aws-sdk/client-rds';
import type {
  DbCluster,
  DbClusterSnapshot,
  DbInstance,
  EngineVersion,
  MajorVersion,
  PendingMaintenance,
} from '../model/rds.ts';
import {
  collect,
  type Gatherer,
  isoDate,
  keepTags,
  need,
  type ReadContext,
  required,
} from './gatherer.ts';
import { mayBelong } from './scope.ts';

/** The most RDS returns at once: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html */
const pageSize = 100;

const gatherer: Gatherer<'rds'> = {
  'rds.clusters': {
    actions: ['rds:DescribeDBClusters'],
    read: async ({ connection }) => {
      const client = connection.client(RDSClient);
      const pages = paginateDescribeDBClusters({ client, pageSize }, {});
      const clusters = await collect(pages, (page) => page.DBClusters);
      return clusters.filter(isAurora).map(toCluster);
    },
  },
  'rds.instances': {
    actions: ['rds:DescribeDBInstances'],
    read: async ({ connection }) => {
      const client = connection.client(RDSClient);
      const pages = paginateDescribeDBInstances({ client, pageSize }, {});
      return (await collect(pages, (page) => page.DBInstances)).map(toInstance);
    },
  },
  'rds.snapshots': {
    actions: ['rds:DescribeDBClusterSnapshots'],
    read: async ({ connection }) => {
      const client = connection.client(RDSClient);
      const pages = paginateDescribeDBClusterSnapshots(
        { client, pageSize },
        { SnapshotType: 'automated' },
      );
      return (await collect(pages, (page) => page.DBClusterSnapshots)).map(toSnapshot);
    },
  },
  'rds.pending-maintenance': {
    actions: ['rds:DescribePendingMaintenanceActions'],
    read: async ({ connection }) => {
      const client = connection.client(RDSClient);
      const pages = paginateDescribePendingMaintenanceActions({ client, pageSize }, {});
      return (await collect(pages, (page) => page.PendingMaintenanceActions)).flatMap(
        toMaintenance,
      );
    },
  },
  'rds.engine-versions': {
    actions: ['rds:DescribeDBEngineVersions'],
    read: async (context) => {
      const client = context.connection.client(RDSClient);
      const versions = await versionsInUse(context);
      return Promise.all(versions.map((version) => engineVersionOf(client, version)));
    },
  },
  'rds.major-versions': {
    actions: ['rds:DescribeDBMajorEngineVersions'],
    read: async (context) => {
      const client = context.connection.client(RDSClient);
      const engines = new Set((await versionsInUse(context)).map(({ engine }) => engine));
      const lists = await Promise.all([...engines].map((Engine) => majorsOf(client, Engine)));
      return lists.flat();
    },
  },
};
export default gatherer;

interface VersionInUse {
  readonly engine: string;
  readonly version: string;
}

/** Each version once, of the clusters that may belong to a deployment. */
async function versionsInUse(context: ReadContext): Promise<readonly VersionInUse[]> {
  const clusters = await mayBelong(context, await need(context, 'rds.clusters'));
  const versions = clusters
    .filter(({ engineVersion }) => engineVersion !== '')
    .map(({ engine, engineVersion }) => ({ engine, version: engineVersion }));
  return [...new Map(versions.map((each) => [`${each.engine} ${each.version}`, each])).values()];
}

async function engineVersionOf(client: RDSClient, inUse: VersionInUse): Promise<EngineVersion> {
  const pages = paginateDescribeDBEngineVersions(
    { client, pageSize },
    // Versions that can be chosen no more are left out unless asked for.
    { Engine: inUse.engine, EngineVersion: inUse.version, IncludeAll: true },
  );
  const offered = await collect(pages, (page) => page.DBEngineVersions);
  const found = offered.find((each) => each.EngineVersion === inUse.version);
  return {
    ...inUse,
    status: found?.Status ?? null,
    targets: (found?.ValidUpgradeTarget ?? []).map((target) => ({
      version: required(target.EngineVersion, 'EngineVersion'),
      major: required(target.IsMajorVersionUpgrade, 'IsMajorVersionUpgrade'),
    })),
  };
}

async function majorsOf(client: RDSClient, Engine: string): Promise<MajorVersion[]> {
  const pages = paginateDescribeDBMajorEngineVersions({ client, pageSize }, { Engine });
  return (await collect(pages, (page) => page.DBMajorEngineVersions)).map(toMajorVersion);
}

// The same operation lists Neptune, DocumentDB and Multi-AZ clusters, which are none of Aurora's back-ups.
function isAurora({ Engine = '' }: DBCluster): boolean {
  return Engine.startsWith('aurora');
}

function toCluster(cluster: DBCluster): DbCluster {
  const id = required(cluster.DBClusterIdentifier, 'DBClusterIdentifier');
  return {
    ref: { type: 'rds-cluster', name: id, arn: required(cluster.DBClusterArn, 'DBClusterArn') },
    id,
    engine: required(cluster.Engine, 'Engine'),
    engineVersion: cluster.EngineVersion ?? '',
    status: required(cluster.Status, 'Status'),
    createdAt: isoDate(cluster.ClusterCreateTime),
    backupRetentionDays: required(cluster.BackupRetentionPeriod, 'BackupRetentionPeriod'),
    latestRestorableTime: isoDate(cluster.LatestRestorableTime),
    deletionProtection: cluster.DeletionProtection ?? null,
    storageEncrypted: cluster.StorageEncrypted ?? null,
    storageEncryptionType: cluster.StorageEncryptionType ?? null,
    autoMinorVersionUpgrade: cluster.AutoMinorVersionUpgrade ?? null,
    members: (cluster.DBClusterMembers ?? []).map((member) => ({
      instanceId: required(member.DBInstanceIdentifier, 'DBInstanceIdentifier'),
      writer: member.IsClusterWriter === true,
    })),
    tags: keepTags(cluster.TagList),
  };
}

function toInstance(instance: DBInstance): DbInstance {
  const id = required(instance.DBInstanceIdentifier, 'DBInstanceIdentifier');
  return {
    ref: { type: 'rds-instance', name: id, arn: required(instance.DBInstanceArn, 'DBInstanceArn') },
    id,
    clusterId: instance.DBClusterIdentifier ?? null,
    status: required(instance.DBInstanceStatus, 'DBInstanceStatus'),
    availabilityZone: instance.AvailabilityZone ?? null,
    autoMinorVersionUpgrade: required(instance.AutoMinorVersionUpgrade, 'AutoMinorVersionUpgrade'),
    vpcId: instance.DBSubnetGroup?.VpcId ?? null,
    subnetIds: (instance.DBSubnetGroup?.Subnets ?? []).flatMap(
      ({ SubnetIdentifier }) => SubnetIdentifier ?? [],
    ),
    tags: keepTags(instance.TagList),
  };
}

function toSnapshot(snapshot: DBClusterSnapshot): DbClusterSnapshot {
  return {
    id: required(snapshot.DBClusterSnapshotIdentifier, 'DBClusterSnapshotIdentifier'),
    clusterId: required(snapshot.DBClusterIdentifier, 'DBClusterIdentifier'),
    status: required(snapshot.Status, 'Status'),
    createdAt: isoDate(snapshot.SnapshotCreateTime),
  };
}

function toMaintenance(resource: ResourcePendingMaintenanceActions): PendingMaintenance[] {
  const resourceArn = required(resource.ResourceIdentifier, 'ResourceIdentifier');
  const actions = required(
    resource.PendingMaintenanceActionDetails,
    'PendingMaintenanceActionDetails',
  );
  return actions.map((action) => ({
    resourceArn,
    action: required(action.Action, 'Action'),
    autoAppliedAfter: isoDate(action.AutoAppliedAfterDate),
    forcedAt: isoDate(action.ForcedApplyDate),
    optIn: action.OptInStatus ?? null,
  }));
}

function toMajorVersion(major: DBMajorEngineVersion): MajorVersion {
  return {
    engine: required(major.Engine, 'Engine'),
    version: required(major.MajorEngineVersion, 'MajorEngineVersion'),
    supportedUntil: supportEnd(major, 'open-source-rds-standard-support'),
    extendedUntil: supportEnd(major, 'open-source-rds-extended-support'),
  };
}

function supportEnd(
  { SupportedEngineLifecycles = [] }: DBMajorEngineVersion,
  support: LifecycleSupportName,
): string | null {
  const lifecycle = SupportedEngineLifecycles.find(
    ({ LifecycleSupportName: name }) => name === support,
  );
  return isoDate(lifecycle?.LifecycleSupportEndDate);
}
