/** Where things are: a VPC with two subnets in each of two zones, as the vendor's 1-1 template lays it out. */
import type { Route } from '@aws-sdk/client-ec2';
import type { Account } from '../account.ts';
import { type DeploymentDescription, stackName } from './description.ts';
import { arn, ec2Id, publicAddress } from './identifiers.ts';
import { addMachineSecurityGroups } from './security-groups.ts';
import { own, stackTags, type Tag } from './stacks.ts';
import { ago, days } from './times.ts';

export interface Zone {
  readonly name: string;
  readonly privateSubnetId: string;
  readonly publicSubnetId: string;
}

export interface Network {
  readonly vpcId: string;
  readonly zones: readonly [Zone, Zone];
}

/** A network whose ids follow from its name. */
export function networkNamed(name: string, zones: readonly [string, string]): Network {
  const zone = (zoneName: string): Zone => ({
    name: zoneName,
    privateSubnetId: ec2Id('subnet', `${name} private ${zoneName}`),
    publicSubnetId: ec2Id('subnet', `${name} public ${zoneName}`),
  });
  return { vpcId: ec2Id('vpc', name), zones: [zone(zones[0]), zone(zones[1])] };
}

/** What the templates call things in the first zone and in the second. */
const ordinals = ['One', 'Two'] as const;

/** What is in it: subnets, routes, NAT gateways, security groups. */
export function addNetwork(account: Account, description: DeploymentDescription): void {
  const { network, ageDays } = description;
  const stack = stackName(description, '1-1-vpc');
  const tagsOf: TagsOf = (type, logicalId, id) => {
    own(account, stack, { type, logicalId, physicalId: id });
    return stackTags(account, stack, logicalId);
  };
  own(account, stack, {
    type: 'AWS::EC2::InternetGateway',
    logicalId: 'InternetGateway',
    physicalId: internetGatewayId(network),
  });
  addSubnets(account, network, tagsOf);
  for (const [at, zone] of network.zones.entries()) {
    addNatGateway(account, network, zone, {
      age: days(ageDays),
      tags: tagsOf('AWS::EC2::NatGateway', `NatGateway${ordinals[at]}`, natGatewayId(zone)),
    });
  }
  addRouteTables(account, network, tagsOf);
  addMachineSecurityGroups(account, description);
}

/** Records who made a resource and gives the tags it carries for it. */
export type TagsOf = (type: string, logicalId: string, id: string) => Tag[];

export function addSubnets(account: Account, { vpcId, zones }: Network, tagsOf: TagsOf): void {
  const add = (id: string, zone: Zone, logicalId: string, third: number) =>
    account.ec2.subnets.push({
      SubnetId: id,
      SubnetArn: arn(account, 'ec2', `subnet/${id}`),
      OwnerId: account.id,
      VpcId: vpcId,
      AvailabilityZone: zone.name,
      CidrBlock: `10.0.${third}.0/20`,
      AvailableIpAddressCount: 4012,
      MapPublicIpOnLaunch: false,
      DefaultForAz: false,
      State: 'available',
      Tags: tagsOf('AWS::EC2::Subnet', logicalId, id),
    });
  for (const [at, zone] of zones.entries()) {
    add(zone.publicSubnetId, zone, `PublicSubnet${ordinals[at]}`, at * 16);
    add(zone.privateSubnetId, zone, `PrivateSubnet${ordinals[at]}`, 128 + at * 16);
  }
}

export function addNatGateway(
  account: Account,
  { vpcId }: Network,
  zone: Zone,
  { age, tags }: { readonly age: number; readonly tags: Tag[] },
): void {
  const id = natGatewayId(zone);
  account.ec2.natGateways.push({
    NatGatewayId: id,
    VpcId: vpcId,
    SubnetId: zone.publicSubnetId,
    State: 'available',
    ConnectivityType: 'public',
    AvailabilityMode: 'zonal',
    CreateTime: ago(account, age),
    NatGatewayAddresses: [
      {
        AllocationId: ec2Id('eipalloc', id),
        NetworkInterfaceId: ec2Id('eni', id),
        PublicIp: publicAddress(id),
        IsPrimary: true,
        Status: 'succeeded',
      },
    ],
    Tags: tags,
  });
}

/** The VPC's own, which leads nowhere; one for the public subnets; one for each private subnet, to its zone's NAT gateway. */
function addRouteTables(account: Account, network: Network, tagsOf: TagsOf): void {
  const { vpcId, zones } = network;
  addRouteTable(account, { id: ec2Id('rtb', `${vpcId} main`), vpcId, subnets: 'main', tags: [] });
  const publicId = ec2Id('rtb', `${vpcId} public`);
  addRouteTable(account, {
    id: publicId,
    vpcId,
    subnets: zones.map(({ publicSubnetId }) => publicSubnetId),
    to: { GatewayId: internetGatewayId(network) },
    tags: tagsOf('AWS::EC2::RouteTable', 'PublicRouteTable', publicId),
  });
  for (const [at, zone] of zones.entries()) {
    const id = ec2Id('rtb', zone.privateSubnetId);
    addRouteTable(account, {
      id,
      vpcId,
      subnets: [zone.privateSubnetId],
      to: { NatGatewayId: natGatewayId(zone) },
      tags: tagsOf('AWS::EC2::RouteTable', `PrivateRouteTable${ordinals[at]}`, id),
    });
  }
}

interface RouteTableDescription {
  readonly id: string;
  readonly vpcId: string;
  /** Those it is for; `main`: all that name no other. */
  readonly subnets: 'main' | readonly string[];
  /** Where everything outside the VPC goes; absent: nowhere. */
  readonly to?: Pick<Route, 'GatewayId' | 'NatGatewayId' | 'State'>;
  readonly tags: Tag[];
}

export function addRouteTable(account: Account, table: RouteTableDescription): void {
  const association = (SubnetId?: string) => ({
    RouteTableAssociationId: ec2Id('rtbassoc', `${table.id} ${SubnetId ?? 'main'}`),
    RouteTableId: table.id,
    Main: SubnetId === undefined,
    ...(SubnetId !== undefined && { SubnetId }),
    AssociationState: { State: 'associated' as const },
  });
  account.ec2.routeTables.push({
    RouteTableId: table.id,
    VpcId: table.vpcId,
    OwnerId: account.id,
    Associations: table.subnets === 'main' ? [association()] : table.subnets.map(association),
    PropagatingVgws: [],
    Routes: [
      {
        DestinationCidrBlock: '10.0.0.0/16',
        GatewayId: 'local',
        Origin: 'CreateRouteTable',
        State: 'active',
      },
      ...(table.to === undefined ? [] : [defaultRoute(table.to)]),
    ],
    Tags: table.tags,
  });
}

function defaultRoute(to: NonNullable<RouteTableDescription['to']>): Route {
  return { DestinationCidrBlock: '0.0.0.0/0', Origin: 'CreateRoute', State: 'active', ...to };
}

function internetGatewayId({ vpcId }: Network): string {
  return ec2Id('igw', vpcId);
}

export function natGatewayId({ publicSubnetId }: Zone): string {
  return ec2Id('nat', publicSubnetId);
}
