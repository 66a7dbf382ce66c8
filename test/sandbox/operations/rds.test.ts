import {
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBEngineVersionsCommand,
  DescribeDBInstancesCommand,
  DescribeDBMajorEngineVersionsCommand,
  DescribePendingMaintenanceActionsCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import { addAurora, addMajorVersions } from '../../../sandbox/worlds/aurora.ts';
import { forceMaintenance, offerSystemUpdate } from '../../../sandbox/worlds/maintenance.ts';
import { networkNamed } from '../../../sandbox/worlds/network.ts';
import { call, healthyAccount, nothing, readAll, refusal } from './call.ts';

const Engine = 'aurora-postgresql';

/** Clusters of these versions, each named after its own. */
function accountRunning(...versions: readonly string[]): Account {
  const account = nothing();
  const network = networkNamed('small', ['eu-west-1a', 'eu-west-1b']);
  for (const engineVersion of versions) {
    addAurora(account, {
      clusterId: clusterOf(engineVersion),
      network,
      engineVersion,
      instanceClass: 'db.t4g.medium',
      age: 0,
      retentionDays: 7,
      tags: [],
      instances: [],
    });
  }
  return account;
}

function clusterOf(version: string): string {
  return `on-${version.replace('.', '-')}`;
}

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

describe('DescribePendingMaintenanceActions', () => {
  const account = accountRunning('16.8', '13.20', '15.12');
  offerSystemUpdate(account, 'on-16-8');
  forceMaintenance(account, 'on-13-20', 9);
  const arnOf = (id: string) => `arn:aws:rds:eu-west-1:111122223333:cluster:${id}`;

  async function pending(input: object) {
    const answer = await call(DescribePendingMaintenanceActionsCommand, input, account);
    return answer.PendingMaintenanceActions?.map((each) => each.ResourceIdentifier);
  }

  it('tells only of what has some', async () => {
    expect(await pending({})).toEqual([arnOf('on-16-8'), arnOf('on-13-20')]);
    expect(await pending({ ResourceIdentifier: arnOf('on-15-12') })).toEqual([]);
    expect(await pending({ ResourceIdentifier: arnOf('on-13-20') })).toEqual([arnOf('on-13-20')]);
  });

  it('filters by cluster, and tells clusters from instances', async () => {
    const filter = (Name: string, value: string) => ({ Filters: [{ Name, Values: [value] }] });
    expect(await pending(filter('db-cluster-id', 'on-16-8'))).toEqual([arnOf('on-16-8')]);
    expect(await pending(filter('db-cluster-id', arnOf('on-16-8')))).toEqual([arnOf('on-16-8')]);
    expect(await pending(filter('db-instance-id', 'on-16-8'))).toEqual([]);
  });

  it('is paged, and refuses what it does not know', async () => {
    const small = accountRunning('16.8');
    for (let number = 0; number < 21; number++) offerSystemUpdate(small, 'on-16-8');
    const { rows, pages } = await readAll(
      (Marker) => call(DescribePendingMaintenanceActionsCommand, { MaxRecords: 20, Marker }, small),
      ({ PendingMaintenanceActions }) => PendingMaintenanceActions,
      ({ Marker }) => Marker,
    );
    expect([rows.length, pages]).toEqual([21, 2]);
    const invalid = refusal('InvalidParameterValue');
    await expect(pending({ MaxRecords: 19 })).rejects.toThrow(invalid);
    await expect(pending({ Filters: [{ Name: 'colour', Values: [] }] })).rejects.toThrow(invalid);
    await expect(pending({ ResourceIdentifier: arnOf('nope') })).rejects.toThrow(
      refusal('ResourceNotFoundFault'),
    );
  });
});

describe('DescribeDBEngineVersions', () => {
  const account = accountRunning('16.8', '13.20', '16.8');

  async function versions(input: object, of = account) {
    const answer = await call(DescribeDBEngineVersionsCommand, input, of);
    return answer.DBEngineVersions ?? [];
  }

  it('tells each version once, with all that are newer as its targets', async () => {
    expect((await versions({ Engine })).map((each) => each.EngineVersion)).toEqual([
      '16.8',
      '13.20',
    ]);
    const [newest] = await versions({ Engine, EngineVersion: '16.8' });
    expect(newest?.ValidUpgradeTarget?.map((each) => each.IsMajorVersionUpgrade)).toEqual([
      true,
      true,
    ]);
    const [old] = await versions({ Engine, EngineVersion: '13.20' });
    expect(old?.ValidUpgradeTarget?.[0]).toMatchObject({
      EngineVersion: '13.21',
      IsMajorVersionUpgrade: false,
    });
    expect(old?.ValidUpgradeTarget?.length).toBeGreaterThan(10);
  });

  it('takes a major for all its minors, and finds nothing for a version that never was', async () => {
    expect(await versions({ Engine, EngineVersion: '16' })).toHaveLength(1);
    expect(await versions({ Engine, EngineVersion: '1' })).toEqual([]);
    expect(await versions({ Engine: 'mysql' })).toEqual([]);
  });

  it('leaves out what can be chosen no more, unless told', async () => {
    const old = accountRunning('13.20');
    for (const version of old.rds.engineVersions) version.Status = 'deprecated';
    expect(await versions({ Engine }, old)).toEqual([]);
    expect(await versions({ Engine, IncludeAll: true }, old)).toHaveLength(1);
  });

  it('filters, and refuses what it does not know', async () => {
    const filter = (Name: string, value: string) => ({ Filters: [{ Name, Values: [value] }] });
    expect(await versions(filter('engine-version', '13.20'))).toHaveLength(1);
    expect(await versions(filter('status', 'deprecated'))).toEqual([]);
    const invalid = refusal('InvalidParameterValue');
    await expect(versions(filter('colour', 'red'))).rejects.toThrow(invalid);
    await expect(versions({ Engine, DefaultOnly: true })).rejects.toThrow(invalid);
  });
});

describe('DescribeDBMajorEngineVersions', () => {
  const account = nothing();
  addMajorVersions(account);

  async function majors(input: object) {
    const answer = await call(DescribeDBMajorEngineVersionsCommand, input, account);
    return answer.DBMajorEngineVersions?.map((each) => each.MajorEngineVersion);
  }

  it('keeps to the engine and the version asked for', async () => {
    expect(await majors({ Engine })).toEqual(['13', '14', '15', '16', '17']);
    expect(await majors({ Engine, MajorEngineVersion: '16' })).toEqual(['16']);
    expect(await majors({ Engine: 'aurora-mysql' })).toEqual([]);
  });

  it('hands out pages', async () => {
    account.pageSize = 2;
    const { rows, pages } = await readAll(
      (Marker) => call(DescribeDBMajorEngineVersionsCommand, { Engine, Marker }, account),
      (page) => page.DBMajorEngineVersions,
      ({ Marker }) => Marker,
    );
    expect([rows.length, pages]).toEqual([5, 3]);
    await expect(majors({ MaxRecords: 101 })).rejects.toThrow(refusal('InvalidParameterValue'));
  });
});
