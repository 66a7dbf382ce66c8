/** Findings, rows and random histories of runs for the tests of the diff and the alerts. */
import fc from 'fast-check';
import type { Diff, DiffRun } from '../../../shared/audit/diff.ts';
import { diff, withRows } from '../../../shared/audit/diff.ts';
import { findingId } from '../../../shared/audit/identity.ts';
import type { StandingFinding } from '../../../shared/model/change.ts';
import { type Severity, type Status, severities } from '../../../shared/model/check.ts';
import type { Finding } from '../../../shared/model/finding.ts';
import type { ResourceRef, Target } from '../../../shared/model/target.ts';

export const target: Target = { accountId: '111122223333', region: 'eu-west-1' };
export const deployment = 'acme';
export const orders: ResourceRef = { type: 'rds-cluster', name: 'orders' };

/** Noon of a day; days are far enough apart to tell runs by. */
export function day(n: number): string {
  return new Date(Date.UTC(2030, 0, n, 12)).toISOString();
}

interface Said {
  readonly checkId?: string;
  readonly subject?: ResourceRef;
  readonly status: Status;
  readonly severity?: Severity;
  readonly reason?: string;
}

export function finding(said: Said): Finding {
  const { checkId = 'c1', subject = orders, status, severity = 'high', reason = status } = said;
  return {
    id: findingId(checkId, target, deployment, subject),
    checkId,
    catalogueIds: [],
    practice: 'back-ups',
    title: 'Back-ups are kept',
    severity,
    target,
    deployment,
    status,
    subject,
    reason,
    fix: 'Keep them.',
  };
}

/** A row written by the run of day 1. */
export function row(
  given: Partial<StandingFinding> & Pick<StandingFinding, 'state'>,
): StandingFinding {
  const { checkId = 'c1', subject = orders } = given;
  return {
    id: findingId(checkId, target, deployment, subject),
    checkId,
    target,
    deployment,
    subject,
    lastAnswer: null,
    severity: 'high',
    reason: 'as it was',
    firstSeenAt: day(1),
    changedAt: day(1),
    lastRunStartedAt: day(1),
    fixedBefore: false,
    ...given,
  };
}

/** A run whose checks read everything, unless said otherwise. */
export function run(
  n: number,
  {
    checks = ['c1'],
    complete = checks,
    known = ['c1', 'c2'],
  }: {
    readonly checks?: readonly string[];
    readonly complete?: readonly string[];
    readonly known?: readonly string[];
  } = {},
): DiffRun {
  return {
    startedAt: day(n),
    scope: { checks, complete, factsKnown: [], factsMissing: [] },
    knownChecks: known,
  };
}

/** What a run saw, before it is given a time. */
export interface Observed {
  readonly findings: readonly Finding[];
  readonly runAt: (n: number) => DiffRun;
}

const checkIds = ['c1', 'c2'];
const subjects: readonly ResourceRef[] = [
  { type: 'deployment', name: deployment },
  orders,
  { type: 'rds-cluster', name: 'users' },
];

type Mode = 'complete' | 'incomplete' | 'out-of-scope' | 'removed';

interface Choice {
  readonly modes: readonly Mode[];
  readonly statuses: readonly Status[];
  /** Whether a check that ran may pass over a subject. */
  readonly silent: boolean;
}

const anything: Choice = {
  modes: ['complete', 'complete', 'complete', 'incomplete', 'out-of-scope', 'removed'],
  statuses: ['pass', 'warn', 'fail', 'fail', 'unknown', 'not-applicable'],
  silent: true,
};

/** What may come of a run that cannot look: no answer at all. */
const blind: Choice = {
  modes: ['incomplete', 'out-of-scope'],
  statuses: ['unknown'],
  silent: true,
};

function observedBy(choice: Choice): fc.Arbitrary<Observed> {
  const said = fc.record({
    status: fc.constantFrom(...choice.statuses),
    severity: fc.constantFrom(...severities),
    reason: fc.constantFrom('one reason', 'another reason'),
  });
  const perSubject = choice.silent ? fc.option(said, { nil: undefined }) : said;
  const perCheck = fc.record({
    mode: fc.constantFrom(...choice.modes),
    said: fc.tuple(...subjects.map(() => perSubject)),
  });
  return fc.tuple(...checkIds.map(() => perCheck)).map((checks) => {
    const modeOf = new Map(checkIds.map((checkId, i) => [checkId, checks[i]?.mode]));
    const ran = checkIds.filter((id) => /^(in)?complete$/.test(modeOf.get(id) ?? ''));
    const findings = ran.flatMap((checkId) =>
      subjects.flatMap((subject, i) => {
        const words = checks[checkIds.indexOf(checkId)]?.said[i];
        return words === undefined ? [] : finding({ checkId, subject, ...words });
      }),
    );
    const complete = ran.filter((id) => modeOf.get(id) === 'complete');
    const known = checkIds.filter((id) => modeOf.get(id) !== 'removed');
    return { findings, runAt: (n) => run(n, { checks: ran, complete, known }) };
  });
}

export const anyObserved = observedBy(anything);
export const blindObserved = observedBy(blind);
export const anyHistory = fc.array(anyObserved, { maxLength: 12 });
export const longHistory = fc.array(anyObserved, { minLength: 20, maxLength: 60 });

/** One run of a history: what stood before, what it changed, what stands after. */
export interface Step extends Diff {
  readonly at: string;
  readonly before: readonly StandingFinding[];
  readonly after: readonly StandingFinding[];
}

/** Plays runs one day after the other, from what stands already. */
export function play(
  history: readonly Observed[],
  from: readonly StandingFinding[] = [],
  firstDay = 1,
): readonly Step[] {
  let before = from;
  return history.map(({ findings, runAt }, i) => {
    const now = runAt(firstDay + i);
    const result = diff(before, findings, now);
    const after = withRows(before, result.standing);
    const step = { ...result, at: now.startedAt, before, after };
    before = after;
    return step;
  });
}

/** What stands at the end of a history. */
export function endOf(history: readonly Observed[]): readonly StandingFinding[] {
  return play(history).at(-1)?.after ?? [];
}
