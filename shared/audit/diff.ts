/** What a run changes: the findings that stand in the store against those just observed. */
import type { Change, ChangeKind, StandingFinding, StandingState } from '../model/change.ts';
import { type Status, severityRank } from '../model/check.ts';
import type { Finding, Scope } from '../model/finding.ts';
import type { Target } from '../model/target.ts';

type Answer = Exclude<Status, 'unknown'>;

/** How a finding stands, with what `lost` remembers spelled out; `none`: never seen. */
export type Standing = 'none' | Exclude<StandingState, 'lost'> | `lost:${'none' | Answer}`;

/**
 * What a run says of a finding. When it is not mentioned: `absent` from a list read to its end, `unread` because the
 * list was not, `out-of-scope` when its check did not run, `removed` when this program has no such check any more.
 */
export type Observation = Status | 'absent' | 'unread' | 'out-of-scope' | 'removed';

/** What a transition does to the alert. `keep`: one is open and stays; `none`: there is none and none is wanted. */
export type AlertAction = 'open' | 'close' | 'keep' | 'none';

/**
 * A change, or how to find out which: `opens` is opened, or regressed when it was fixed before; `reweighed` is
 * worsened, eased or nothing, by severity; `reweighed-or-regained` says regained instead of nothing.
 */
type ChangeRule =
  | Exclude<ChangeKind, 'opened' | 'regressed'>
  | 'opens'
  | 'reweighed'
  | 'reweighed-or-regained';

interface Transition {
  readonly next: Standing;
  readonly change: ChangeRule | null;
  readonly alert: AlertAction;
}

function to(
  next: Standing,
  change: ChangeRule | null = null,
  alert: AlertAction = 'none',
): Transition {
  return { next, change, alert };
}

/**
 * The whole life of a finding. Only an answer closes: `unknown`, `unread` and `out-of-scope` never do. Only `fail`
 * opens an alert. `fixed`, `gone` and `retired` end problems; what was no problem ends without a word, or, when
 * losing sight of it had been said, with `regained`.
 */
const transitions: Readonly<Record<Standing, Readonly<Record<Observation, Transition>>>> = {
  none: {
    pass: to('pass'),
    warn: to('warn', 'opens'),
    fail: to('fail', 'opens', 'open'),
    unknown: to('lost:none', 'lost-sight'),
    'not-applicable': to('not-applicable'),
    absent: to('none'),
    unread: to('none'),
    'out-of-scope': to('none'),
    removed: to('none'),
  },
  pass: {
    pass: to('pass'),
    warn: to('warn', 'opens'),
    fail: to('fail', 'opens', 'open'),
    unknown: to('lost:pass', 'lost-sight'),
    'not-applicable': to('not-applicable'),
    absent: to('gone'),
    unread: to('lost:pass', 'lost-sight'),
    'out-of-scope': to('pass'),
    removed: to('gone'),
  },
  warn: {
    pass: to('pass', 'fixed'),
    warn: to('warn'),
    fail: to('fail', 'worsened', 'open'),
    unknown: to('lost:warn', 'lost-sight'),
    'not-applicable': to('not-applicable', 'gone'),
    absent: to('gone', 'gone'),
    unread: to('lost:warn', 'lost-sight'),
    'out-of-scope': to('warn'),
    removed: to('gone', 'retired'),
  },
  fail: {
    pass: to('pass', 'fixed', 'close'),
    warn: to('warn', 'eased', 'close'),
    fail: to('fail', 'reweighed', 'keep'),
    unknown: to('lost:fail', 'lost-sight', 'keep'),
    'not-applicable': to('not-applicable', 'gone', 'close'),
    absent: to('gone', 'gone', 'close'),
    unread: to('lost:fail', 'lost-sight', 'keep'),
    'out-of-scope': to('fail', null, 'keep'),
    removed: to('gone', 'retired', 'close'),
  },
  'not-applicable': {
    pass: to('pass'),
    warn: to('warn', 'opens'),
    fail: to('fail', 'opens', 'open'),
    unknown: to('lost:not-applicable', 'lost-sight'),
    'not-applicable': to('not-applicable'),
    absent: to('gone'),
    unread: to('lost:not-applicable', 'lost-sight'),
    'out-of-scope': to('not-applicable'),
    removed: to('gone'),
  },
  // Mostly a check that was blind as a whole, with the deployment as its subject: when the check answers again it
  // speaks of real subjects and this one is absent, which is sight regained and not something that left.
  'lost:none': {
    pass: to('pass', 'regained'),
    warn: to('warn', 'opens'),
    fail: to('fail', 'opens', 'open'),
    unknown: to('lost:none'),
    'not-applicable': to('not-applicable', 'regained'),
    absent: to('gone', 'regained'),
    unread: to('lost:none'),
    'out-of-scope': to('lost:none'),
    removed: to('gone'),
  },
  'lost:pass': {
    pass: to('pass', 'regained'),
    warn: to('warn', 'opens'),
    fail: to('fail', 'opens', 'open'),
    unknown: to('lost:pass'),
    'not-applicable': to('not-applicable', 'regained'),
    absent: to('gone', 'regained'),
    unread: to('lost:pass'),
    'out-of-scope': to('lost:pass'),
    removed: to('gone'),
  },
  'lost:warn': {
    pass: to('pass', 'fixed'),
    warn: to('warn', 'regained'),
    fail: to('fail', 'worsened', 'open'),
    unknown: to('lost:warn'),
    'not-applicable': to('not-applicable', 'gone'),
    absent: to('gone', 'gone'),
    unread: to('lost:warn'),
    'out-of-scope': to('lost:warn'),
    removed: to('gone', 'retired'),
  },
  'lost:fail': {
    pass: to('pass', 'fixed', 'close'),
    warn: to('warn', 'eased', 'close'),
    fail: to('fail', 'reweighed-or-regained', 'keep'),
    unknown: to('lost:fail', null, 'keep'),
    'not-applicable': to('not-applicable', 'gone', 'close'),
    absent: to('gone', 'gone', 'close'),
    unread: to('lost:fail', null, 'keep'),
    'out-of-scope': to('lost:fail', null, 'keep'),
    removed: to('gone', 'retired', 'close'),
  },
  'lost:not-applicable': {
    pass: to('pass', 'regained'),
    warn: to('warn', 'opens'),
    fail: to('fail', 'opens', 'open'),
    unknown: to('lost:not-applicable'),
    'not-applicable': to('not-applicable', 'regained'),
    absent: to('gone', 'regained'),
    unread: to('lost:not-applicable'),
    'out-of-scope': to('lost:not-applicable'),
    removed: to('gone'),
  },
  gone: {
    pass: to('pass'),
    warn: to('warn', 'opens'),
    fail: to('fail', 'opens', 'open'),
    unknown: to('lost:none', 'lost-sight'),
    'not-applicable': to('not-applicable'),
    absent: to('gone'),
    unread: to('gone'),
    'out-of-scope': to('gone'),
    removed: to('gone'),
  },
};

/** The run whose findings are compared: when it was claimed, what it looked at, and every check this program has. */
export interface DiffRun {
  /** ISO 8601; the same for every attempt of a run. */
  readonly startedAt: string;
  readonly scope: Scope;
  /** The whole catalogue, not only what ran: a check missing here counts as removed. */
  readonly knownChecks: readonly string[];
}

/** What a change means for the alert of its group. Changes that mean nothing to it have none. */
export interface AlertEffect {
  readonly findingId: string;
  readonly checkId: string;
  readonly target: Target;
  readonly deployment: string;
  readonly action: Exclude<AlertAction, 'none'>;
}

/** Everything is sorted by finding id; ids and times depend on the run and never on the attempt. */
export interface Diff {
  readonly changes: readonly Change[];
  /** The rows to write: new, or changed in answer, severity or reason. */
  readonly standing: readonly StandingFinding[];
  readonly alertEffects: readonly AlertEffect[];
}

/**
 * Compares what one deployment's store remembers with what a run observed there. Doing it again with the same run,
 * after any part of the rows was written, yields exactly what is still missing.
 */
export function diff(
  standing: readonly StandingFinding[],
  observed: readonly Finding[],
  run: DiffRun,
): Diff {
  const rows = new Map(standing.map((row) => [row.id, row]));
  const findings = oneEach(observed);
  const look = lookOf(findings.values(), run);
  const moves: Move[] = [];
  for (const id of [...new Set([...rows.keys(), ...findings.keys()])].sort()) {
    const row = rows.get(id);
    if (row !== undefined && isLater(row.lastRunStartedAt, run.startedAt)) continue;
    const finding = findings.get(id);
    if (finding !== undefined) moves.push(answer(row, finding, run));
    else if (row !== undefined) moves.push(silence(row, look, run));
  }
  return {
    changes: moves.flatMap(({ change }) => change ?? []),
    standing: moves.flatMap(({ row }) => row ?? []),
    alertEffects: moves.flatMap(({ effect }) => effect ?? []),
  };
}

/** The standing findings once rows have been written over them. */
export function withRows(
  standing: readonly StandingFinding[],
  rows: readonly StandingFinding[],
): readonly StandingFinding[] {
  return [...new Map([...standing, ...rows].map((row) => [row.id, row])).values()];
}

/** Whether a finding fails as far as we know: it does, or it did when we could last look. */
export function standsFailing({
  state,
  lastAnswer,
}: Pick<StandingFinding, 'state' | 'lastAnswer'>): boolean {
  return state === 'fail' || (state === 'lost' && lastAnswer === 'fail');
}

/** What becomes of one finding; empty when nothing does. */
interface Move {
  readonly row?: StandingFinding;
  readonly change?: Change;
  readonly effect?: AlertEffect;
}

/** A run's ability to see, per check. */
interface Look {
  readonly known: ReadonlySet<string>;
  readonly ran: ReadonlySet<string>;
  readonly complete: ReadonlySet<string>;
  /** Why a check was blind as a whole. */
  readonly blind: ReadonlyMap<string, string>;
}

function lookOf(findings: Iterable<Finding>, { scope, knownChecks }: DiffRun): Look {
  const blind = new Map<string, string>();
  for (const { checkId, status, subject, reason } of findings) {
    if (status === 'unknown' && subject.type === 'deployment') blind.set(checkId, reason);
  }
  return {
    known: new Set(knownChecks),
    ran: new Set(scope.checks),
    // A check that crashed had all its facts and still looked at nothing: its silence about a subject is no answer.
    complete: new Set(scope.complete.filter((checkId) => !blind.has(checkId))),
    blind,
  };
}

/** The run mentions the finding. Taken even when its check is not in the scope: what was said is never dropped. */
function answer(row: StandingFinding | undefined, finding: Finding, run: DiffRun): Move {
  return move(row, finding, finding.status, finding.reason, run);
}

/** The run does not mention the finding: what its silence means depends on how well its check could look. */
function silence(row: StandingFinding, look: Look, run: DiffRun): Move {
  const { checkId } = row;
  if (!look.known.has(checkId)) {
    return move(row, undefined, 'removed', 'is no longer checked: the check was removed', run);
  }
  if (!look.ran.has(checkId)) return move(row, undefined, 'out-of-scope', row.reason, run);
  if (!look.complete.has(checkId)) {
    const reason = look.blind.get(checkId) ?? 'could not be looked at in this run';
    return move(row, undefined, 'unread', reason, run);
  }
  const neverJudged = standingOf(row) === 'lost:none';
  const reason = neverJudged ? 'can be looked at again' : 'is no longer there';
  return move(row, undefined, 'absent', reason, run);
}

function move(
  before: StandingFinding | undefined,
  finding: Finding | undefined,
  observation: Observation,
  reason: string,
  run: DiffRun,
): Move {
  const { next, change: rule, alert } = transitions[standingOf(before)][observation];
  const source = finding ?? before;
  if (source === undefined || next === 'none') return {};
  const after = rowAfter(before, source, stateOf(next), reason, run, rule === 'fixed');
  const kind = kindOf(rule, before, after);
  if (kind === null) return before !== undefined && sameRow(before, after) ? {} : { row: after };
  const change: Change = {
    kind,
    findingId: after.id,
    checkId: after.checkId,
    deployment: after.deployment,
    target: after.target,
    subject: after.subject,
    severity: after.severity,
    reason,
    at: run.startedAt,
    from: before?.state ?? null,
    to: after.state,
  };
  return alert === 'none'
    ? { row: after, change }
    : { row: after, change, effect: effectOf(after, alert) };
}

function rowAfter(
  before: StandingFinding | undefined,
  source: Finding | StandingFinding,
  next: State,
  reason: string,
  run: DiffRun,
  fixed: boolean,
): StandingFinding {
  // Out of sight, a finding keeps the words of the answer it remembers: they are what its open alert is about. Why we
  // cannot look is in the change. And a silence that moves nothing says nothing new.
  const keepsWords =
    before !== undefined &&
    ((next.state === 'lost' && next.lastAnswer !== null) ||
      (source === before && sameState(before, next)));
  const words = keepsWords ? before : { severity: source.severity, reason };
  const moved =
    before === undefined || !sameState(before, next) || before.severity !== words.severity;
  return {
    id: source.id,
    checkId: source.checkId,
    target: source.target,
    deployment: source.deployment,
    subject: source.subject,
    ...next,
    severity: words.severity,
    reason: words.reason,
    firstSeenAt:
      before !== undefined && phaseOf(before) === phaseOf(next)
        ? before.firstSeenAt
        : run.startedAt,
    changedAt: moved ? run.startedAt : before.changedAt,
    lastRunStartedAt: run.startedAt,
    fixedBefore: fixed || before?.fixedBefore === true,
  };
}

function kindOf(
  rule: ChangeRule | null,
  before: StandingFinding | undefined,
  after: StandingFinding,
): ChangeKind | null {
  switch (rule) {
    case 'opens':
      return after.fixedBefore ? 'regressed' : 'opened';
    case 'reweighed':
      return reweighed(before, after);
    case 'reweighed-or-regained':
      return reweighed(before, after) ?? 'regained';
    default:
      return rule;
  }
}

function reweighed(
  before: StandingFinding | undefined,
  after: StandingFinding,
): 'worsened' | 'eased' | null {
  if (before === undefined || before.severity === after.severity) return null;
  return severityRank(after.severity) < severityRank(before.severity) ? 'worsened' : 'eased';
}

function effectOf(
  { id, checkId, target, deployment }: StandingFinding,
  action: AlertEffect['action'],
): AlertEffect {
  return { findingId: id, checkId, target, deployment, action };
}

type State = Pick<StandingFinding, 'state' | 'lastAnswer'>;

function standingOf(row: State | undefined): Standing {
  if (row === undefined) return 'none';
  return row.state === 'lost' ? `lost:${row.lastAnswer ?? 'none'}` : row.state;
}

const remembered = {
  'lost:none': null,
  'lost:pass': 'pass',
  'lost:warn': 'warn',
  'lost:fail': 'fail',
  'lost:not-applicable': 'not-applicable',
} as const satisfies Partial<Record<Standing, Answer | null>>;

function stateOf(standing: Exclude<Standing, 'none'>): State {
  return isLost(standing)
    ? { state: 'lost', lastAnswer: remembered[standing] }
    : { state: standing, lastAnswer: null };
}

function isLost(standing: Standing): standing is keyof typeof remembered {
  return standing in remembered;
}

/** One stretch of time that `firstSeenAt` counts: a problem, whatever its weight; no problem; or not there. */
function phaseOf(row: State): 'problem' | 'no-problem' | 'gone' {
  if (row.state === 'gone') return 'gone';
  const lastAnswer = row.state === 'lost' ? row.lastAnswer : row.state;
  return lastAnswer === 'warn' || lastAnswer === 'fail' ? 'problem' : 'no-problem';
}

function sameState(one: State, other: State): boolean {
  return standingOf(one) === standingOf(other);
}

function sameRow(one: StandingFinding, other: StandingFinding): boolean {
  return sameState(one, other) && one.severity === other.severity && one.reason === other.reason;
}

/** Compares moments, not spellings: `00Z` and `00.000Z` are the same. */
function isLater(one: string, other: string): boolean {
  return Date.parse(one) > Date.parse(other);
}

/** A check that says two things of one subject is taken at its worst word, in whatever order it said them. */
function oneEach(observed: readonly Finding[]): ReadonlyMap<string, Finding> {
  const findings = new Map<string, Finding>();
  for (const finding of observed) {
    const other = findings.get(finding.id);
    if (other === undefined || outweighs(finding, other)) findings.set(finding.id, finding);
  }
  return findings;
}

const worstFirst: readonly Status[] = ['fail', 'warn', 'unknown', 'pass', 'not-applicable'];

function outweighs(one: Finding, other: Finding): boolean {
  if (one.status !== other.status) {
    return worstFirst.indexOf(one.status) < worstFirst.indexOf(other.status);
  }
  if (one.severity !== other.severity)
    return severityRank(one.severity) < severityRank(other.severity);
  return one.reason < other.reason;
}
