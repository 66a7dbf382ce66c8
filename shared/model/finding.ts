/** Verdicts stamped with where they came from, and what a run makes of them. */
import type { Practice, Severity, Status } from './check.ts';
import type { Missing } from './fact.ts';
import type { FactName } from './inventory.ts';
import type { ResourceRef, Target } from './target.ts';

export interface Finding {
  /** 20 hex digits; the same problem has the same id in every run. */
  readonly id: string;
  readonly checkId: string;
  readonly catalogueIds: readonly string[];
  readonly practice: Practice;
  readonly title: string;
  readonly severity: Severity;
  readonly target: Target;
  readonly deployment: string;
  readonly status: Status;
  readonly subject: ResourceRef;
  readonly reason: string;
  readonly fix: string;
  readonly missing?: Missing;
}

export type Counts = Readonly<Record<Status, number>>;

export function countStatuses(findings: readonly { readonly status: Status }[]): Counts {
  const counts = { pass: 0, fail: 0, warn: 0, unknown: 0, 'not-applicable': 0 };
  for (const { status } of findings) counts[status] += 1;
  return counts;
}

/** What a run looked at. Whatever is outside stays as it was. */
export interface Scope {
  /** Ids of the checks that ran. */
  readonly checks: readonly string[];
  /** Ids of those whose needed facts were all known: only they may say that a subject is gone. */
  readonly complete: readonly string[];
  readonly factsKnown: readonly FactName[];
  readonly factsMissing: readonly FactName[];
}

/** One deployment in a run. `partial`: something is unknown. `failed`: nothing could be judged. */
export interface Result {
  readonly deployment: string;
  readonly target: Target;
  /** ISO 8601: when the run was claimed; orders results. */
  readonly runStartedAt: string;
  readonly outcome: 'complete' | 'partial' | 'failed';
  readonly counts: Counts;
  readonly scope: Scope;
  /** Version of the configuration that judged: a hash of its content, or `defaults`. */
  readonly configVersion: string;
}
