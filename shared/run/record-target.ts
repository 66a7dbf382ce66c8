/** Remembers a judgement: what stands, what changed since the run before, what must be said. */
import { desiredAlerts } from '../audit/alerts.ts';
import { type AlertEffect, diff, withRows } from '../audit/diff.ts';
import type { Change, StandingFinding } from '../model/change.ts';
import type { Result } from '../model/finding.ts';
import type { DeploymentReport, ReportedFinding } from '../model/report.ts';
import { changesOf, recordRun, standingOf } from '../store/findings.ts';
import { acquireLease, releaseLease } from '../store/lease.ts';
import { lastResult } from '../store/results.ts';
import type { Table } from '../store/table.ts';
import type { Judgement } from './judge-target.ts';

export interface RunInfo {
  /** ISO 8601: when the run was claimed; orders runs. */
  readonly startedAt: string;
  /** Who holds the lease meanwhile; the same when an attempt is repeated. */
  readonly holder: string;
  readonly configVersion: string;
  /** Ids of all checks of this program: what is not among them was removed. */
  readonly knownChecks: readonly string[];
}

/** A newer run has already spoken of the deployment: this one would take it back in time. */
export class OutrunError extends Error {
  constructor(deployment: string, newer: string) {
    super(`${deployment} was audited by a newer run, started ${newer}; nothing was written`);
    this.name = 'OutrunError';
  }
}

/**
 * Compares a judgement with what stands and writes it down (alerts first, result last, so that a crash loses nothing
 * that must be said). Throws `LeaseHeldError`, `OutrunError`, `StoreError`.
 */
export async function recordJudgement(
  table: Table,
  judgement: Judgement,
  run: RunInfo,
  now: () => Date,
): Promise<DeploymentReport> {
  const { deployment, findings, scope } = judgement;
  const { target, name } = deployment;
  const lease = await acquireLease(table, target, name, run.holder, now());
  try {
    const [before, standing, said] = await Promise.all([
      lastResult(table, target, name),
      standingOf(table, target, name),
      changesOf(table, target, name, run.startedAt),
    ]);
    // Rows that did not change are not written, so only the newest result can tell a run that comes too late.
    if (before !== undefined && before.runStartedAt > run.startedAt) {
      throw new OutrunError(name, before.runStartedAt);
    }
    const { startedAt, knownChecks } = run;
    const found = diff(standing, findings, { startedAt, scope, knownChecks });
    const changes = withEarlier(said, found.changes, startedAt);
    const effects = [...found.alertEffects, ...closings(changes)];
    const after = withRows(standing, found.standing);
    const result = resultOf(judgement, run);
    await recordRun(
      table,
      {
        alerts: desiredAlerts({ standing: after, effects, version: startedAt }),
        changes,
        standing: found.standing,
        result,
        topology: { deployment, templates: judgement.templatesSeen },
      },
      now(),
    );
    return {
      deployment,
      result,
      findings: withHistory(judgement, after, before === undefined ? [] : changes, run),
      changes: before === undefined ? [] : changes,
      comparedWith: before?.runStartedAt ?? null,
    };
  } finally {
    await releaseLease(table, lease);
  }
}

/**
 * The changes of a run, with those an earlier attempt of it wrote down before it died: the findings behind them may be
 * written too, and then nothing else tells that they changed.
 */
function withEarlier(
  said: readonly Change[],
  found: readonly Change[],
  startedAt: string,
): readonly Change[] {
  const earlier = said.filter(({ at }) => at === startedAt);
  const all = new Map([...earlier, ...found].map((change) => [change.findingId, change]));
  return [...all.values()].sort((one, other) => (one.findingId < other.findingId ? -1 : 1));
}

/** What no longer fails since this run: a closed alert names all of it, whichever attempt wrote it down. */
function closings(changes: readonly Change[]): readonly AlertEffect[] {
  return changes
    .filter(({ kind, to }) => ['fixed', 'gone', 'retired', 'eased'].includes(kind) && to !== 'fail')
    .map(({ findingId, checkId, target, deployment }) => ({
      findingId,
      checkId,
      target,
      deployment,
      action: 'close',
    }));
}

/** The same report without a store: nothing is remembered, nothing compared. */
export function reportUnrecorded(judgement: Judgement, run: RunInfo): DeploymentReport {
  return {
    deployment: judgement.deployment,
    result: resultOf(judgement, run),
    findings: withHistory(judgement, [], [], run),
    changes: [],
    comparedWith: null,
  };
}

function resultOf({ deployment, scope, counts }: Judgement, run: RunInfo): Result {
  return {
    deployment: deployment.name,
    target: deployment.target,
    runStartedAt: run.startedAt,
    outcome: counts.unknown > 0 ? 'partial' : 'complete',
    counts,
    scope,
    configVersion: run.configVersion,
  };
}

function withHistory(
  { findings }: Judgement,
  standing: readonly StandingFinding[],
  changes: readonly Change[],
  { startedAt }: RunInfo,
): ReportedFinding[] {
  const firstSeen = new Map(standing.map(({ id, firstSeenAt }) => [id, firstSeenAt]));
  const changed = new Map(changes.map(({ findingId, kind }) => [findingId, kind]));
  return findings.map((finding) => {
    const change = changed.get(finding.id);
    return {
      ...finding,
      firstSeenAt: firstSeen.get(finding.id) ?? startedAt,
      ...(change !== undefined && { change }),
    };
  });
}
