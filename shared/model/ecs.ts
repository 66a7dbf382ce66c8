/** ECS, as far as the checks look at it. Task environments hold secrets and are never kept. */
import type { Fact } from './fact.ts';
import type { ResourceRef, Tags } from './target.ts';

export interface EcsCluster {
  readonly ref: ResourceRef;
  readonly name: string;
  readonly status: string;
  /** Tasks that run or are about to; null when AWS does not say. */
  readonly taskCount: number | null;
  /** Machines registered with it, drained ones too; null when AWS does not say. */
  readonly containerInstanceCount: number | null;
  readonly tags: Tags;
}

/** The services of one cluster: read with calls of their own, so one cluster's refusal does not blind the others. */
export interface ClusterServices {
  readonly cluster: ResourceRef;
  readonly services: Fact<readonly EcsService[]>;
}

export interface EcsService {
  /** Name is `<cluster>/<service>`. */
  readonly ref: ResourceRef;
  readonly name: string;
  readonly status: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly daemon: boolean;
  /** `EC2` or `FARGATE`, also where a capacity provider stands for it; null when AWS says neither. */
  readonly launchType: string | null;
  readonly taskDefinitionArn: string;
  /** How much of it must go on running during a rollout; null when AWS does not say. */
  readonly minimumHealthyPercent: number | null;
  /** `ENABLED` or `DISABLED`; null when AWS does not say. */
  readonly zoneRebalancing: string | null;
  readonly deployments: readonly {
    readonly status: string;
    /** Only on rolling deployments; FAILED only with the circuit breaker on. */
    readonly rolloutState: string | null;
    /** ISO 8601. */
    readonly createdAt: string | null;
  }[];
  readonly subnetIds: readonly string[];
  /** Target groups of load balancers its tasks are registered with. */
  readonly targetGroupArns: readonly string[];
  readonly tags: Tags;
}

/** The running tasks of one cluster. */
export interface ClusterTasks {
  readonly cluster: ResourceRef;
  readonly tasks: Fact<readonly Task[]>;
}

export interface Task {
  readonly arn: string;
  /** Name of the service that started it; null for a task somebody started by hand or by schedule. */
  readonly service: string | null;
  readonly lastStatus: string;
  /** Null until it has a place. */
  readonly availabilityZone: string | null;
  readonly taskDefinitionArn: string;
  readonly containers: readonly {
    readonly name: string;
    readonly image: string;
    /** `sha256:…`; null until the image is pulled, and when AWS does not say. */
    readonly imageDigest: string | null;
  }[];
}

/** The machines of one cluster. */
export interface ClusterInstances {
  readonly cluster: ResourceRef;
  readonly instances: Fact<readonly ContainerInstance[]>;
}

export interface ContainerInstance {
  readonly arn: string;
  /** `i-…`; null for a machine outside EC2. */
  readonly instanceId: string | null;
  /** `ACTIVE`, `DRAINING`, `REGISTERING`, … */
  readonly status: string;
  readonly agentConnected: boolean;
  readonly availabilityZone: string | null;
  /** CPU units (1024 to a core) and MiB; null when AWS does not say. */
  readonly registered: { readonly cpu: number | null; readonly memory: number | null };
  readonly remaining: { readonly cpu: number | null; readonly memory: number | null };
}

/** A setting of the account for ECS, as it holds for whoever creates a resource. */
export interface AccountSetting {
  /** `awsvpcTrunking`, `containerInsights`, … */
  readonly name: string;
  /** `enabled`, `disabled`, `on`, `off`. */
  readonly value: string;
}

export interface TaskDefinition {
  readonly arn: string;
  readonly definition: Fact<{
    readonly containers: readonly {
      readonly name: string;
      readonly image: string;
      readonly command: readonly string[];
    }[];
  }>;
}
