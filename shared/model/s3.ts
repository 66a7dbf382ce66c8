/** The buckets a deployment's stacks own. What is in them is never read: existence is asked by listing a prefix. */
import type { Fact } from './fact.ts';
import type { ResourceRef } from './target.ts';

export interface Bucket {
  readonly ref: ResourceRef;
  readonly name: string;
  /** The stack that owns it, and its logical id there: the only hint at what it is for. */
  readonly stackName: string;
  readonly logicalId: string;
  /** `Enabled`, `Suspended`, or `Never`. */
  readonly versioning: Fact<string>;
  /**
   * True when the bucket blocks public access in all four ways. False says only that the bucket does not: its account
   * may do so for all of its buckets, which is not read. Buckets for pictures are not asked, nor for their policy.
   */
  readonly publicAccessBlocked: Fact<boolean>;
  /** Whether a bucket policy makes it public; not asked, and false, where public access is blocked. */
  readonly publicByPolicy: Fact<boolean>;
  /** Whether a lifecycle rule removes old versions of all objects; says nothing where there are no versions. */
  readonly oldVersionsExpire: Fact<boolean>;
  /** Whether the configuration file of that bucket is there; null where none belongs into it. */
  readonly configFile: Fact<ConfigFile | null>;
}

export interface ConfigFile {
  /** `config.yml`. */
  readonly key: string;
  readonly present: boolean;
}
