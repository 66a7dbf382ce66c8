import check from '../../../shared/checks/elbv2-load-balancer-in-every-zone.ts';
import type { LoadBalancer } from '../../../shared/model/elbv2.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, anEcsService, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aLoadBalancer, aSubnet } from '../../support/surroundings.ts';

const subnets = [
  aSubnet(),
  aSubnet({ id: 'subnet-acme-b', availabilityZone: 'eu-west-1b' }),
  aSubnet({ id: 'subnet-acme-c', availabilityZone: 'eu-west-1c' }),
];
const balancer = (over: Partial<LoadBalancer> = {}) => ({
  'elbv2.load-balancers': [aLoadBalancer(over)],
  'ec2.subnets': subnets,
  'ecs.services': [aClusterServices()],
});
const inSubnets = (...subnetIds: readonly string[]) =>
  aClusterServices({ services: known([anEcsService(), anEcsService({ name: 'ns', subnetIds })]) });
const unread = aClusterServices({
  cluster: { type: 'ecs-cluster', name: 'other' },
  services: denied('ecs:ListServices'),
});

testCheck(check, {
  pass: [
    {
      name: 'in both zones of the services',
      facts: balancer({ availabilityZones: ['eu-west-1b', 'eu-west-1a'] }),
      reason: 'is in eu-west-1a and eu-west-1b',
    },
    {
      name: 'in one zone more than the services',
      facts: balancer({ availabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] }),
    },
    {
      name: 'services in no subnet of their own',
      facts: {
        ...balancer(),
        'ecs.services': [aClusterServices({ services: known([anEcsService({ subnetIds: [] })]) })],
      },
    },
  ],
  fail: [
    {
      name: 'not active',
      facts: balancer({ state: 'active_impaired' }),
      subject: 'acme-nlb',
      severity: 'high',
      reason: 'is active_impaired: it still serves, and AWS cannot give it what it needs to scale',
    },
    {
      name: 'being set up',
      facts: balancer({ state: 'provisioning' }),
      reason: 'is provisioning: it is still being set up',
    },
    {
      name: 'never set up',
      facts: balancer({ state: 'failed' }),
      reason: 'is failed: AWS could not set it up',
    },
    {
      name: 'in a state that is not known here',
      facts: balancer({ state: 'dreaming' }),
      reason: 'is dreaming',
    },
    {
      name: 'in one zone',
      facts: balancer({ availabilityZones: ['eu-west-1a'] }),
      reason: 'is in eu-west-1a; two zones are wanted',
    },
    {
      name: 'with two subnets in one zone',
      facts: balancer({ availabilityZones: ['eu-west-1a', 'eu-west-1a'] }),
      reason: 'is in eu-west-1a; two zones are wanted',
    },
    {
      name: 'in no zone',
      facts: balancer({ availabilityZones: [] }),
      reason: 'is in no zone',
    },
    {
      name: 'in none of the zones of the services',
      facts: {
        ...balancer({ availabilityZones: ['eu-west-1d', 'eu-west-1e'] }),
        'ecs.services': [
          aClusterServices({
            services: known([anEcsService({ subnetIds: ['subnet-acme-b', 'subnet-acme-a'] })]),
          }),
        ],
      },
      reason: 'is not in eu-west-1a nor eu-west-1b, where services run',
    },
    {
      name: 'services run in a third zone',
      facts: { ...balancer(), 'ecs.services': [inSubnets('subnet-acme-c')] },
      reason: 'is not in eu-west-1c, where services run',
    },
    {
      name: 'services run in a third zone, and others could not be read',
      facts: { ...balancer(), 'ecs.services': [inSubnets('subnet-acme-c'), unread] },
    },
    {
      name: 'in one zone, and the services may not be listed',
      facts: {
        ...balancer({ availabilityZones: ['eu-west-1a'] }),
        'ecs.services': denied('ecs:ListServices'),
      },
    },
    {
      name: 'expected and absent',
      facts: { ...balancer(), 'elbv2.load-balancers': [] },
      expected: { templates: ['1-1-vpc'] },
      subject: '1-1-vpc',
      reason: 'should have brought a load balancer',
    },
  ],
  unknown: [
    {
      name: 'the load balancers may not be listed',
      facts: {
        ...balancer(),
        'elbv2.load-balancers': denied('elasticloadbalancing:DescribeLoadBalancers'),
      },
    },
    {
      name: 'the services may not be listed',
      facts: { ...balancer(), 'ecs.services': denied('ecs:ListClusters') },
      subject: 'acme-nlb',
      reason: 'ecs:ListClusters was refused',
    },
    {
      name: 'the services of one cluster could not be read',
      facts: { ...balancer(), 'ecs.services': [aClusterServices(), unread] },
      subject: 'acme-nlb',
      reason: 'ecs:ListServices was refused',
    },
    {
      name: 'the subnets may not be listed',
      facts: { ...balancer(), 'ec2.subnets': denied('ec2:DescribeSubnets') },
      reason: 'ec2:DescribeSubnets was refused',
    },
    {
      name: 'a subnet of the services is not shown',
      facts: { ...balancer(), 'ecs.services': [inSubnets('subnet-odd')] },
      reason: 'does not show the subnet subnet-odd',
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: { ...balancer(), 'elbv2.load-balancers': [] } },
  ],
  several: [
    {
      name: 'each load balancer by its own zones',
      facts: {
        ...balancer(),
        'elbv2.load-balancers': [
          aLoadBalancer(),
          aLoadBalancer({ name: 'internal', availabilityZones: ['eu-west-1b'] }),
        ],
      },
      statuses: { 'acme-nlb': 'pass', internal: 'fail' },
    },
  ],
});
