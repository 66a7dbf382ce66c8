/** An account in which nobody has deployed The Things Stack. Other teams are there. */
import { type Account, emptyAccount } from '../account.ts';
import type { Clock } from '../clock.ts';
import { accountId, region } from './acme.ts';
import { addNeighbours } from './neighbours.ts';

export function empty(clock: Clock): Account {
  const account = emptyAccount(accountId, region, clock);
  addNeighbours(account);
  return account;
}
