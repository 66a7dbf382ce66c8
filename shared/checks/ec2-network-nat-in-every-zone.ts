/** Every private subnet that tasks or machines run in leaves the network through a NAT gateway of its own zone. */
import { orAbsent } from '../derive/presence.ts';
import { destinationOf, leadsToInternet, routeTableOf } from '../derive/routes.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { DefaultRoute, Instance, NatGateway, RouteTable, Subnet } from '../model/ec2.ts';
import type { ClusterServices } from '../model/ecs.ts';
import { type Fact, missing } from '../model/fact.ts';
import { deploymentRef, type ResourceRef } from '../model/target.ts';

export default defineCheck({
  id: 'ec2-network-nat-in-every-zone',
  practice: 'high-availability',
  title: 'Every private subnet in use has a working NAT gateway in its own zone',
  severity: 'medium',
  why: 'Without a way out a task can pull no image and reach no other network; through the gateway of another zone it fails with that zone.',
  fix: 'Give each zone a NAT gateway and each private subnet a route to that of its zone, as 1-1-vpc does; a regional NAT gateway does as well.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
  catalogueIds: ['HA-12'],
  controls: [
    { source: 'trusted-advisor', id: 'c1dfptbg10' },
    { source: 'cloudsploit', id: 'natMultiAz' },
    { source: 'cloud-custodian', id: 'cross-az-nat-gateway-route' },
  ],
  needs: ['ec2.subnets', 'ec2.route-tables', 'ec2.nat-gateways', 'ecs.services'],
  wants: ['ec2.instances'],
  run: (facts, context) => {
    const network: Network = {
      subnets: facts['ec2.subnets'],
      tables: facts['ec2.route-tables'],
      gateways: facts['ec2.nat-gateways'],
    };
    const services = facts['ecs.services'];
    const instances = facts['ec2.instances'];
    const verdicts = [
      ...usedSubnets(services, instances).map((id) => judge(id, network)),
      ...services.flatMap((each) =>
        each.services.known ? [] : unsure(each.cluster, each.services),
      ),
      ...(instances.known ? [] : [unsure(deploymentRef(context.deployment), instances)]),
    ];
    return orAbsent(verdicts, 'a subnet with tasks', '5-4-ecs-services', context);
  },
});

interface Network {
  readonly subnets: readonly Subnet[];
  readonly tables: readonly RouteTable[];
  readonly gateways: readonly NatGateway[];
}

// A machine with an address of its own needs no NAT gateway.
function usedSubnets(
  clusters: readonly ClusterServices[],
  instances: Fact<readonly Instance[]>,
): readonly string[] {
  const ofServices = clusters
    .flatMap(({ services }) => (services.known ? services.value : []))
    .flatMap(({ subnetIds }) => subnetIds);
  const ofInstances = (instances.known ? instances.value : [])
    .filter(({ state, publicIp }) => state === 'running' && publicIp === null)
    .flatMap(({ subnetId }) => subnetId ?? []);
  return [...new Set([...ofServices, ...ofInstances])];
}

function judge(id: string, network: Network): Verdict {
  const ref = { type: 'subnet', name: id };
  const subnet = network.subnets.find((each) => each.id === id);
  if (subnet === undefined) return unsure(ref, missing('failed', 'AWS does not show this subnet'));
  const table = routeTableOf(subnet, network.tables);
  if (table === undefined) {
    return unsure(ref, missing('failed', 'AWS does not show its route table'));
  }
  const [first] = table.defaultRoutes;
  if (first === undefined) return fail(ref, `has no way out: ${table.id} has no default route`);
  const dead = table.defaultRoutes.find(({ state }) => state !== 'active');
  return dead === undefined
    ? judgeRoute(ref, subnet, first, network)
    : fail(ref, `has no way out: ${destinationOf(dead)} in ${table.id} is gone`, 'high');
}

function judgeRoute(
  ref: ResourceRef,
  subnet: Subnet,
  route: DefaultRoute,
  { subnets, gateways }: Network,
): Verdict {
  const way = destinationOf(route);
  if (leadsToInternet(route)) return notApplicable(ref, `is public: it leaves through ${way}`);
  if (route.natGatewayId === null) return pass(ref, `leaves through ${way}, which is not judged`);
  const gateway = gateways.find(({ id }) => id === way);
  if (gateway === undefined) {
    return unsure(ref, missing('failed', `leaves through ${way}, which AWS does not show`));
  }
  if (gateway.state !== 'available') {
    return fail(ref, `leaves through ${way}, which is ${gateway.state}`, 'high');
  }
  if (gateway.mode === 'regional' && gateway.chosenZones === undefined) {
    return pass(ref, `leaves through ${way}, which is regional`);
  }
  const zones = zonesOf(gateway, subnets);
  if (zones.length === 0) {
    const detail = `leaves through ${way}, whose zone AWS does not show`;
    return unsure(ref, missing('failed', detail));
  }
  const { availabilityZone: own } = subnet;
  if (!zones.includes(own)) {
    return fail(ref, `is in ${own} and leaves through ${way} in ${zones.join(' and ')}`);
  }
  return gateway.mode === 'regional'
    ? pass(ref, `leaves through ${way}, which is regional and in its zone, ${own}`)
    : pass(ref, `leaves through ${way} in its own zone, ${own}`);
}

/** Where a gateway is, unless AWS chooses; empty when AWS does not show it. */
function zonesOf(
  { chosenZones, subnetId }: NatGateway,
  subnets: readonly Subnet[],
): readonly string[] {
  return (
    chosenZones ??
    subnets.flatMap(({ id, availabilityZone }) => (id === subnetId ? availabilityZone : []))
  );
}
