/** Many healthy deployments in one account and region: for measuring how cost grows with the work. */
import { type Account, emptyAccount } from '../account.ts';
import type { Clock } from '../clock.ts';
import { accountId, acmeProduction, region } from './acme.ts';
import { deploy } from './deployment.ts';
import { networkNamed } from './network.ts';

const zones = ['eu-west-1a', 'eu-west-1b'] as const;

/** `count` deployments, `fleet-001` and on, and nothing else. */
export function fleet(count: number, clock: Clock): Account {
  const account = emptyAccount(accountId, region, clock);
  for (let number = 1; number <= count; number += 1) {
    const prefix = `fleet-${String(number).padStart(3, '0')}`;
    deploy(account, {
      ...acmeProduction,
      prefix,
      cluster: prefix,
      network: networkNamed(prefix, zones),
      redisPurposes: ['general'],
    });
  }
  return account;
}
