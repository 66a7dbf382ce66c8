/** What a run amounts to: the exit code, and what nobody could look at. */
import { reaches, type Severity } from '../model/check.ts';
import type { Missing } from '../model/fact.ts';
import type { Finding } from '../model/finding.ts';
import type { FactName, Inventory } from '../model/inventory.ts';
import type { BlindSpot } from '../model/report.ts';
import type { Target } from '../model/target.ts';

export interface FailPolicy {
  readonly failOn: Severity;
  readonly failOnWarn: boolean;
}

/** Whether a finding makes the exit code 1. Warnings have no threshold: either all count or none. */
export function counts(
  { status, severity }: Pick<Finding, 'status' | 'severity'>,
  policy: FailPolicy,
): boolean {
  if (status === 'warn') return policy.failOnWarn;
  return status === 'fail' && reaches(severity, policy.failOn);
}

/** 1: something fails at or above the threshold; 2: nothing does, but not everything could be checked; else 0. */
export function exitCodeOf(
  findings: readonly Finding[],
  everythingReached: boolean,
  policy: FailPolicy,
): 0 | 1 | 2 {
  if (findings.some((finding) => counts(finding, policy))) return 1;
  const blind = findings.some(({ status }) => status === 'unknown');
  return blind || findings.length === 0 || !everythingReached ? 2 : 0;
}

/** Facts that could not be read and left checks without an answer; each cause once, however many facts it took away. */
export function blindSpotsOf(
  target: Target,
  inventory: Inventory,
  findings: readonly Finding[],
): BlindSpot[] {
  const byCause = new Map<string, { fact: FactName; missing: Missing; checks: Set<string> }>();
  for (const { status, missing, checkId } of findings) {
    if (status !== 'unknown' || missing === undefined) continue;
    const fact = sourceOf(inventory, missing);
    if (fact === undefined) continue;
    const spot = byCause.get(causeOf(missing)) ?? { fact, missing, checks: new Set() };
    spot.checks.add(checkId);
    byCause.set(causeOf(missing), spot);
  }
  return [...byCause.values()].map(({ fact, missing, checks }) => ({
    target,
    fact,
    missing,
    checks: [...checks].sort(),
  }));
}

// A refusal spreads to the facts that depend on it: the one the refused action belongs to is where it began.
function sourceOf(inventory: Inventory, missing: Missing): FactName | undefined {
  const affected = (Object.entries(inventory) as [FactName, Inventory[FactName]][])
    .filter(([, fact]) => fact?.known === false && causeOf(fact) === causeOf(missing))
    .map(([name]) => name);
  const service = missing.action?.split(':')[0];
  return affected.find((name) => name.startsWith(`${service}.`)) ?? affected[0];
}

function causeOf({ cause, detail, action }: Missing): string {
  return [cause, action, detail].join('\n');
}
