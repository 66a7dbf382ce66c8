import check from '../../../shared/checks/elbv2-listener-tls-current.ts';
import type { Listener } from '../../../shared/model/elbv2.ts';
import { known } from '../../../shared/model/fact.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aListener, aLoadBalancerListeners } from '../../support/surroundings.ts';

const world = (...listeners: readonly Partial<Listener>[]) => ({
  'elbv2.listeners': [aLoadBalancerListeners({ listeners: known(listeners.map(aListener)) })],
});
const refused = aLoadBalancerListeners({
  loadBalancer: { type: 'load-balancer', name: 'second' },
  listeners: denied('elasticloadbalancing:DescribeListeners'),
});
const old = { sslPolicy: 'ELBSecurityPolicy-2016-08' };

testCheck(check, {
  pass: [
    {
      name: 'from TLS 1.2 on',
      facts: world({}),
      subject: 'acme-nlb:443',
      reason: 'has ELBSecurityPolicy-TLS13-1-2-2021-06, from TLS 1.2 on',
    },
    { name: 'on HTTPS', facts: world({ protocol: 'HTTPS' }) },
  ],
  fail: [
    {
      name: 'expected and absent',
      facts: { 'elbv2.listeners': [] },
      expected: { templates: ['3-2-load-balancer-rules'] },
      subject: '3-2-load-balancer-rules',
      severity: 'medium',
    },
  ],
  warn: [
    {
      name: 'TLS 1.0 is accepted',
      facts: world(old),
      subject: 'acme-nlb:443',
      reason: 'has ELBSecurityPolicy-2016-08, which accepts TLS 1.0 or 1.1',
    },
    {
      name: 'a policy that is not known',
      facts: world({ sslPolicy: 'ELBSecurityPolicy-2031-01' }),
      reason: 'of which it is not known here what it accepts',
    },
  ],
  unknown: [
    {
      name: 'AWS does not say the policy',
      facts: world({ sslPolicy: null }),
      subject: 'acme-nlb:443',
      reason: 'AWS does not say which security policy it has',
    },
    {
      name: 'the listeners of the only load balancer may not be read',
      facts: { 'elbv2.listeners': [refused] },
      subject: 'second',
    },
    {
      name: 'listeners may not be listed',
      facts: { 'elbv2.listeners': denied('elasticloadbalancing:DescribeListeners') },
    },
  ],
  notApplicable: [
    {
      name: 'no listener ends TLS',
      facts: world({ protocol: 'TCP', sslPolicy: null }),
      subject: 'acme',
      reason: 'has no listener with TLS',
    },
    { name: 'absent and not expected', facts: { 'elbv2.listeners': [] }, subject: 'acme' },
  ],
  several: [
    {
      name: 'each listener by its own policy',
      facts: {
        'elbv2.listeners': [
          ...world({}, { port: 8883, ...old }, { port: 80, protocol: 'TCP' })['elbv2.listeners'],
          refused,
        ],
      },
      statuses: { 'acme-nlb:443': 'pass', 'acme-nlb:8883': 'warn', second: 'unknown' },
    },
  ],
});
