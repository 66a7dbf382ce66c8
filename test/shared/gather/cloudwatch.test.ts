import { describe, expect, it } from 'vitest';
import type { Alarm } from '../../../shared/model/cloudwatch.ts';
import {
  factIn,
  gatherFrom,
  isWholeOrMissing,
  json,
  missingOf,
  type RawAnswer,
  type RawAnswers,
  type RawRequest,
  read,
  readWhole,
  refused,
  xml,
} from '../../support/raw-aws.ts';

const owner = '444455556666';
const alarmArn = (name: string) => `arn:aws:cloudwatch:eu-west-1:${owner}:alarm:${name}`;
const topicArn = (name: string, region = 'eu-west-1', account = owner) =>
  `arn:aws:sns:${region}:${account}:${name}`;

// The answer of https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
function metricAlarm(name: string, over: object = {}) {
  return {
    AlarmName: name,
    AlarmArn: alarmArn(name),
    AlarmDescription: 'secret',
    AlarmConfigurationUpdatedTimestamp: 1763000000,
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [topicArn('pages')],
    InsufficientDataActions: [],
    StateValue: 'OK',
    StateReason: 'secret',
    StateReasonData: '{"secret":1}',
    StateUpdatedTimestamp: 1763800000.5,
    StateTransitionedTimestamp: 1763640060,
    MetricName: 'CPUUtilization',
    Namespace: 'AWS/RDS',
    Statistic: 'Average',
    Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'orders' }],
    Period: 300,
    EvaluationPeriods: 3,
    Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold',
    ...over,
  };
}

function compositeAlarm(name: string, AlarmRule: string) {
  return {
    AlarmName: name,
    AlarmArn: alarmArn(name),
    ActionsEnabled: false,
    AlarmActions: [],
    AlarmRule,
    StateValue: 'ALARM',
    StateUpdatedTimestamp: 1763640060,
  };
}

function alarms(metric: readonly object[], composite: readonly object[] = [], NextToken?: string) {
  return json({ MetricAlarms: metric, CompositeAlarms: composite, NextToken });
}

const expected: Alarm = {
  ref: { type: 'cloudwatch-alarm', name: 'cpu', arn: alarmArn('cpu') },
  name: 'cpu',
  kind: 'metric',
  state: 'OK',
  stateSince: '2025-11-20T12:01:00.000Z',
  actionsEnabled: true,
  alarmActions: [topicArn('pages')],
  metrics: [
    {
      namespace: 'AWS/RDS',
      name: 'CPUUtilization',
      dimensions: { DBClusterIdentifier: 'orders' },
    },
  ],
  watches: [],
};

async function alarmsIn(DescribeAlarms: RawAnswer): Promise<readonly Alarm[]> {
  return readWhole(await read('cloudwatch.alarms', { DescribeAlarms }));
}

describe('cloudwatch.alarms', () => {
  it('are read as AWS documents them', async () => {
    const answer = await alarmsIn(alarms([metricAlarm('cpu')]));
    expect(answer).toEqual([expected]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('are asked of both kinds, a hundred at a time', async () => {
    const { requests } = await gatherFrom({ DescribeAlarms: alarms([]) }, ['cloudwatch.alarms']);
    expect(requests).toEqual([
      {
        operation: 'DescribeAlarms',
        input: { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 },
      },
    ]);
  });

  it('are in their state since it was updated, when nobody knows since when else', async () => {
    const [first, second] = await alarmsIn(
      alarms([
        metricAlarm('a', { StateTransitionedTimestamp: undefined }),
        metricAlarm('b', {
          StateTransitionedTimestamp: undefined,
          StateUpdatedTimestamp: undefined,
        }),
      ]),
    );
    expect([first?.stateSince, second?.stateSince]).toEqual(['2025-11-22T08:26:40.500Z', null]);
  });

  it('look at every metric of their metric math', async () => {
    const metric = (MetricName: string, Dimensions?: object) => ({
      MetricStat: {
        Metric: { Namespace: 'AWS/RDS', MetricName, Dimensions },
        Period: 60,
        Stat: 'Sum',
      },
      ReturnData: false,
    });
    const [only] = await alarmsIn(
      alarms([
        metricAlarm('math', {
          MetricName: undefined,
          Namespace: undefined,
          Dimensions: undefined,
          Metrics: [
            { Id: 'e1', Expression: 'm1 / m2', ReturnData: true },
            { Id: 'm1', ...metric('Used', [{ Name: 'DBClusterIdentifier', Value: 'orders' }]) },
            { Id: 'm2', ...metric('Size') },
          ],
        }),
      ]),
    );
    expect(only?.metrics).toEqual([
      { namespace: 'AWS/RDS', name: 'Used', dimensions: { DBClusterIdentifier: 'orders' } },
      { namespace: 'AWS/RDS', name: 'Size', dimensions: {} },
    ]);
  });

  it.each<[string, readonly string[]]>([
    ['ALARM("a b") OR ALARM("c")', ['a b', 'c']],
    ['ALARM(a) AND (ALARM( b-1 ) OR OK(c))', ['a', 'b-1']],
    [
      `ALARM('${alarmArn('a')}') OR ALARM("${alarmArn('b')}") OR ALARM(${alarmArn('c')})`,
      ['a', 'b', 'c'],
    ],
    ['ALARM(a) OR ALARM(a)', ['a']],
    ['ALARM(a) AND NOT ALARM(deploying)', ['a']],
    ['ALARM(a) AND NOT (ALARM(deploying) OR ALARM("testing"))', ['a']],
    ['INSUFFICIENT_DATA(a) OR OK("b")', []],
    ['TRUE', []],
  ])('of the rule %s watch %o', async (rule, watches) => {
    const [only] = await alarmsIn(alarms([], [compositeAlarm('all', rule)]));
    expect(only).toEqual({
      ref: { type: 'cloudwatch-alarm', name: 'all', arn: alarmArn('all') },
      name: 'all',
      kind: 'composite',
      state: 'ALARM',
      stateSince: '2025-11-20T12:01:00.000Z',
      actionsEnabled: false,
      alarmActions: [],
      metrics: [],
      watches,
    });
  });

  it.each(['AlarmName', 'StateValue', 'ActionsEnabled'])(
    'are missing when one has no %s',
    async (member) => {
      const DescribeAlarms = alarms([metricAlarm('cpu', { [member]: undefined })]);
      const { cause, detail } = missingOf(await read('cloudwatch.alarms', { DescribeAlarms }));
      expect({ cause, detail }).toEqual({
        cause: 'failed',
        detail: expect.stringContaining(member),
      });
    },
  );

  it('may come in an answer that has one kind only', async () => {
    expect(await alarmsIn(json({ MetricAlarms: [metricAlarm('cpu')] }))).toHaveLength(1);
    expect(await alarmsIn(json({ CompositeAlarms: [compositeAlarm('all', 'TRUE')] }))).toHaveLength(
      1,
    );
    expect(missingOf(await read('cloudwatch.alarms', { DescribeAlarms: json({}) })).cause).toBe(
      'failed',
    );
  });

  isWholeOrMissing({
    fact: 'cloudwatch.alarms',
    action: 'cloudwatch:DescribeAlarms',
    token: 'NextToken',
    page: (number, next) =>
      alarms([metricAlarm(`m${number}`)], [compositeAlarm(`c${number}`, 'TRUE')], next),
    rows: 6,
  });
});

interface Query {
  readonly Id: string;
  readonly MetricStat: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
    readonly Period: number;
    readonly Stat: string;
  };
}

function queriesOf({ input }: RawRequest): readonly Query[] {
  return input.MetricDataQueries as readonly Query[];
}

type Values = readonly number[];

// The answer of https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
function series(Id: string, Values: Values, StatusCode = 'Complete') {
  const Timestamps = Values.map((_, at) => 1763812800 - at * 3600);
  return { Id, Label: 'label', Timestamps, Values, StatusCode };
}

/** Answers every query by the name of its metric and the value of its first dimension. */
function measured(valuesOf: (metric: string, resource: string) => Values) {
  return (request: RawRequest) => {
    const MetricDataResults = queriesOf(request).map(({ Id, MetricStat: { Metric } }) =>
      series(Id, valuesOf(Metric.MetricName, Metric.Dimensions[0]?.Value ?? '')),
    );
    // In no order that may be relied on.
    return json({ MetricDataResults: MetricDataResults.reverse(), Messages: [] });
  };
}

function stackWith(topics: readonly string[]): RawAnswer {
  const outputs = topics.map(
    (arn, at) =>
      `<member><OutputKey>Topic${at}</OutputKey><OutputValue>${arn}</OutputValue></member>`,
  );
  return xml(
    'cloudformation',
    'DescribeStacks',
    `<Stacks><member><StackId>arn:aws:cloudformation:eu-west-1:${owner}:stack/acme-1-3-opsgenie/1</StackId><StackName>acme-1-3-opsgenie</StackName><CreationTime>2025-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${outputs.join('')}</Outputs></member></Stacks>`,
  );
}

const alerting: RawAnswers = {
  DescribeStacks: stackWith([topicArn('pages'), topicArn('mails')]),
  GetMetricData: measured((metric, topic) =>
    metric === 'NumberOfNotificationsFailed' ? [] : topic === 'pages' ? [2, 0, 5] : [1],
  ),
};

const hourMs = 3_600_000;

describe('cloudwatch.topic-deliveries', () => {
  it('are the sums of a week, and 0 where there is no data', async () => {
    expect(readWhole(await read('cloudwatch.topic-deliveries', alerting))).toEqual([
      { topicArn: topicArn('pages'), delivered: 7, failed: 0 },
      { topicArn: topicArn('mails'), delivered: 1, failed: 0 },
    ]);
  });

  it('are asked in one call, hour by hour, without a call to SNS', async () => {
    const { requests } = await gatherFrom(alerting, ['cloudwatch.topic-deliveries']);
    expect(requests.map(({ operation }) => operation)).toEqual(['DescribeStacks', 'GetMetricData']);
    const input = requests[1]?.input as { StartTime: number; EndTime: number };
    expect((input.EndTime * 1000) % hourMs).toBe(0);
    expect(Date.now() - input.EndTime * 1000).toBeLessThan(hourMs + 60_000);
    expect(input.EndTime - input.StartTime).toBe(7 * 24 * 3600);
    const asked = requests[1] === undefined ? [] : queriesOf(requests[1]);
    expect(asked[1]).toEqual({
      Id: 'm1',
      MetricStat: {
        Metric: {
          Namespace: 'AWS/SNS',
          MetricName: 'NumberOfNotificationsFailed',
          Dimensions: [{ Name: 'TopicName', Value: 'pages' }],
        },
        Period: 3600,
        Stat: 'Sum',
      },
    });
    expect(asked).toHaveLength(4);
  });

  it('are not told of topics whose metrics are elsewhere', async () => {
    const topics = [
      topicArn('pages'),
      topicArn('there', 'us-east-1'),
      topicArn('theirs', 'eu-west-1', '000000000000'),
    ];
    const answers = { ...alerting, DescribeStacks: stackWith(topics) };
    const rows = readWhole(await read('cloudwatch.topic-deliveries', answers));
    expect(rows.map((row) => row.topicArn)).toEqual([topicArn('pages')]);
  });

  it('cost no call when there are no topics', async () => {
    const answers = {
      ...alerting,
      DescribeStacks: xml('cloudformation', 'DescribeStacks', '<Stacks/>'),
    };
    const { inventory, requests } = await gatherFrom(answers, ['cloudwatch.topic-deliveries']);
    expect(readWhole(factIn(inventory, 'cloudwatch.topic-deliveries'))).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  it('are missing when the stacks are', async () => {
    const action = 'cloudformation:DescribeStacks';
    const answers = { ...alerting, DescribeStacks: refused(action) };
    expect(missingOf(await read('cloudwatch.topic-deliveries', answers))).toMatchObject({ action });
  });
});

function groups(count: number): RawAnswers {
  const members = Array.from(
    { length: count },
    (_, at) =>
      `<NodeGroupMember><CacheClusterId>jobs-${at}</CacheClusterId><CacheNodeId>0001</CacheNodeId></NodeGroupMember>`,
  );
  const group = `<ReplicationGroup><ReplicationGroupId>jobs</ReplicationGroupId><Status>available</Status><AutomaticFailover>enabled</AutomaticFailover><NodeGroups><NodeGroup><NodeGroupId>0001</NodeGroupId><NodeGroupMembers>${members.join('')}</NodeGroupMembers></NodeGroup></NodeGroups></ReplicationGroup>`;
  return {
    DescribeReplicationGroups: xml(
      'elasticache',
      'DescribeReplicationGroups',
      `<ReplicationGroups>${group}</ReplicationGroups>`,
    ),
    DescribeCacheClusters: xml('elasticache', 'DescribeCacheClusters', '<CacheClusters/>'),
    DescribeCacheSubnetGroups: xml(
      'elasticache',
      'DescribeCacheSubnetGroups',
      '<CacheSubnetGroups/>',
    ),
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

async function memoryFrom(GetMetricData: RawAnswers[string], nodes = 1) {
  return read('cloudwatch.redis-memory', { ...groups(nodes), GetMetricData });
}

describe('cloudwatch.redis-memory', () => {
  it.each<[string, Values, number | null]>([
    ['no data', [], null],
    ['one hour', [61.5], 61.5],
    ['nineteen hours, of which none is left out', upTo(19), 19],
    ['twenty hours, of which one is left out', upTo(20), 19],
    ['a week, of which eight hours are left out', upTo(168).toReversed(), 160],
    ['numbers, not texts', [9, 10, 100], 100],
  ])('of %s', async (_name, values, usedPercent) => {
    expect(readWhole(await memoryFrom(measured(() => values)))).toEqual([
      { nodeId: 'jobs-0', usedPercent },
    ]);
  });

  it('is asked of every node by cluster and node', async () => {
    const answers = {
      ...groups(2),
      GetMetricData: measured((_, node) => [node === 'jobs-0' ? 1 : 2]),
    };
    const { inventory, requests } = await gatherFrom(answers, ['cloudwatch.redis-memory']);
    expect(readWhole(factIn(inventory, 'cloudwatch.redis-memory'))).toEqual([
      { nodeId: 'jobs-0', usedPercent: 1 },
      { nodeId: 'jobs-1', usedPercent: 2 },
    ]);
    const asked = requests.filter(({ operation }) => operation === 'GetMetricData');
    expect(asked.flatMap(queriesOf)[1]?.MetricStat).toEqual({
      Metric: {
        Namespace: 'AWS/ElastiCache',
        MetricName: 'DatabaseMemoryUsagePercentage',
        Dimensions: [
          { Name: 'CacheClusterId', Value: 'jobs-1' },
          { Name: 'CacheNodeId', Value: '0001' },
        ],
      },
      Period: 3600,
      Stat: 'Maximum',
    });
  });

  it('is asked of five hundred nodes at a time', async () => {
    const node = (name: string) => Number(name.replace('jobs-', ''));
    const answers = { ...groups(501), GetMetricData: measured((_, name) => [node(name)]) };
    const { inventory, requests } = await gatherFrom(answers, ['cloudwatch.redis-memory']);
    const rows = readWhole(factIn(inventory, 'cloudwatch.redis-memory'));
    expect(rows.map(({ usedPercent }) => usedPercent)).toEqual(Array.from(rows.keys()));
    const asked = requests.filter(({ operation }) => operation === 'GetMetricData');
    expect(asked.map((request) => queriesOf(request).length)).toEqual([500, 1]);
  });

  it('is missing when the groups are', async () => {
    const action = 'elasticache:DescribeReplicationGroups';
    const answers = { ...groups(1), DescribeReplicationGroups: refused(action) };
    expect(missingOf(await read('cloudwatch.redis-memory', answers))).toMatchObject({ action });
  });

  it('is put together from the pages of one metric', async () => {
    const answer = await memoryFrom(({ input }) =>
      input.NextToken === undefined
        ? json({ MetricDataResults: [series('m0', [7], 'PartialData')], NextToken: 'more' })
        : json({ MetricDataResults: [series('m0', [9])] }),
    );
    expect(readWhole(answer)).toEqual([{ nodeId: 'jobs-0', usedPercent: 9 }]);
  });

  it.each<[string, readonly object[], object]>([
    ['is cut', [series('m0', [1], 'PartialData')], {}],
    ['failed', [series('m0', [], 'InternalError')], {}],
    ['failed and went on', [series('m0', [], 'InternalError'), series('m0', [1])], {}],
    ['is forbidden', [series('m0', [], 'Forbidden')], {}],
    ['has no status', [{ ...series('m0', [1]), StatusCode: undefined }], {}],
    ['is not there', [], {}],
    ['comes with a warning', [series('m0', [1])], { Messages: [{ Code: 'MaxMetricsExceeded' }] }],
  ])('is missing when the data %s', async (_name, MetricDataResults, more) => {
    const answer = await memoryFrom(json({ MetricDataResults, ...more }));
    expect(missingOf(answer)).toMatchObject({
      cause: 'failed',
      detail: expect.stringContaining('not whole'),
    });
  });

  isWholeOrMissing({
    fact: 'cloudwatch.redis-memory',
    action: 'cloudwatch:GetMetricData',
    token: 'NextToken',
    page: (number, NextToken) =>
      json({ MetricDataResults: [series(`m${number - 1}`, [1])], NextToken }),
    others: groups(3),
    rows: 3,
  });
});
