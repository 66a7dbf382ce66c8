/**
 * CloudWatch: alarms, and metrics of a simple kind. A metric has one sample at every full hour, now and for ever, and all
 * are of the one value the account keeps for it. So the minimum, average and maximum of any period with a sample are that
 * value, its sum is the value times the hours in the period, and a metric the account does not keep has no data.
 */
import {
  CloudWatchClient,
  type CompositeAlarm,
  DescribeAlarmsCommand,
  type DescribeAlarmsInput,
  type DescribeAlarmsOutput,
  GetMetricDataCommand,
  type GetMetricDataInput,
  type GetMetricDataOutput,
  type MetricAlarm,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { Account } from '../account.ts';
import { metricKey } from '../metrics.ts';
import { type PageRefusals, pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

const refusals: PageRefusals = {
  size: (asked, { minimum, maximum }) =>
    validationError(
      asked < minimum
        ? `1 validation error detected: Value '${asked}' at 'maxRecords' failed to satisfy constraint: Member must have value greater than or equal to ${minimum}`
        : `1 validation error detected: Value '${asked}' at 'maxRecords' failed to satisfy constraint: Member must have value less than or equal to ${maximum}`,
    ),
  marker: () => new SandboxError('InvalidNextToken', 'The token is not valid.'),
};

const queriesPerCall = 500;
const datapointsPerCall = 100_800;
const hourMs = 3_600_000;

// MaxRecords: 1 to 100, 50 unless told.
const alarmPage = pager({ minimum: 1, maximum: 100, default: 50 }, refusals);
const seriesPage = pager(
  { minimum: 1, maximum: queriesPerCall, default: queriesPerCall },
  refusals,
);

type AnyAlarm =
  | { readonly kind: 'CompositeAlarm'; readonly alarm: CompositeAlarm }
  | { readonly kind: 'MetricAlarm'; readonly alarm: MetricAlarm };

function describeAlarms(input: DescribeAlarmsInput, account: Account): DescribeAlarmsOutput {
  refuseUnknownFilters(input);
  const chosen = alarmsOf(account).filter((each) => isAskedFor(each, input));
  const { rows, next } = alarmPage(
    chosen,
    { list: 'DescribeAlarms', size: input.MaxRecords, marker: input.NextToken },
    account,
  );
  return {
    CompositeAlarms: rows.flatMap(({ kind, alarm }) => (kind === 'CompositeAlarm' ? alarm : [])),
    MetricAlarms: rows.flatMap(({ kind, alarm }) => (kind === 'MetricAlarm' ? alarm : [])),
    NextToken: next,
  };
}

function alarmsOf({ cloudwatch }: Account): readonly AnyAlarm[] {
  return [
    ...cloudwatch.compositeAlarms.map((alarm) => ({ kind: 'CompositeAlarm', alarm }) as const),
    ...cloudwatch.metricAlarms.map((alarm) => ({ kind: 'MetricAlarm', alarm }) as const),
  ];
}

function refuseUnknownFilters(input: DescribeAlarmsInput): void {
  if (input.AlarmNames !== undefined && input.AlarmNamePrefix !== undefined) {
    throw validationError('AlarmNamePrefix and AlarmNames cannot be used together');
  }
  if (input.AlarmTypes?.includes('LogAlarm')) throw notImplemented('log alarms');
  if (input.ChildrenOfAlarmName ?? input.ParentsOfAlarmName) {
    throw notImplemented('children and parents of alarms');
  }
}

// Unasked, only alarms on metrics are listed.
function isAskedFor({ kind, alarm }: AnyAlarm, input: DescribeAlarmsInput): boolean {
  const { AlarmTypes = ['MetricAlarm'], AlarmNames, AlarmNamePrefix = '', ActionPrefix } = input;
  const { AlarmName: name = '', AlarmActions = [] } = alarm;
  return (
    AlarmTypes.includes(kind) &&
    (AlarmNames?.includes(name) ?? true) &&
    name.startsWith(AlarmNamePrefix) &&
    (input.StateValue === undefined || alarm.StateValue === input.StateValue) &&
    (ActionPrefix === undefined || AlarmActions.some((action) => action.startsWith(ActionPrefix)))
  );
}

interface Window {
  readonly start: number;
  readonly end: number;
}

function getMetricData(input: GetMetricDataInput, account: Account): GetMetricDataOutput {
  const { MetricDataQueries: queries = [], MaxDatapoints: most = datapointsPerCall } = input;
  refuseUnknownQueries(queries);
  if (most < 1 || most > datapointsPerCall) {
    throw validationError(`MaxDatapoints must be between 1 and ${datapointsPerCall}`);
  }
  const window = windowOf(input);
  const order = input.ScanBy === 'TimestampAscending' ? 1 : -1;
  const results = queries
    .filter(({ ReturnData }) => ReturnData !== false)
    .map((query) => resultOf(query, window, order, account));
  // AWS may cut a series in two; here a page holds whole ones, and at least one of them.
  const longest = Math.max(1, ...results.map(({ Values }) => Values?.length ?? 0));
  const { rows, next } = seriesPage(
    results,
    {
      list: 'GetMetricData',
      size: Math.min(queriesPerCall, Math.max(1, Math.floor(most / longest))),
      marker: input.NextToken,
    },
    account,
  );
  return { MetricDataResults: rows, Messages: [], NextToken: next };
}

function refuseUnknownQueries(queries: readonly MetricDataQuery[]): void {
  if (queries.length > queriesPerCall) {
    throw validationError(
      `The collection MetricDataQueries must not have a size greater than ${queriesPerCall}.`,
    );
  }
  queries.forEach(({ Id = '', Expression }, at) => {
    if (!/^[a-z]\w*$/.test(Id)) {
      throw validationError(
        `The value ${Id} for parameter MetricDataQueries.member.${at + 1}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      );
    }
    if (Expression !== undefined) throw notImplemented('metric math');
  });
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length) {
    throw validationError('The values for parameter Id in MetricDataQueries are not unique.');
  }
}

function windowOf({ StartTime, EndTime }: GetMetricDataInput): Window {
  if (StartTime === undefined || EndTime === undefined || StartTime >= EndTime) {
    throw validationError('The parameter StartTime must be less than the parameter EndTime.');
  }
  return { start: StartTime.getTime(), end: EndTime.getTime() };
}

function resultOf(
  { Id, Label, MetricStat }: MetricDataQuery,
  window: Window,
  order: 1 | -1,
  account: Account,
): MetricDataResult {
  const { Namespace = '', MetricName = '', Dimensions = [] } = MetricStat?.Metric ?? {};
  const seconds = MetricStat?.Period ?? 0;
  if (seconds <= 0 || seconds % 60 !== 0) {
    throw validationError(`The value ${seconds} for parameter Period must be a multiple of 60.`);
  }
  const dimensions = Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]);
  const value = account.cloudwatch.metrics.get(
    metricKey(Namespace, MetricName, Object.fromEntries(dimensions)),
  );
  const periods = value === undefined ? [] : periodsOf(window, seconds * 1000);
  const ordered = periods.sort((a, b) => order * (a.start - b.start));
  return {
    Id,
    Label: Label ?? MetricName,
    Timestamps: ordered.map(({ start }) => new Date(start)),
    Values: ordered.map(({ samples }) => statistic(MetricStat?.Stat ?? '', value ?? 0, samples)),
    StatusCode: 'Complete',
  };
}

/** Periods begin where the window does; those without a sample are left out. */
function periodsOf({ start, end }: Window, length: number) {
  return Array.from({ length: Math.ceil((end - start) / length) }, (_, at) => {
    const from = start + at * length;
    return { start: from, samples: hoursBefore(Math.min(from + length, end)) - hoursBefore(from) };
  }).filter(({ samples }) => samples > 0);
}

/** How many full hours there were before a moment; the moment itself, being a full hour, is not one of them. */
function hoursBefore(time: number): number {
  return Math.ceil(time / hourMs);
}

function statistic(stat: string, value: number, samples: number): number {
  switch (stat) {
    case 'Sum':
      return value * samples;
    case 'SampleCount':
      return samples;
    case 'Average':
    case 'Maximum':
    case 'Minimum':
      return value;
    default:
      if (/^p\d+(\.\d+)?$/.test(stat)) return value;
      throw notImplemented(`the statistic ${stat}`);
  }
}

function validationError(message: string): SandboxError {
  return new SandboxError('ValidationError', message);
}

function notImplemented(what: string): SandboxError {
  return new SandboxError('NotImplemented', `The sandbox does not implement ${what}.`, 501);
}

export const cloudwatch: Service = {
  signingName: 'monitoring',
  iamPrefix: 'cloudwatch',
  client: CloudWatchClient,
  operations: [
    operation(DescribeAlarmsCommand, describeAlarms),
    operation(GetMetricDataCommand, getMetricData),
  ],
};
