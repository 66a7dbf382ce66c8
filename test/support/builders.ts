/** Honest small resources, all as they should be: a test overrides only what it is about. */
import type { Stack, StackResource } from '../../shared/model/cloudformation.ts';
import { type DrillReport, drillTag } from '../../shared/model/drill.ts';
import type { Instance } from '../../shared/model/ec2.ts';
import type {
  ClusterServices,
  EcsCluster,
  EcsService,
  TaskDefinition,
} from '../../shared/model/ecs.ts';
import type { CacheSnapshot, ReplicationGroup } from '../../shared/model/elasticache.ts';
import { known, type Missing, missing } from '../../shared/model/fact.ts';
import type { DbCluster, DbClusterSnapshot, DbInstance } from '../../shared/model/rds.ts';
import type { ManagedInstance, PatchState } from '../../shared/model/ssm.ts';
import type { Deployment, Tags, Target } from '../../shared/model/target.ts';

/** The one clock of the tests. */
export const now = new Date('2026-11-23T06:00:00Z');

export function minutesAgo(minutes: number): string {
  return new Date(now.getTime() - minutes * 60_000).toISOString();
}

export function hoursAgo(hours: number): string {
  return minutesAgo(hours * 60);
}

export function daysAgo(days: number): string {
  return hoursAgo(days * 24);
}

export function inHours(hours: number): string {
  return hoursAgo(-hours);
}

/** The tag CloudFormation leaves on what a stack made. */
export function stackTag(stackName: string): Tags {
  return { 'aws:cloudformation:stack-name': stackName };
}

export function denied(action: string): Missing {
  return missing('denied', `${action} was refused.`, action);
}

export function aTarget(over: Partial<Target> = {}): Target {
  return { accountId: '111122223333', region: 'eu-west-1', ...over };
}

export function aDeployment(over: Partial<Deployment> = {}): Deployment {
  return {
    name: 'acme',
    target: aTarget(),
    prefix: over.name ?? 'acme',
    environment: 'production',
    clusterRole: 'primary',
    origin: 'discovered',
    ...over,
  };
}

export function aStack(over: Partial<Stack> = {}): Stack {
  const name = over.name ?? 'acme-1-1-vpc';
  return {
    ref: { type: 'cloudformation-stack', name },
    name,
    status: 'CREATE_COMPLETE',
    createdAt: daysAgo(400),
    updatedAt: daysAgo(12),
    deletedAt: null,
    terminationProtection: true,
    parameters: { NetworkName: 'acme', Environment: 'prod', Cluster: 'eu1' },
    versionTag: '3.36.2',
    topicArns: [],
    tags: {},
    ...over,
  };
}

export function aStackResource(over: Partial<StackResource> = {}): StackResource {
  return {
    stackName: 'acme-2-3-db-redis-general',
    logicalId: 'RedisReplicationGroup',
    type: 'AWS::ElastiCache::ReplicationGroup',
    physicalId: 'sessions',
    ...over,
  };
}

/** Writes in zone a, with `orders-1`; reads in zone b, with `orders-2`. */
export function aDbCluster(over: Partial<DbCluster> = {}): DbCluster {
  const id = over.id ?? 'orders';
  return {
    ref: { type: 'rds-cluster', name: id },
    id,
    engine: 'aurora-postgresql',
    engineVersion: '15.4',
    status: 'available',
    createdAt: daysAgo(400),
    backupRetentionDays: 7,
    latestRestorableTime: minutesAgo(4),
    deletionProtection: true,
    storageEncrypted: true,
    storageEncryptionType: 'sse-kms',
    autoMinorVersionUpgrade: false,
    members: [
      { instanceId: `${id}-1`, writer: true },
      { instanceId: `${id}-2`, writer: false },
    ],
    tags: {},
    ...over,
  };
}

export function aDbInstance(over: Partial<DbInstance> = {}): DbInstance {
  const id = over.id ?? 'orders-1';
  return {
    ref: { type: 'rds-instance', name: id },
    id,
    clusterId: 'orders',
    status: 'available',
    availabilityZone: 'eu-west-1a',
    autoMinorVersionUpgrade: false,
    vpcId: 'vpc-acme',
    subnetIds: ['subnet-acme-a', 'subnet-acme-b'],
    tags: {},
    ...over,
  };
}

export function aDbSnapshot(over: Partial<DbClusterSnapshot> = {}): DbClusterSnapshot {
  return {
    id: 'rds:orders-2026-11-23-04-00',
    clusterId: 'orders',
    status: 'available',
    createdAt: hoursAgo(2),
    ...over,
  };
}

/** Two nodes in two zones. */
export function aGroup(over: Partial<ReplicationGroup> = {}): ReplicationGroup {
  const id = over.id ?? 'sessions';
  return {
    ref: { type: 'elasticache-group', name: id },
    id,
    status: 'available',
    automaticFailover: 'enabled',
    multiAz: 'enabled',
    clusterMode: 'disabled',
    nodes: [
      { id: `${id}-001`, availabilityZone: 'eu-west-1a' },
      { id: `${id}-002`, availabilityZone: 'eu-west-1b' },
    ],
    snapshotRetentionDays: 7,
    createdAt: daysAgo(400),
    engine: 'redis',
    engineVersion: '7.1.0',
    vpcId: 'vpc-acme',
    tags: {},
    ...over,
  };
}

export function aCacheSnapshot(over: Partial<CacheSnapshot> = {}): CacheSnapshot {
  return {
    name: 'automatic.sessions-2026-11-23-04-00',
    groupId: 'sessions',
    status: 'available',
    createdAt: hoursAgo(2),
    ...over,
  };
}

export function anEcsCluster(over: Partial<EcsCluster> = {}): EcsCluster {
  const name = over.name ?? 'tts';
  return {
    ref: { type: 'ecs-cluster', name },
    name,
    status: 'ACTIVE',
    taskCount: null,
    containerInstanceCount: null,
    tags: {},
    ...over,
  };
}

/** A Gateway Server on Fargate, two of two running since its rollout a week ago. */
export function anEcsService(over: Partial<EcsService> = {}): EcsService {
  const name = over.name ?? 'gs';
  return {
    ref: { type: 'ecs-service', name: `tts/${name}` },
    name,
    status: 'ACTIVE',
    desiredCount: 2,
    runningCount: 2,
    daemon: false,
    launchType: 'FARGATE',
    taskDefinitionArn: arnOfTask(name),
    minimumHealthyPercent: 50,
    zoneRebalancing: 'ENABLED',
    deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED', createdAt: daysAgo(7) }],
    subnetIds: ['subnet-acme-a', 'subnet-acme-b'],
    targetGroupArns: [],
    tags: {},
    ...over,
  };
}

export function aClusterServices(over: Partial<ClusterServices> = {}): ClusterServices {
  return {
    cluster: { type: 'ecs-cluster', name: 'tts' },
    services: known([anEcsService()]),
    ...over,
  };
}

export function aTaskDefinition(over: Partial<TaskDefinition> = {}): TaskDefinition {
  return {
    arn: arnOfTask('gs'),
    definition: aDefinition({ command: ['start', 'gs'] }),
    ...over,
  };
}

/** The definition of a task with one container. */
export function aDefinition(
  container: Partial<{ name: string; image: string; command: readonly string[] }> = {},
): TaskDefinition['definition'] {
  return known({
    containers: [{ name: 'main', image: stackImage('3.36.2-aws'), command: [], ...container }],
  });
}

/** The vendor's image under a tag. */
export function stackImage(tag: string): string {
  return `docker.io/thethingsindustries/lorawan-stack:${tag}`;
}

/** What a service of this name runs, unless it says otherwise. */
export function arnOfTask(serviceName: string): string {
  return `arn:aws:ecs:eu-west-1:111122223333:task-definition/${serviceName}:1`;
}

export function anInstance(over: Partial<Instance> = {}): Instance {
  const id = over.id ?? 'i-1';
  return {
    ref: { type: 'ec2-instance', name: id },
    id,
    state: 'running',
    launchedAt: daysAgo(100),
    vpcId: 'vpc-acme',
    subnetId: 'subnet-acme-a',
    publicIp: null,
    keyPair: false,
    metadataWithoutToken: false,
    availabilityZone: 'eu-west-1a',
    imageId: 'ami-1',
    securityGroupIds: ['sg-acme'],
    volumes: [{ id: `vol-${id}`, device: '/dev/xvda', root: true, deletedWithInstance: true }],
    tags: {},
    ...over,
  };
}

export function aManagedInstance(over: Partial<ManagedInstance> = {}): ManagedInstance {
  return {
    instanceId: 'i-1',
    pingStatus: 'Online',
    lastPingAt: minutesAgo(5),
    platformName: 'Amazon Linux',
    platformVersion: '2023',
    agentCurrent: true,
    ...over,
  };
}

export function aPatchState(over: Partial<PatchState> = {}): PatchState {
  return {
    instanceId: 'i-1',
    operation: 'Scan',
    operationEndedAt: daysAgo(1),
    missing: 0,
    failed: 0,
    pendingReboot: 0,
    installedWithoutRebootAt: null,
    criticalNonCompliant: 0,
    securityNonCompliant: 0,
    ...over,
  };
}

/** A drill of `orders` that passed three days ago, with fresh data. */
export function aDrillReport(over: Partial<DrillReport> = {}): DrillReport {
  return {
    id: 'drill-1',
    deployment: 'acme',
    store: 'aurora',
    sourceId: 'orders',
    scratchId: 'sa-drill-pg-0123456789ab',
    outcome: 'passed',
    reached: 'L5',
    reason: 'the restored data is fresh',
    startedAt: daysAgo(3),
    endedAt: daysAgo(2.9),
    deadline: daysAgo(2.8),
    ...over,
  };
}

/** A drill that is running now, within its deadline. */
export function aRunningDrill(over: Partial<DrillReport> = {}): DrillReport {
  return aDrillReport({
    id: 'drill-now',
    outcome: 'running',
    reached: 'L1',
    reason: 'is waiting for the restored cluster',
    startedAt: hoursAgo(1),
    endedAt: null,
    deadline: inHours(2),
    ...over,
  });
}

/** The tag a drill leaves on what it creates. */
export function drillTags(report: DrillReport): Tags {
  return { [drillTag]: report.id };
}

/** Nothing under it can be changed any more: what is handed over must be left as it is. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) deepFreeze(each);
  }
  return value;
}
