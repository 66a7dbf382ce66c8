/** Which made-up account is meant; the accounts themselves are loaded when there is one of that name. */
import { isWorldName, type WorldName, worldNames } from '../sandbox/worlds/names.ts';
import { UsageError } from './exit-codes.ts';
import { nearest } from './select-checks.ts';

/** Throws `UsageError` for a world there is not. */
export function knownWorld(name: string): WorldName {
  if (isWorldName(name)) return name;
  const near = nearest(name, worldNames, worldNames.length);
  throw new UsageError(
    `no sandbox world is called "${name}". There are: ${near.join(', ')}, and fleet-<n> with n deployments (1 to 500).`,
  );
}
