/** Aurora clusters, their instances and their automated snapshots. */
import {
  type DBCluster,
  type DBClusterSnapshot,
  type DBInstance,
  paginateDescribeDBClusterSnapshots,
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { DbCluster, DbClusterSnapshot, DbInstance } from '../model/rds.ts';
import { collect, type Gatherer, isoDate, keepTags, required } from './gatherer.ts';

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
};
export default gatherer;

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
