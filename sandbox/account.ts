/** An AWS account in memory: the SDK's own types, one region, a clock that can be set. */
import type { CertificateDetail } from '@aws-sdk/client-acm';
import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { ProtectedResource } from '@aws-sdk/client-backup';
import type { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type {
  Image,
  Instance,
  NatGateway,
  RouteTable,
  SecurityGroup,
  Snapshot,
  Subnet,
  Volume,
} from '@aws-sdk/client-ec2';
import type {
  Cluster,
  ContainerInstance,
  Service,
  Setting,
  Task,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import type { FileSystemDescription, MountTargetDescription } from '@aws-sdk/client-efs';
import type {
  Listener,
  LoadBalancer,
  Tag as LoadBalancerTag,
  TargetGroup,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type {
  CacheCluster,
  Event as CacheEvent,
  Snapshot as CacheSnapshot,
  CacheSubnetGroup,
  Tag as CacheTag,
  ReplicationGroup,
  UpdateAction,
} from '@aws-sdk/client-elasticache';
import type { Rule } from '@aws-sdk/client-eventbridge';
import type {
  DBCluster,
  DBClusterSnapshot,
  DBEngineVersion,
  DBInstance,
  DBMajorEngineVersion,
  ResourcePendingMaintenanceActions,
} from '@aws-sdk/client-rds';
import type { Subscription } from '@aws-sdk/client-sns';
import type { InstanceInformation, InstancePatchState } from '@aws-sdk/client-ssm';
import type { Bucket } from './buckets.ts';
import type { Clock } from './clock.ts';

export interface Account {
  readonly id: string;
  readonly region: string;
  readonly clock: Clock;
  /** How many rows a page holds at the most, whatever the caller asks for; absent: what AWS allows. */
  pageSize?: number;
  readonly acm: { certificates: CertificateDetail[] };
  readonly autoscaling: { groups: AutoScalingGroup[] };
  readonly backup: { protectedResources: ProtectedResource[] };
  readonly cloudformation: {
    stacks: Stack[];
    /** By stack name. */
    resources: Map<string, StackResourceSummary[]>;
  };
  readonly cloudwatch: {
    metricAlarms: MetricAlarm[];
    compositeAlarms: CompositeAlarm[];
    /** One value for every full hour, now and for ever, and any statistic, by `<namespace> <metric> <dimension>=<value>…`. */
    metrics: Map<string, number>;
  };
  readonly elbv2: {
    loadBalancers: LoadBalancer[];
    /** By ARN of the load balancer: attribute to value. */
    attributes: Map<string, Record<string, string>>;
    listeners: Listener[];
    targetGroups: TargetGroup[];
    /** By ARN of the target group. */
    targets: Map<string, TargetHealthDescription[]>;
    /** By ARN. */
    tags: Map<string, LoadBalancerTag[]>;
  };
  readonly efs: {
    fileSystems: FileSystemDescription[];
    mountTargets: MountTargetDescription[];
    /** Ids of those that AWS Backup copies every day. */
    backedUp: Set<string>;
  };
  readonly events: { rules: Rule[] };
  readonly rds: {
    clusters: DBCluster[];
    instances: DBInstance[];
    snapshots: DBClusterSnapshot[];
    engineVersions: DBEngineVersion[];
    majorVersions: DBMajorEngineVersion[];
    pendingMaintenance: ResourcePendingMaintenanceActions[];
  };
  readonly elasticache: {
    groups: ReplicationGroup[];
    nodes: CacheCluster[];
    subnetGroups: CacheSubnetGroup[];
    snapshots: CacheSnapshot[];
    events: CacheEvent[];
    updateActions: UpdateAction[];
    /** By ARN. */
    tags: Map<string, CacheTag[]>;
  };
  readonly ecs: {
    clusters: Cluster[];
    services: Service[];
    taskDefinitions: TaskDefinition[];
    tasks: Task[];
    containerInstances: ContainerInstance[];
    settings: Setting[];
  };
  readonly s3: { buckets: Bucket[] };
  readonly sns: {
    /** By ARN: attribute to value. */
    topics: Map<string, Record<string, string>>;
    subscriptions: Subscription[];
  };
  readonly ssm: {
    instances: InstanceInformation[];
    patchStates: InstancePatchState[];
    /** Content by name. */
    documents: Map<string, string>;
  };
  readonly ec2: {
    instances: Instance[];
    securityGroups: SecurityGroup[];
    subnets: Subnet[];
    routeTables: RouteTable[];
    natGateways: NatGateway[];
    images: Image[];
    volumes: Volume[];
    snapshots: Snapshot[];
  };
  /** DynamoDB tables as far as they are read: rows by table name. */
  readonly dynamodb: { tables: Map<string, Record<string, unknown>[]> };
}

/** An account with nothing in it. */
export function emptyAccount(id: string, region: string, clock: Clock): Account {
  return {
    id,
    region,
    clock,
    acm: { certificates: [] },
    autoscaling: { groups: [] },
    backup: { protectedResources: [] },
    cloudformation: { stacks: [], resources: new Map() },
    cloudwatch: { metricAlarms: [], compositeAlarms: [], metrics: new Map() },
    elbv2: {
      loadBalancers: [],
      attributes: new Map(),
      listeners: [],
      targetGroups: [],
      targets: new Map(),
      tags: new Map(),
    },
    efs: { fileSystems: [], mountTargets: [], backedUp: new Set() },
    events: { rules: [] },
    rds: {
      clusters: [],
      instances: [],
      snapshots: [],
      engineVersions: [],
      majorVersions: [],
      pendingMaintenance: [],
    },
    elasticache: {
      groups: [],
      nodes: [],
      subnetGroups: [],
      snapshots: [],
      events: [],
      updateActions: [],
      tags: new Map(),
    },
    ecs: {
      clusters: [],
      services: [],
      taskDefinitions: [],
      tasks: [],
      containerInstances: [],
      settings: [],
    },
    s3: { buckets: [] },
    sns: { topics: new Map(), subscriptions: [] },
    ssm: { instances: [], patchStates: [], documents: new Map() },
    ec2: {
      instances: [],
      securityGroups: [],
      subnets: [],
      routeTables: [],
      natGateways: [],
      images: [],
      volumes: [],
      snapshots: [],
    },
    dynamodb: { tables: new Map() },
  };
}
