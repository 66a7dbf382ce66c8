/** CloudFormation stacks, reduced to what identifies a deployment. Parameters and outputs may hold secrets: only named keys are kept. */
import type { ResourceRef, Tags } from './target.ts';

export interface Stack {
  readonly ref: ResourceRef;
  readonly name: string;
  readonly status: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** When its last update began; null when it was never updated. */
  readonly updatedAt: string | null;
  /** When its deletion began; null when nobody deletes it, and when AWS does not say. */
  readonly deletedAt: string | null;
  /** Null when AWS does not say. */
  readonly terminationProtection: boolean | null;
  /** Only `NetworkName`, `Environment` and `Cluster`: what every template of the vendor is given. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Output `VersionTag`: the template's version, in every vendor template since 3.16.2. */
  readonly versionTag?: string;
  /** Output `DrillTableName` of our own 7-2 template: where drill reports are kept. */
  readonly drillTable?: string;
  readonly tags: Tags;
}

/** A resource a stack says it owns, read only for stacks whose resource could not be told by its tags. */
export interface StackResource {
  readonly stackName: string;
  /** `AWS::RDS::DBCluster`. */
  readonly type: string;
  readonly physicalId: string;
}
