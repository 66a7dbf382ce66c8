/** What holds for a whole account and region, whoever works in it. */
import type { Account } from '../account.ts';
import { addMajorVersions } from './aurora.ts';
import { addEcsSettings } from './containers.ts';
import { addSessionLogging } from './sessions.ts';

/** As the vendor's prerequisites want it, with what AWS says of the versions it offers. */
export function addAccountSettings(account: Account): void {
  addEcsSettings(account);
  addMajorVersions(account);
  addSessionLogging(account);
}
