/** A production deployment and its staging, with nothing wrong in either. */
import { type Account, emptyAccount } from '../account.ts';
import type { Clock } from '../clock.ts';
import { addAccountSettings } from './account-settings.ts';
import { accountId, acmeProduction, acmeStaging, region } from './acme.ts';
import { deploy } from './deployment.ts';
import { addNeighbours } from './neighbours.ts';

export function healthy(clock: Clock): Account {
  const account = emptyAccount(accountId, region, clock);
  addAccountSettings(account);
  addNeighbours(account);
  deploy(account, acmeProduction);
  deploy(account, acmeStaging);
  return account;
}
