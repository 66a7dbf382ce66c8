/** Which alerts are wanted: findings that fail for the same reason wake a person once. */
import { createHash } from 'node:crypto';
import type { Alert } from '../model/alert.ts';
import type { StandingFinding } from '../model/change.ts';
import { severityRank } from '../model/check.ts';
import type { Target } from '../model/target.ts';
import { type AlertEffect, standsFailing } from './diff.ts';

export interface AlertInput {
  /** All standing findings of the deployment, after the diff. */
  readonly standing: readonly StandingFinding[];
  /** What the changes of the run mean for alerts: only the groups named here are looked at. */
  readonly effects: readonly AlertEffect[];
  /** Start of the run, ISO 8601. */
  readonly version: string;
}

const longestKey = 250;
const longestList = 3;

/**
 * The desired state of every alert the run touched, sorted by key. A group is one check in one deployment: its alert
 * is open while any of its findings fails, or failed when we could last look.
 */
export function desiredAlerts({ standing, effects, version }: AlertInput): readonly Alert[] {
  const touched = groupBy(effects, groupKey);
  const groups = groupBy(standing, groupKey);
  return [...touched]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, touches]) => desiredAlert(key, groups.get(key) ?? [], touches, version) ?? []);
}

/** The same group, the same key, in every run; at most 250 characters, since receivers cut longer ones off. */
export function alertKey(target: Target, deployment: string, checkId: string): string {
  const key = `sa/${target.accountId}/${target.region}/${deployment}/${checkId}`;
  if (key.length <= longestKey) return key;
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 40);
  return `${key.slice(0, longestKey - hash.length - 1)}~${hash}`;
}

function desiredAlert(
  key: string,
  group: readonly StandingFinding[],
  touches: readonly AlertEffect[],
  version: string,
): Alert | undefined {
  const failing = worstFirst(group.filter(standsFailing));
  const touchedIds = new Set(touches.map(({ findingId }) => findingId));
  // A closed alert is about what closed in this run; what else the group holds has been fine all along.
  const about =
    failing.length > 0 ? failing : worstFirst(group.filter(({ id }) => touchedIds.has(id)));
  const [worst] = about;
  if (worst === undefined) return undefined;
  const open = failing.length > 0;
  return {
    key,
    state: open ? 'open' : 'closed',
    target: worst.target,
    deployment: worst.deployment,
    checkId: worst.checkId,
    severity: worst.severity,
    findingIds: about.map(({ id }) => id).sort(),
    summary: open ? openSummary(worst, about) : closedSummary(worst, about),
    version,
  };
}

/** `orders: keeps back-ups for 1 day (acme)`; `4 failing: orders, users, events and 1 more: … (acme)`. */
function openSummary(worst: StandingFinding, failing: readonly StandingFinding[]): string {
  const unseen = failing.filter(({ state }) => state === 'lost').length;
  return oneLine(
    failing.length === 1 ? '' : `${failing.length} failing: `,
    what(worst, failing),
    blindness(unseen, failing.length),
    ` (${worst.deployment})`,
  );
}

/** `no longer failing: orders: keeps back-ups for 7 days (acme)`. */
function closedSummary(worst: StandingFinding, closed: readonly StandingFinding[]): string {
  return oneLine(
    closed.length === 1 ? '' : `${closed.length} `,
    'no longer failing: ',
    what(worst, closed),
    ` (${worst.deployment})`,
  );
}

function what(worst: StandingFinding, about: readonly StandingFinding[]): string {
  if (about.length === 1) return `${worst.subject.name}: ${worst.reason}`;
  const same = about.every(({ reason }) => reason === worst.reason);
  const example = same ? worst.reason : `for example ${worst.subject.name}: ${worst.reason}`;
  return `${names(about)}: ${example}`;
}

function names(about: readonly StandingFinding[]): string {
  const shown = about.slice(0, longestList).map(({ subject }) => subject.name);
  const more = about.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function blindness(unseen: number, total: number): string {
  if (unseen === 0) return '';
  return unseen === total
    ? '; cannot be looked at now'
    : `; ${unseen} of them cannot be looked at now`;
}

function oneLine(...parts: readonly string[]): string {
  return parts.join('').replace(/\s+/g, ' ').trim();
}

/** By severity, then by subject, so that the same findings always read the same. */
function worstFirst(findings: readonly StandingFinding[]): readonly StandingFinding[] {
  return [...findings].sort(
    (one, other) =>
      severityRank(one.severity) - severityRank(other.severity) ||
      byText(one.subject.name, other.subject.name) ||
      byText(one.id, other.id),
  );
}

// Not localeCompare: its order depends on the machine.
function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function groupKey({
  target,
  deployment,
  checkId,
}: Pick<AlertEffect, 'target' | 'deployment' | 'checkId'>): string {
  return alertKey(target, deployment, checkId);
}

function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
