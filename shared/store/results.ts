/** Results: what a run looked at in one deployment, and how it went. Kept for 400 days. */
import type { Result } from '../model/finding.ts';
import type { Target } from '../model/target.ts';
import { expiry, instant, resultKey, resultRange, ttlAttribute } from './keys.ts';
import { contentOf, type Table } from './table.ts';

const daysKept = 400;

/** Writes a result under its run's start: a retry writes the same row again, another run never touches it. */
export async function recordResult(table: Table, result: Result, now: Date): Promise<void> {
  await table.put({
    ...result,
    runStartedAt: instant(result.runStartedAt),
    ...resultKey(result.target, result.deployment, result.runStartedAt),
    [ttlAttribute]: expiry(now, daysKept),
  });
}

/** The result of the newest run; undefined when the deployment was never audited. */
export async function lastResult(
  table: Table,
  target: Target,
  deployment: string,
): Promise<Result | undefined> {
  const [newest] = await listResults(table, target, deployment, 1);
  return newest;
}

/** Results, newest first. */
export async function listResults(
  table: Table,
  target: Target,
  deployment: string,
  limit?: number,
): Promise<Result[]> {
  const rows = await table.query(resultRange(target, deployment), {
    newestFirst: true,
    ...(limit !== undefined && { limit }),
  });
  return rows.map((row) => contentOf<Result>(row));
}
