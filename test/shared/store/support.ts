/** What the store's tests share: folders that go away, and rows worth storing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Alert } from '../../../shared/model/alert.ts';
import type { Change, StandingFinding } from '../../../shared/model/change.ts';
import type { Result } from '../../../shared/model/finding.ts';
import type { Deployment, Target } from '../../../shared/model/target.ts';
import { type EmbeddedStore, openEmbedded } from '../../../shared/store/embedded.ts';
import type { RunRecord } from '../../../shared/store/findings.ts';
import { openTable, type Row, type Table } from '../../../shared/store/table.ts';

export const target: Target = { accountId: '111122223333', region: 'eu-west-1' };
export const deployment: Deployment = {
  name: 'acme',
  target,
  prefix: 'acme',
  environment: 'production',
  clusterRole: 'primary',
  origin: 'discovered',
};
export const monday = '2026-11-23T03:00:00.000Z';
export const tuesday = '2026-11-24T03:00:00.000Z';
export const now = new Date('2026-11-24T03:05:00.000Z');

const opened: (() => Promise<void>)[] = [];

export interface TestStore extends EmbeddedStore {
  readonly folder: string;
  readonly table: Table;
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stack-auditor-store-'));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function openStore(folder?: string): Promise<TestStore> {
  const path = folder ?? (await temporaryFolder());
  const store = await openEmbedded(path, { command: 'test' });
  opened.push(store.close);
  return { ...store, folder: path, table: openTable(store.client, store.tableName) };
}

/** For `afterEach`: closes what was opened, newest first. */
export async function cleanUp(): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}

export async function allRows({
  client,
  tableName,
}: Pick<EmbeddedStore, 'client' | 'tableName'>): Promise<Row[]> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({ TableName: tableName }),
  );
  if (LastEvaluatedKey !== undefined) throw new Error('more rows than a test should have');
  const keyOf = (row: Row): string => `${String(row.pk)} ${String(row.sk)}`;
  return Items.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

export function idOf(number: number): string {
  return number.toString(16).padStart(20, '0');
}

export function standing(over: Partial<StandingFinding> = {}): StandingFinding {
  return {
    id: idOf(1),
    checkId: 'rds-cluster-backed-up',
    target,
    deployment: deployment.name,
    subject: { type: 'rds-cluster', name: 'orders' },
    state: 'fail',
    lastAnswer: null,
    severity: 'high',
    reason: 'keeps back-ups for 1 day',
    firstSeenAt: monday,
    changedAt: monday,
    lastRunStartedAt: monday,
    fixedBefore: false,
    ...over,
  };
}

export function changeTo(finding: StandingFinding, over: Partial<Change> = {}): Change {
  return {
    kind: 'opened',
    findingId: finding.id,
    checkId: finding.checkId,
    deployment: finding.deployment,
    target: finding.target,
    subject: finding.subject,
    severity: finding.severity,
    reason: finding.reason,
    at: finding.changedAt,
    from: null,
    to: finding.state,
    ...over,
  };
}

export function alertFor(finding: StandingFinding, over: Partial<Alert> = {}): Alert {
  return {
    key: `sa/${finding.deployment}/${finding.id}`,
    state: 'open',
    target: finding.target,
    deployment: finding.deployment,
    checkId: finding.checkId,
    severity: finding.severity,
    findingIds: [finding.id],
    summary: `${finding.subject.name}: ${finding.reason}`,
    version: finding.changedAt,
    ...over,
  };
}

export function resultAt(runStartedAt: string, over: Partial<Result> = {}): Result {
  return {
    deployment: deployment.name,
    target,
    runStartedAt,
    outcome: 'complete',
    counts: { pass: 4, fail: 1, warn: 0, unknown: 0, 'not-applicable': 2 },
    scope: {
      checks: ['rds-cluster-backed-up'],
      complete: ['rds-cluster-backed-up'],
      factsKnown: ['rds.clusters'],
      factsMissing: [],
    },
    configVersion: 'defaults',
    ...over,
  };
}

/** A run that opened the findings it is given. */
export function runOf(findings: readonly StandingFinding[], startedAt = monday): RunRecord {
  const seen = findings.map((finding) => ({
    ...finding,
    changedAt: startedAt,
    lastRunStartedAt: startedAt,
  }));
  return {
    alerts: seen.map((finding) => alertFor(finding)),
    changes: seen.map((finding) => changeTo(finding)),
    standing: seen,
    result: resultAt(startedAt),
    topology: { deployment, templates: ['1-1-vpc', '2-3-db-redis'] },
  };
}
