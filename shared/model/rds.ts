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

/** Something AWS wants to do to a cluster or an instance. */
export interface PendingMaintenance {
  readonly resourceArn: string;
  /** `system-update`, `db-upgrade`, `ca-certificate-rotation`, … */
  readonly action: string;
  /** From then on it is done in the next maintenance window, whatever was opted for. */
  readonly autoAppliedAfter: string | null;
  /** At that time it is done, maintenance window or not. */
  readonly forcedAt: string | null;
  /** What somebody opted for: `immediate`, `next-maintenance`, `undo-opt-in`; null when nobody did. */
  readonly optIn: string | null;
}

/** A version of an engine that one of the clusters runs. One that AWS no longer offers has no targets. */
export interface EngineVersion {
  readonly engine: string;
  readonly version: string;
  /** `available` or `deprecated`; null when AWS knows the version no more. */
  readonly status: string | null;
  /** Versions it can be upgraded to, in AWS's order: the oldest first. */
  readonly targets: readonly { readonly version: string; readonly major: boolean }[];
}

/** Until when AWS supports a major version. */
export interface MajorVersion {
  readonly engine: string;
  /** `16`. */
  readonly version: string;
  /** End of standard support; null when AWS gives none. */
  readonly supportedUntil: string | null;
  /** End of paid Extended Support; null when AWS gives none. */
  readonly extendedUntil: string | null;
}
