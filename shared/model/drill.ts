/** What a restore drill leaves behind, and how what it creates is told from what it must never touch. */
import type { Tags } from './target.ts';

export type DrillStore = 'aurora' | 'redis';

/** How far a drill got. L2 restored and available; L3 it answers; L4 tables or keys are there; L5 the data is fresh. */
export type DrillRung = 'L0' | 'L1' | 'L2' | 'L3' | 'L4' | 'L5';

export interface DrillReport {
  readonly id: string;
  readonly deployment: string;
  readonly store: DrillStore;
  /** The cluster or replication group whose snapshot was restored. */
  readonly sourceId: string;
  readonly scratchId: string;
  readonly outcome: 'running' | 'passed' | 'failed';
  readonly reached: DrillRung;
  /** One sentence: why it ended as it did. */
  readonly reason: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** When its scratch resources must be gone, ISO 8601. */
  readonly deadline: string;
}

export const scratchPrefix = 'sa-drill-';
export const drillTag = 'stack-auditor:drill';

/** Whether a resource says of itself, by name and tag, that a drill made it. */
export function looksLikeScratch({
  id,
  tags,
}: {
  readonly id: string;
  readonly tags: Tags;
}): boolean {
  return id.startsWith(scratchPrefix) && tags[drillTag] !== undefined;
}

/**
 * Whether a resource belongs to a drill that is running now. Takes prefix, tag and an unexpired report together:
 * a name or a tag alone hides nothing.
 */
export function isScratch(
  resource: { readonly id: string; readonly tags: Tags },
  reports: readonly DrillReport[],
  now: Date,
): boolean {
  if (!looksLikeScratch(resource)) return false;
  return reports.some(
    (report) =>
      report.outcome === 'running' &&
      resource.tags[drillTag] === report.id &&
      (resource.id === report.scratchId || resource.id.startsWith(`${report.scratchId}-`)) &&
      new Date(report.deadline) > now,
  );
}
