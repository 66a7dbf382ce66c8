import check from '../../../shared/checks/ec2-network-nat-in-every-zone.ts';
import type { DefaultRoute, Instance, NatGateway } from '../../../shared/model/ec2.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, anEcsService, anInstance, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aNatGateway, aRouteTable, aSubnet } from '../../support/surroundings.ts';

const publicSubnets = [
  aSubnet({ id: 'subnet-acme-public-a' }),
  aSubnet({ id: 'subnet-acme-public-b', availabilityZone: 'eu-west-1b' }),
];
const inSubnets = (...subnetIds: readonly string[]) =>
  aClusterServices({ services: known([anEcsService({ subnetIds })]) });
/** Tasks in the private subnet of zone a, and nothing else. */
const network = {
  'ec2.subnets': [aSubnet(), ...publicSubnets],
  'ec2.route-tables': [aRouteTable()],
  'ec2.nat-gateways': [aNatGateway()],
  'ecs.services': [inSubnets('subnet-acme-a')],
  'ec2.instances': [],
};
const route = (over: Partial<DefaultRoute>): DefaultRoute => ({
  natGatewayId: null,
  otherId: null,
  state: 'active',
  ...over,
});
const routes = (...defaultRoutes: readonly DefaultRoute[]) => ({
  ...network,
  'ec2.route-tables': [aRouteTable({ defaultRoutes })],
});
const gateway = (over: Partial<NatGateway>) => ({
  ...network,
  'ec2.nat-gateways': [aNatGateway(over)],
});
const machine = (over: Partial<Instance>) => ({
  ...network,
  'ec2.route-tables': [],
  'ecs.services': [],
  'ec2.instances': [anInstance(over)],
});

testCheck(check, {
  pass: [
    {
      name: 'through the gateway of its own zone',
      facts: network,
      subject: 'subnet-acme-a',
      reason: 'leaves through nat-acme-a in its own zone, eu-west-1a',
    },
    {
      name: 'by the main route table of its network',
      facts: {
        ...network,
        'ec2.route-tables': [
          aRouteTable({ main: true, vpcId: 'vpc-other', subnetIds: [], defaultRoutes: [] }),
          aRouteTable({ main: true, subnetIds: [] }),
        ],
      },
    },
    {
      name: 'through a regional gateway, which is in no subnet',
      facts: gateway({ mode: 'regional', subnetId: null }),
      reason: 'leaves through nat-acme-a, which is regional',
    },
    {
      name: 'through a regional gateway that somebody chose the right zones for',
      facts: gateway({
        mode: 'regional',
        subnetId: null,
        chosenZones: ['eu-west-1b', 'eu-west-1a'],
      }),
      reason: 'leaves through nat-acme-a, which is regional and in its zone, eu-west-1a',
    },
    {
      name: 'through a transit gateway',
      facts: routes(route({ otherId: 'tgw-1' })),
      reason: 'leaves through tgw-1, which is not judged',
    },
    {
      name: 'a subnet with a machine only',
      facts: { ...machine({}), 'ec2.route-tables': [aRouteTable()] },
      subject: 'subnet-acme-a',
    },
  ],
  fail: [
    {
      name: 'through the gateway of another zone',
      facts: gateway({ subnetId: 'subnet-acme-public-b' }),
      subject: 'subnet-acme-a',
      severity: 'medium',
      reason: 'is in eu-west-1a and leaves through nat-acme-a in eu-west-1b',
    },
    {
      name: 'through a regional gateway that somebody left its zone out of',
      facts: gateway({
        mode: 'regional',
        subnetId: null,
        chosenZones: ['eu-west-1b', 'eu-west-1c'],
      }),
      subject: 'subnet-acme-a',
      severity: 'medium',
      reason: 'is in eu-west-1a and leaves through nat-acme-a in eu-west-1b and eu-west-1c',
    },
    {
      name: 'no default route',
      facts: routes(),
      severity: 'medium',
      reason: 'has no way out: rtb-acme-a has no default route',
    },
    {
      name: 'the gateway is gone and its route left behind',
      facts: routes(route({ natGatewayId: 'nat-old', state: 'blackhole' })),
      severity: 'high',
      reason: 'has no way out: nat-old in rtb-acme-a is gone',
    },
    {
      name: 'one of two routes is left behind',
      facts: routes(
        route({ natGatewayId: 'nat-acme-a' }),
        route({ otherId: 'tgw-old', state: 'blackhole' }),
      ),
      severity: 'high',
      reason: 'tgw-old in rtb-acme-a is gone',
    },
    ...['pending', 'failed', 'deleting'].map((state) => ({
      name: `the gateway is ${state}`,
      facts: gateway({ state }),
      severity: 'high' as const,
      reason: `leaves through nat-acme-a, which is ${state}`,
    })),
    {
      name: 'a regional gateway that failed',
      facts: gateway({ mode: 'regional', subnetId: null, state: 'failed' }),
    },
    {
      name: 'expected and absent',
      facts: { ...network, 'ecs.services': [] },
      expected: { templates: ['5-4-ecs-services'] },
      subject: '5-4-ecs-services',
      reason: 'should have brought a subnet with tasks',
    },
  ],
  unknown: [
    {
      name: 'the route tables may not be listed',
      facts: { ...network, 'ec2.route-tables': denied('ec2:DescribeRouteTables') },
    },
    {
      name: 'the subnet is not shown',
      facts: { ...network, 'ec2.subnets': publicSubnets },
      subject: 'subnet-acme-a',
      reason: 'does not show this subnet',
    },
    {
      name: 'its route table is not shown',
      facts: { ...network, 'ec2.route-tables': [] },
      subject: 'subnet-acme-a',
      reason: 'does not show its route table',
    },
    {
      name: 'the gateway is not shown: it may be of another account',
      facts: { ...network, 'ec2.nat-gateways': [] },
      reason: 'leaves through nat-acme-a, which AWS does not show',
    },
    {
      name: 'the subnet of the gateway is not shown',
      facts: { ...network, 'ec2.subnets': [aSubnet()] },
      reason: 'whose zone AWS does not show',
    },
    {
      name: 'AWS does not say which zones somebody chose for a regional gateway',
      facts: gateway({ mode: 'regional', subnetId: null, chosenZones: [] }),
      reason: 'whose zone AWS does not show',
    },
    { name: 'AWS does not say where a gateway is', facts: gateway({ subnetId: null }) },
    {
      name: 'the services of a cluster could not be read',
      facts: {
        ...network,
        'ecs.services': [aClusterServices({ services: denied('ecs:ListServices') })],
      },
      subject: 'tts',
      reason: 'ecs:ListServices was refused',
    },
    {
      name: 'the machines may not be listed',
      facts: { ...network, 'ec2.instances': denied('ec2:DescribeInstances') },
      subject: 'acme',
      reason: 'ec2:DescribeInstances was refused',
    },
  ],
  notApplicable: [
    {
      name: 'a public subnet',
      facts: routes(route({ otherId: 'igw-1' })),
      reason: 'is public: it leaves through igw-1',
    },
    { name: 'a machine with an address of its own', facts: machine({ publicIp: '192.0.2.1' }) },
    { name: 'a machine that does not run', facts: machine({ state: 'stopped' }) },
    { name: 'a machine in no subnet', facts: machine({ subnetId: null }) },
  ],
  several: [
    {
      name: 'each subnet in use once, by its own routes',
      facts: {
        ...network,
        'ec2.subnets': [
          ...network['ec2.subnets'],
          aSubnet({ id: 'subnet-acme-b', availabilityZone: 'eu-west-1b' }),
          aSubnet({ id: 'subnet-unused' }),
        ],
        'ec2.route-tables': [aRouteTable({ subnetIds: ['subnet-acme-a', 'subnet-acme-b'] })],
        'ecs.services': [inSubnets('subnet-acme-b', 'subnet-acme-a')],
        'ec2.instances': [anInstance()],
      },
      statuses: { 'subnet-acme-a': 'pass', 'subnet-acme-b': 'fail' },
    },
  ],
});
