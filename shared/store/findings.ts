/** What stands, what changed, and the one way a run is written down. */
import type { Alert } from '../model/alert.ts';
import type { Change, StandingFinding } from '../model/change.ts';
import type { Severity } from '../model/check.ts';
import type { Result } from '../model/finding.ts';
import type { Target } from '../model/target.ts';
import { inParallel } from './bounded.ts';
import {
  changeKey,
  changeRange,
  expiry,
  findingKey,
  findingRange,
  instant,
  openAttributes,
  openPartitions,
  ttlAttribute,
} from './keys.ts';
import { desire } from './outbox.ts';
import { recordResult } from './results.ts';
import { contentOf, type Table, writesAtOnce } from './table.ts';
import { remember, type SeenDeployment } from './topology.ts';

/** Everything one run has to say of one deployment. */
export interface RunRecord {
  readonly alerts: readonly Alert[];
  readonly changes: readonly Change[];
  /** Only those whose answer, severity or reason changed. */
  readonly standing: readonly StandingFinding[];
  readonly result: Result;
  readonly topology: SeenDeployment;
}

export interface Recorded {
  /** Alerts and findings left alone because a newer run had written them. */
  readonly superseded: number;
}

const changeDays = 400;
const leftDays = 90;

/** Every standing finding of a deployment, those that are gone included. */
export async function standingOf(
  table: Table,
  target: Target,
  deployment: string,
): Promise<StandingFinding[]> {
  const rows = await table.query(findingRange(target, deployment));
  return rows.map((row) => contentOf<StandingFinding>(row));
}

/** The open findings of one severity in all deployments, a moment behind the table. */
export async function openFindings(table: Table, severity: Severity): Promise<StandingFinding[]> {
  const shards = await Promise.all(openPartitions(severity).map(table.queryOpen));
  return shards.flat().map((row) => contentOf<StandingFinding>(row));
}

/** The changes of a deployment, oldest first; `since` is the start of the first run that counts. */
export async function changesOf(
  table: Table,
  target: Target,
  deployment: string,
  since?: string,
): Promise<Change[]> {
  const range = changeRange(target, deployment);
  const from = since === undefined ? {} : { from: `${range.prefix}${instant(since)}` };
  return (await table.query(range, from)).map((row) => contentOf<Change>(row));
}

/**
 * Writes a run down so that a crash loses nothing that must be said: outbox, changes, findings, topology, result, each
 * stage complete before the next. A finding that is written is one the next attempt no longer sees as changed, so by
 * then its alert and its change must be safe. Writing the same run again gives the same rows. Throws a StoreError.
 */
export async function recordRun(table: Table, run: RunRecord, now: Date): Promise<Recorded> {
  const startedAt = instant(run.result.runStartedAt);
  let superseded = 0;
  const counted = async (write: Promise<boolean>): Promise<void> => {
    if (!(await write)) superseded++;
  };

  await inParallel(run.alerts, writesAtOnce, (alert) => counted(desire(table, alert)));
  await recordChanges(table, run.changes, now);
  await inParallel(run.standing, writesAtOnce, (finding) =>
    counted(recordFinding(table, finding, startedAt, now)),
  );
  await remember(table, run.topology, startedAt);
  await recordResult(table, run.result, now);
  return { superseded };
}

function recordChanges(table: Table, changes: readonly Change[], now: Date): Promise<void> {
  const rows = changes.map((change) => ({
    ...change,
    at: instant(change.at),
    ...changeKey(change.target, change.deployment, change.at, change.findingId),
    [ttlAttribute]: expiry(now, changeDays),
  }));
  return table.putAll(rows);
}

function recordFinding(
  table: Table,
  finding: StandingFinding,
  runStartedAt: string,
  now: Date,
): Promise<boolean> {
  const row = {
    ...finding,
    lastRunStartedAt: runStartedAt,
    ...findingKey(finding.target, finding.deployment, finding.id),
    ...openAttributes(finding),
    ...(finding.state === 'gone' && { [ttlAttribute]: expiry(now, leftDays) }),
  };
  return table.put(row, {
    expression: 'attribute_not_exists(#pk) OR #lastRunStartedAt <= :run',
    values: { ':run': runStartedAt },
  });
}
