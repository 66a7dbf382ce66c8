/** Where the traffic of a subnet leaves its network. */
import type { DefaultRoute, RouteTable, Subnet } from '../model/ec2.ts';

/**
 * The route table that holds for a subnet: the one it names, else the main one of its VPC.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
export function routeTableOf(
  { id, vpcId }: Subnet,
  tables: readonly RouteTable[],
): RouteTable | undefined {
  return (
    tables.find(({ subnetIds }) => subnetIds.includes(id)) ??
    tables.find((table) => table.main && table.vpcId === vpcId)
  );
}

/** What a route leads to: the id of a NAT gateway, an internet gateway, or something else. */
export function destinationOf({ natGatewayId, otherId }: DefaultRoute): string {
  return natGatewayId ?? otherId ?? 'something unnamed';
}

/** Whether a route leads straight to the internet: then the subnet is a public one. */
export function leadsToInternet({ otherId }: DefaultRoute): boolean {
  return otherId?.startsWith('igw-') ?? false;
}
