/** EC2 instances, as far as the checks look at them. */
import type { ResourceRef, Tags } from './target.ts';

export interface Instance {
  readonly ref: ResourceRef;
  readonly id: string;
  readonly state: string;
  readonly launchedAt: string | null;
  readonly vpcId: string | null;
  readonly subnetId: string | null;
  readonly publicIp: string | null;
  /** Whether it was launched with an SSH key pair. */
  readonly keyPair: boolean;
  /** Whether its metadata service answers without a session token (IMDSv1); null when AWS does not say. */
  readonly metadataWithoutToken: boolean | null;
  readonly tags: Tags;
}
