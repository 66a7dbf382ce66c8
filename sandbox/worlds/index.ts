/** The worlds: accounts to audit without having one. */
import type { Account } from '../account.ts';
import type { Clock } from '../clock.ts';
import { drifted } from './drifted.ts';
import { empty } from './empty.ts';
import { fleet } from './fleet.ts';
import { healthy } from './healthy.ts';
import { fleetSize, type WorldName, type worldNames } from './names.ts';

const worlds: Readonly<Record<(typeof worldNames)[number], (clock: Clock) => Account>> = {
  healthy,
  drifted,
  empty,
};

/** Builds a world as it stands at the clock's now; everything in it that has a time is that far before. */
export function createWorld(name: WorldName, clock: Clock): Account {
  const size = fleetSize(name);
  return size === undefined ? worlds[name as keyof typeof worlds](clock) : fleet(size, clock);
}
