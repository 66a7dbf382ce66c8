/** The lease: one audit per deployment at a time, and never for ever. */
import type { Target } from '../model/target.ts';
import { instant, leaseKey, ttlAttribute } from './keys.ts';
import type { Condition, Table } from './table.ts';

export interface Lease {
  readonly target: Target;
  readonly deployment: string;
  /** Who holds it: stays the same when an attempt is repeated, differs between any two runs. */
  readonly holder: string;
  /** ISO 8601. */
  readonly until: string;
}

/** Somebody else audits the deployment. */
export class LeaseHeldError extends Error {
  override readonly name = 'LeaseHeldError';
  readonly holder: string;
  readonly until: string;

  constructor(deployment: string, holder: string, until: string) {
    super(`${deployment} is being audited by ${holder}, which holds its lease until ${until}`);
    this.holder = holder;
    this.until = until;
  }
}

/** The lease was given up or ran out and was cleared: what was read under it may have changed since. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';

  constructor(deployment: string, holder: string) {
    super(`${holder} no longer holds the lease of ${deployment}`);
  }
}

const leaseMinutes = 15;

/** Takes the lease for 15 minutes when it is free, run out, or already ours. Throws a LeaseHeldError otherwise. */
export async function acquireLease(
  table: Table,
  target: Target,
  deployment: string,
  holder: string,
  now: Date,
): Promise<Lease> {
  const condition = 'attribute_not_exists(#pk) OR #until <= :now OR #holder = :holder';
  const lease = leaseFrom(target, deployment, holder, now);
  const take = () =>
    writeLease(table, lease, {
      expression: condition,
      values: { ':now': instant(now), ':holder': holder },
    });
  if (await take()) return lease;
  const other = await readLease(table, lease);
  if (other !== undefined) throw new LeaseHeldError(deployment, other.holder, other.until);
  // It was released between our two calls.
  if (await take()) return lease;
  throw new LeaseHeldError(deployment, 'another run', 'it ends');
}

/**
 * Fifteen more minutes. A lease that ran out but that nobody took is still ours.
 * Throws a LeaseHeldError when somebody took it, a LeaseLostError when it is no longer there.
 */
export async function renewLease(table: Table, held: Lease, now: Date): Promise<Lease> {
  const lease = leaseFrom(held.target, held.deployment, held.holder, now);
  if (await writeLease(table, lease, heldBy(held))) return lease;
  const other = await readLease(table, held);
  if (other === undefined) throw new LeaseLostError(held.deployment, held.holder);
  throw new LeaseHeldError(held.deployment, other.holder, other.until);
}

/** Gives the lease back; does nothing when it is no longer ours. */
export async function releaseLease(table: Table, held: Lease): Promise<void> {
  await table.remove(leaseKey(held.target, held.deployment), heldBy(held));
}

function leaseFrom(target: Target, deployment: string, holder: string, now: Date): Lease {
  const until = instant(new Date(now.getTime() + leaseMinutes * 60_000));
  return { target, deployment, holder, until };
}

function writeLease(table: Table, lease: Lease, condition: Condition): Promise<boolean> {
  const row = {
    ...lease,
    ...leaseKey(lease.target, lease.deployment),
    [ttlAttribute]: Math.ceil(Date.parse(lease.until) / 1000),
  };
  return table.put(row, condition);
}

async function readLease(
  table: Table,
  { target, deployment }: Pick<Lease, 'target' | 'deployment'>,
): Promise<Pick<Lease, 'holder' | 'until'> | undefined> {
  const row = await table.get(leaseKey(target, deployment));
  return row && { holder: String(row.holder), until: String(row.until) };
}

function heldBy({ holder }: Lease): Condition {
  return { expression: '#holder = :holder', values: { ':holder': holder } };
}
