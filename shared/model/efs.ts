/** EFS file systems: where monitoring keeps its history. */
import type { Fact } from './fact.ts';
import type { ResourceRef, Tags } from './target.ts';

export interface FileSystem {
  readonly ref: ResourceRef;
  readonly id: string;
  readonly encrypted: boolean | null;
  /** `ENABLED`, `ENABLING`, `DISABLED` or `DISABLING`. */
  readonly automaticBackups: Fact<string>;
  /** Zones it can be mounted in; empty when it has no mount target. */
  readonly mountZones: Fact<readonly string[]>;
  readonly tags: Tags;
}
