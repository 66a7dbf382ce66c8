/** All facts of one target at one time: plain JSON, without secrets, so it can be saved and judged again. */
import type { Stack, StackResource } from './cloudformation.ts';
import type { DrillReport } from './drill.ts';
import type { Instance } from './ec2.ts';
import type { ClusterServices, EcsCluster, TaskDefinition } from './ecs.ts';
import type { CacheSnapshot, ReplicationGroup } from './elasticache.ts';
import type { Fact } from './fact.ts';
import type { DbCluster, DbClusterSnapshot, DbInstance } from './rds.ts';
import type { ManagedInstance, PatchState } from './ssm.ts';

/** Every fact there is. The word before the dot names the gatherer that reads it. */
export interface FactMap {
  'cloudformation.stacks': readonly Stack[];
  'cloudformation.stack-resources': readonly StackResource[];
  'drills.reports': readonly DrillReport[];
  'ec2.instances': readonly Instance[];
  'ecs.clusters': readonly EcsCluster[];
  'ecs.services': readonly ClusterServices[];
  'ecs.task-definitions': readonly TaskDefinition[];
  'elasticache.groups': readonly ReplicationGroup[];
  'elasticache.snapshots': readonly CacheSnapshot[];
  'rds.clusters': readonly DbCluster[];
  'rds.instances': readonly DbInstance[];
  'rds.snapshots': readonly DbClusterSnapshot[];
  'ssm.instances': readonly ManagedInstance[];
  'ssm.patch-states': readonly PatchState[];
}

export type FactName = keyof FactMap;

export type Inventory = { readonly [K in FactName]?: Fact<FactMap[K]> };

/** What a check receives: the values of the facts it needs. */
export type Facts<K extends FactName> = { readonly [P in K]: FactMap[P] };
