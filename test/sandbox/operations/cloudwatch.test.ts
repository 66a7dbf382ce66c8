import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type DescribeAlarmsInput,
  GetMetricDataCommand,
  type GetMetricDataInput,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import { metricKey } from '../../../sandbox/metrics.ts';
import { connectTo } from '../../support/sandboxed.ts';
import { call, nothing, now, readAll, refusal } from './call.ts';

function alarm(name: string) {
  return {
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`,
    ActionsEnabled: true,
    AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:pages'],
    StateValue: 'OK' as const,
    StateTransitionedTimestamp: new Date('2026-11-20T10:00:00Z'),
  };
}

function withAlarms(count: number): Account {
  const account = nothing();
  for (let number = 1; number <= count; number++) {
    account.cloudwatch.metricAlarms.push({
      ...alarm(`m${number}`),
      MetricName: 'CPUUtilization',
      Namespace: 'AWS/RDS',
      Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'orders' }],
      Threshold: 80.5,
    });
  }
  account.cloudwatch.compositeAlarms.push({ ...alarm('all'), AlarmRule: 'ALARM("m1")' });
  return account;
}

const bothKinds = ['MetricAlarm', 'CompositeAlarm'] as const;

async function namesOf(input: DescribeAlarmsInput, account: Account) {
  const { MetricAlarms = [], CompositeAlarms = [] } = await call(
    DescribeAlarmsCommand,
    input,
    account,
  );
  return [...CompositeAlarms, ...MetricAlarms].map(({ AlarmName }) => AlarmName);
}

describe('DescribeAlarms', () => {
  it('gives alarms of both kinds over the wire as they are', async () => {
    const account = withAlarms(1);
    const answer = await connectTo(account)
      .connection.client(CloudWatchClient)
      .send(new DescribeAlarmsCommand({ AlarmTypes: [...bothKinds] }));
    expect(answer.MetricAlarms).toEqual(account.cloudwatch.metricAlarms);
    expect(answer.CompositeAlarms).toEqual(account.cloudwatch.compositeAlarms);
  });

  it.each([
    [undefined, 5],
    [100, 3],
  ])('reads every alarm once, asking for %s', async (MaxRecords, expectedPages) => {
    const account = withAlarms(210);
    const { rows, pages } = await readAll(
      (NextToken) =>
        call(DescribeAlarmsCommand, { AlarmTypes: [...bothKinds], MaxRecords, NextToken }, account),
      ({ CompositeAlarms = [], MetricAlarms = [] }) => [...CompositeAlarms, ...MetricAlarms],
      ({ NextToken }) => NextToken,
    );
    expect(pages).toBe(expectedPages);
    expect(rows).toEqual([
      ...account.cloudwatch.compositeAlarms,
      ...account.cloudwatch.metricAlarms,
    ]);
  });

  it('gives only alarms on metrics to those who do not ask for more', async () => {
    expect(await namesOf({}, withAlarms(2))).toEqual(['m1', 'm2']);
    expect(await namesOf({ AlarmTypes: ['CompositeAlarm'] }, withAlarms(2))).toEqual(['all']);
  });

  it('filters by name, prefix, state and action', async () => {
    const account = withAlarms(12);
    const [first] = account.cloudwatch.metricAlarms;
    Object.assign(first ?? {}, { StateValue: 'ALARM', AlarmActions: ['arn:aws:sqs:x'] });
    expect(await namesOf({ AlarmNames: ['m3', 'nope'] }, account)).toEqual(['m3']);
    expect(await namesOf({ AlarmNamePrefix: 'm1' }, account)).toEqual(['m1', 'm10', 'm11', 'm12']);
    expect(await namesOf({ StateValue: 'ALARM' }, account)).toEqual(['m1']);
    expect(await namesOf({ ActionPrefix: 'arn:aws:sqs' }, account)).toEqual(['m1']);
  });

  it.each<[string, DescribeAlarmsInput]>([
    ['ValidationError', { MaxRecords: 0 }],
    ['ValidationError', { MaxRecords: 101 }],
    ['ValidationError', { AlarmNames: ['a'], AlarmNamePrefix: 'a' }],
    ['InvalidNextToken', { NextToken: 'nope' }],
    ['NotImplemented', { ChildrenOfAlarmName: 'all' }],
    ['NotImplemented', { ParentsOfAlarmName: 'm1' }],
    ['NotImplemented', { AlarmTypes: ['LogAlarm'] }],
  ])('answers %s to %o', async (code, input) => {
    await expect(call(DescribeAlarmsCommand, input, withAlarms(1))).rejects.toThrow(refusal(code));
  });

  it('refuses over the wire in a way the SDK understands', async () => {
    const client = connectTo(withAlarms(1)).connection.client(CloudWatchClient);
    await expect(client.send(new DescribeAlarmsCommand({ NextToken: 'nope' }))).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidNextToken' }),
    );
  });
});

const hour = 3_600_000;
const temperature = { Namespace: 'House', MetricName: 'Temperature' };

function query(Id: string, Stat: string, Period = 3600, room = 'kitchen') {
  const Dimensions = [
    { Name: 'Room', Value: room },
    { Name: 'Floor', Value: '0' },
  ];
  return { Id, MetricStat: { Metric: { ...temperature, Dimensions }, Period, Stat } };
}

function house(): Account {
  const account = nothing();
  const key = metricKey('House', 'Temperature', { Floor: '0', Room: 'kitchen' });
  account.cloudwatch.metrics.set(key, 21);
  return account;
}

function window(hours: number, queries: GetMetricDataInput['MetricDataQueries']) {
  return {
    StartTime: new Date(now.getTime() - hours * hour),
    EndTime: now,
    MetricDataQueries: queries,
  };
}

async function resultsOf(input: GetMetricDataInput) {
  const { MetricDataResults = [] } = await call(GetMetricDataCommand, input, house());
  return MetricDataResults;
}

describe('GetMetricData', () => {
  it('gives a value for every hour, the newest first', async () => {
    const answer = await connectTo(house())
      .connection.client(CloudWatchClient)
      .send(new GetMetricDataCommand(window(3, [query('m1', 'Maximum')])));
    expect(answer.MetricDataResults).toEqual([
      {
        Id: 'm1',
        Label: 'Temperature',
        Timestamps: [1, 2, 3].map((hours) => new Date(now.getTime() - hours * hour)),
        Values: [21, 21, 21],
        StatusCode: 'Complete',
      },
    ]);
  });

  it.each<[string, number, number[]]>([
    ['Sum', 3600, [21, 21, 21, 21, 21]],
    ['Sum', 7200, [42, 42, 21]],
    ['SampleCount', 7200, [2, 2, 1]],
    ['Average', 7200, [21, 21, 21]],
    ['p95', 86_400, [21]],
    // One sample an hour: most minutes have none.
    ['Minimum', 60, [21, 21, 21, 21, 21]],
  ])('makes a %s of periods of %i seconds', async (stat, period, values) => {
    const input = window(5, [query('m1', stat, period)]);
    const [only] = await resultsOf({ ...input, ScanBy: 'TimestampAscending' });
    expect(only?.Values).toEqual(values);
    expect(only?.Timestamps?.[0]).toEqual(input.StartTime);
  });

  it('has no data for what nobody measures', async () => {
    const [only] = await resultsOf(window(3, [query('m1', 'Sum', 3600, 'cellar')]));
    expect(only).toMatchObject({ Values: [], Timestamps: [], StatusCode: 'Complete' });
  });

  it('leaves out what is not to be returned', async () => {
    const hidden = { ...query('m1', 'Sum'), ReturnData: false };
    const results = await resultsOf(window(3, [hidden, query('m2', 'Sum')]));
    expect(results.map(({ Id }) => Id)).toEqual(['m2']);
  });

  it('sends no more datapoints at once than were asked for, but whole series', async () => {
    const ids = Array.from({ length: 5 }, (_, at) => `m${at}`);
    const input = window(
      10,
      ids.map((id) => query(id, 'Sum')),
    );
    const account = house();
    const { rows, pages } = await readAll(
      (NextToken) =>
        call(GetMetricDataCommand, { ...input, MaxDatapoints: 25, NextToken }, account),
      ({ MetricDataResults }) => MetricDataResults,
      ({ NextToken }) => NextToken,
    );
    expect(pages).toBe(3);
    expect(rows.map(({ Id }) => Id)).toEqual(ids);
    const few = await call(GetMetricDataCommand, { ...input, MaxDatapoints: 1 }, account);
    expect(few.MetricDataResults).toHaveLength(1);
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => query(`m${at}`, 'Sum', 3600, 'cellar'));

  it('takes five hundred queries', async () => {
    expect(await resultsOf(window(1, many(500)))).toHaveLength(500);
  });

  it.each<[string, string, GetMetricDataInput]>([
    ['ValidationError', 'too many queries', window(1, many(501))],
    ['ValidationError', 'an id that is none', window(1, [query('M1', 'Sum')])],
    ['ValidationError', 'an id twice', window(1, [query('m1', 'Sum'), query('m1', 'Sum')])],
    ['ValidationError', 'an empty window', window(0, [query('m1', 'Sum')])],
    ['ValidationError', 'half a minute', window(1, [query('m1', 'Sum', 30)])],
    ['ValidationError', 'no datapoints', { ...window(1, []), MaxDatapoints: 0 }],
    ['ValidationError', 'too many datapoints', { ...window(1, []), MaxDatapoints: 100_801 }],
    ['InvalidNextToken', 'a token of nobody', { ...window(1, []), NextToken: 'nope' }],
    ['NotImplemented', 'metric math', window(1, [{ Id: 'e1', Expression: 'm1 + 1' }])],
    ['NotImplemented', 'a rare statistic', window(1, [query('m1', 'tm90')])],
  ])('answers %s to %s', async (code, _name, input) => {
    await expect(call(GetMetricDataCommand, input, house())).rejects.toThrow(refusal(code));
  });
});
