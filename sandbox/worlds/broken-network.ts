/** What goes wrong with a deployment's network, one thing at a time; always in its second zone. */
import type { NatGateway, Route, RouteTable } from '@aws-sdk/client-ec2';
import type { Account } from '../account.ts';
import { ec2Id, publicAddress } from './identifiers.ts';
import { type Network, natGatewayId, type Zone } from './network.ts';
import { ago, days, minutes } from './times.ts';

/** The second private subnet leaves through the first zone. */
export function routeThroughOtherZone(account: Account, { zones: [first, second] }: Network): void {
  const route = wayOut(account, second);
  route.NatGatewayId = natGatewayId(first);
}

/** The NAT gateway of the second zone was deleted; AWS goes on listing it for a while, and the route leads nowhere. */
export function deleteNatGateway(account: Account, { zones: [, second] }: Network): void {
  const gateway = natGateway(account, natGatewayId(second));
  gateway.State = 'deleted';
  gateway.DeleteTime = ago(account, minutes(15));
  wayOut(account, second).State = 'blackhole';
}

/** That of the second zone could not be made again. */
export function failNatGateway(account: Account, { zones: [, second] }: Network): void {
  const gateway = natGateway(account, natGatewayId(second));
  gateway.State = 'failed';
  gateway.FailureCode = 'InsufficientFreeAddressesInSubnet';
}

/** The second private subnet has no way out at all. */
export function dropDefaultRoute(account: Account, { zones: [, second] }: Network): void {
  const table = routeTableOf(account, second);
  table.Routes = (table.Routes ?? []).filter((route) => !isDefault(route));
}

/** Not wrong: one NAT gateway that AWS keeps in every zone, instead of one in each. */
export function useRegionalNat(account: Account, network: Network): void {
  const { vpcId, zones } = network;
  const id = ec2Id('nat', `${vpcId} regional`);
  const zonal = new Set(zones.map(natGatewayId));
  account.ec2.natGateways = account.ec2.natGateways.filter(
    ({ NatGatewayId = '' }) => !zonal.has(NatGatewayId),
  );
  account.ec2.natGateways.push({
    NatGatewayId: id,
    VpcId: vpcId,
    State: 'available',
    ConnectivityType: 'public',
    AvailabilityMode: 'regional',
    AutoProvisionZones: 'enabled',
    AutoScalingIps: 'enabled',
    CreateTime: ago(account, days(20)),
    NatGatewayAddresses: zones.map(({ name }) => ({
      AllocationId: ec2Id('eipalloc', `${id} ${name}`),
      PublicIp: publicAddress(`${id} ${name}`),
      AvailabilityZone: name,
      Status: 'succeeded',
    })),
    Tags: [],
  });
  for (const zone of zones) wayOut(account, zone).NatGatewayId = id;
}

/** A regional one whose zones somebody chose, and chose only the first. */
export function keepRegionalNatInOneZone(account: Account, network: Network): void {
  useRegionalNat(account, network);
  const gateway = natGateway(account, ec2Id('nat', `${network.vpcId} regional`));
  gateway.AutoProvisionZones = 'disabled';
  gateway.NatGatewayAddresses = (gateway.NatGatewayAddresses ?? []).slice(0, 1);
}

function natGateway({ ec2 }: Account, id: string): NatGateway {
  const gateway = ec2.natGateways.find(({ NatGatewayId }) => NatGatewayId === id);
  if (gateway === undefined) throw new Error(`no NAT gateway ${id} in this world`);
  return gateway;
}

function routeTableOf({ ec2 }: Account, { privateSubnetId }: Zone): RouteTable {
  const table = ec2.routeTables.find(({ Associations = [] }) =>
    Associations.some(({ SubnetId }) => SubnetId === privateSubnetId),
  );
  if (table === undefined) throw new Error(`no route table of ${privateSubnetId} in this world`);
  return table;
}

function wayOut(account: Account, zone: Zone): Route {
  const route = routeTableOf(account, zone).Routes?.find(isDefault);
  if (route === undefined) throw new Error(`no way out of ${zone.privateSubnetId} in this world`);
  return route;
}

function isDefault({ DestinationCidrBlock }: Route): boolean {
  return DestinationCidrBlock === '0.0.0.0/0';
}
