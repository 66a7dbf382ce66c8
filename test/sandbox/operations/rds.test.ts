import {
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { call, healthyAccount, readAll, refusal } from './call.ts';

describe('DescribeDBClusterSnapshots', () => {
  it('reads every automated snapshot once, on more than one page', async () => {
    const account = healthyAccount();
    const { rows, pages } = await readAll(
      (Marker) =>
        call(DescribeDBClusterSnapshotsCommand, { SnapshotType: 'automated', Marker }, account),
      ({ DBClusterSnapshots }) => DBClusterSnapshots,
      ({ Marker }) => Marker,
    );
    expect(pages).toBe(2);
    expect(rows).toEqual(account.rds.snapshots);
  });

  it('keeps to the cluster and the type asked for', async () => {
    const account = healthyAccount();
    const DBClusterIdentifier = account.rds.clusters.at(-1)?.DBClusterIdentifier;
    const ask = (SnapshotType: string) =>
      call(DescribeDBClusterSnapshotsCommand, { DBClusterIdentifier, SnapshotType }, account);
    expect((await ask('automated')).DBClusterSnapshots).toHaveLength(7);
    expect((await ask('manual')).DBClusterSnapshots).toEqual([]);
    await expect(ask('daily')).rejects.toThrow(refusal('InvalidParameterValue'));
  });

  it('finds an automated one by its id only when told the type', async () => {
    const account = healthyAccount();
    const DBClusterSnapshotIdentifier = account.rds.snapshots[0]?.DBClusterSnapshotIdentifier;
    const found = await call(
      DescribeDBClusterSnapshotsCommand,
      { DBClusterSnapshotIdentifier, SnapshotType: 'automated' },
      account,
    );
    expect(found.DBClusterSnapshots).toHaveLength(1);
    await expect(
      call(DescribeDBClusterSnapshotsCommand, { DBClusterSnapshotIdentifier }, account),
    ).rejects.toThrow(refusal('DBClusterSnapshotNotFoundFault'));
  });
});

describe('DescribeDBClusters and DescribeDBInstances', () => {
  it.each([19, 101])('refuse MaxRecords %i', async (MaxRecords) => {
    const account = healthyAccount();
    const expected = refusal('InvalidParameterValue');
    await expect(call(DescribeDBClustersCommand, { MaxRecords }, account)).rejects.toThrow(
      expected,
    );
    await expect(call(DescribeDBInstancesCommand, { MaxRecords }, account)).rejects.toThrow(
      expected,
    );
  });

  it('refuse a marker that is not theirs', async () => {
    await expect(
      call(DescribeDBClustersCommand, { Marker: 'bm9wZQ==' }, healthyAccount()),
    ).rejects.toThrow('marker is invalid');
  });

  it('find by id, whatever its case, and by ARN', async () => {
    const account = healthyAccount();
    const arn = account.rds.clusters.find(
      (each) => each.DBClusterIdentifier === 'billing',
    )?.DBClusterArn;
    for (const DBClusterIdentifier of ['BILLING', arn]) {
      const { DBClusters } = await call(
        DescribeDBClustersCommand,
        { DBClusterIdentifier },
        account,
      );
      expect(DBClusters?.map((each) => each.DBClusterIdentifier)).toEqual(['billing']);
    }
    await expect(
      call(DescribeDBClustersCommand, { DBClusterIdentifier: 'nope' }, account),
    ).rejects.toThrow(refusal('DBClusterNotFoundFault'));
  });

  it('filter by cluster, and refuse filters they do not know', async () => {
    const account = healthyAccount();
    const ask = (Name: string) =>
      call(DescribeDBInstancesCommand, { Filters: [{ Name, Values: ['billing'] }] }, account);
    const { DBInstances } = await ask('db-cluster-id');
    expect(DBInstances?.map((each) => each.DBInstanceIdentifier)).toEqual(['billing-0']);
    await expect(ask('colour')).rejects.toThrow(refusal('InvalidParameterValue'));
  });
});
