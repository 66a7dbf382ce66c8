/** The order in which reports list things, so that the same findings always make the same report. */
import type { Status } from '../model/check.ts';

/** What needs attention first comes first. */
export const statusOrder = [
  'fail',
  'warn',
  'unknown',
  'pass',
  'not-applicable',
] as const satisfies readonly Status[];

export function statusRank(status: Status): number {
  return statusOrder.indexOf(status);
}

/** Compares by the first key that differs; text by code unit, because a locale would reorder reports between machines. */
export function by<T>(...keys: readonly ((item: T) => string | number)[]) {
  return (a: T, b: T): number => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)];
      if (left < right) return -1;
      if (left > right) return 1;
    }
    return 0;
  };
}

/** Items under the same key, in the order in which the keys first appear. */
export function groupBy<T>(
  items: readonly T[],
  key: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
