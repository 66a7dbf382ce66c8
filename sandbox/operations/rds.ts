/** RDS: Aurora clusters, their instances and snapshots, pending maintenance, and the versions of engines. */
import {
  type DBClusterMessage,
  type DBClusterSnapshot,
  type DBClusterSnapshotMessage,
  type DBEngineVersionMessage,
  type DBInstanceMessage,
  DescribeDBClusterSnapshotsCommand,
  type DescribeDBClusterSnapshotsMessage,
  DescribeDBClustersCommand,
  type DescribeDBClustersMessage,
  DescribeDBEngineVersionsCommand,
  type DescribeDBEngineVersionsMessage,
  DescribeDBInstancesCommand,
  type DescribeDBInstancesMessage,
  DescribeDBMajorEngineVersionsCommand,
  type DescribeDBMajorEngineVersionsRequest,
  type DescribeDBMajorEngineVersionsResponse,
  DescribePendingMaintenanceActionsCommand,
  type DescribePendingMaintenanceActionsMessage,
  type Filter,
  type PendingMaintenanceActionsMessage,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { Account } from '../account.ts';
import { pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

// MaxRecords of every Describe of RDS: 20 to 100, 100 unless told.
const page = pager(
  { minimum: 20, maximum: 100, default: 100 },
  {
    size: (asked, { minimum, maximum }) =>
      invalidValue(
        `Invalid value ${asked} for MaxRecords. Must be between ${minimum} and ${maximum}`,
      ),
    marker: () => invalidValue('The parameter Marker: marker is invalid'),
  },
);

function describeDBClusters(input: DescribeDBClustersMessage, account: Account): DBClusterMessage {
  const { DBClusterIdentifier: id } = input;
  const chosen = account.rds.clusters.filter(
    (cluster) =>
      (id === undefined || names(id, cluster.DBClusterIdentifier, cluster.DBClusterArn)) &&
      matches(input.Filters, {
        'db-cluster-id': [cluster.DBClusterIdentifier, cluster.DBClusterArn],
        engine: [cluster.Engine],
      }),
  );
  if (id !== undefined && chosen.length === 0) {
    throw new SandboxError('DBClusterNotFoundFault', `DBCluster ${id} not found.`, 404);
  }
  const { rows, next } = page(chosen, request('DescribeDBClusters', input), account);
  return { DBClusters: rows, Marker: next };
}

function describeDBInstances(
  input: DescribeDBInstancesMessage,
  account: Account,
): DBInstanceMessage {
  const { DBInstanceIdentifier: id } = input;
  const chosen = account.rds.instances.filter(
    (instance) =>
      (id === undefined || names(id, instance.DBInstanceIdentifier, instance.DBInstanceArn)) &&
      matches(input.Filters, {
        'db-cluster-id': [instance.DBClusterIdentifier],
        'db-instance-id': [instance.DBInstanceIdentifier, instance.DBInstanceArn],
        engine: [instance.Engine],
      }),
  );
  if (id !== undefined && chosen.length === 0) {
    throw new SandboxError('DBInstanceNotFound', `DBInstance ${id} not found.`, 404);
  }
  const { rows, next } = page(chosen, request('DescribeDBInstances', input), account);
  return { DBInstances: rows, Marker: next };
}

const snapshotTypes = ['automated', 'manual', 'shared', 'public', 'awsbackup'];

function describeDBClusterSnapshots(
  input: DescribeDBClusterSnapshotsMessage,
  account: Account,
): DBClusterSnapshotMessage {
  const { DBClusterSnapshotIdentifier: id, DBClusterIdentifier: cluster } = input;
  if (input.SnapshotType !== undefined && !snapshotTypes.includes(input.SnapshotType)) {
    throw invalidValue(`Invalid snapshot type: ${input.SnapshotType}`);
  }
  const chosen = account.rds.snapshots.filter(
    (snapshot) =>
      isOfType(snapshot, input) &&
      (id === undefined ||
        names(id, snapshot.DBClusterSnapshotIdentifier, snapshot.DBClusterSnapshotArn)) &&
      (cluster === undefined || names(cluster, snapshot.DBClusterIdentifier)) &&
      matches(input.Filters, {
        'db-cluster-id': [snapshot.DBClusterIdentifier],
        'db-cluster-snapshot-id': [snapshot.DBClusterSnapshotIdentifier],
        'snapshot-type': [snapshot.SnapshotType],
        engine: [snapshot.Engine],
      }),
  );
  if (id !== undefined && chosen.length === 0) {
    throw new SandboxError(
      'DBClusterSnapshotNotFoundFault',
      `DBClusterSnapshot ${id} not found.`,
      404,
    );
  }
  const { rows, next } = page(chosen, request('DescribeDBClusterSnapshots', input), account);
  return { DBClusterSnapshots: rows, Marker: next };
}

/** Without a type AWS sends automated and manual ones; but an automated one by its id only when the type is given too. */
function isOfType(snapshot: DBClusterSnapshot, input: DescribeDBClusterSnapshotsMessage): boolean {
  if (input.SnapshotType !== undefined) return snapshot.SnapshotType === input.SnapshotType;
  if (input.DBClusterSnapshotIdentifier !== undefined) return snapshot.SnapshotType === 'manual';
  return snapshot.SnapshotType === 'automated' || snapshot.SnapshotType === 'manual';
}

function describePendingMaintenanceActions(
  input: DescribePendingMaintenanceActionsMessage,
  account: Account,
): PendingMaintenanceActionsMessage {
  const { ResourceIdentifier: arn } = input;
  const chosen = account.rds.pendingMaintenance.filter(({ ResourceIdentifier = '' }) => {
    const id = ResourceIdentifier.slice(ResourceIdentifier.lastIndexOf(':') + 1);
    const of = (type: string) =>
      ResourceIdentifier.includes(`:${type}:`) ? [ResourceIdentifier, id] : [];
    return (
      (arn === undefined || names(arn, ResourceIdentifier)) &&
      matches(input.Filters, { 'db-cluster-id': of('cluster'), 'db-instance-id': of('db') })
    );
  });
  if (arn !== undefined && !isResource(arn, account)) {
    throw new SandboxError(
      'ResourceNotFoundFault',
      `The specified resource ${arn} not found.`,
      404,
    );
  }
  const { rows, next } = page(chosen, request('DescribePendingMaintenanceActions', input), account);
  return { PendingMaintenanceActions: rows, Marker: next };
}

function isResource(arn: string, { rds }: Account): boolean {
  return (
    rds.clusters.some(({ DBClusterArn }) => names(arn, DBClusterArn)) ||
    rds.instances.some(({ DBInstanceArn }) => names(arn, DBInstanceArn))
  );
}

/** A version that can be chosen no more is shown only to those who want all. */
function describeDBEngineVersions(
  input: DescribeDBEngineVersionsMessage,
  account: Account,
): DBEngineVersionMessage {
  const unknown = ['DBParameterGroupFamily', 'DefaultOnly'].find((name) => name in input);
  if (unknown !== undefined) throw invalidValue(`The sandbox does not know ${unknown}`);
  const { Engine: engine, EngineVersion: version } = input;
  const chosen = account.rds.engineVersions.filter(
    (each) =>
      (engine === undefined || names(engine, each.Engine)) &&
      (version === undefined || isVersion(version, each.EngineVersion)) &&
      (input.IncludeAll === true || each.Status === 'available') &&
      matches(input.Filters, {
        engine: [each.Engine],
        'engine-version': [each.EngineVersion],
        status: [each.Status],
      }),
  );
  const { rows, next } = page(chosen, request('DescribeDBEngineVersions', input), account);
  return { DBEngineVersions: rows, Marker: next };
}

/** `16` is every version of that major. */
function isVersion(asked: string, version = ''): boolean {
  return version === asked || version.startsWith(`${asked}.`);
}

function describeDBMajorEngineVersions(
  input: DescribeDBMajorEngineVersionsRequest,
  account: Account,
): DescribeDBMajorEngineVersionsResponse {
  const { Engine: engine, MajorEngineVersion: version } = input;
  const chosen = account.rds.majorVersions.filter(
    (each) =>
      (engine === undefined || names(engine, each.Engine)) &&
      (version === undefined || each.MajorEngineVersion === version),
  );
  const { rows, next } = page(chosen, request('DescribeDBMajorEngineVersions', input), account);
  return { DBMajorEngineVersions: rows, Marker: next };
}

function request(
  list: string,
  input: { MaxRecords?: number | undefined; Marker?: string | undefined },
) {
  return { list, size: input.MaxRecords, marker: input.Marker };
}

/** RDS takes an identifier or an ARN, and does not care for case. */
function names(asked: string, ...known: readonly (string | undefined)[]): boolean {
  return known.some((name) => name?.toLowerCase() === asked.toLowerCase());
}

function matches(
  filters: readonly Filter[] | undefined,
  values: Readonly<Record<string, readonly (string | undefined)[]>>,
): boolean {
  return (filters ?? []).every(({ Name = '', Values = [] }) => {
    const known = values[Name];
    if (known === undefined) throw invalidValue(`Unrecognized filter name: ${Name}`);
    return Values.some((value) => names(value, ...known));
  });
}

function invalidValue(message: string): SandboxError {
  return new SandboxError('InvalidParameterValue', message);
}

export const rds: Service = {
  signingName: 'rds',
  client: RDSClient,
  operations: [
    operation(DescribeDBClustersCommand, describeDBClusters),
    operation(DescribeDBInstancesCommand, describeDBInstances),
    operation(DescribeDBClusterSnapshotsCommand, describeDBClusterSnapshots),
    operation(DescribePendingMaintenanceActionsCommand, describePendingMaintenanceActions),
    operation(DescribeDBEngineVersionsCommand, describeDBEngineVersions),
    operation(DescribeDBMajorEngineVersionsCommand, describeDBMajorEngineVersions),
  ],
};
