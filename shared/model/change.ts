/** What the store remembers of a finding, and how it can change. */
import type { Severity, Status } from './check.ts';
import type { ResourceRef, Target } from './target.ts';

export type ChangeKind =
  | 'opened'
  | 'worsened'
  | 'eased'
  | 'fixed'
  | 'regressed'
  | 'lost-sight'
  | 'regained'
  | 'gone'
  | 'retired';

/** The last answer a finding had: `lost` when we can no longer look (and remember what it was), `gone` when its subject left. */
export type StandingState = 'pass' | 'warn' | 'fail' | 'not-applicable' | 'lost' | 'gone';

/** A finding as it stands in the store, between runs. Dates are ISO 8601. */
export interface StandingFinding {
  readonly id: string;
  readonly checkId: string;
  readonly target: Target;
  readonly deployment: string;
  readonly subject: ResourceRef;
  readonly state: StandingState;
  /** With `lost`: the last answer before, or null when there never was one. */
  readonly lastAnswer: Exclude<Status, 'unknown'> | null;
  readonly severity: Severity;
  readonly reason: string;
  /** When the problem that stands now was first seen; kept until it is fixed or gone. */
  readonly firstSeenAt: string;
  readonly changedAt: string;
  /** Start of the last run that wrote this row: an older run never overwrites a newer one. */
  readonly lastRunStartedAt: string;
  /** It was open once and then fixed: failing again is `regressed`, not `opened`. */
  readonly fixedBefore: boolean;
}

export interface Change {
  readonly kind: ChangeKind;
  readonly findingId: string;
  readonly checkId: string;
  readonly deployment: string;
  readonly target: Target;
  readonly subject: ResourceRef;
  readonly severity: Severity;
  readonly reason: string;
  /** Start of the run that saw it, ISO 8601. */
  readonly at: string;
  readonly from: StandingState | null;
  readonly to: StandingState;
}
