/** Rows by what they belong to, so that a hundred deployments of one target do not each walk every list. */
import { type Fact, known } from '../model/fact.ts';
import type { FactMap, FactName, Inventory } from '../model/inventory.ts';

type Row<K extends FactName> = FactMap[K][number];
type Key = string | null | undefined;

/** The rows of a fact under any of the keys; the missing fact when it is not known. */
export type RowIndex = <K extends FactName>(
  fact: K,
  keysOf: (row: Row<K>) => readonly Key[],
  keys: readonly string[],
) => Fact<readonly Row<K>[]> | undefined;

/** Indexes a fact when it is first asked for; each fact is always asked for by the same keys. */
export function indexRows(inventory: Inventory): RowIndex {
  const indexes = new Map<FactName, ReadonlyMap<Key, readonly unknown[]>>();
  return <K extends FactName>(
    name: K,
    keysOf: (row: Row<K>) => readonly Key[],
    keys: readonly string[],
  ) => {
    const fact = inventory[name] as Fact<readonly Row<K>[]> | undefined;
    if (!fact?.known) return fact;
    const index = indexes.get(name) ?? group(fact.value, keysOf);
    indexes.set(name, index);
    const found = keys.flatMap((key) => (index.get(key) ?? []) as readonly Row<K>[]);
    return known([...new Set(found)]);
  };
}

/** Rows under each of their keys, in their own order. */
export function group<R, K>(
  rows: readonly R[],
  keysOf: (row: R) => readonly K[],
): ReadonlyMap<K, readonly R[]> {
  const groups = new Map<K, R[]>();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const members = groups.get(key);
      if (members === undefined) groups.set(key, [row]);
      else members.push(row);
    }
  }
  return groups;
}
