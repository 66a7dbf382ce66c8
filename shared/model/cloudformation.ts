/** CloudFormation stacks, reduced to what identifies a deployment. Parameters and outputs may hold secrets: only named keys are kept. */
import type { ResourceRef, Tags } from './target.ts';

/** The parameters of the vendor's templates that the checks look at; everything else may hold secrets. */
export const keptParameters = {
  NetworkName: 'value',
  Environment: 'value',
  Cluster: 'value',
  ApplicationServerStorageEnabled: 'value',
  DefaultTenantID: 'value',
  Domain: 'value',
  EnableNonTLSListeners: 'value',
  EnableTLSListeners: 'value',
  EnableVirtualHostWithTenantSubdomain: 'value',
  EnableVirtualHostWithoutTenantSubdomain: 'value',
  ExistingCertARN: 'value',
  IncludeNOC: 'value',
  IncludeNetworkOperationsCenter: 'value',
  InteropEnabled: 'value',
  InteropEnabledIS: 'value',
  InteropPacketBrokerEnabled: 'value',
  LBSCUPSmTLSEnabled: 'value',
  RedisMultiAZ: 'value',
  RedisTLS: 'value',
  SSLPolicy: 'value',
  SessionManagerLogGroup: 'value',
  SkipVersionCheck: 'value',
  SupportProxyTLS: 'value',
  TLSCertificateARN: 'value',
  // An URL may carry a user and a password.
  AlertmanagerURL: 'presence',
} as const;
export type KeptParameter = keyof typeof keptParameters;

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
  /**
   * Only those of `keptParameters`, spelled as there; of those whose value may hold a secret, `set` or nothing.
   * A parameter that is not here was not given, or the template does not know it.
   */
  readonly parameters: Readonly<Partial<Record<KeptParameter, string>>>;
  /** SNS topics among its outputs. */
  readonly topicArns: readonly string[];
  /** Output `VersionTag`: the template's version, in every vendor template since 3.16.2. */
  readonly versionTag?: string;
  /** Output `DrillTableName` of our own 7-2 template: where drill reports are kept. */
  readonly drillTable?: string;
  readonly tags: Tags;
}

/** A resource a stack says it owns, read only for stacks whose resource could not be told by its tags. */
export interface StackResource {
  readonly stackName: string;
  /** Its name in the template: `InteropConfigBucket`. */
  readonly logicalId: string;
  /** `AWS::RDS::DBCluster`. */
  readonly type: string;
  readonly physicalId: string;
}
