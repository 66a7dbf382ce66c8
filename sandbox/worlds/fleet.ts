/** Many healthy deployments in one account and region: for measuring how cost grows with the work. */
import { type Account, emptyAccount } from '../account.ts';
import type { Clock } from '../clock.ts';
import { addAccountSettings } from './account-settings.ts';
import { accountId, acmeProduction, region } from './acme.ts';
import { deploy } from './deployment.ts';
import { networkNamed } from './network.ts';

const zones = ['eu-west-1a', 'eu-west-1b'] as const;

/**
 * `count` deployments, `fleet-001` and on, and nothing else: every even one is production, and the one before it its
 * staging.
 */
export function fleet(count: number, clock: Clock): Account {
  const account = emptyAccount(accountId, region, clock);
  addAccountSettings(account);
  for (let number = 1; number <= count; number += 1) {
    const prefix = `fleet-${String(number).padStart(3, '0')}`;
    deploy(account, {
      ...acmeProduction,
      prefix,
      environment: number % 2 === 0 ? 'prod' : 'staging',
      cluster: `pair${Math.ceil(number / 2)}`,
      network: networkNamed(prefix, zones),
      redisPurposes: ['general'],
    });
  }
  return account;
}
