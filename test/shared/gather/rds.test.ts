import { describe, expect, it } from 'vitest';
import {
  factIn,
  gatherFrom,
  isWholeOrMissing,
  missingOf,
  type RawAnswers,
  read,
  readWhole,
  refused,
  xml,
} from '../../support/raw-aws.ts';

// The answer of https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html
function cluster(id: string, engine = 'aurora-postgresql'): string {
  return `<DBCluster>
    <AllocatedStorage>1</AllocatedStorage>
    <AvailabilityZones>
      <AvailabilityZone>eu-west-1a</AvailabilityZone>
      <AvailabilityZone>eu-west-1c</AvailabilityZone>
    </AvailabilityZones>
    <AutoMinorVersionUpgrade>false</AutoMinorVersionUpgrade>
    <BackupRetentionPeriod>14</BackupRetentionPeriod>
    <ClusterCreateTime>2025-10-07T09:12:31.553Z</ClusterCreateTime>
    <DBClusterArn>arn:aws:rds:eu-west-1:111122223333:cluster:${id}</DBClusterArn>
    <DBClusterIdentifier>${id}</DBClusterIdentifier>
    <DBClusterMembers>
      <DBClusterMember>
        <DBClusterParameterGroupStatus>in-sync</DBClusterParameterGroupStatus>
        <DBInstanceIdentifier>${id}-one</DBInstanceIdentifier>
        <IsClusterWriter>true</IsClusterWriter>
        <PromotionTier>1</PromotionTier>
      </DBClusterMember>
      <DBClusterMember>
        <DBClusterParameterGroupStatus>in-sync</DBClusterParameterGroupStatus>
        <DBInstanceIdentifier>${id}-two</DBInstanceIdentifier>
        <IsClusterWriter>false</IsClusterWriter>
        <PromotionTier>2</PromotionTier>
      </DBClusterMember>
    </DBClusterMembers>
    <DBSubnetGroup>private-subnets</DBSubnetGroup>
    <DeletionProtection>true</DeletionProtection>
    <Endpoint>${id}.cluster-c1axbpgwvdfo.eu-west-1.rds.amazonaws.com</Endpoint>
    <Engine>${engine}</Engine>
    <EngineVersion>16.8</EngineVersion>
    <LatestRestorableTime>2026-11-23T11:54:07.042Z</LatestRestorableTime>
    <MasterUsername>secret-admin</MasterUsername>
    <Status>available</Status>
    <StorageEncrypted>false</StorageEncrypted>
    <StorageEncryptionType>sse-rds</StorageEncryptionType>
    <TagList>
      <Tag><Key>aws:cloudformation:stack-name</Key><Value>tts-2-1-db-aurora-master</Value></Tag>
      <Tag><Key>aws:cloudformation:logical-id</Key><Value>AuroraCluster</Value></Tag>
      <Tag><Key>stack-auditor:drill</Key><Value>d1</Value></Tag>
      <Tag><Key>on-call</Key><Value>secret-number</Value></Tag>
    </TagList>
  </DBCluster>`;
}

function clusters(list: string, marker?: string) {
  const token = marker === undefined ? '' : `<Marker>${marker}</Marker>`;
  return xml('rds', 'DescribeDBClusters', `<DBClusters>${list}</DBClusters>${token}`);
}

// The answer of https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html
function instance(id: string, extra = ''): string {
  return `<DBInstance>
    <AllocatedStorage>1</AllocatedStorage>
    <AutoMinorVersionUpgrade>false</AutoMinorVersionUpgrade>
    <AvailabilityZone>eu-west-1a</AvailabilityZone>
    <DBClusterIdentifier>orders</DBClusterIdentifier>
    <DBInstanceArn>arn:aws:rds:eu-west-1:111122223333:db:${id}</DBInstanceArn>
    <DBInstanceClass>db.r6g.large</DBInstanceClass>
    <DBInstanceIdentifier>${id}</DBInstanceIdentifier>
    <DBInstanceStatus>available</DBInstanceStatus>
    <DBSubnetGroup>
      <DBSubnetGroupName>private-subnets</DBSubnetGroupName>
      <SubnetGroupStatus>Complete</SubnetGroupStatus>
      <Subnets>
        <Subnet>
          <SubnetAvailabilityZone><Name>eu-west-1a</Name></SubnetAvailabilityZone>
          <SubnetIdentifier>subnet-0aa1</SubnetIdentifier>
          <SubnetStatus>Active</SubnetStatus>
        </Subnet>
        <Subnet>
          <SubnetAvailabilityZone><Name>eu-west-1b</Name></SubnetAvailabilityZone>
          <SubnetIdentifier>subnet-0bb2</SubnetIdentifier>
          <SubnetStatus>Active</SubnetStatus>
        </Subnet>
      </Subnets>
      <VpcId>vpc-0cc3</VpcId>
    </DBSubnetGroup>
    <Engine>aurora-postgresql</Engine>${extra}
    <TagList>
      <Tag><Key>aws:cloudformation:stack-name</Key><Value>tts-2-2-db-aurora-replica</Value></Tag>
      <Tag><Key>password</Key><Value>secret</Value></Tag>
    </TagList>
  </DBInstance>`;
}

function instances(list: string, marker?: string) {
  const token = marker === undefined ? '' : `<Marker>${marker}</Marker>`;
  return xml('rds', 'DescribeDBInstances', `<DBInstances>${list}</DBInstances>${token}`);
}

// The answer of https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html
function snapshot(
  id: string,
  time = '<SnapshotCreateTime>2026-11-23T02:41:12.018Z</SnapshotCreateTime>',
): string {
  return `<DBClusterSnapshot>
    <AllocatedStorage>0</AllocatedStorage>
    <DBClusterIdentifier>orders</DBClusterIdentifier>
    <DBClusterSnapshotArn>arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:${id}</DBClusterSnapshotArn>
    <DBClusterSnapshotIdentifier>${id}</DBClusterSnapshotIdentifier>
    <Engine>aurora-postgresql</Engine>
    <PercentProgress>100</PercentProgress>
    <SnapshotType>automated</SnapshotType>${time}
    <Status>available</Status>
    <TagList />
  </DBClusterSnapshot>`;
}

function snapshots(list: string, marker?: string) {
  const token = marker === undefined ? '' : `<Marker>${marker}</Marker>`;
  const members = `<DBClusterSnapshots>${list}</DBClusterSnapshots>${token}`;
  return xml('rds', 'DescribeDBClusterSnapshots', members);
}

// The answer of https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribePendingMaintenanceActions.html
function maintenance(resource: string, details: readonly string[]): string {
  const actions = details.map(
    (detail) => `<PendingMaintenanceAction>${detail}</PendingMaintenanceAction>`,
  );
  return `<ResourcePendingMaintenanceActions>
    <PendingMaintenanceActionDetails>${actions.join('')}</PendingMaintenanceActionDetails>
    <ResourceIdentifier>arn:aws:rds:eu-west-1:111122223333:${resource}</ResourceIdentifier>
  </ResourcePendingMaintenanceActions>`;
}

function pending(list: string, marker?: string) {
  const token = marker === undefined ? '' : `<Marker>${marker}</Marker>`;
  const members = `<PendingMaintenanceActions>${list}</PendingMaintenanceActions>${token}`;
  return xml('rds', 'DescribePendingMaintenanceActions', members);
}

// The answer of https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html
function engineVersion(version: string, targets = ''): string {
  return `<DBEngineVersion>
    <DBEngineDescription>Aurora (PostgreSQL)</DBEngineDescription>
    <DBParameterGroupFamily>aurora-postgresql16</DBParameterGroupFamily>
    <Engine>aurora-postgresql</Engine>
    <EngineVersion>${version}</EngineVersion>
    <Status>available</Status>
    <ValidUpgradeTarget>${targets}</ValidUpgradeTarget>
  </DBEngineVersion>`;
}

function target(version: string, major: boolean): string {
  return `<UpgradeTarget>
    <AutoUpgrade>false</AutoUpgrade>
    <Engine>aurora-postgresql</Engine>
    <EngineVersion>${version}</EngineVersion>
    <IsMajorVersionUpgrade>${major}</IsMajorVersionUpgrade>
  </UpgradeTarget>`;
}

function engineVersions(list: string, marker?: string) {
  const token = marker === undefined ? '' : `<Marker>${marker}</Marker>`;
  const members = `<DBEngineVersions>${list}</DBEngineVersions>${token}`;
  return xml('rds', 'DescribeDBEngineVersions', members);
}

// The answer of https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBMajorEngineVersions.html
function majorVersion(version: string, lifecycles: Readonly<Record<string, string>>): string {
  const supported = Object.entries(lifecycles).map(
    ([name, end]) => `<SupportedEngineLifecycle>
      <LifecycleSupportName>open-source-rds-${name}-support</LifecycleSupportName>
      <LifecycleSupportStartDate>2024-01-31T00:00:00Z</LifecycleSupportStartDate>
      <LifecycleSupportEndDate>${end}</LifecycleSupportEndDate>
    </SupportedEngineLifecycle>`,
  );
  return `<DBMajorEngineVersion>
    <Engine>aurora-postgresql</Engine>
    <MajorEngineVersion>${version}</MajorEngineVersion>
    <SupportedEngineLifecycles>${supported.join('')}</SupportedEngineLifecycles>
  </DBMajorEngineVersion>`;
}

function majorVersions(list: string, marker?: string) {
  const token = marker === undefined ? '' : `<Marker>${marker}</Marker>`;
  const members = `<DBMajorEngineVersions>${list}</DBMajorEngineVersions>${token}`;
  return xml('rds', 'DescribeDBMajorEngineVersions', members);
}

describe('rds.clusters', () => {
  it('are read as AWS documents them, without what is not ours to keep', async () => {
    const answer = await read('rds.clusters', { DescribeDBClusters: clusters(cluster('orders')) });
    expect(readWhole(answer)).toEqual([
      {
        ref: {
          type: 'rds-cluster',
          name: 'orders',
          arn: 'arn:aws:rds:eu-west-1:111122223333:cluster:orders',
        },
        id: 'orders',
        engine: 'aurora-postgresql',
        engineVersion: '16.8',
        status: 'available',
        createdAt: '2025-10-07T09:12:31.553Z',
        backupRetentionDays: 14,
        latestRestorableTime: '2026-11-23T11:54:07.042Z',
        deletionProtection: true,
        storageEncrypted: false,
        storageEncryptionType: 'sse-rds',
        autoMinorVersionUpgrade: false,
        members: [
          { instanceId: 'orders-one', writer: true },
          { instanceId: 'orders-two', writer: false },
        ],
        tags: {
          'aws:cloudformation:stack-name': 'tts-2-1-db-aurora-master',
          'stack-auditor:drill': 'd1',
        },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('leave out what is not Aurora', async () => {
    const others = ['neptune', 'docdb', 'mysql', 'postgres'].map((engine) =>
      cluster(engine, engine),
    );
    const list = [...others, cluster('orders')].join('');
    const answer = await read('rds.clusters', { DescribeDBClusters: clusters(list) });
    expect(readWhole(answer).map(({ id }) => id)).toEqual(['orders']);
  });

  it('may be none', async () => {
    expect(readWhole(await read('rds.clusters', { DescribeDBClusters: clusters('') }))).toEqual([]);
  });

  it('need not say when they can be restored to, as while they are being created', async () => {
    const young = cluster('orders').replace(/<LatestRestorableTime>.*<\/LatestRestorableTime>/, '');
    const answer = await read('rds.clusters', { DescribeDBClusters: clusters(young) });
    expect(readWhole(answer)[0]?.latestRestorableTime).toBeNull();
  });

  it('need not say what protects them: nothing is made of it here', async () => {
    const silent = cluster('orders').replace(
      /<(AutoMinorVersionUpgrade|DeletionProtection|StorageEncrypt\w+)>.*<\/\1>/g,
      '',
    );
    const answer = await read('rds.clusters', { DescribeDBClusters: clusters(silent) });
    expect(readWhole(answer)[0]).toMatchObject({
      deletionProtection: null,
      storageEncrypted: null,
      storageEncryptionType: null,
      autoMinorVersionUpgrade: null,
    });
  });

  it('are missing when one has no retention: nobody knows what that means', async () => {
    const odd = cluster('orders').replace('<BackupRetentionPeriod>14</BackupRetentionPeriod>', '');
    const answer = await read('rds.clusters', { DescribeDBClusters: clusters(odd) });
    expect(missingOf(answer)).toEqual({
      known: false,
      cause: 'failed',
      detail: 'rds:DescribeDBClusters failed: the answer has no BackupRetentionPeriod',
      action: 'rds:DescribeDBClusters',
    });
  });

  isWholeOrMissing({
    fact: 'rds.clusters',
    action: 'rds:DescribeDBClusters',
    token: 'Marker',
    page: (number, next) => clusters(cluster(`orders-${number}`), next),
    rows: 3,
  });
});

describe('rds.instances', () => {
  it('are read as AWS documents them', async () => {
    const answer = await read('rds.instances', {
      DescribeDBInstances: instances(instance('orders-one')),
    });
    expect(readWhole(answer)).toEqual([
      {
        ref: {
          type: 'rds-instance',
          name: 'orders-one',
          arn: 'arn:aws:rds:eu-west-1:111122223333:db:orders-one',
        },
        id: 'orders-one',
        clusterId: 'orders',
        status: 'available',
        availabilityZone: 'eu-west-1a',
        autoMinorVersionUpgrade: false,
        vpcId: 'vpc-0cc3',
        subnetIds: ['subnet-0aa1', 'subnet-0bb2'],
        tags: { 'aws:cloudformation:stack-name': 'tts-2-2-db-aurora-replica' },
      },
    ]);
  });

  it('need be in no cluster, zone or network', async () => {
    const bare = instance('alone')
      .replace(/<DBSubnetGroup>[\s\S]*<\/DBSubnetGroup>/, '')
      .replace(/<DBClusterIdentifier>.*<\/DBClusterIdentifier>/, '')
      .replace(/<AvailabilityZone>.*<\/AvailabilityZone>/, '');
    const answer = await read('rds.instances', { DescribeDBInstances: instances(bare) });
    expect(readWhole(answer)[0]).toMatchObject({
      clusterId: null,
      availabilityZone: null,
      vpcId: null,
      subnetIds: [],
    });
  });

  it('tolerate a member AWS has added since', async () => {
    const odd = instance('orders-one', '<Novelty><Flag>true</Flag></Novelty>');
    const answer = await read('rds.instances', { DescribeDBInstances: instances(odd) });
    expect(readWhole(answer)).toHaveLength(1);
  });

  isWholeOrMissing({
    fact: 'rds.instances',
    action: 'rds:DescribeDBInstances',
    token: 'Marker',
    page: (number, next) => instances(instance(`one-${number}`) + instance(`two-${number}`), next),
    rows: 6,
  });
});

describe('rds.snapshots', () => {
  it('are read as AWS documents them, automated ones only', async () => {
    const asked: unknown[] = [];
    const answer = await read('rds.snapshots', {
      DescribeDBClusterSnapshots: ({ input }) => {
        asked.push(input);
        return snapshots(snapshot('rds:orders-2026-11-23-02-41'));
      },
    });
    expect(asked).toEqual([{ SnapshotType: 'automated', MaxRecords: '100' }]);
    expect(readWhole(answer)).toEqual([
      {
        id: 'rds:orders-2026-11-23-02-41',
        clusterId: 'orders',
        status: 'available',
        createdAt: '2026-11-23T02:41:12.018Z',
      },
    ]);
  });

  it('have no time while they are being taken', async () => {
    const answer = await read('rds.snapshots', {
      DescribeDBClusterSnapshots: snapshots(snapshot('rds:orders-now', '')),
    });
    expect(readWhole(answer)[0]?.createdAt).toBeNull();
  });

  isWholeOrMissing({
    fact: 'rds.snapshots',
    action: 'rds:DescribeDBClusterSnapshots',
    token: 'Marker',
    page: (number, next) => snapshots(snapshot(`rds:orders-${number}`), next),
    rows: 3,
  });
});

describe('rds.pending-maintenance', () => {
  it('is read as AWS documents it: a row for every action', async () => {
    const { inventory, requests } = await gatherFrom(
      {
        DescribePendingMaintenanceActions: pending(
          maintenance('cluster:orders', [
            `<Action>db-upgrade</Action>
             <AutoAppliedAfterDate>2026-12-01T03:30:00Z</AutoAppliedAfterDate>
             <ForcedApplyDate>2026-12-08T03:30:00Z</ForcedApplyDate>
             <CurrentApplyDate>2026-12-06T03:30:00Z</CurrentApplyDate>
             <OptInStatus>next-maintenance</OptInStatus>
             <Description>Upgrade to Aurora PostgreSQL 16.8</Description>`,
            '<Action>system-update</Action>',
          ]) + maintenance('db:orders-one', ['<Action>ca-certificate-rotation</Action>']),
        ),
      },
      ['rds.pending-maintenance'],
    );
    expect(requests.map(({ input }) => input)).toEqual([{ MaxRecords: '100' }]);
    const unplanned = { autoAppliedAfter: null, forcedAt: null, optIn: null };
    expect(readWhole(factIn(inventory, 'rds.pending-maintenance'))).toEqual([
      {
        resourceArn: 'arn:aws:rds:eu-west-1:111122223333:cluster:orders',
        action: 'db-upgrade',
        autoAppliedAfter: '2026-12-01T03:30:00.000Z',
        forcedAt: '2026-12-08T03:30:00.000Z',
        optIn: 'next-maintenance',
      },
      {
        resourceArn: 'arn:aws:rds:eu-west-1:111122223333:cluster:orders',
        action: 'system-update',
        ...unplanned,
      },
      {
        resourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:orders-one',
        action: 'ca-certificate-rotation',
        ...unplanned,
      },
    ]);
  });

  it('may be none', async () => {
    const answer = await read('rds.pending-maintenance', {
      DescribePendingMaintenanceActions: pending(''),
    });
    expect(readWhole(answer)).toEqual([]);
  });

  isWholeOrMissing({
    fact: 'rds.pending-maintenance',
    action: 'rds:DescribePendingMaintenanceActions',
    token: 'Marker',
    page: (number, next) =>
      pending(maintenance(`cluster:orders-${number}`, ['<Action>db-upgrade</Action>']), next),
    rows: 3,
  });
});

const ours = { wholeRegion: true } as const;

describe('rds.engine-versions', () => {
  const account: RawAnswers = {
    DescribeStacks: xml('cloudformation', 'DescribeStacks', '<Stacks/>'),
    DescribeDBClusters: clusters(cluster('orders') + cluster('again')),
    DescribeDBEngineVersions: engineVersions(
      engineVersion('16.8', target('16.10', false) + target('17.4', true)),
    ),
  };

  it('are asked once for each that is in use, also where it can be chosen no more', async () => {
    const { inventory, requests } = await gatherFrom(account, ['rds.engine-versions'], ours);
    const asked = requests.filter(({ operation }) => operation === 'DescribeDBEngineVersions');
    expect(asked.map(({ input }) => input)).toEqual([
      { Engine: 'aurora-postgresql', EngineVersion: '16.8', IncludeAll: 'true', MaxRecords: '100' },
    ]);
    expect(readWhole(factIn(inventory, 'rds.engine-versions'))).toEqual([
      {
        engine: 'aurora-postgresql',
        version: '16.8',
        status: 'available',
        targets: [
          { version: '16.10', major: false },
          { version: '17.4', major: true },
        ],
      },
    ]);
  });

  it('are told apart by engine and version', async () => {
    const old = cluster('old').replace('16.8', '13.20');
    const { requests } = await gatherFrom(
      { ...account, DescribeDBClusters: clusters(old + cluster('mine', 'aurora-mysql') + old) },
      ['rds.engine-versions'],
      ours,
    );
    const asked = requests.filter(({ operation }) => operation === 'DescribeDBEngineVersions');
    expect(asked.map(({ input: { Engine, EngineVersion } }) => [Engine, EngineVersion])).toEqual([
      ['aurora-postgresql', '13.20'],
      ['aurora-mysql', '16.8'],
    ]);
  });

  it.each([
    ['is known no more', ''],
    ['is only like another', engineVersion('16.8-limitless')],
  ])('say so when a version %s', async (_what, list) => {
    const answers = { ...account, DescribeDBEngineVersions: engineVersions(list) };
    expect(readWhole(await read('rds.engine-versions', answers, ours))).toEqual([
      { engine: 'aurora-postgresql', version: '16.8', status: null, targets: [] },
    ]);
  });

  it('of clusters that another team’s stack made, or without a version, are not asked for', async () => {
    const silent = cluster('silent')
      .replace('<EngineVersion>16.8</EngineVersion>', '')
      .replace('aws:cloudformation:stack-name', 'no-stack');
    const { inventory, requests } = await gatherFrom(
      { ...account, DescribeDBClusters: clusters(cluster('theirs') + silent) },
      ['rds.engine-versions', 'rds.major-versions'],
    );
    expect(readWhole(factIn(inventory, 'rds.engine-versions'))).toEqual([]);
    expect(readWhole(factIn(inventory, 'rds.major-versions'))).toEqual([]);
    expect(requests.map(({ operation }) => operation).sort()).toEqual([
      'DescribeDBClusters',
      'DescribeStacks',
    ]);
  });

  it('are missing when one target does not say whether it is another major', async () => {
    const odd = target('17.4', true).replace(/<IsMajor.*>/, '');
    const DescribeDBEngineVersions = engineVersions(engineVersion('16.8', odd));
    const answer = await read(
      'rds.engine-versions',
      { ...account, DescribeDBEngineVersions },
      ours,
    );
    expect(missingOf(answer).detail).toContain('no IsMajorVersionUpgrade');
  });

  it('are missing when the clusters are, for the same reason', async () => {
    const action = 'rds:DescribeDBClusters';
    const answers = { ...account, DescribeDBClusters: refused(action) };
    expect(missingOf(await read('rds.engine-versions', answers, ours))).toMatchObject({
      cause: 'denied',
      action,
    });
  });

  isWholeOrMissing({
    fact: 'rds.engine-versions',
    action: 'rds:DescribeDBEngineVersions',
    token: 'Marker',
    page: (number, next) => engineVersions(engineVersion(`16.${number + 7}`), next),
    others: account,
    options: ours,
    rows: 1,
  });
});

describe('rds.major-versions', () => {
  const [standard, extended] = ['2029-02-28T23:59:59Z', '2032-02-29T23:59:59Z'];
  const account: RawAnswers = {
    DescribeDBClusters: clusters(cluster('orders') + cluster('again')),
    DescribeDBMajorEngineVersions: majorVersions(
      majorVersion('16', { extended, standard }) + majorVersion('17', { standard }),
    ),
  };

  it('are read as AWS documents them, once for every engine in use', async () => {
    const { inventory, requests } = await gatherFrom(account, ['rds.major-versions'], ours);
    const asked = requests.filter(({ operation }) => operation === 'DescribeDBMajorEngineVersions');
    expect(asked.map(({ input }) => input)).toEqual([
      { Engine: 'aurora-postgresql', MaxRecords: '100' },
    ]);
    expect(readWhole(factIn(inventory, 'rds.major-versions'))).toEqual([
      {
        engine: 'aurora-postgresql',
        version: '16',
        supportedUntil: '2029-02-28T23:59:59.000Z',
        extendedUntil: '2032-02-29T23:59:59.000Z',
      },
      {
        engine: 'aurora-postgresql',
        version: '17',
        supportedUntil: '2029-02-28T23:59:59.000Z',
        extendedUntil: null,
      },
    ]);
  });

  isWholeOrMissing({
    fact: 'rds.major-versions',
    action: 'rds:DescribeDBMajorEngineVersions',
    token: 'Marker',
    page: (number, next) => majorVersions(majorVersion(`1${number + 4}`, { standard }), next),
    others: account,
    options: ours,
    rows: 3,
  });
});
