/** Every key and index of the table, written once. Whoever reads or writes a row asks here. */
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { StandingFinding } from '../model/change.ts';
import type { Severity } from '../model/check.ts';
import type { Target } from '../model/target.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** The rows of one partition whose sort keys start alike. */
export interface KeyRange {
  readonly pk: string;
  readonly prefix: string;
}

/** Epoch seconds after which DynamoDB may delete the row. The embedded store keeps what has expired. */
export const ttlAttribute = 'expiresAt';

/** Sparse: only failing findings carry its two attributes. Spread over shards, so that no partition runs hot. */
export const openIndex = { name: 'open', pk: 'openPk', sk: 'openSk', shards: 8 } as const;

/** Key attributes of rows: whatever else a row holds is content. */
export const keyAttributes = ['pk', 'sk', openIndex.pk, openIndex.sk, ttlAttribute] as const;

/** The table as `CreateTable` takes it; time to live, back-ups and protection are switched on apart. */
export function tableDefinition(tableName: string): CreateTableCommandInput {
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', openIndex.pk, openIndex.sk].map((name) => ({
      AttributeName: name,
      AttributeType: 'S',
    })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: openIndex.name,
        KeySchema: [
          { AttributeName: openIndex.pk, KeyType: 'HASH' },
          { AttributeName: openIndex.sk, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  };
}

/** What stands: one row per finding. */
export function findingKey(target: Target, deployment: string, findingId: string): Key {
  return { pk: deploymentPk(target, deployment), sk: `F#${part(findingId)}` };
}

export function findingRange(target: Target, deployment: string): KeyRange {
  return { pk: deploymentPk(target, deployment), prefix: 'F#' };
}

/** A change, keyed by the claimed run's start and never the attempt's: a retry writes the same row. */
export function changeKey(
  target: Target,
  deployment: string,
  runStartedAt: string,
  findingId: string,
): Key {
  const sk = `C#${instant(runStartedAt)}#${part(findingId)}`;
  return { pk: deploymentPk(target, deployment), sk };
}

export function changeRange(target: Target, deployment: string): KeyRange {
  return { pk: deploymentPk(target, deployment), prefix: 'C#' };
}

export function resultKey(target: Target, deployment: string, runStartedAt: string): Key {
  return { pk: deploymentPk(target, deployment), sk: `R#${instant(runStartedAt)}` };
}

export function resultRange(target: Target, deployment: string): KeyRange {
  return { pk: deploymentPk(target, deployment), prefix: 'R#' };
}

export function leaseKey(target: Target, deployment: string): Key {
  return { pk: deploymentPk(target, deployment), sk: 'LEASE' };
}

/** Who claimed a run. */
export function claimKey(runId: string): Key {
  return { pk: `RUN#${part(runId)}`, sk: 'CLAIM' };
}

/** What became of one target in a run. */
export function runTargetKey(runId: string, target: Target): Key {
  return { pk: `RUN#${part(runId)}`, sk: `T#${part(target.accountId)}#${part(target.region)}` };
}

export function outboxKey(alertKey: string): Key {
  return { pk: outboxRange.pk, sk: part(alertKey) };
}

export const outboxRange: KeyRange = { pk: 'OUTBOX', prefix: '' };

/** What was once seen of a deployment; a partition of its own per target, so that one query lists the vanished too. */
export function topologyKey(target: Target, deployment: string): Key {
  return { pk: topologyRange(target).pk, sk: part(deployment) };
}

export function topologyRange(target: Target): KeyRange {
  return { pk: `TOPOLOGY#${part(target.accountId)}#${part(target.region)}`, prefix: '' };
}

/** The index attributes of an open finding; nothing for any other, which keeps the index sparse. */
export function openAttributes(finding: StandingFinding): Readonly<Record<string, string>> {
  if (!isOpen(finding)) return {};
  const shard = Number.parseInt(finding.id.slice(0, 2), 16) % openIndex.shards || 0;
  return {
    [openIndex.pk]: openPk(finding.severity, shard),
    [openIndex.sk]: `${deploymentPk(finding.target, finding.deployment)}#${part(finding.id)}`,
  };
}

/** The partitions of the index that hold the open findings of one severity. */
export function openPartitions(severity: Severity): readonly string[] {
  return Array.from({ length: openIndex.shards }, (_, shard) => openPk(severity, shard));
}

/**
 * A moment as keys and conditions compare it: as text, so every one must be written alike.
 * Throws a RangeError for what is no date.
 */
export function instant(date: string | Date): string {
  const moment = new Date(date);
  if (Number.isNaN(moment.getTime())) throw new RangeError(`not a date: ${String(date)}`);
  return moment.toISOString();
}

/** The time to live of a row that may leave so many days after `now`. */
export function expiry(now: Date, days: number): number {
  return Math.floor(now.getTime() / 1000) + days * 86_400;
}

// Sight lost of a failing subject closes nothing: it still counts as open.
function isOpen({ state, lastAnswer }: StandingFinding): boolean {
  return state === 'fail' || (state === 'lost' && lastAnswer === 'fail');
}

function openPk(severity: Severity, shard: number): string {
  return `OPEN#${severity}#${shard}`;
}

function deploymentPk(target: Target, deployment: string): string {
  return `D#${part(target.accountId)}#${part(target.region)}#${part(deployment)}`;
}

/** One component of a key. A `#` inside it would make two different keys read alike. */
function part(value: string): string {
  if (value === '') throw new RangeError('a component of a table key is empty');
  return value.replaceAll('%', '%25').replaceAll('#', '%23');
}
