/**
 * The healthy world after nobody looked at it for some time, with a secondary cluster added. What is wrong, and with what,
 * is written down in `drifted-manifest.ts`; nothing else is.
 */
import { type Account, emptyAccount } from '../account.ts';
import type { Clock } from '../clock.ts';
import { addAccountSettings } from './account-settings.ts';
import { accountId, acmeProduction, acmeSecondary, acmeStaging, region } from './acme.ts';
import { disableTrunking } from './containers.ts';
import { deploy } from './deployment.ts';
import { driftProduction } from './drifted-production.ts';
import { driftSecondary } from './drifted-secondary.ts';
import { driftStaging } from './drifted-staging.ts';
import { addNeighbours } from './neighbours.ts';
import { stopSessionLogging } from './sessions.ts';

export function drifted(clock: Clock): Account {
  const account = emptyAccount(accountId, region, clock);
  addAccountSettings(account);
  addNeighbours(account);
  driftProduction(account, deploy(account, acmeProduction));
  driftStaging(account, deploy(account, acmeStaging));
  driftSecondary(account, deploy(account, acmeSecondary));
  driftAccount(account);
  return account;
}

/** What all deployments suffer from. */
function driftAccount(account: Account): void {
  disableTrunking(account);
  stopSessionLogging(account);
}
