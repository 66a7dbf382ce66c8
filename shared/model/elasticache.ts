/** ElastiCache replication groups, as far as the checks look at them. Dates are ISO 8601. */
import type { ResourceRef, Tags } from './target.ts';

export interface ReplicationGroup {
  readonly ref: ResourceRef;
  readonly id: string;
  readonly status: string;
  /** `enabled`, `disabled`, or a transition between them. */
  readonly automaticFailover: string;
  readonly multiAz: string;
  /** `enabled`, `disabled`, or `compatible` on the way to enabled; null when AWS does not say. */
  readonly clusterMode: string | null;
  readonly nodes: readonly { readonly id: string; readonly availabilityZone: string | null }[];
  readonly snapshotRetentionDays: number;
  readonly createdAt: string | null;
  /** `redis` or `valkey`; null when AWS does not say. */
  readonly engine: string | null;
  /** Of its nodes, the lowest: `7.1.0`; null when AWS shows none of them. */
  readonly engineVersion: string | null;
  /** Of the subnet group its nodes are in; null when AWS does not say. */
  readonly vpcId: string | null;
  /** Read only for names with the scratch prefix; lists of ElastiCache carry no tags. */
  readonly tags: Tags;
}

/** An automated snapshot. A group with several shards is only as fresh as the oldest of its node snapshots. */
export interface CacheSnapshot {
  readonly name: string;
  readonly groupId: string;
  readonly status: string;
  /** Null when AWS names no creation time for any node. */
  readonly createdAt: string | null;
}

/** Something that happened to a group or to one of its nodes in the last 14 days. */
export interface CacheEvent {
  /** Id of the replication group or of the node. */
  readonly sourceId: string;
  readonly message: string;
  readonly at: string;
}

/** A service update that waits for a group. */
export interface UpdateAction {
  readonly groupId: string;
  /** `elasticache-20260911-001`. */
  readonly update: string;
  /** `critical`, `important`, `medium` or `low`. */
  readonly severity: string;
  /** `security-update` or `engine-update`. */
  readonly type: string;
  /** Until when AWS recommends to apply it; null when it gives no date. */
  readonly recommendedBy: string | null;
  /** `not-applied`, `waiting-to-start`, `in-progress`, `scheduled`, …; applied ones are not listed. */
  readonly status: string;
}
