/** The outbox: the desired state, open or closed, of every alert. Not a log; delivery keeps its notes in the same row. */
import type { Alert } from '../model/alert.ts';
import type { Target } from '../model/target.ts';
import { instant, outboxKey, outboxRange } from './keys.ts';
import type { Row, Table } from './table.ts';

/**
 * Writes what an alert shall be, unless a newer run has said so already; what delivery noted in the row stays.
 * Gives false when a newer run was first.
 */
export function desire(table: Table, alert: Alert): Promise<boolean> {
  const version = instant(alert.version);
  return table.update(
    outboxKey(alert.key),
    { set: { alert: { ...alert, version }, state: alert.state, version } },
    { expression: 'attribute_not_exists(#pk) OR #version <= :version' },
  );
}

/** The alerts that shall be open: all of them, or those of one deployment. */
export async function openAlerts(
  table: Table,
  of?: { readonly target: Target; readonly deployment: string },
): Promise<Alert[]> {
  const filter = { expression: '#state = :open', values: { ':open': 'open' } };
  const alerts = (await table.query(outboxRange, { filter })).map(alertOf);
  return of === undefined ? alerts : alerts.filter((alert) => concerns(alert, of));
}

/** Every alert the outbox holds, open or closed. */
export async function allAlerts(table: Table): Promise<Alert[]> {
  return (await table.query(outboxRange)).map(alertOf);
}

function alertOf(row: Row): Alert {
  return row.alert as Alert;
}

function concerns(
  alert: Alert,
  { target, deployment }: { readonly target: Target; readonly deployment: string },
): boolean {
  return (
    alert.deployment === deployment &&
    alert.target.accountId === target.accountId &&
    alert.target.region === target.region
  );
}
