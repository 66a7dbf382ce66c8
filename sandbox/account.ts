/** An AWS account in memory: the SDK's own types, one region, a clock that can be set. */
import type { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { Instance } from '@aws-sdk/client-ec2';
import type { Cluster, Service, TaskDefinition } from '@aws-sdk/client-ecs';
import type {
  CacheCluster,
  CacheSubnetGroup,
  Tag as CacheTag,
  ReplicationGroup,
  Snapshot,
} from '@aws-sdk/client-elasticache';
import type { DBCluster, DBClusterSnapshot, DBInstance } from '@aws-sdk/client-rds';
import type { InstanceInformation, InstancePatchState } from '@aws-sdk/client-ssm';
import type { Clock } from './clock.ts';

export interface Account {
  readonly id: string;
  readonly region: string;
  readonly clock: Clock;
  /** How many rows a page holds at the most, whatever the caller asks for; absent: what AWS allows. */
  pageSize?: number;
  readonly cloudformation: {
    stacks: Stack[];
    /** By stack name. */
    resources: Map<string, StackResourceSummary[]>;
  };
  readonly rds: { clusters: DBCluster[]; instances: DBInstance[]; snapshots: DBClusterSnapshot[] };
  readonly elasticache: {
    groups: ReplicationGroup[];
    nodes: CacheCluster[];
    subnetGroups: CacheSubnetGroup[];
    snapshots: Snapshot[];
    /** By ARN. */
    tags: Map<string, CacheTag[]>;
  };
  readonly ecs: { clusters: Cluster[]; services: Service[]; taskDefinitions: TaskDefinition[] };
  readonly ssm: { instances: InstanceInformation[]; patchStates: InstancePatchState[] };
  readonly ec2: { instances: Instance[] };
  /** DynamoDB tables as far as they are read: rows by table name. */
  readonly dynamodb: { tables: Map<string, Record<string, unknown>[]> };
}

/** An account with nothing in it. */
export function emptyAccount(id: string, region: string, clock: Clock): Account {
  return {
    id,
    region,
    clock,
    cloudformation: { stacks: [], resources: new Map() },
    rds: { clusters: [], instances: [], snapshots: [] },
    elasticache: { groups: [], nodes: [], subnetGroups: [], snapshots: [], tags: new Map() },
    ecs: { clusters: [], services: [], taskDefinitions: [] },
    ssm: { instances: [], patchStates: [] },
    ec2: { instances: [] },
    dynamodb: { tables: new Map() },
  };
}
