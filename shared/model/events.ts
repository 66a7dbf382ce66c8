/** EventBridge rules: what starts certbot. */
import type { ResourceRef } from './target.ts';

export interface Rule {
  readonly ref: ResourceRef;
  readonly name: string;
  readonly enabled: boolean;
  /** `rate(2 days)` or `cron(…)`; null for a rule that waits for events. */
  readonly schedule: string | null;
}
