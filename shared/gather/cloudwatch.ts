/** CloudWatch alarms, and the few metrics the checks look at. */
import {
  CloudWatchClient,
  type CompositeAlarm,
  type Dimension,
  type GetMetricDataOutput,
  type MetricAlarm,
  type MetricDataResult,
  paginateDescribeAlarms,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import type { Alarm, AlarmMetric, NodeMemory } from '../model/cloudwatch.ts';
import {
  chunks,
  collect,
  type Gatherer,
  isoDate,
  need,
  type ReadContext,
  required,
} from './gatherer.ts';
import { alertTopics, placeOf } from './topics.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const alarmsPerPage = 100;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const metricsPerCall = 500;
const hourMs = 3_600_000;
const windowMs = 7 * 24 * hourMs;

const gatherer: Gatherer<'cloudwatch'> = {
  'cloudwatch.alarms': {
    actions: ['cloudwatch:DescribeAlarms'],
    read: async ({ connection }) => {
      const client = connection.client(CloudWatchClient);
      const pages = paginateDescribeAlarms(
        { client, pageSize: alarmsPerPage },
        // Unasked, only alarms on metrics are listed.
        { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
      );
      return collect(pages, ({ MetricAlarms, CompositeAlarms }) =>
        MetricAlarms === undefined && CompositeAlarms === undefined
          ? undefined
          : [
              ...(MetricAlarms ?? []).map(toMetricAlarm),
              ...(CompositeAlarms ?? []).map(toCompositeAlarm),
            ],
      );
    },
  },
  'cloudwatch.topic-deliveries': {
    actions: ['cloudwatch:GetMetricData'],
    read: async (context) => {
      const topics = await topicsMeasuredHere(context);
      const sums = await lastWeek(
        context,
        'Sum',
        topics.flatMap((arn) => [
          topicMetric(arn, 'NumberOfNotificationsDelivered'),
          topicMetric(arn, 'NumberOfNotificationsFailed'),
        ]),
      );
      return topics.map((topicArn, at) => ({
        topicArn,
        delivered: sumOf(sums[2 * at]),
        failed: sumOf(sums[2 * at + 1]),
      }));
    },
  },
  'cloudwatch.redis-memory': {
    actions: ['cloudwatch:GetMetricData'],
    read: async (context) => {
      const groups = await need(context, 'elasticache.groups');
      const nodes = groups.flatMap((group) => group.nodes.map(({ id }) => id));
      const peaks = await lastWeek(context, 'Maximum', nodes.map(memoryMetric));
      return nodes.map((nodeId, at): NodeMemory => ({ nodeId, usedPercent: usual(peaks[at]) }));
    },
  },
};
export default gatherer;

/** Metrics stay in the account and region of their topic: of one elsewhere, no data would look like no deliveries. */
async function topicsMeasuredHere(context: ReadContext): Promise<readonly string[]> {
  const [stack] = await need(context, 'cloudformation.stacks');
  const here = placeOf(stack?.ref.arn ?? '');
  return (await alertTopics(context))
    .map(({ arn }) => arn)
    .filter((arn) => {
      const { region, account } = placeOf(arn);
      return region === context.connection.region && account === here.account;
    });
}

function topicMetric(arn: string, name: string): AlarmMetric {
  return { namespace: 'AWS/SNS', name, dimensions: { TopicName: placeOf(arn).name } };
}

/**
 * A node of a replication group is a cluster of one node, always `0001`.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CloudWatchMetrics.html
 */
function memoryMetric(nodeId: string): AlarmMetric {
  return {
    namespace: 'AWS/ElastiCache',
    name: 'DatabaseMemoryUsagePercentage',
    dimensions: { CacheClusterId: nodeId, CacheNodeId: '0001' },
  };
}

/**
 * One value per hour of the seven days before the last full hour, of each metric in the order given; hours without data
 * have none. Throws unless CloudWatch says that it sent all it has.
 */
async function lastWeek(
  { connection }: ReadContext,
  Stat: 'Sum' | 'Maximum',
  metrics: readonly AlarmMetric[],
): Promise<readonly (readonly number[])[]> {
  const client = connection.client(CloudWatchClient);
  const end = Math.floor(Date.now() / hourMs) * hourMs;
  const window = { StartTime: new Date(end - windowMs), EndTime: new Date(end) };
  const parts = chunks(metrics, metricsPerCall).map(async (part) => {
    const MetricDataQueries = part.map((metric, at) => ({
      Id: idOf(at),
      MetricStat: { Metric: toAwsMetric(metric), Period: hourMs / 1000, Stat },
    }));
    const pages = paginateGetMetricData({ client }, { ...window, MetricDataQueries });
    const results = await collect(pages, resultsOf);
    return part.map((_, at) => wholeSeries(results.filter(({ Id }) => Id === idOf(at))));
  });
  return (await Promise.all(parts)).flat();
}

function idOf(at: number): string {
  return `m${at}`;
}

function toAwsMetric({ namespace, name, dimensions }: AlarmMetric) {
  return {
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
}

// A message for the call as a whole says that something was left out.
function resultsOf({ MetricDataResults, Messages = [] }: GetMetricDataOutput) {
  if (Messages.length > 0) {
    throw new Error(`the answer is not whole: ${Messages.map(({ Code }) => Code).join(', ')}`);
  }
  return MetricDataResults;
}

/**
 * The values of a series from all pages. It is whole when its last part is `Complete` and no part failed; an earlier part
 * may be `PartialData`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html
 */
function wholeSeries(parts: readonly MetricDataResult[]): readonly number[] {
  const statuses = parts.map(({ StatusCode }) => StatusCode);
  const failed = statuses.some((status) => status !== 'Complete' && status !== 'PartialData');
  if (failed || statuses.at(-1) !== 'Complete') {
    throw new Error(`the data of a metric is not whole: ${statuses.join(', ') || 'no answer'}`);
  }
  return parts.flatMap(({ Values }) => Values ?? []);
}

/**
 * Without data, 0: a topic that was left alone for six hours sends CloudWatch nothing.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
function sumOf(values: readonly number[] = []): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The 95th percentile: the highest value when the highest twentieth is left out. */
function usual(values: readonly number[] = []): number | null {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending.at(-1 - Math.floor(ascending.length / 20)) ?? null;
}

function toMetricAlarm(alarm: MetricAlarm): Alarm {
  return { ...toAlarm(alarm), kind: 'metric', metrics: metricsOf(alarm), watches: [] };
}

function toCompositeAlarm(alarm: CompositeAlarm): Alarm {
  return {
    ...toAlarm(alarm),
    kind: 'composite',
    metrics: [],
    watches: watchedBy(required(alarm.AlarmRule, 'AlarmRule')),
  };
}

function toAlarm(alarm: MetricAlarm | CompositeAlarm): Omit<Alarm, 'kind' | 'metrics' | 'watches'> {
  const name = required(alarm.AlarmName, 'AlarmName');
  return {
    ref: {
      type: 'cloudwatch-alarm',
      name,
      ...(alarm.AlarmArn !== undefined && { arn: alarm.AlarmArn }),
    },
    name,
    state: required(alarm.StateValue, 'StateValue'),
    stateSince: isoDate(alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp),
    actionsEnabled: required(alarm.ActionsEnabled, 'ActionsEnabled'),
    alarmActions: alarm.AlarmActions ?? [],
  };
}

/** Its own metric, or those its metric math is made of. */
function metricsOf({ MetricName, Namespace, Dimensions, Metrics = [] }: MetricAlarm) {
  const math = Metrics.map(({ MetricStat }) => MetricStat?.Metric);
  return [{ MetricName, Namespace, Dimensions }, ...math].flatMap((metric) =>
    metric?.MetricName === undefined || metric.Namespace === undefined
      ? []
      : {
          namespace: metric.Namespace,
          name: metric.MetricName,
          dimensions: dimensionsOf(metric.Dimensions),
        },
  );
}

function dimensionsOf(dimensions: readonly Dimension[] = []): Record<string, string> {
  return Object.fromEntries(dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
}

const negated = /\bNOT\s*(?:\w+\s*)?\((?:[^()]|\([^()]*\))*\)/g;
const inAlarm = /\bALARM\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)/g;

/**
 * The names of the alarms that set a composite alarm off when they go off; those that keep it quiet (`NOT ALARM(x)`) are
 * not watched. Alarms are named by name or ARN, with or without quotes.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
function watchedBy(rule: string): readonly string[] {
  const alarms = [...rule.replaceAll(negated, '').matchAll(inAlarm)];
  const names = alarms.map(([, double, single, bare]) => double ?? single ?? bare ?? '');
  return [...new Set(names.map((name) => name.replace(/^arn:[^:]*:cloudwatch:.*?:alarm:/, '')))];
}
