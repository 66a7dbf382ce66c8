/** EC2 instances, as far as the checks look at them. */
import type { ResourceRef, Tags } from './target.ts';

export interface Instance {
  readonly ref: ResourceRef;
  readonly id: string;
  readonly state: string;
  readonly launchedAt: string | null;
  readonly vpcId: string | null;
  readonly subnetId: string | null;
  readonly tags: Tags;
}
