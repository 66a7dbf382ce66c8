/** Where we look, what we look at, and what a verdict is about. */

/** One account in one region: gathered once, however many deployments live there. */
export interface Target {
  readonly accountId: string;
  readonly region: string;
}

/** Account and region as one key. */
export function targetKey({ accountId, region }: Target): string {
  return `${accountId}/${region}`;
}

export type Environment = 'production' | 'staging';

/** A secondary cluster has no Aurora, no picture buckets, and a proxy to the Identity Server of the primary. */
export type ClusterRole = 'primary' | 'secondary';

/** One installation of The Things Stack: a stack prefix in a target. A view on the target's inventory. */
export interface Deployment {
  /** Unique within its target; part of finding ids and table keys. */
  readonly name: string;
  readonly target: Target;
  /** What the stack names start with; '' when the scope is the whole region. */
  readonly prefix: string;
  readonly environment: Environment;
  readonly clusterRole: ClusterRole;
  /** `declared` in the configuration, `discovered` by its stacks, `remembered` from an earlier run, or the whole `region`. */
  readonly origin: 'declared' | 'discovered' | 'remembered' | 'region';
}

/** The longest-lived thing a verdict is about: the cluster, not its snapshot; the service, not its task. */
export interface ResourceRef {
  /** `rds-cluster`, `ecs-service`, `template`, … */
  readonly type: string;
  /** Unique within type, account and region. */
  readonly name: string;
  readonly arn?: string;
  /** Claimed by no stack, judged because it lives in the deployment's network. */
  readonly unattributed?: true;
}

/** The deployment itself as the subject of a verdict. */
export function deploymentRef({ name }: Deployment): ResourceRef {
  return { type: 'deployment', name };
}

/** Tags worth keeping; everything else may hold what is not ours to store. */
export type Tags = Readonly<Record<string, string>>;
