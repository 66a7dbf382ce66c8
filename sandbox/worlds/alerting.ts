/** What wakes somebody up: the alert topic of a deployment, its subscription, and the alarms that go to it. */
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Account } from '../account.ts';
import { metricKey } from '../metrics.ts';
import { canaries } from './canaries.ts';
import type { Deployed, DeployedDatabase } from './deployment.ts';
import { type DeploymentDescription, stackName } from './description.ts';
import { arn, ec2Id, physicalId, uuid } from './identifiers.ts';
import { redisGroup } from './redis.ts';
import { own, stackNamed } from './stacks.ts';
import { ago, days, hours } from './times.ts';

export interface AlertPath {
  /** ARN. */
  readonly topic: string;
  readonly subscription: string;
}

type Watched = Omit<Deployed, 'alertPath'>;
type Dimensions = Readonly<Record<string, string>>;

interface AlarmDescription {
  readonly name: string;
  /** ARN of the topic it goes to. */
  readonly topic: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Dimensions;
  readonly threshold: number;
  /** It goes off below the threshold rather than above. */
  readonly below?: true;
}

/** An alarm as a template describes it: the stack names it and owns it. */
type StackAlarm = Omit<AlarmDescription, 'name' | 'topic'> & { readonly logicalId: string };

/** A topic that tells Jira Service Management, and an alarm on everything that is watched; all are quiet. */
export function addAlerting(
  account: Account,
  description: DeploymentDescription,
  watched: Watched,
): AlertPath {
  const path = addAlertPath(account, description);
  const add = (stack: string, alarms: readonly StackAlarm[]) =>
    alarms.map((alarm) => addStackAlarm(account, path.topic, stack, alarm));
  if (watched.database !== null) {
    add(stackName(description, '2-1-db-aurora-master'), databaseAlarms(watched.database));
  }
  for (const [purpose, groupId] of Object.entries(watched.redisGroups)) {
    const nodes = redisGroup(account, groupId).MemberClusters ?? [];
    add(stackName(description, '2-3-db-redis', purpose), nodes.flatMap(redisAlarms));
    for (const node of nodes) fillRedisMemory(account, node, 41);
  }
  add(stackName(description, '2-5-db-timescale-master'), [diskAlarm(watched.timescale)]);
  add(stackName(description, '3-2-load-balancer-rules'), targetAlarms(watched));
  const services = stackName(description, '5-4-ecs-services');
  const combined = Object.values(watched.services).flatMap((service) => {
    const { stack, component } = ownerOf(account, service);
    const names = add(stack, serviceAlarms(watched.ecsCluster, service, component));
    return stack === services ? names : [];
  });
  addCombinedAlarm(account, path.topic, services, combined);
  return path;
}

function addAlertPath(account: Account, description: DeploymentDescription): AlertPath {
  const stack = stackName(description, '1-3-opsgenie');
  const topic = arn(account, 'sns', physicalId(stack, 'AlarmTopic'));
  own(account, stack, { type: 'AWS::SNS::Topic', logicalId: 'AlarmTopic', physicalId: topic });
  stackNamed(account, stack).Outputs?.push({ OutputKey: 'TopicARN', OutputValue: topic });
  addTopic(account, topic);
  const subscription = subscribe(account, topic, 'https', endpointAt('api.atlassian.com'));
  own(account, stack, {
    type: 'AWS::SNS::Subscription',
    logicalId: 'OpsgenieSubscription',
    physicalId: subscription,
  });
  // Three in every hour. Of failures there is no data, as long as there are none.
  account.cloudwatch.metrics.set(deliveries(topic, 'Delivered'), 3);
  return { topic, subscription };
}

function addTopic(account: Account, topic: string): void {
  account.sns.topics.set(topic, {
    Owner: account.id,
    DisplayName: '',
    Policy: JSON.stringify(defaultPolicy(account, topic)),
    EffectiveDeliveryPolicy: '{"http":{"defaultHealthyRetryPolicy":{"numRetries":3}}}',
    SubscriptionsConfirmed: '1',
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
  });
}

/** What SNS gives a topic that nobody gave another: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
function defaultPolicy(account: Account, topic: string) {
  return {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'SNS:GetTopicAttributes',
          'SNS:SetTopicAttributes',
          'SNS:AddPermission',
          'SNS:RemovePermission',
          'SNS:DeleteTopic',
          'SNS:Subscribe',
          'SNS:ListSubscriptionsByTopic',
          'SNS:Publish',
        ],
        Resource: topic,
        Condition: { StringEquals: { 'AWS:SourceOwner': account.id } },
      },
    ],
  };
}

/** Gives the ARN of the subscription. */
function subscribe(account: Account, topic: string, protocol: string, endpoint: string): string {
  const subscription = `${topic}:${uuid(`${topic} ${protocol}`)}`;
  account.sns.subscriptions.push({
    SubscriptionArn: subscription,
    Owner: account.id,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topic,
  });
  return subscription;
}

function endpointAt(host: string): string {
  return `https://${host}/jsm/ops/integration/v1/json/cloudwatch?apiKey=${canaries.topicEndpoint}`;
}

function databaseAlarms({ cluster: id }: DeployedDatabase): readonly StackAlarm[] {
  const cluster = {
    namespace: 'AWS/RDS',
    dimensions: { DBClusterIdentifier: id },
  };
  return [
    { ...cluster, logicalId: 'AuroraCPUAlarm', metric: 'CPUUtilization', threshold: 80 },
    {
      ...cluster,
      logicalId: 'AuroraMemoryAlarm',
      metric: 'FreeableMemory',
      threshold: 512 * 1024 ** 2,
      below: true,
    },
  ];
}

function redisAlarms(node: string, at: number): readonly StackAlarm[] {
  const alarm = { namespace: 'AWS/ElastiCache', dimensions: { CacheClusterId: node } };
  const number = at + 1;
  return [
    {
      ...alarm,
      logicalId: `RedisCPUAlarm${number}`,
      metric: 'EngineCPUUtilization',
      threshold: 80,
    },
    {
      ...alarm,
      logicalId: `RedisMemoryAlarm${number}`,
      metric: 'DatabaseMemoryUsagePercentage',
      threshold: 75,
    },
  ];
}

/** Disks are nothing EC2 measures: the agent on the machine does. */
function diskAlarm(instanceId: string): StackAlarm {
  return {
    logicalId: 'DiskAlarm',
    namespace: 'CWAgent',
    metric: 'disk_used_percent',
    dimensions: { InstanceId: instanceId, path: '/', device: 'nvme1n1', fstype: 'xfs' },
    threshold: 80,
  };
}

function targetAlarms({ loadBalancing }: Watched): readonly StackAlarm[] {
  const { loadBalancer, targetGroups } = loadBalancing;
  return [...new Set(Object.values(targetGroups))].map((targetGroup, at) => ({
    logicalId: `UnhealthyHostsAlarm${at + 1}`,
    namespace: 'AWS/NetworkELB',
    metric: 'UnHealthyHostCount',
    dimensions: {
      LoadBalancer: loadBalancer.replace(/^.*:loadbalancer\//, ''),
      TargetGroup: targetGroup.replace(/^.*:/, ''),
    },
    threshold: 0,
  }));
}

function serviceAlarms(cluster: string, service: string, component: string): StackAlarm[] {
  const alarm = {
    namespace: 'AWS/ECS',
    dimensions: { ClusterName: cluster, ServiceName: service },
    threshold: 80,
  };
  return [
    { ...alarm, logicalId: `${component}CPUAlarm`, metric: 'CPUUtilization' },
    { ...alarm, logicalId: `${component}MemoryAlarm`, metric: 'MemoryUtilization' },
  ];
}

/** The stack that owns an ECS service, and what its template calls the component: `GatewayServer`. */
function ownerOf({ cloudformation }: Account, service: string) {
  for (const [stack, resources] of cloudformation.resources) {
    const resource = resources.find(({ PhysicalResourceId }) =>
      PhysicalResourceId?.endsWith(`/${service}`),
    );
    if (resource?.LogicalResourceId !== undefined) {
      return { stack, component: resource.LogicalResourceId.replace(/Service$/, '') };
    }
  }
  throw new Error(`no stack of this world owns ${service}`);
}

/** Gives the alarm's name. */
function addStackAlarm(
  account: Account,
  topic: string,
  stack: string,
  { logicalId, ...alarm }: StackAlarm,
): string {
  const name = own(account, stack, { type: 'AWS::CloudWatch::Alarm', logicalId });
  addAlarm(account, { ...alarm, name, topic });
  return name;
}

function addAlarm(account: Account, alarm: AlarmDescription): void {
  account.cloudwatch.metricAlarms.push({
    ...quietAlarm(account, alarm.name, alarm.topic),
    Namespace: alarm.namespace,
    MetricName: alarm.metric,
    Dimensions: Object.entries(alarm.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: 'Average',
    Period: 300,
    EvaluationPeriods: 3,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.below ? 'LessThanThreshold' : 'GreaterThanThreshold',
    TreatMissingData: 'missing',
  });
}

function addCombinedAlarm(
  account: Account,
  topic: string,
  stack: string,
  names: readonly string[],
): void {
  const name = own(account, stack, {
    type: 'AWS::CloudWatch::CompositeAlarm',
    logicalId: 'Alarm',
  });
  account.cloudwatch.compositeAlarms.push({
    ...quietAlarm(account, name, topic),
    AlarmRule: anyOf(names),
  });
}

function anyOf(names: readonly string[]): string {
  return names.map((name) => `ALARM("${name}")`).join(' OR ');
}

/** What all kinds of alarms have in common; since nine days, this one is OK. */
function quietAlarm(account: Account, name: string, topic: string) {
  return {
    AlarmName: name,
    AlarmArn: arn(account, 'cloudwatch', `alarm:${name}`),
    AlarmConfigurationUpdatedTimestamp: ago(account, days(12)),
    ActionsEnabled: true,
    AlarmActions: [topic],
    OKActions: [topic],
    InsufficientDataActions: [],
    StateValue: 'OK' as const,
    StateReason: 'Threshold Crossed: 3 datapoints were not greater than the threshold',
    StateUpdatedTimestamp: ago(account, days(9)),
    StateTransitionedTimestamp: ago(account, days(9)),
  };
}

function deliveries(topic: string, outcome: 'Delivered' | 'Failed'): string {
  const TopicName = topic.slice(topic.lastIndexOf(':') + 1);
  return metricKey('AWS/SNS', `NumberOfNotifications${outcome}`, { TopicName });
}

// With those of one deployment they are more than the 100 that DescribeAlarms sends at once.
const neighbouringAlarms = 105;

/** Of other teams: many of their alarms have been ringing for weeks, and nobody ever confirmed the subscription. */
export function addNeighbouringAlarms(account: Account): void {
  const topic = arn(account, 'sns', 'warehouse-pages');
  addTopic(account, topic);
  subscribe(account, topic, 'email', 'on-call@warehouse.example.com');
  leaveSubscriptionPending(account, topic);
  for (let number = 1; number <= neighbouringAlarms; number++) {
    const name = `warehouse-worker-${number}-cpu`;
    addAlarm(account, {
      name,
      topic,
      namespace: 'AWS/EC2',
      metric: 'CPUUtilization',
      dimensions: { InstanceId: ec2Id('i', `warehouse worker ${number}`) },
      threshold: 90,
    });
    if (number % 10 === 0) keepAlarmRinging(account, name, 24 * 40);
  }
}

/** The alarms on a resource, by the value of any dimension: a database cluster, Redis node, ECS service or machine. */
export function alarmsOn({ cloudwatch }: Account, resource: string): MetricAlarm[] {
  return cloudwatch.metricAlarms.filter(({ Dimensions = [] }) =>
    Dimensions.some(({ Value }) => Value === resource),
  );
}

/** The name of the one alarm on a metric of a resource. */
export function alarmOn(account: Account, resource: string, metric: string): string {
  const alarm = alarmsOn(account, resource).find(({ MetricName }) => MetricName === metric);
  if (alarm?.AlarmName === undefined) throw new Error(`no alarm on ${metric} of ${resource}`);
  return alarm.AlarmName;
}

/** As if its stack had been deployed without alerting. */
export function removeAlarmsOn(account: Account, resource: string): void {
  const { cloudwatch, cloudformation } = account;
  const gone = new Set(alarmsOn(account, resource).map(({ AlarmName }) => AlarmName));
  if (gone.size === 0) throw new Error(`no alarm on ${resource} in this world`);
  cloudwatch.metricAlarms = cloudwatch.metricAlarms.filter((alarm) => !gone.has(alarm.AlarmName));
  for (const [stack, resources] of cloudformation.resources) {
    const left = resources.filter(({ PhysicalResourceId }) => !gone.has(PhysicalResourceId));
    cloudformation.resources.set(stack, left);
  }
  for (const alarm of cloudwatch.compositeAlarms) {
    const names = [...(alarm.AlarmRule ?? '').matchAll(/ALARM\("([^"]+)"\)/g)].map(
      ([, name]) => name ?? '',
    );
    alarm.AlarmRule = anyOf(names.filter((name) => !gone.has(name)));
  }
}

/** As if nobody had ever deployed 1-3-opsgenie, and so no stack with alerting. */
export function removeAlerting(account: Account, { topic }: Pick<AlertPath, 'topic'>): void {
  const { cloudwatch, cloudformation, sns } = account;
  const acts = ({ AlarmActions = [] }: { AlarmActions?: string[] | undefined }) =>
    AlarmActions.includes(topic);
  const alarms = [...cloudwatch.metricAlarms, ...cloudwatch.compositeAlarms].filter(acts);
  const gone = new Set(alarms.map(({ AlarmName }) => AlarmName));
  cloudwatch.metricAlarms = cloudwatch.metricAlarms.filter((alarm) => !acts(alarm));
  cloudwatch.compositeAlarms = cloudwatch.compositeAlarms.filter((alarm) => !acts(alarm));
  for (const [stack, resources] of cloudformation.resources) {
    const left = resources.filter(({ PhysicalResourceId }) => !gone.has(PhysicalResourceId));
    cloudformation.resources.set(stack, left);
  }
  silenceTopic(account, topic);
  loseSubscription(account, topic);
  sns.topics.delete(topic);
}

/** Somebody was tired of it. */
export function disableAlarmActions(account: Account, name: string): void {
  alarmNamed(account, name).ActionsEnabled = false;
}

/** To a topic of another team. */
export function pointAlarmElsewhere(account: Account, name: string): void {
  alarmNamed(account, name).AlarmActions = [arn(account, 'sns', 'warehouse-pages')];
}

export function keepAlarmRinging(account: Account, name: string, forHours: number): void {
  setState(account, name, 'ALARM', forHours);
}

/** Its metric has not come for three days. */
export function starveAlarm(account: Account, name: string): void {
  setState(account, name, 'INSUFFICIENT_DATA', 72);
}

function setState(
  account: Account,
  name: string,
  state: 'ALARM' | 'INSUFFICIENT_DATA',
  forHours: number,
): void {
  const alarm = alarmNamed(account, name);
  alarm.StateValue = state;
  alarm.StateReason =
    state === 'ALARM'
      ? 'Threshold Crossed: 3 datapoints were greater than the threshold'
      : 'Insufficient Data: 3 datapoints were unknown.';
  alarm.StateUpdatedTimestamp = ago(account, hours(forHours));
  alarm.StateTransitionedTimestamp = ago(account, hours(forHours));
}

function alarmNamed({ cloudwatch }: Account, name: string) {
  const alarms = [...cloudwatch.metricAlarms, ...cloudwatch.compositeAlarms];
  const alarm = alarms.find(({ AlarmName }) => AlarmName === name);
  if (alarm === undefined) throw new Error(`no alarm ${name} in this world`);
  return alarm;
}

/** Somebody unsubscribed, from the link in a notification. */
export function loseSubscription({ sns }: Account, topic: string): void {
  sns.subscriptions = sns.subscriptions.filter(({ TopicArn }) => TopicArn !== topic);
}

/** Nobody ever confirmed it. */
export function leaveSubscriptionPending(account: Account, topic: string): void {
  subscriptionOf(account, topic).SubscriptionArn = 'PendingConfirmation';
}

export function sendToOpsgenie(account: Account, topic: string): void {
  subscriptionOf(account, topic).Endpoint =
    `https://api.opsgenie.com/v1/json/cloudwatch?apiKey=${canaries.topicEndpoint}`;
}

export function sendToUnknownHost(account: Account, topic: string): void {
  subscriptionOf(account, topic).Endpoint = endpointAt('hooks.example.net');
}

function subscriptionOf({ sns }: Account, topic: string) {
  const subscription = sns.subscriptions.find(({ TopicArn }) => TopicArn === topic);
  if (subscription === undefined) throw new Error(`nobody subscribes to ${topic} in this world`);
  return subscription;
}

/** The key of AWS itself, which alarms cannot use: https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger */
export function encryptWithAwsKey(account: Account, topic: string): void {
  attributesOf(account, topic).KmsMasterKeyId = 'alias/aws/sns';
}

/** Only people of the account may publish. */
export function forbidCloudWatch(account: Account, topic: string): void {
  const { Statement, ...policy } = defaultPolicy(account, topic);
  const people = { AWS: `arn:aws:iam::${account.id}:root` };
  attributesOf(account, topic).Policy = JSON.stringify({
    ...policy,
    Statement: Statement.map(({ Condition: _, ...statement }) => ({
      ...statement,
      Principal: people,
    })),
  });
}

function attributesOf({ sns }: Account, topic: string): Record<string, string> {
  const attributes = sns.topics.get(topic);
  if (attributes === undefined) throw new Error(`no topic ${topic} in this world`);
  return attributes;
}

/** One in every hour does not arrive. */
export function failDeliveries({ cloudwatch }: Account, topic: string): void {
  cloudwatch.metrics.set(deliveries(topic, 'Failed'), 1);
}

/** Nothing was sent for a week. */
export function silenceTopic({ cloudwatch }: Account, topic: string): void {
  cloudwatch.metrics.delete(deliveries(topic, 'Delivered'));
  cloudwatch.metrics.delete(deliveries(topic, 'Failed'));
}

/** How much of its memory a Redis node uses, in percent. CloudWatch files it twice: of the cluster and of its node. */
export function fillRedisMemory({ cloudwatch }: Account, node: string, percent = 92): void {
  for (const dimensions of [
    { CacheClusterId: node },
    { CacheClusterId: node, CacheNodeId: '0001' },
  ]) {
    const key = metricKey('AWS/ElastiCache', 'DatabaseMemoryUsagePercentage', dimensions);
    cloudwatch.metrics.set(key, percent);
  }
}
