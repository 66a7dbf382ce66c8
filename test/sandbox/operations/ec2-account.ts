/** The network and the machines of one deployment and of a neighbour, without the rest of a world. */
import type { Account } from '../../../sandbox/account.ts';
import { acmeProduction } from '../../../sandbox/worlds/acme.ts';
import { stackName } from '../../../sandbox/worlds/description.ts';
import { addHosts } from '../../../sandbox/worlds/hosts.ts';
import { addNeighbouringNetworks } from '../../../sandbox/worlds/neighbouring-network.ts';
import { addNetwork } from '../../../sandbox/worlds/network.ts';
import { addVendorStack } from '../../../sandbox/worlds/templates.ts';
import { nothing } from './call.ts';

const needed = ['1-1-vpc', '1-2-bastion', '2-5-db-timescale-master', '5-1-ecs-cluster'] as const;

export function accountWithMachines() {
  const account: Account = nothing();
  addNeighbouringNetworks(account);
  for (const template of needed) {
    const name = stackName(acmeProduction, template);
    addVendorStack(account, acmeProduction, { name, template });
  }
  addNetwork(account, acmeProduction);
  return { account, description: acmeProduction, hosts: addHosts(account, acmeProduction) };
}
