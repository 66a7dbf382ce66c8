import check from '../../../shared/checks/elbv2-listener-interop-healthy.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import type { Listener, TargetGroup } from '../../../shared/model/elbv2.ts';
import { known } from '../../../shared/model/fact.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import {
  aListener,
  aLoadBalancerListeners,
  aRegisteredTarget,
  arnOfTargetGroup,
  aTargetGroup,
} from '../../support/surroundings.ts';

const rules = 'acme-3-2-load-balancer-rules';
const told = (parameters: Stack['parameters'], name = rules) => aStack({ name, parameters });
const interop = { port: 8886, targetGroupArns: [arnOfTargetGroup('interop')] };
const sick = known([aRegisteredTarget({ health: 'unhealthy' })]);

/** What 3-2 is told, the listeners, and what differs in the group the interoperability listener forwards to. */
const world = (
  value: string | undefined,
  listeners: readonly Partial<Listener>[] = [{}, interop],
  group: Partial<TargetGroup> = {},
) => ({
  'cloudformation.stacks': [aStack(), told(value === undefined ? {} : { InteropEnabled: value })],
  'elbv2.listeners': [aLoadBalancerListeners({ listeners: known(listeners.map(aListener)) })],
  'elbv2.target-groups': [aTargetGroup(), aTargetGroup({ name: 'interop', ...group })],
});
const refused = aLoadBalancerListeners({
  loadBalancer: { type: 'load-balancer', name: 'second' },
  listeners: denied('elasticloadbalancing:DescribeListeners'),
});
const withRefused = (facts: ReturnType<typeof world>) => ({
  ...facts,
  'elbv2.listeners': [...facts['elbv2.listeners'], refused],
});

testCheck(check, {
  pass: [
    {
      name: 'on, and served',
      facts: world('true'),
      subject: 'acme-nlb:8886',
      reason: 'has 2 healthy of 2 targets',
    },
    {
      name: 'one healthy target is enough',
      facts: world('TRUE', [interop], {
        targets: known([aRegisteredTarget(), aRegisteredTarget({ health: 'draining' })]),
      }),
      reason: 'has 1 healthy of 2 targets',
    },
    {
      name: 'served by one target group, though the other could not be read',
      facts: world('true', [
        { ...interop, targetGroupArns: [arnOfTargetGroup('gone'), arnOfTargetGroup('interop')] },
      ]),
    },
  ],
  fail: [
    {
      name: 'on, and no listener',
      facts: world('true', [{}]),
      subject: rules,
      reason: 'has InteropEnabled true, and no listener is on port 8886',
      severity: 'medium',
    },
    {
      name: 'on, and nothing healthy behind it',
      facts: world('true', [interop], { targets: sick }),
      subject: 'acme-nlb:8886',
      reason: 'has no healthy target among 1',
    },
    {
      name: 'on, and nothing at all behind it',
      facts: world('true', [interop], { targets: known([]) }),
      reason: 'has no healthy target among 0',
    },
    {
      name: 'on, and forwarding nowhere',
      facts: world('true', [{ ...interop, targetGroupArns: [] }]),
      reason: 'forwards to no target group',
    },
    {
      name: 'expected and absent',
      facts: { ...world('true'), 'cloudformation.stacks': [aStack()] },
      expected: { templates: ['3-2-load-balancer-rules'] },
      subject: '3-2-load-balancer-rules',
    },
  ],
  warn: [
    {
      name: 'off, and the listener is there',
      facts: world('false'),
      subject: 'acme-nlb:8886',
      reason: 'is open, and InteropEnabled is false',
    },
  ],
  unknown: [
    {
      name: 'the health of its targets may not be read',
      facts: world('true', [interop], {
        targets: denied('elasticloadbalancing:DescribeTargetHealth'),
      }),
      subject: 'acme-nlb:8886',
    },
    {
      name: 'one target group sick, the other not listed',
      facts: world(
        'true',
        [{ ...interop, targetGroupArns: [arnOfTargetGroup('interop'), arnOfTargetGroup('gone')] }],
        { targets: sick },
      ),
      reason: `forwards to ${arnOfTargetGroup('gone')}, which AWS does not list`,
    },
    {
      name: 'on, and listeners that could not be read may have it',
      facts: withRefused(world('true', [{}])),
      subject: 'second',
    },
    {
      name: 'off, and listeners that could not be read may have it',
      facts: withRefused(world('false', [{}])),
      subject: 'second',
    },
    {
      name: 'neither on nor off',
      facts: world('js'),
      subject: rules,
      reason: 'InteropEnabled is js',
    },
    {
      name: 'several load balancers, told different things',
      facts: {
        ...world('true'),
        'cloudformation.stacks': [
          told({ InteropEnabled: 'true' }),
          told({ InteropEnabled: 'false' }, 'billing-3-2-load-balancer-rules'),
        ],
      },
      reason: 'InteropEnabled is true and false',
    },
    {
      name: 'stacks may not be listed',
      facts: {
        ...world('true'),
        'cloudformation.stacks': denied('cloudformation:DescribeStacks'),
      },
    },
  ],
  notApplicable: [
    {
      name: 'off, and no listener',
      facts: world('false', [{}]),
      subject: rules,
      reason: 'has interoperability switched off',
    },
    {
      name: 'not told',
      facts: world(undefined),
      subject: rules,
      reason: 'is not told whether to be interoperable',
    },
    {
      name: 'absent and not expected',
      facts: { ...world('true'), 'cloudformation.stacks': [] },
      subject: 'acme',
    },
  ],
  several: [
    {
      name: 'each listener by its own targets, and one load balancer that could not be read',
      facts: withRefused(
        world('true', [
          interop,
          {
            ...interop,
            ref: { type: 'listener', name: 'other:8886' },
            targetGroupArns: [arnOfTargetGroup('gone')],
          },
        ]),
      ),
      statuses: { 'acme-nlb:8886': 'pass', 'other:8886': 'unknown', second: 'unknown' },
    },
    {
      name: 'two stacks that are told the same in different words',
      facts: {
        ...world('true'),
        'cloudformation.stacks': [
          told({ InteropEnabled: 'true' }),
          told({ InteropEnabled: 'yes' }, 'billing-3-2-load-balancer-rules'),
        ],
      },
      statuses: { 'acme-nlb:8886': 'pass' },
    },
  ],
});
