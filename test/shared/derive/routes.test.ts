import { describe, expect, it } from 'vitest';
import { destinationOf, leadsToInternet, routeTableOf } from '../../../shared/derive/routes.ts';
import { aRouteTable, aSubnet } from '../../support/surroundings.ts';

const main = aRouteTable({ id: 'rtb-main', main: true, subnetIds: [] });
const own = aRouteTable({ id: 'rtb-own' });
const foreign = aRouteTable({ id: 'rtb-foreign', main: true, vpcId: 'vpc-other', subnetIds: [] });
const other = aRouteTable({ id: 'rtb-other', subnetIds: ['subnet-acme-b'] });

describe('the route table of a subnet', () => {
  it('is the one it names', () => {
    expect(routeTableOf(aSubnet(), [main, other, own])).toBe(own);
  });

  it('is else the main one of its VPC', () => {
    expect(routeTableOf(aSubnet(), [foreign, other, main])).toBe(main);
  });

  it('is none where neither is listed', () => {
    expect(routeTableOf(aSubnet(), [foreign, other])).toBeUndefined();
  });
});

describe('a route', () => {
  const to = (natGatewayId: string | null, otherId: string | null) => ({
    natGatewayId,
    otherId,
    state: 'active',
  });

  it('names what it leads to', () => {
    expect(destinationOf(to('nat-1', null))).toBe('nat-1');
    expect(destinationOf(to(null, 'tgw-1'))).toBe('tgw-1');
    expect(destinationOf(to(null, null))).toBe('something unnamed');
  });

  it('leads to the internet through an internet gateway only', () => {
    expect(leadsToInternet(to(null, 'igw-1'))).toBe(true);
    expect(leadsToInternet(to(null, 'eigw-1'))).toBe(false);
    expect(leadsToInternet(to('nat-1', null))).toBe(false);
  });
});
