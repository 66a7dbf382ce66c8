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
