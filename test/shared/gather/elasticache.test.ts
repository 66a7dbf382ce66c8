import { describe, expect, it } from 'vitest';
import {
  isWholeOrMissing,
  missingOf,
  type RawAnswer,
  type RawAnswers,
  read,
  readWhole,
  refused,
  xml,
} from '../../support/raw-aws.ts';

// The answer of https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeReplicationGroups.html
function group(id: string, extra = ''): string {
  return `<ReplicationGroup>
    <ReplicationGroupId>${id}</ReplicationGroupId>
    <ARN>arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:${id}</ARN>
    <Description>general</Description>
    <Status>available</Status>
    <MemberClusters>
      <ClusterId>${id}-001</ClusterId>
      <ClusterId>${id}-002</ClusterId>
    </MemberClusters>
    <NodeGroups>
      <NodeGroup>
        <NodeGroupId>0001</NodeGroupId>
        <PrimaryEndpoint>
          <Port>6379</Port>
          <Address>${id}.q68zge.ng.0001.euw1.cache.amazonaws.com</Address>
        </PrimaryEndpoint>
        <Status>available</Status>
        <NodeGroupMembers>
          <NodeGroupMember>
            <CacheClusterId>${id}-001</CacheClusterId>
            <CacheNodeId>0001</CacheNodeId>
            <CurrentRole>primary</CurrentRole>
            <PreferredAvailabilityZone>eu-west-1a</PreferredAvailabilityZone>
          </NodeGroupMember>
          <NodeGroupMember>
            <CacheClusterId>${id}-002</CacheClusterId>
            <CacheNodeId>0001</CacheNodeId>
            <CurrentRole>replica</CurrentRole>
            <PreferredAvailabilityZone>eu-west-1b</PreferredAvailabilityZone>
          </NodeGroupMember>
        </NodeGroupMembers>
      </NodeGroup>
    </NodeGroups>
    <AutomaticFailover>enabled</AutomaticFailover>
    <MultiAZ>enabled</MultiAZ>
    <ClusterEnabled>false</ClusterEnabled>
    <SnapshottingClusterId>${id}-002</SnapshottingClusterId>
    <SnapshotRetentionLimit>7</SnapshotRetentionLimit>
    <SnapshotWindow>02:00-03:00</SnapshotWindow>
    <ReplicationGroupCreateTime>2025-10-07T09:14:00.101Z</ReplicationGroupCreateTime>
    <PendingModifiedValues />${extra}
  </ReplicationGroup>`;
}

function groups(list: string, marker?: string) {
  const token = marker === undefined ? '' : `<Marker>${marker}</Marker>`;
  const members = `<ReplicationGroups>${list}</ReplicationGroups>${token}`;
  return xml('elasticache', 'DescribeReplicationGroups', members);
}

// The answer of https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeCacheClusters.html
function node(id: string, groupId: string, subnetGroup = 'private'): string {
  return `<CacheCluster>
    <CacheClusterId>${id}</CacheClusterId>
    <CacheClusterStatus>available</CacheClusterStatus>
    <CacheNodeType>cache.t4g.small</CacheNodeType>
    <CacheParameterGroup>
      <ParameterApplyStatus>in-sync</ParameterApplyStatus>
      <CacheParameterGroupName>default.redis6.x</CacheParameterGroupName>
      <CacheNodeIdsToReboot/>
    </CacheParameterGroup>
    <CacheSecurityGroups/>
    <CacheSubnetGroupName>${subnetGroup}</CacheSubnetGroupName>
    <Engine>redis</Engine>
    <ReplicationGroupId>${groupId}</ReplicationGroupId>
  </CacheCluster>`;
}

function nodes(list: string, marker?: string) {
  const token = marker === undefined ? '' : `<Marker>${marker}</Marker>`;
  const members = `<CacheClusters>${list}</CacheClusters>${token}`;
  return xml('elasticache', 'DescribeCacheClusters', members);
}

// The answer of https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeCacheSubnetGroups.html
function subnetGroup(name: string, vpcId: string): string {
  return `<CacheSubnetGroup>
    <VpcId>${vpcId}</VpcId>
    <CacheSubnetGroupDescription>Private subnets</CacheSubnetGroupDescription>
    <Subnets>
      <Subnet>
        <SubnetIdentifier>subnet-0aa1</SubnetIdentifier>
        <SubnetAvailabilityZone><Name>eu-west-1a</Name></SubnetAvailabilityZone>
      </Subnet>
    </Subnets>
    <CacheSubnetGroupName>${name}</CacheSubnetGroupName>
  </CacheSubnetGroup>`;
}

function subnetGroups(list: string, marker?: string) {
  const token = marker === undefined ? '' : `<Marker>${marker}</Marker>`;
  const members = `<CacheSubnetGroups>${list}</CacheSubnetGroups>${token}`;
  return xml('elasticache', 'DescribeCacheSubnetGroups', members);
}

// The answer of https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ListTagsForResource.html
const tagList = xml(
  'elasticache',
  'ListTagsForResource',
  `<TagList>
    <Tag><Key>stack-auditor:drill</Key><Value>d1</Value></Tag>
    <Tag><Key>owner</Key><Value>secret</Value></Tag>
  </TagList>`,
);

// The error of https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ListTagsForResource.html
function notFound(id: string): RawAnswer {
  const error = `<Error><Type>Sender</Type><Code>ReplicationGroupNotFoundFault</Code><Message>ReplicationGroup ${id} not found.</Message></Error>`;
  return {
    status: 404,
    type: 'text/xml',
    body: `<ErrorResponse xmlns="http://elasticache.amazonaws.com/doc/2015-02-02/">${error}<RequestId>d6e7</RequestId></ErrorResponse>`,
  };
}

const network: RawAnswers = {
  DescribeReplicationGroups: groups(group('sessions')),
  DescribeCacheClusters: nodes(node('sessions-001', 'sessions') + node('sessions-002', 'sessions')),
  DescribeCacheSubnetGroups: subnetGroups(
    subnetGroup('default', 'vpc-0dd4') + subnetGroup('private', 'vpc-0cc3'),
  ),
};

// The answer of https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeSnapshots.html
function snapshot(name: string, source: string, times: readonly string[], groupId = 'sessions') {
  const owner = groupId === '' ? '' : `<ReplicationGroupId>${groupId}</ReplicationGroupId>`;
  const parts = times.map(
    (time, at) => `<NodeSnapshot>
      <CacheNodeCreateTime>2025-10-07T09:14:00.101Z</CacheNodeCreateTime>
      <NodeGroupId>000${at + 1}</NodeGroupId>
      <CacheNodeId>0001</CacheNodeId>
      <SnapshotCreateTime>${time}</SnapshotCreateTime>
      <CacheSize>214 MB</CacheSize>
    </NodeSnapshot>`,
  );
  return `<Snapshot>
    <CacheClusterId>sessions-002</CacheClusterId>${owner}
    <SnapshotName>${name}</SnapshotName>
    <SnapshotStatus>available</SnapshotStatus>
    <SnapshotSource>${source}</SnapshotSource>
    <Engine>redis</Engine>
    <NodeSnapshots>${parts.join('')}</NodeSnapshots>
  </Snapshot>`;
}

function snapshots(list: string, marker?: string) {
  const token = marker === undefined ? '' : `<Marker>${marker}</Marker>`;
  return xml('elasticache', 'DescribeSnapshots', `<Snapshots>${list}</Snapshots>${token}`);
}

describe('elasticache.groups', () => {
  it('are read as AWS documents them, their network from nodes and subnet groups', async () => {
    expect(readWhole(await read('elasticache.groups', network))).toEqual([
      {
        ref: {
          type: 'elasticache-group',
          name: 'sessions',
          arn: 'arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:sessions',
        },
        id: 'sessions',
        status: 'available',
        automaticFailover: 'enabled',
        multiAz: 'enabled',
        clusterMode: 'disabled',
        nodes: [
          { id: 'sessions-001', availabilityZone: 'eu-west-1a' },
          { id: 'sessions-002', availabilityZone: 'eu-west-1b' },
        ],
        snapshotRetentionDays: 7,
        createdAt: '2025-10-07T09:14:00.101Z',
        vpcId: 'vpc-0cc3',
        tags: {},
      },
    ]);
  });

  it('are asked for tags only by a name that a drill gives, and keep only ours', async () => {
    const scratch = 'sa-drill-redis-f6a7b8c9d0e1';
    const asked: unknown[] = [];
    const answer = await read('elasticache.groups', {
      ...network,
      DescribeReplicationGroups: groups(group('sessions') + group(scratch)),
      ListTagsForResource: ({ input }) => {
        asked.push(input.ResourceName);
        return tagList;
      },
    });
    expect(asked).toEqual([
      `arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:${scratch}`,
    ]);
    expect(readWhole(answer).map(({ tags }) => tags)).toEqual([
      {},
      { 'stack-auditor:drill': 'd1' },
    ]);
  });

  it('leave out a scratch group that is deleted before its tags are read', async () => {
    const [gone, kept] = ['sa-drill-redis-f6a7b8c9d0e1', 'sa-drill-redis-0123456789ab'];
    const answer = await read('elasticache.groups', {
      ...network,
      DescribeReplicationGroups: groups(group(gone) + group('sessions') + group(kept)),
      ListTagsForResource: ({ input }) =>
        String(input.ResourceName).endsWith(gone) ? notFound(gone) : tagList,
    });
    expect(readWhole(answer).map(({ id }) => id)).toEqual(['sessions', kept]);
  });

  it('are missing when the tags of what may be scratch are denied', async () => {
    const answer = await read('elasticache.groups', {
      ...network,
      DescribeReplicationGroups: groups(group('sa-drill-redis-f6a7b8c9d0e1')),
      ListTagsForResource: refused('elasticache:ListTagsForResource'),
    });
    const action = 'elasticache:ListTagsForResource';
    expect(missingOf(answer)).toMatchObject({ cause: 'denied', action });
  });

  it('are in no network that nobody names', async () => {
    const answer = await read('elasticache.groups', {
      ...network,
      DescribeCacheClusters: nodes(''),
    });
    expect(readWhole(answer)[0]?.vpcId).toBeNull();
  });

  it.each([
    ['', null],
    ['<ClusterEnabled>true</ClusterEnabled>', 'enabled'],
    ['<ClusterEnabled>true</ClusterEnabled><ClusterMode>compatible</ClusterMode>', 'compatible'],
    ['<ClusterMode>disabled</ClusterMode>', 'disabled'],
  ])('are clustered as AWS says in %s', async (said, clusterMode) => {
    const list = group('sessions').replace('<ClusterEnabled>false</ClusterEnabled>', said);
    const answer = await read('elasticache.groups', {
      ...network,
      DescribeReplicationGroups: groups(list),
    });
    expect(readWhole(answer)[0]?.clusterMode).toBe(clusterMode);
  });

  it('may be none', async () => {
    const none = { ...network, DescribeReplicationGroups: groups('') };
    expect(readWhole(await read('elasticache.groups', none))).toEqual([]);
  });

  isWholeOrMissing({
    fact: 'elasticache.groups',
    action: 'elasticache:DescribeReplicationGroups',
    token: 'Marker',
    page: (number, next) => groups(group(`sessions-${number}`), next),
    others: network,
    rows: 3,
  });

  isWholeOrMissing({
    fact: 'elasticache.groups',
    action: 'elasticache:DescribeCacheClusters',
    token: 'Marker',
    page: (number, next) => nodes(node(`node-${number}`, 'sessions'), next),
    others: network,
    rows: 1,
  });

  isWholeOrMissing({
    fact: 'elasticache.groups',
    action: 'elasticache:DescribeCacheSubnetGroups',
    token: 'Marker',
    page: (number, next) => subnetGroups(subnetGroup(`subnets-${number}`, 'vpc-0cc3'), next),
    others: network,
    rows: 1,
  });
});

describe('elasticache.snapshots', () => {
  const [early, late] = ['2026-11-23T02:11:12.018Z', '2026-11-23T02:29:40.118Z'];

  it('are read as AWS documents them: as old as the oldest of their parts', async () => {
    const asked: unknown[] = [];
    const answer = await read('elasticache.snapshots', {
      DescribeSnapshots: ({ input }) => {
        asked.push(input);
        return snapshots(snapshot('automatic.sessions-002-2026-11-23', 'automated', [late, early]));
      },
    });
    // The filter says `system` for what the answer calls `automated`.
    expect(asked).toEqual([{ SnapshotSource: 'system', MaxRecords: '50' }]);
    expect(readWhole(answer)).toEqual([
      {
        name: 'automatic.sessions-002-2026-11-23',
        groupId: 'sessions',
        status: 'available',
        createdAt: early,
      },
    ]);
  });

  it('leave out those taken by hand, and those of no group', async () => {
    const list = [
      snapshot('by-hand', 'manual', [early]),
      snapshot('of-a-node', 'automated', [early], ''),
      snapshot('automatic', 'automated', [early]),
    ];
    const answer = await read('elasticache.snapshots', {
      DescribeSnapshots: snapshots(list.join('')),
    });
    expect(readWhole(answer).map(({ name }) => name)).toEqual(['automatic']);
  });

  it('have no time when none of their parts has', async () => {
    const list = snapshot('automatic', 'automated', []);
    const answer = await read('elasticache.snapshots', { DescribeSnapshots: snapshots(list) });
    expect(readWhole(answer)[0]?.createdAt).toBeNull();
  });

  isWholeOrMissing({
    fact: 'elasticache.snapshots',
    action: 'elasticache:DescribeSnapshots',
    token: 'Marker',
    page: (number, next) => snapshots(snapshot(`auto-${number}`, 'automated', [early]), next),
    rows: 3,
  });
});
