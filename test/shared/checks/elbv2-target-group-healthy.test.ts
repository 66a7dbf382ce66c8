import check from '../../../shared/checks/elbv2-target-group-healthy.ts';
import type { RegisteredTarget, TargetGroup } from '../../../shared/model/elbv2.ts';
import { known } from '../../../shared/model/fact.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import {
  aListener,
  aLoadBalancer,
  aLoadBalancerListeners,
  aRegisteredTarget,
  aTargetGroup,
} from '../../support/surroundings.ts';

const group = (over: Partial<TargetGroup> = {}) => ({
  'elbv2.load-balancers': [aLoadBalancer()],
  'elbv2.target-groups': [aTargetGroup(over)],
  'elbv2.listeners': [aLoadBalancerListeners()],
});
const registered = (...targets: readonly Partial<RegisteredTarget>[]) =>
  known(targets.map((each) => aRegisteredTarget(each)));
const targets = (...all: readonly Partial<RegisteredTarget>[]) =>
  group({ targets: registered(...all) });
const elsewhere = { id: '10.0.2.7', availabilityZone: 'eu-west-1b' };
const inOneZone = [{}, { id: '10.0.1.8' }];
const withCrossZone = (crossZone: boolean | null) => [
  aLoadBalancer({ attributes: known({ deletionProtection: true, crossZone }) }),
];

testCheck(check, {
  pass: [
    {
      name: 'a healthy target in each of two zones',
      facts: group(),
      reason: 'has 2 healthy targets, one in every zone',
    },
    {
      name: 'the same, and nobody may read whether zones share their targets',
      facts: {
        ...group(),
        'elbv2.load-balancers': [
          aLoadBalancer({
            attributes: denied('elasticloadbalancing:DescribeLoadBalancerAttributes'),
          }),
        ],
      },
    },
    {
      name: 'all in one zone, and the load balancer shares them',
      facts: { ...targets(...inOneZone), 'elbv2.load-balancers': withCrossZone(true) },
      reason: 'has 2 healthy targets, which every zone can reach',
    },
    {
      name: 'all in one zone, and the target group shares them whatever its load balancer does',
      facts: group({ crossZone: true, targets: registered(...inOneZone) }),
    },
    {
      name: 'in zones AWS does not say, and the load balancer shares them',
      facts: {
        ...targets({ availabilityZone: null }, { availabilityZone: null }),
        'elbv2.load-balancers': withCrossZone(true),
      },
    },
    {
      name: 'targets outside the network serve every zone',
      facts: targets({ availabilityZone: 'all' }, { id: '10.9.0.1', availabilityZone: 'all' }),
    },
    {
      name: 'one target that was not healthy besides two that are',
      facts: targets({}, elsewhere, { id: '10.0.1.9', health: 'unhealthy' }),
      reason: 'has 2 healthy targets',
    },
    {
      name: 'one target, where one is enough and shared',
      facts: group({ crossZone: true, targets: registered({}) }),
      settings: { minimumHealthyTargets: 1 },
      reason: 'has 1 healthy target,',
    },
  ],
  fail: [
    {
      name: 'one healthy target',
      facts: targets({}, { ...elsewhere, health: 'draining' }),
      severity: 'high',
      reason: 'has 1 healthy target; 2 are wanted',
    },
    ...['unhealthy', 'initial', 'draining', 'unused', 'unavailable'].map((health) => ({
      name: `every target is ${health}`,
      facts: targets({ health }, { ...elsewhere, health }),
      subject: 'https',
      severity: 'critical' as const,
      reason: 'has no healthy target among 2',
    })),
    {
      name: 'two healthy targets, where three are wanted',
      facts: group(),
      settings: { minimumHealthyTargets: 3 },
      reason: 'has 2 healthy targets; 3 are wanted',
    },
    {
      name: 'none in one of the zones, which do not share',
      facts: targets(...inOneZone),
      severity: 'high',
      reason: 'has no healthy target in eu-west-1b, and zones reach only their own',
    },
    {
      name: 'none in one of the zones, and the target group does not share as its load balancer would',
      facts: {
        ...group({ crossZone: false, targets: registered(...inOneZone) }),
        'elbv2.load-balancers': withCrossZone(true),
      },
    },
    {
      name: 'in the other zone is only one that is not healthy',
      facts: targets(...inOneZone, { ...elsewhere, health: 'unhealthy' }),
      reason: 'has no healthy target in eu-west-1b',
    },
    {
      name: 'nothing is registered, and a listener forwards to it',
      facts: targets(),
      severity: 'high',
      reason: 'has no target, and acme-nlb:443 forwards to it',
    },
    {
      name: 'nothing is registered, a listener forwards to it, and others could not be read',
      facts: {
        ...targets(),
        'elbv2.listeners': [
          aLoadBalancerListeners({ listeners: denied('elasticloadbalancing:DescribeListeners') }),
          aLoadBalancerListeners(),
        ],
      },
    },
    {
      name: 'expected and absent',
      facts: { 'elbv2.load-balancers': [], 'elbv2.target-groups': [] },
      expected: { templates: ['3-2-load-balancer-rules'] },
      subject: '3-2-load-balancer-rules',
      reason: 'should have brought target groups',
    },
  ],
  unknown: [
    {
      name: 'the target groups may not be listed',
      facts: {
        ...group(),
        'elbv2.target-groups': denied('elasticloadbalancing:DescribeTargetGroups'),
      },
    },
    {
      name: 'the health of its targets may not be read',
      facts: group({ targets: denied('elasticloadbalancing:DescribeTargetHealth') }),
      subject: 'https',
      reason: 'elasticloadbalancing:DescribeTargetHealth was refused',
    },
    {
      name: 'two healthy targets, and AWS does not say where one of them is',
      facts: targets({}, { ...elsewhere, availabilityZone: null }),
      reason: 'has 2 healthy targets, and AWS does not say in which zone each is',
    },
    {
      name: 'none in one of the zones, and nobody may read whether they share',
      facts: {
        ...targets(...inOneZone),
        'elbv2.load-balancers': [
          aLoadBalancer({
            attributes: denied('elasticloadbalancing:DescribeLoadBalancerAttributes'),
          }),
        ],
      },
      subject: 'https',
      reason: 'elasticloadbalancing:DescribeLoadBalancerAttributes was refused',
    },
    {
      name: 'none in one of the zones, and AWS does not say whether they share',
      facts: { ...targets(...inOneZone), 'elbv2.load-balancers': withCrossZone(null) },
      reason: 'AWS does not say whether zones share their targets',
    },
    {
      name: 'its load balancer is of nobody we know',
      facts: { ...group(), 'elbv2.load-balancers': [] },
      reason: 'is not among those of the deployment',
    },
    {
      name: 'nothing is registered, and the listeners may not be listed',
      facts: {
        ...targets(),
        'elbv2.listeners': denied('elasticloadbalancing:DescribeListeners'),
      },
      subject: 'https',
      reason: 'elasticloadbalancing:DescribeListeners was refused',
    },
    {
      name: 'nothing is registered, and the listeners of a load balancer could not be read',
      facts: {
        ...targets(),
        'elbv2.listeners': [
          aLoadBalancerListeners({
            listeners: known([aListener({ targetGroupArns: ['arn:other'] })]),
          }),
          aLoadBalancerListeners({ listeners: denied('elasticloadbalancing:DescribeListeners') }),
        ],
      },
      subject: 'https',
    },
  ],
  notApplicable: [
    {
      name: 'no load balancer uses it',
      facts: group({ loadBalancerArns: [], targets: registered({ health: 'unused' }) }),
      reason: 'is used by no load balancer',
    },
    {
      name: 'nothing is registered, and no listener forwards to it',
      facts: {
        ...targets(),
        'elbv2.listeners': [
          aLoadBalancerListeners({
            listeners: known([aListener({ targetGroupArns: ['arn:other'] })]),
          }),
        ],
      },
      reason: 'has no target, and no listener forwards to it',
    },
    {
      name: 'absent and not expected',
      facts: { 'elbv2.load-balancers': [], 'elbv2.target-groups': [] },
    },
  ],
  several: [
    {
      name: 'each target group by its own targets',
      facts: {
        ...group(),
        'elbv2.target-groups': [
          aTargetGroup(),
          aTargetGroup({ name: 'udp', targets: registered({}) }),
        ],
      },
      statuses: { https: 'pass', udp: 'fail' },
    },
  ],
});
