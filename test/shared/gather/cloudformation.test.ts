import { describe, expect, it } from 'vitest';
import type { GatheredFactName } from '../../../shared/model/inventory.ts';
import {
  factIn,
  gatherFrom,
  isWholeOrMissing,
  json,
  missingOf,
  type RawAnswers,
  read,
  readWhole,
  refused,
  xml,
} from '../../support/raw-aws.ts';

// The answer of https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
function stack(
  name: string,
  { status = 'UPDATE_COMPLETE', extra = '', outputs = '' } = {},
): string {
  return `<member>
    <StackName>${name}</StackName>
    <StackId>${arnOf(name)}</StackId>
    <CreationTime>2025-10-07T09:10:00.101Z</CreationTime>
    <LastUpdatedTime>2026-11-11T08:00:00.202Z</LastUpdatedTime>
    <StackStatus>${status}</StackStatus>
    <DisableRollback>false</DisableRollback>
    <EnableTerminationProtection>true</EnableTerminationProtection>
    <Parameters>
      <member><ParameterKey>NetworkName</ParameterKey><ParameterValue>acme</ParameterValue></member>
      <member><ParameterKey>Environment</ParameterKey><ParameterValue>prod</ParameterValue></member>
      <member><ParameterKey>Cluster</ParameterKey><ParameterValue>eu1</ParameterValue></member>
      <member><ParameterKey>ApiKey</ParameterKey><ParameterValue>secret</ParameterValue></member>
    </Parameters>
    <Outputs>
      <member>
        <Description>Version</Description>
        <OutputKey>VersionTag</OutputKey>
        <OutputValue>3.36.2</OutputValue>
      </member>${outputs}
      <member><OutputKey>Password</OutputKey><OutputValue>secret</OutputValue></member>
    </Outputs>
    <Tags>
      <member><Key>stack-auditor:note</Key><Value>kept</Value></member>
      <member><Key>token</Key><Value>secret</Value></member>
    </Tags>${extra}
  </member>`;
}

function arnOf(name: string): string {
  return `arn:aws:cloudformation:eu-west-1:111122223333:stack/${name}/3eef2ed0-16ba-11ee-be56-0242ac120002`;
}

function stacks(list: string, next?: string) {
  const token = next === undefined ? '' : `<NextToken>${next}</NextToken>`;
  return xml('cloudformation', 'DescribeStacks', `<Stacks>${list}</Stacks>${token}`);
}

// The answer of https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
function resource(type: string, id: string): string {
  return `<member>
    <ResourceStatus>CREATE_COMPLETE</ResourceStatus>
    <LogicalResourceId>Thing</LogicalResourceId>
    <LastUpdatedTimestamp>2025-10-07T09:12:00.101Z</LastUpdatedTimestamp>${id && `<PhysicalResourceId>${id}</PhysicalResourceId>`}${type && `<ResourceType>${type}</ResourceType>`}
  </member>`;
}

function resources(list: string, next?: string) {
  const token = next === undefined ? '' : `<NextToken>${next}</NextToken>`;
  const members = `<StackResourceSummaries>${list}</StackResourceSummaries>${token}`;
  return xml('cloudformation', 'ListStackResources', members);
}

describe('cloudformation.stacks', () => {
  it('are read as AWS documents them, with named parameters and outputs only', async () => {
    const outputs =
      '<member><OutputKey>DrillTableName</OutputKey><OutputValue>acme-drills</OutputValue></member>';
    const answer = await read('cloudformation.stacks', {
      DescribeStacks: stacks(stack('acme-1-1-vpc', { outputs })),
    });
    expect(readWhole(answer)).toEqual([
      {
        ref: { type: 'cloudformation-stack', name: 'acme-1-1-vpc', arn: arnOf('acme-1-1-vpc') },
        name: 'acme-1-1-vpc',
        status: 'UPDATE_COMPLETE',
        createdAt: '2025-10-07T09:10:00.101Z',
        updatedAt: '2026-11-11T08:00:00.202Z',
        deletedAt: null,
        terminationProtection: true,
        parameters: { NetworkName: 'acme', Environment: 'prod', Cluster: 'eu1' },
        versionTag: '3.36.2',
        drillTable: 'acme-drills',
        topicArns: [],
        tags: { 'stack-auditor:note': 'kept' },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('keep the switches the checks ask for, by the vendor’s spelling, and no URL that may hold a password', async () => {
    const parameter = (key: string, value: string) =>
      `<Parameters><member><ParameterKey>${key}</ParameterKey><ParameterValue>${value}</ParameterValue></member></Parameters>`;
    const parametersOf = async (key: string, value: string) => {
      const odd = stack('acme-5-6-ecs-monitoring').replace(
        /<Parameters>[\s\S]*<\/Parameters>/,
        parameter(key, value),
      );
      const answer = await read('cloudformation.stacks', { DescribeStacks: stacks(odd) });
      return readWhole(answer)[0]?.parameters;
    };
    expect(await parametersOf('ExistingCertArn', 'arn:x')).toEqual({ ExistingCertARN: 'arn:x' });
    expect(await parametersOf('SupportProxyTLS', 'true')).toEqual({ SupportProxyTLS: 'true' });
    expect(await parametersOf('AlertManagerUrl', 'https://a:secret@b')).toEqual({
      AlertmanagerURL: 'set',
    });
    expect(await parametersOf('AlertmanagerURL', '')).toEqual({ AlertmanagerURL: '' });
    expect(await parametersOf('AlertmanagerPassword', 'secret')).toEqual({});
  });

  it('name the alert topics among their outputs, and nothing else of them', async () => {
    const output = (value: string) =>
      `<member><OutputKey>X</OutputKey><OutputValue>${value}</OutputValue></member>`;
    const topicsOf = async (value: string) => {
      const outputs = output(value);
      const list = stacks(stack('acme-1-3-opsgenie', { outputs }));
      return readWhole(await read('cloudformation.stacks', { DescribeStacks: list }))[0]?.topicArns;
    };
    const topic = 'arn:aws:sns:eu-west-1:111122223333:alarms';
    expect(await topicsOf(topic)).toEqual([topic]);
    expect(await topicsOf(`${topic}:5f1c2d8e-7a90`)).toEqual([]);
    expect(await topicsOf('arn:aws:sqs:eu-west-1:111122223333:alarms')).toEqual([]);
  });

  it('need not have been updated, nor say whether they are protected', async () => {
    const young = stack('acme-1-1-vpc', { status: 'DELETE_IN_PROGRESS' })
      .replace(/<LastUpdatedTime>.*<\/LastUpdatedTime>/, '')
      .replace(/<(EnableTerminationProtection)>.*<\/\1>/, '')
      .replace(
        '</CreationTime>',
        '</CreationTime><DeletionTime>2026-11-23T05:00:00Z</DeletionTime>',
      );
    const answer = await read('cloudformation.stacks', { DescribeStacks: stacks(young) });
    expect(readWhole(answer)[0]).toMatchObject({
      updatedAt: null,
      deletedAt: '2026-11-23T05:00:00.000Z',
      terminationProtection: null,
    });
  });

  it('leave out what was never deployed, what is deleted, and what is part of another', async () => {
    const list = [
      stack('planned', { status: 'REVIEW_IN_PROGRESS' }),
      stack('deleted', { status: 'DELETE_COMPLETE' }),
      stack('nested', { extra: `<ParentId>${arnOf('acme-1-1-vpc')}</ParentId>` }),
      stack('broken', { status: 'UPDATE_ROLLBACK_FAILED' }),
    ];
    const answer = await read('cloudformation.stacks', { DescribeStacks: stacks(list.join('')) });
    expect(readWhole(answer).map(({ name }) => name)).toEqual(['broken']);
  });

  it('may be none', async () => {
    const answer = await read('cloudformation.stacks', { DescribeStacks: stacks('') });
    expect(readWhole(answer)).toEqual([]);
  });

  isWholeOrMissing({
    fact: 'cloudformation.stacks',
    action: 'cloudformation:DescribeStacks',
    token: 'NextToken',
    page: (number, next) => stacks(stack(`acme-${number}`), next),
    rows: 3,
  });
});

const redis = 'acme-2-3-db-redis';
const aurora = 'acme-2-1-db-aurora-master';

/** Nothing but an Aurora cluster, which carries the tag of its stack. */
const account: RawAnswers = {
  DescribeStacks: stacks(
    [stack('acme-1-1-vpc'), stack(aurora), stack(redis), stack('website')].join(''),
  ),
  DescribeDBClusters: xml(
    'rds',
    'DescribeDBClusters',
    `<DBClusters><DBCluster>
      <DBClusterIdentifier>orders</DBClusterIdentifier>
      <DBClusterArn>arn:aws:rds:eu-west-1:111122223333:cluster:orders</DBClusterArn>
      <Engine>aurora-postgresql</Engine>
      <Status>available</Status>
      <BackupRetentionPeriod>7</BackupRetentionPeriod>
      <TagList><Tag><Key>aws:cloudformation:stack-name</Key><Value>${aurora}</Value></Tag></TagList>
    </DBCluster></DBClusters>`,
  ),
  DescribeReplicationGroups: xml(
    'elasticache',
    'DescribeReplicationGroups',
    '<ReplicationGroups/>',
  ),
  DescribeCacheClusters: xml('elasticache', 'DescribeCacheClusters', '<CacheClusters/>'),
  DescribeCacheSubnetGroups: xml(
    'elasticache',
    'DescribeCacheSubnetGroups',
    '<CacheSubnetGroups/>',
  ),
  ListClusters: json({ clusterArns: [] }),
  ListStackResources: resources(''),
};

describe('cloudformation.stack-resources', () => {
  const group = 'AWS::ElastiCache::ReplicationGroup';

  async function opened(
    wanted: readonly GatheredFactName[],
    answers = account,
  ): Promise<unknown[]> {
    const { requests } = await gatherFrom(answers, ['cloudformation.stack-resources', ...wanted]);
    return requests
      .filter(({ operation }) => operation === 'ListStackResources')
      .map(({ input }) => input.StackName)
      .sort();
  }

  it('are read as AWS documents them, and tolerate entries without a type or an id', async () => {
    const list = [
      resource(group, 'sessions'),
      resource(group, ''),
      resource('', 'half-made'),
      resource('', ''),
    ];
    const answers = {
      ...account,
      DescribeStacks: stacks(stack(redis)),
      ListStackResources: resources(list.join('')),
    };
    const answer = await read('cloudformation.stack-resources', answers, {
      wanted: ['elasticache.groups'],
    });
    expect(readWhole(answer)).toEqual([
      { stackName: redis, type: group, logicalId: 'Thing', physicalId: 'sessions' },
    ]);
  });

  it('are asked only of stacks whose resource no list shows with its tag', async () => {
    // The cluster shows the tag of its stack; Redis never does. A stack without a template's name may own anything.
    const wanted = ['rds.clusters', 'elasticache.groups'] as const;
    expect(await opened(wanted)).toEqual([redis, 'website']);
    expect(await opened(['rds.clusters'])).toEqual(['website']);
  });

  it('are not asked of stacks of other teams', async () => {
    const foreign = stack('website').replace('<OutputKey>VersionTag', '<OutputKey>Version');
    const answers = { ...account, DescribeStacks: stacks(foreign) };
    expect(await opened(['elasticache.groups'], answers)).toEqual([]);
  });

  it('are asked of the stack of a database that has lost its tag, and of its network', async () => {
    const untagged = {
      ...account,
      DescribeStacks: stacks([stack('acme-1-1-vpc'), stack(aurora)].join('')),
      DescribeDBClusters: xml('rds', 'DescribeDBClusters', '<DBClusters/>'),
    };
    expect(await opened(['rds.clusters'], untagged)).toEqual(['acme-1-1-vpc', aurora]);
  });

  it('are asked of none when nothing they could tell of is wanted', async () => {
    expect(await opened([])).toEqual([]);
  });

  it('are missing when the stacks are, for the same reason', async () => {
    const answers = { ...account, DescribeStacks: refused('cloudformation:DescribeStacks') };
    const { inventory } = await gatherFrom(answers, [
      'cloudformation.stack-resources',
      'elasticache.groups',
    ]);
    expect(factIn(inventory, 'cloudformation.stack-resources')).toEqual(
      factIn(inventory, 'cloudformation.stacks'),
    );
  });

  it('are missing when one of several stacks is denied', async () => {
    const answers: RawAnswers = {
      ...account,
      DescribeStacks: stacks(stack(redis) + stack(`${redis}-cache`)),
      ListStackResources: ({ input }) =>
        input.StackName === redis
          ? resources(resource(group, 'sessions'))
          : refused('cloudformation:ListStackResources'),
    };
    const wanted = ['elasticache.groups'] as const;
    const answer = await read('cloudformation.stack-resources', answers, { wanted });
    const action = 'cloudformation:ListStackResources';
    expect(missingOf(answer)).toMatchObject({ cause: 'denied', action });
  });

  isWholeOrMissing({
    fact: 'cloudformation.stack-resources',
    action: 'cloudformation:ListStackResources',
    token: 'NextToken',
    page: (number, next) => resources(resource(group, `sessions-${number}`), next),
    others: { ...account, DescribeStacks: stacks(stack(redis)) },
    options: { wanted: ['elasticache.groups'] },
    rows: 3,
  });
});
