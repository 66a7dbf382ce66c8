/** The table in which restore drills leave their reports. */
import type { DrillReport, DrillRung, DrillStore } from '../../shared/model/drill.ts';
import type { Account } from '../account.ts';
import { hex } from './identifiers.ts';
import { ago, hours, minutes } from './times.ts';

export interface DrillDescription {
  readonly table: string;
  readonly deployment: string;
  readonly store: DrillStore;
  readonly sourceId: string;
  readonly outcome: 'passed' | 'failed';
  readonly reached: DrillRung;
  readonly reason: string;
  /** When it started, in milliseconds before now. */
  readonly age: number;
}

export function addDrill(account: Account, drill: DrillDescription): void {
  const report = reportOf(account, drill);
  const rows = account.dynamodb.tables.get(drill.table) ?? [];
  rows.push({ pk: `D#${drill.deployment}`, sk: `${drill.store}#${report.startedAt}`, ...report });
  account.dynamodb.tables.set(drill.table, rows);
}

/** Takes away what was recorded of one kind of store. */
export function forgetDrills({ dynamodb }: Account, table: string, store: DrillStore): void {
  const rows = dynamodb.tables.get(table) ?? [];
  dynamodb.tables.set(
    table,
    rows.filter((row) => row.store !== store),
  );
}

function reportOf(account: Account, drill: DrillDescription): DrillReport {
  const { deployment, store, sourceId, outcome, reached, reason, age } = drill;
  // Of what it drilled and how long ago, not when: the same world at another time has the same ids.
  const id = hex(`${deployment} ${store} ${age}`, 12);
  return {
    id,
    deployment,
    store,
    sourceId,
    scratchId: `sa-drill-${store === 'aurora' ? 'pg' : 'redis'}-${id}`,
    outcome,
    reached,
    reason,
    startedAt: ago(account, age).toISOString(),
    endedAt: ago(account, age - minutes(24)).toISOString(),
    deadline: ago(account, age - hours(4)).toISOString(),
  };
}
