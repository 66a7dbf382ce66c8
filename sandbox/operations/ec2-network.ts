/** EC2's network: security groups, subnets, route tables, NAT gateways. */
import {
  DescribeNatGatewaysCommand,
  type DescribeNatGatewaysRequest,
  type DescribeNatGatewaysResult,
  DescribeRouteTablesCommand,
  type DescribeRouteTablesRequest,
  type DescribeRouteTablesResult,
  DescribeSecurityGroupsCommand,
  type DescribeSecurityGroupsRequest,
  type DescribeSecurityGroupsResult,
  DescribeSubnetsCommand,
  type DescribeSubnetsRequest,
  type DescribeSubnetsResult,
  type NatGateway,
  type RouteTable,
  type SecurityGroup,
  type Subnet,
} from '@aws-sdk/client-ec2';
import type { Account } from '../account.ts';
import { operation, SandboxError } from '../service.ts';
import { invalidValue, type Listing, listed, malformedId, requestFor } from './ec2-lists.ts';

const securityGroups: Listing<SecurityGroup> = {
  name: 'DescribeSecurityGroups',
  idOf: ({ GroupId }) => GroupId,
  ids: {
    kind: 'sg',
    malformed: malformedId('InvalidGroupId.Malformed', 'sg'),
    notFound: (id) =>
      new SandboxError('InvalidGroup.NotFound', `The security group '${id}' does not exist`),
  },
  filters: {
    'group-id': ({ GroupId }) => [GroupId],
    'group-name': ({ GroupName }) => [GroupName],
    'vpc-id': ({ VpcId }) => [VpcId],
    'ip-permission.cidr': ({ IpPermissions = [] }) =>
      IpPermissions.flatMap(({ IpRanges = [] }) => IpRanges.map(({ CidrIp }) => CidrIp)),
    'ip-permission.ipv6-cidr': ({ IpPermissions = [] }) =>
      IpPermissions.flatMap(({ Ipv6Ranges = [] }) => Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6)),
    'ip-permission.from-port': ({ IpPermissions = [] }) =>
      IpPermissions.map(({ FromPort }) => FromPort?.toString()),
    'ip-permission.to-port': ({ IpPermissions = [] }) =>
      IpPermissions.map(({ ToPort }) => ToPort?.toString()),
  },
};

function describeSecurityGroups(
  input: DescribeSecurityGroupsRequest,
  account: Account,
): DescribeSecurityGroupsResult {
  if (input.GroupNames !== undefined) {
    throw invalidValue('Group names only find groups of a default VPC, and there is none here');
  }
  const request = requestFor(input.GroupIds, input);
  const { rows, next } = listed(securityGroups, account.ec2.securityGroups, request, account);
  return { SecurityGroups: rows, NextToken: next };
}

function noSubnet(id: string): SandboxError {
  return new SandboxError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`);
}

const subnets: Listing<Subnet> = {
  name: 'DescribeSubnets',
  idOf: ({ SubnetId }) => SubnetId,
  ids: { kind: 'subnet', malformed: noSubnet, notFound: noSubnet },
  filters: {
    'subnet-id': ({ SubnetId }) => [SubnetId],
    'vpc-id': ({ VpcId }) => [VpcId],
    'availability-zone': ({ AvailabilityZone }) => [AvailabilityZone],
    'cidr-block': ({ CidrBlock }) => [CidrBlock],
  },
};

function describeSubnets(input: DescribeSubnetsRequest, account: Account): DescribeSubnetsResult {
  const request = requestFor(input.SubnetIds, input);
  const { rows, next } = listed(subnets, account.ec2.subnets, request, account);
  return { Subnets: rows, NextToken: next };
}

const routeTables: Listing<RouteTable> = {
  name: 'DescribeRouteTables',
  limits: { minimum: 5, maximum: 100, default: 100 },
  idOf: ({ RouteTableId }) => RouteTableId,
  ids: {
    kind: 'rtb',
    malformed: malformedId('InvalidRouteTableId.Malformed', 'rtb'),
    notFound: (id) =>
      new SandboxError('InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`),
  },
  filters: {
    'route-table-id': ({ RouteTableId }) => [RouteTableId],
    'vpc-id': ({ VpcId }) => [VpcId],
    'association.main': ({ Associations = [] }) =>
      Associations.map(({ Main }) => String(Main === true)),
    'association.subnet-id': ({ Associations = [] }) =>
      Associations.map(({ SubnetId }) => SubnetId),
    'route.nat-gateway-id': ({ Routes = [] }) => Routes.map(({ NatGatewayId }) => NatGatewayId),
    'route.state': ({ Routes = [] }) => Routes.map(({ State }) => State),
  },
};

function describeRouteTables(
  input: DescribeRouteTablesRequest,
  account: Account,
): DescribeRouteTablesResult {
  const request = requestFor(input.RouteTableIds, input);
  const { rows, next } = listed(routeTables, account.ec2.routeTables, request, account);
  return { RouteTables: rows, NextToken: next };
}

const natGateways: Listing<NatGateway> = {
  name: 'DescribeNatGateways',
  idOf: ({ NatGatewayId }) => NatGatewayId,
  ids: {
    kind: 'nat',
    malformed: (id) => new SandboxError('NatGatewayMalformed', `The value ${id} is malformed`),
    notFound: (id) =>
      new SandboxError('NatGatewayNotFound', `NAT gateway ${id} was not found`, 404),
  },
  filters: {
    'nat-gateway-id': ({ NatGatewayId }) => [NatGatewayId],
    state: ({ State }) => [State],
    'subnet-id': ({ SubnetId }) => [SubnetId],
    'vpc-id': ({ VpcId }) => [VpcId],
  },
};

function describeNatGateways(
  input: DescribeNatGatewaysRequest,
  account: Account,
): DescribeNatGatewaysResult {
  // The one list that says `Filter` and not `Filters`.
  const request = requestFor(input.NatGatewayIds, { ...input, Filters: input.Filter });
  const { rows, next } = listed(natGateways, account.ec2.natGateways, request, account);
  return { NatGateways: rows, NextToken: next };
}

export const networkOperations = [
  operation(DescribeSecurityGroupsCommand, describeSecurityGroups),
  operation(DescribeSubnetsCommand, describeSubnets),
  operation(DescribeRouteTablesCommand, describeRouteTables),
  operation(DescribeNatGatewaysCommand, describeNatGateways),
];
