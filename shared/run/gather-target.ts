/** Everything one audit reads from one account in one region. */
import { factsToGather } from '../audit/facts-to-gather.ts';
import type { Connection } from '../aws/connection.ts';
import { callerIdentity } from '../aws/identity.ts';
import type { DeclaredHere } from '../gather/gatherer.ts';
import { gather } from '../gather/index.ts';
import type { AnyCheck } from '../model/check.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Target } from '../model/target.ts';

/** What was read, ready to be judged now or saved and judged again. */
export interface Gathered {
  readonly target: Target;
  /** The clock all ages are measured by, ISO 8601. */
  readonly gatheredAt: string;
  readonly inventory: Inventory;
  readonly calls: number;
}

export interface GatherOptions {
  readonly checks: readonly AnyCheck[];
  readonly declared: DeclaredHere;
  readonly wholeRegion: boolean;
  readonly now: Date;
}

/**
 * Reads the facts the checks need. What AWS refuses becomes a missing fact; only an endpoint that cannot be used at all
 * throws (`UnreachableError`).
 */
export async function gatherTarget(
  connection: Connection,
  { checks, declared, wholeRegion, now }: GatherOptions,
): Promise<Gathered> {
  const wanted = factsToGather(checks.flatMap(({ needs, wants }) => [...needs, ...wants]));
  const facts = gather(connection, { wanted, declared, wholeRegion });
  // Asked beside the facts, not before them: it is one round trip, and it tells first when nothing will answer.
  const identity = await callerIdentity(connection).catch((error) => {
    connection.close();
    throw error;
  });
  return {
    target: { accountId: identity.accountId, region: connection.region },
    gatheredAt: now.toISOString(),
    inventory: await facts,
    calls: connection.calls(),
  };
}
