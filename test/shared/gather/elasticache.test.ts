import { describe, expect, it } from 'vitest';
import {
  factIn,
  gatherFrom,
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
function node(id: string, groupId: string, version = '7.1.0'): string {
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
    <CacheSubnetGroupName>private</CacheSubnetGroupName>
    <Engine>redis</Engine>
    <EngineVersion>${version}</EngineVersion>
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
        engine: 'redis',
        engineVersion: '7.1.0',
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
    expect(readWhole(answer)[0]).toMatchObject({
      vpcId: null,
      engine: null,
      engineVersion: null,
    });
  });

  it('run the engine they name, in the lowest version of their own nodes', async () => {
    const answer = await read('elasticache.groups', {
      ...network,
      DescribeReplicationGroups: groups(group('sessions', '<Engine>valkey</Engine>')),
      DescribeCacheClusters: nodes(
        [
          node('other-001', 'other', '5.0.6'),
          node('sessions-001', 'sessions', '7.10.0'),
          node('sessions-002', 'sessions', '7.9.1'),
        ].join(''),
      ),
    });
    expect(readWhole(answer)[0]).toMatchObject({ engine: 'valkey', engineVersion: '7.9.1' });
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

// The answer of https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeEvents.html
function event(sourceId: string, message: string, date = '2026-11-23T02:11:12.018Z'): string {
  return `<Event>
    <SourceIdentifier>${sourceId}</SourceIdentifier>
    <SourceType>cache-cluster</SourceType>
    <Message>${message}</Message>
    <Date>${date}</Date>
  </Event>`;
}

function events(list: string, marker?: string) {
  const token = marker === undefined ? '' : `<Marker>${marker}</Marker>`;
  return xml('elasticache', 'DescribeEvents', `<Events>${list}</Events>${token}`);
}

describe('elasticache.events', () => {
  const failed = `Snapshot failed for snapshot with ID 'a' of replication group with ID 'sessions'`;

  it('are those of groups and of nodes, of the last 14 days, that tell of snapshots', async () => {
    const { inventory, requests } = await gatherFrom(
      {
        DescribeEvents: ({ input }) =>
          input.SourceType === 'cache-cluster'
            ? events(event('sessions-002', failed) + event('sessions-002', 'Cache node restarted'))
            : events(event('sessions', 'BACKUP was not taken')),
      },
      ['elasticache.events'],
    );
    expect(requests.map(({ input }) => input)).toEqual([
      { SourceType: 'replication-group', Duration: '20160', MaxRecords: '100' },
      { SourceType: 'cache-cluster', Duration: '20160', MaxRecords: '100' },
    ]);
    const at = '2026-11-23T02:11:12.018Z';
    expect(readWhole(factIn(inventory, 'elasticache.events'))).toEqual([
      { sourceId: 'sessions', message: 'BACKUP was not taken', at },
      { sourceId: 'sessions-002', message: failed, at },
    ]);
  });

  it.each(['SourceIdentifier', 'Message', 'Date'])('without a %s tell nothing', async (member) => {
    const bare = event('sessions-002', failed).replace(new RegExp(`<${member}>.*</${member}>`), '');
    const answer = await read('elasticache.events', { DescribeEvents: events(bare) });
    expect(readWhole(answer)).toEqual([]);
  });

  it('are missing when those of one kind are', async () => {
    const action = 'elasticache:DescribeEvents';
    const answer = await read('elasticache.events', {
      DescribeEvents: ({ input }) =>
        input.SourceType === 'cache-cluster' ? refused(action) : events(''),
    });
    expect(missingOf(answer)).toMatchObject({ cause: 'denied', action });
  });

  isWholeOrMissing({
    fact: 'elasticache.events',
    action: 'elasticache:DescribeEvents',
    token: 'Marker',
    page: (number, next) => events(event(`sessions-00${number}`, failed), next),
    rows: 6,
  });
});

// The answer of https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeUpdateActions.html
function updateAction(groupId: string, status: string, extra = ''): string {
  return `<UpdateAction>
    <ReplicationGroupId>${groupId}</ReplicationGroupId>
    <ServiceUpdateName>elasticache-20260911-001</ServiceUpdateName>
    <ServiceUpdateSeverity>critical</ServiceUpdateSeverity>
    <ServiceUpdateStatus>available</ServiceUpdateStatus>
    <ServiceUpdateType>security-update</ServiceUpdateType>
    <UpdateActionStatus>${status}</UpdateActionStatus>
    <NodesUpdated>0/2</NodesUpdated>${extra}
    <Engine>redis</Engine>
  </UpdateAction>`;
}

function updateActions(list: string, marker?: string) {
  const token = marker === undefined ? '' : `<Marker>${marker}</Marker>`;
  const members = `<UpdateActions>${list}</UpdateActions>${token}`;
  return xml('elasticache', 'DescribeUpdateActions', members);
}

describe('elasticache.update-actions', () => {
  it('are read as AWS documents them, of updates that are still offered', async () => {
    const dates = `<ServiceUpdateRecommendedApplyByDate>2026-10-11T23:59:59Z</ServiceUpdateRecommendedApplyByDate>
      <SlaMet>no</SlaMet>`;
    const { inventory, requests } = await gatherFrom(
      {
        DescribeUpdateActions: updateActions(
          updateAction('sessions', 'not-applied', dates) + updateAction('jobs', 'scheduled'),
        ),
      },
      ['elasticache.update-actions'],
    );
    expect(requests.map(({ input }) => input)).toEqual([
      { 'ServiceUpdateStatus.member.1': 'available' },
    ]);
    const update = {
      update: 'elasticache-20260911-001',
      severity: 'critical',
      type: 'security-update',
    };
    expect(readWhole(factIn(inventory, 'elasticache.update-actions'))).toEqual([
      {
        ...update,
        groupId: 'sessions',
        recommendedBy: '2026-10-11T23:59:59.000Z',
        status: 'not-applied',
      },
      { ...update, groupId: 'jobs', recommendedBy: null, status: 'scheduled' },
    ]);
  });

  it('leave out what is done, what need not be, and what is of no group', async () => {
    const list = [
      updateAction('done', 'complete'),
      updateAction('young', 'not-applicable'),
      updateAction('x', 'not-applied').replace(/<ReplicationGroupId>.*>/, ''),
      updateAction('odd', 'a-status-of-tomorrow'),
    ];
    const answer = await read('elasticache.update-actions', {
      DescribeUpdateActions: updateActions(list.join('')),
    });
    expect(readWhole(answer).map(({ groupId }) => groupId)).toEqual(['odd']);
  });

  isWholeOrMissing({
    fact: 'elasticache.update-actions',
    action: 'elasticache:DescribeUpdateActions',
    token: 'Marker',
    page: (number, next) => updateActions(updateAction(`sessions-${number}`, 'stopped'), next),
    rows: 3,
  });
});
