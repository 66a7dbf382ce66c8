/** Aurora, as far as the checks look at it. Dates are ISO 8601. */
import type { ResourceRef, Tags } from './target.ts';

export interface DbCluster {
  readonly ref: ResourceRef;
  readonly id: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly status: string;
  /** Null when AWS does not say. */
  readonly createdAt: string | null;
  readonly backupRetentionDays: number;
  /** Null until a restore has finished, and when AWS does not say. */
  readonly latestRestorableTime: string | null;
  /** Null when AWS does not say; so too the next three. */
  readonly deletionProtection: boolean | null;
  /** False also where a key that AWS owns encrypts (`sse-rds`): ask the type first. */
  readonly storageEncrypted: boolean | null;
  /** `none`, `sse-rds` or `sse-kms`. */
  readonly storageEncryptionType: string | null;
  readonly autoMinorVersionUpgrade: boolean | null;
  readonly members: readonly { readonly instanceId: string; readonly writer: boolean }[];
  readonly tags: Tags;
}

export interface DbInstance {
  readonly ref: ResourceRef;
  readonly id: string;
  readonly clusterId: string | null;
  readonly status: string;
  /** Null while the instance is being created. */
  readonly availabilityZone: string | null;
  readonly autoMinorVersionUpgrade: boolean;
  readonly vpcId: string | null;
  readonly subnetIds: readonly string[];
  readonly tags: Tags;
}

/** An automated snapshot of a cluster. */
export interface DbClusterSnapshot {
  readonly id: string;
  readonly clusterId: string;
  readonly status: string;
  /** Null while it is being taken. */
  readonly createdAt: string | null;
}
