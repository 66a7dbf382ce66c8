/** What the worlds are called; apart from them, so that asking for one there is not costs nothing. */

export const worldNames = ['healthy', 'drifted', 'empty'] as const;

export type WorldName = (typeof worldNames)[number] | `fleet-${number}`;

/** More than any account holds; the sandbox keeps all of it in memory. */
const largestFleet = 500;

/** Whether there is a world of that name: one of `worldNames`, or `fleet-1` to `fleet-500`. */
export function isWorldName(name: string): name is WorldName {
  return (worldNames as readonly string[]).includes(name) || fleetSize(name) !== undefined;
}

/** 20 of `fleet-20`; undefined for any other name. */
export function fleetSize(name: string): number | undefined {
  const size = Number(/^fleet-([1-9]\d*)$/.exec(name)?.[1]);
  return size <= largestFleet ? size : undefined;
}
