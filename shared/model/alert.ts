/** The desired state, open or closed, of one grouped problem. Not a log: only the newest state is ever delivered. */
import type { Severity } from './check.ts';
import type { Target } from './target.ts';

export interface Alert {
  /** Same problem, same key: delivering twice is harmless. */
  readonly key: string;
  readonly state: 'open' | 'closed';
  readonly target: Target;
  readonly deployment: string;
  readonly checkId: string;
  readonly severity: Severity;
  readonly findingIds: readonly string[];
  /** One line for a person. */
  readonly summary: string;
  /** Start of the run that desires this state, ISO 8601: an older run never overwrites a newer one. */
  readonly version: string;
}
