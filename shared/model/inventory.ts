/** All facts of one target at one time: plain JSON, without secrets, so it can be saved and judged again. */
import type { Certificate } from './acm.ts';
import type { AutoScalingGroup } from './autoscaling.ts';
import type { ProtectedResource } from './backup.ts';
import type { Stack, StackResource } from './cloudformation.ts';
import type { Alarm, NodeMemory, TopicDeliveries } from './cloudwatch.ts';
import type { DrillReport } from './drill.ts';
import type {
  Image,
  Instance,
  NatGateway,
  RouteTable,
  SecurityGroup,
  Subnet,
  Volume,
  VolumeSnapshot,
} from './ec2.ts';
import type {
  AccountSetting,
  ClusterInstances,
  ClusterServices,
  ClusterTasks,
  EcsCluster,
  TaskDefinition,
} from './ecs.ts';
import type { FileSystem } from './efs.ts';
import type { CacheEvent, CacheSnapshot, ReplicationGroup, UpdateAction } from './elasticache.ts';
import type { LoadBalancer, LoadBalancerListeners, TargetGroup } from './elbv2.ts';
import type { Rule } from './events.ts';
import type { Fact } from './fact.ts';
import type {
  DbCluster,
  DbClusterSnapshot,
  DbInstance,
  EngineVersion,
  MajorVersion,
  PendingMaintenance,
} from './rds.ts';
import type { Bucket } from './s3.ts';
import type { Topic } from './sns.ts';
import type { ManagedInstance, PatchState, SessionPreferences } from './ssm.ts';
import type { Deployment } from './target.ts';

/** What a deployment has: a check sees only the rows that belong to the deployment it judges. */
export interface OwnedFacts {
  'autoscaling.groups': readonly AutoScalingGroup[];
  'cloudformation.stacks': readonly Stack[];
  'cloudformation.stack-resources': readonly StackResource[];
  'cloudwatch.alarms': readonly Alarm[];
  'drills.reports': readonly DrillReport[];
  'ec2.instances': readonly Instance[];
  'ecs.clusters': readonly EcsCluster[];
  'ecs.container-instances': readonly ClusterInstances[];
  'ecs.services': readonly ClusterServices[];
  'ecs.task-definitions': readonly TaskDefinition[];
  'ecs.tasks': readonly ClusterTasks[];
  'efs.file-systems': readonly FileSystem[];
  'elasticache.groups': readonly ReplicationGroup[];
  'elasticache.snapshots': readonly CacheSnapshot[];
  'elbv2.listeners': readonly LoadBalancerListeners[];
  'elbv2.load-balancers': readonly LoadBalancer[];
  'elbv2.target-groups': readonly TargetGroup[];
  'rds.clusters': readonly DbCluster[];
  'rds.instances': readonly DbInstance[];
  'rds.snapshots': readonly DbClusterSnapshot[];
  's3.buckets': readonly Bucket[];
  'sns.topics': readonly Topic[];
  'ssm.instances': readonly ManagedInstance[];
  'ssm.patch-states': readonly PatchState[];
}

/**
 * What is looked up: rows of the whole account and region, whoever they belong to. A check asks for the row of something
 * the deployment has, and never judges a row because it is there.
 */
export interface ReferenceFacts {
  'acm.certificates': readonly Certificate[];
  'backup.protected-resources': readonly ProtectedResource[];
  'cloudwatch.redis-memory': readonly NodeMemory[];
  'cloudwatch.topic-deliveries': readonly TopicDeliveries[];
  'ec2.images': readonly Image[];
  'ec2.nat-gateways': readonly NatGateway[];
  'ec2.route-tables': readonly RouteTable[];
  'ec2.security-groups': readonly SecurityGroup[];
  'ec2.subnets': readonly Subnet[];
  'ec2.volume-snapshots': readonly VolumeSnapshot[];
  'ec2.volumes': readonly Volume[];
  'ecs.account-settings': readonly AccountSetting[];
  'elasticache.events': readonly CacheEvent[];
  'elasticache.update-actions': readonly UpdateAction[];
  'events.rules': readonly Rule[];
  'rds.engine-versions': readonly EngineVersion[];
  'rds.major-versions': readonly MajorVersion[];
  'rds.pending-maintenance': readonly PendingMaintenance[];
  /** One row, or none when nobody ever set them. */
  'ssm.session-preferences': readonly SessionPreferences[];
}

/**
 * Of the staging deployment a production deployment is tested on, wherever it lives. All are empty lists when there is
 * none; a production deployment that has one sees it in `counterpart.deployments`.
 */
export interface CounterpartFacts {
  'counterpart.deployments': readonly Deployment[];
  'counterpart.stacks': readonly Stack[];
  'counterpart.clusters': readonly DbCluster[];
  'counterpart.groups': readonly ReplicationGroup[];
  'counterpart.instances': readonly DbInstance[];
  'counterpart.services': readonly ClusterServices[];
  'counterpart.task-definitions': readonly TaskDefinition[];
}

/** Every fact there is. The word before the dot names the gatherer that reads it. */
export interface FactMap extends OwnedFacts, ReferenceFacts, CounterpartFacts {}

/** Facts that are read; those of the counterpart are what was read of another deployment. */
export type GatheredFactName = Exclude<FactName, keyof CounterpartFacts>;

export type FactName = keyof FactMap;

export type Inventory = { readonly [K in FactName]?: Fact<FactMap[K]> };

/** What a check receives: the values of the facts it needs. */
export type Facts<K extends FactName> = { readonly [P in K]: FactMap[P] };
