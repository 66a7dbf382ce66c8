/** The worlds: accounts to audit without having one. */
import type { Account } from '../account.ts';
import type { Clock } from '../clock.ts';
import { drifted } from './drifted.ts';
import { empty } from './empty.ts';
import { healthy } from './healthy.ts';

const worlds = { healthy, drifted, empty } as const satisfies Record<
  string,
  (clock: Clock) => Account
>;

export type WorldName = keyof typeof worlds;

export const worldNames = Object.keys(worlds) as readonly WorldName[];

/** Builds a world as it stands at the clock's now; everything in it that has a time is that far before. */
export function createWorld(name: WorldName, clock: Clock): Account {
  return worlds[name](clock);
}
