/** The fewest calls that could answer every check for an account: each list in its largest pages, everything else once. */
import type { Account } from '../sandbox/account.ts';

export interface Fewest {
  readonly calls: number;
  /** In words: "stacks / 100". */
  readonly formula: string;
}

/** By `<signing name>:<operation>`. */
export function fewestCalls(account: Account): ReadonlyMap<string, Fewest> {
  const { cloudformation, rds, elasticache, ecs, ec2, elbv2, s3, efs, sns } = account;
  const services = byCluster(ecs.services);
  const tasks = byCluster(ecs.tasks);
  const redisGroups = elasticache.groups.length;
  const ownersOfUnlisted = stacksOwning(account, [
    'AWS::ElastiCache::ReplicationGroup',
    'AWS::S3::Bucket',
  ]);
  const configBuckets = [...cloudformation.resources.values()]
    .flat()
    .filter(({ LogicalResourceId = '' }) => /ConfigBucket$/.test(LogicalResourceId)).length;
  const versions = new Set(rds.clusters.map(({ EngineVersion }) => EngineVersion)).size;
  const definitions = new Set(ecs.services.map(({ taskDefinition }) => taskDefinition)).size;
  const dataVolumes = ec2.instances.flatMap(({ BlockDeviceMappings = [], RootDeviceName }) =>
    BlockDeviceMappings.filter(({ DeviceName }) => DeviceName !== RootDeviceName),
  ).length;
  const { size: topics } = sns.topics;
  const machines = ec2.instances.length;

  return new Map<string, Fewest>([
    ['sts:GetCallerIdentity', once()],
    ['cloudformation:DescribeStacks', pages(cloudformation.stacks.length, 100, 'stacks')],
    ['cloudformation:ListStackResources', each(ownersOfUnlisted, 'stack of Redis or of buckets')],
    ['rds:DescribeDBClusters', pages(rds.clusters.length, 100, 'clusters')],
    ['rds:DescribeDBInstances', pages(rds.instances.length, 100, 'instances')],
    ['rds:DescribeDBClusterSnapshots', pages(rds.snapshots.length, 100, 'snapshots')],
    ['rds:DescribePendingMaintenanceActions', once()],
    ['rds:DescribeDBEngineVersions', each(versions, 'version in use')],
    ['rds:DescribeDBMajorEngineVersions', once()],
    ['elasticache:DescribeReplicationGroups', pages(redisGroups, 100, 'groups')],
    ['elasticache:DescribeCacheClusters', pages(elasticache.nodes.length, 100, 'nodes')],
    ['elasticache:DescribeCacheSubnetGroups', pages(redisGroups, 100, 'subnet groups')],
    ['elasticache:DescribeSnapshots', pages(elasticache.snapshots.length, 50, 'snapshots')],
    ['elasticache:DescribeEvents', { ...pagesOfEvents(account), formula: 'events / 100, twice' }],
    ['elasticache:DescribeUpdateActions', pages(redisGroups, 50, 'groups')],
    ['ecs:ListClusters', pages(ecs.clusters.length, 100, 'clusters')],
    ['ecs:DescribeClusters', pages(ecs.clusters.length, 100, 'clusters')],
    ['ecs:ListServices', perCluster(services, 100, 'services')],
    ['ecs:DescribeServices', perCluster(services, 10, 'services')],
    ['ecs:DescribeTaskDefinition', each(definitions, 'task definition in use')],
    ['ecs:ListTasks', perCluster(tasks, 100, 'tasks')],
    ['ecs:DescribeTasks', perCluster(tasks, 100, 'tasks')],
    ['ecs:ListContainerInstances', each(ecs.clusters.length, 'cluster')],
    ['ecs:DescribeContainerInstances', each(ecs.clusters.length, 'cluster')],
    ['ecs:ListAccountSettings', pages(ecs.settings.length, 10, 'settings')],
    ['ec2:DescribeInstances', pages(machines, 1000, 'instances')],
    ['ec2:DescribeSecurityGroups', pages(ec2.securityGroups.length, 1000, 'groups')],
    ['ec2:DescribeSubnets', pages(ec2.subnets.length, 1000, 'subnets')],
    ['ec2:DescribeRouteTables', pages(ec2.routeTables.length, 100, 'tables')],
    ['ec2:DescribeNatGateways', pages(ec2.natGateways.length, 1000, 'gateways')],
    ['ec2:DescribeImages', once()],
    ['ec2:DescribeVolumes', pages(dataVolumes, 200, 'data volumes')],
    ['ec2:DescribeSnapshots', pages(dataVolumes, 200, 'data volumes')],
    [
      'autoscaling:DescribeAutoScalingGroups',
      pages(account.autoscaling.groups.length, 100, 'groups'),
    ],
    ['ssm:DescribeInstanceInformation', pages(machines, 50, 'instances')],
    ['ssm:DescribeInstancePatchStates', pages(machines, 50, 'instances')],
    ['ssm:GetDocument', once()],
    [
      'elasticloadbalancing:DescribeLoadBalancers',
      pages(elbv2.loadBalancers.length, 400, 'balancers'),
    ],
    ['elasticloadbalancing:DescribeTags', pages(elbv2.loadBalancers.length, 20, 'balancers')],
    [
      'elasticloadbalancing:DescribeLoadBalancerAttributes',
      each(elbv2.loadBalancers.length, 'balancer'),
    ],
    ['elasticloadbalancing:DescribeListeners', each(elbv2.loadBalancers.length, 'balancer')],
    ['elasticloadbalancing:DescribeTargetGroups', pages(elbv2.targetGroups.length, 400, 'groups')],
    ['elasticloadbalancing:DescribeTargetHealth', each(elbv2.targetGroups.length, 'target group')],
    ['s3:GetBucketVersioning', each(s3.buckets.length, 'bucket')],
    ['s3:GetBucketLifecycleConfiguration', each(s3.buckets.length, 'bucket')],
    ['s3:GetPublicAccessBlock', each(configBuckets, 'bucket with configuration')],
    ['s3:ListObjectsV2', each(configBuckets, 'bucket with configuration')],
    ['elasticfilesystem:DescribeFileSystems', pages(efs.fileSystems.length, 100, 'file systems')],
    ['elasticfilesystem:DescribeBackupPolicy', each(efs.fileSystems.length, 'file system')],
    ['elasticfilesystem:DescribeMountTargets', each(efs.fileSystems.length, 'file system')],
    ['sns:GetTopicAttributes', each(topics, 'alert topic')],
    ['sns:ListSubscriptionsByTopic', each(topics, 'alert topic')],
    ['monitoring:DescribeAlarms', pages(alarmsIn(account), 100, 'alarms')],
    ['monitoring:GetMetricData', metricPages(topics, elasticache.nodes.length)],
    ['acm:ListCertificates', pages(account.acm.certificates.length, 1000, 'certificates')],
    ['events:ListRules', pages(account.events.rules.length, 100, 'rules')],
    [
      'backup:ListProtectedResources',
      pages(account.backup.protectedResources.length, 1000, 'resources'),
    ],
    ['dynamodb:Query', each(account.dynamodb.tables.size, 'drill table')],
  ]);
}

function once(): Fewest {
  return { calls: 1, formula: '1' };
}

function each(count: number, what: string): Fewest {
  return { calls: count, formula: `1 per ${what}` };
}

/** Even an empty list must be asked for once. */
function pages(rows: number, pageSize: number, what: string): Fewest {
  return { calls: Math.max(1, Math.ceil(rows / pageSize)), formula: `${what} / ${pageSize}` };
}

function perCluster(counts: readonly number[], pageSize: number, what: string): Fewest {
  const calls = counts.reduce((sum, count) => sum + Math.ceil(count / pageSize), 0);
  return { calls, formula: `${what} / ${pageSize} per cluster` };
}

function byCluster(rows: readonly { readonly clusterArn?: string | undefined }[]): number[] {
  const counts = new Map<string | undefined, number>();
  for (const { clusterArn } of rows) counts.set(clusterArn, (counts.get(clusterArn) ?? 0) + 1);
  return [...counts.values()];
}

function stacksOwning({ cloudformation }: Account, types: readonly string[]): number {
  return [...cloudformation.resources.values()].filter((resources) =>
    resources.some(({ ResourceType = '' }) => types.includes(ResourceType)),
  ).length;
}

function pagesOfEvents({ elasticache }: Account): Pick<Fewest, 'calls'> {
  const types = ['replication-group', 'cache-cluster'];
  const counts = types.map(
    (type) => elasticache.events.filter(({ SourceType }) => SourceType === type).length,
  );
  return { calls: counts.reduce((sum, count) => sum + Math.max(1, Math.ceil(count / 100)), 0) };
}

function alarmsIn({ cloudwatch }: Account): number {
  return cloudwatch.metricAlarms.length + cloudwatch.compositeAlarms.length;
}

/** Two metrics of every topic and one of every node, 500 a call; the nodes are known later than the topics. */
function metricPages(topics: number, nodes: number): Fewest {
  const calls = Math.ceil((2 * topics) / 500) + Math.ceil(nodes / 500);
  return { calls, formula: '2 per topic / 500, and Redis nodes / 500' };
}
