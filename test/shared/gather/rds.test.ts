import { describe, expect, it } from 'vitest';
import { isWholeOrMissing, missingOf, read, readWhole, xml } from '../../support/raw-aws.ts';

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
