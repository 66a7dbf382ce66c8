/** ECS, as far as the checks look at it. Task environments hold secrets and are never kept. */
import type { Fact } from './fact.ts';
import type { ResourceRef, Tags } from './target.ts';

export interface EcsCluster {
  readonly ref: ResourceRef;
  readonly name: string;
  readonly status: string;
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
  readonly tags: Tags;
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
