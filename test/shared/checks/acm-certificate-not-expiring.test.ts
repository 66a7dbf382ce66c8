import check from '../../../shared/checks/acm-certificate-not-expiring.ts';
import type { Certificate } from '../../../shared/model/acm.ts';
import type { Listener } from '../../../shared/model/elbv2.ts';
import { known } from '../../../shared/model/fact.ts';
import { aStack, daysAgo, denied, minutesAgo, now } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import {
  aCertificate,
  aListener,
  aLoadBalancerListeners,
  inDays,
} from '../../support/surroundings.ts';

const domain = 'eu1.acme.example.com';
const balancerRules = (value: string) =>
  aStack({ name: 'acme-3-2-load-balancer-rules', parameters: { SupportProxyTLS: value } });

/** Certificates of which the first is shown by a listener on 443, unless there are other listeners. */
function world(
  certificates: readonly Partial<Certificate>[],
  listeners: readonly Partial<Listener>[] = [{}],
) {
  return {
    'acm.certificates': certificates.map(aCertificate),
    'cloudformation.stacks': [
      balancerRules('false'),
      aStack({ name: 'acme-4-2a-configuration', parameters: { Domain: domain } }),
    ],
    'elbv2.listeners': [aLoadBalancerListeners({ listeners: known(listeners.map(aListener)) })],
  };
}
const expires = (expiresAt: string | null) => world([{ expiresAt }]);
const plain = world([{}], [{ protocol: 'TCP', certificateArn: null }]);
const second = { arn: 'arn:aws:acm:eu-west-1:111122223333:certificate/2' };
const refused = aLoadBalancerListeners({
  loadBalancer: { type: 'load-balancer', name: 'second' },
  listeners: denied('elasticloadbalancing:DescribeListeners'),
});

testCheck(check, {
  pass: [
    {
      name: 'for months',
      facts: expires(inDays(200)),
      subject: '1',
      reason: 'expires on 2027-06-11, in 200 days',
    },
    { name: 'a minute longer than to warn of', facts: expires(minutesAgo(-30 * 1440 - 1)) },
    {
      name: 'for twenty days, where that is long enough',
      facts: expires(inDays(20)),
      settings: { warnDays: 19 },
    },
  ],
  fail: [
    {
      name: 'two weeks are left',
      facts: expires(inDays(14)),
      subject: '1',
      reason: 'expires on 2026-12-07, in 14 days',
      severity: 'critical',
    },
    { name: 'expired', facts: expires(daysAgo(22)), reason: 'expired on 2026-11-01' },
    { name: 'expires now', facts: expires(now.toISOString()), reason: 'expired on' },
    {
      name: 'twenty days are left, and that is too short',
      facts: expires(inDays(20)),
      settings: { failDays: 20 },
    },
    ...['EXPIRED', 'REVOKED', 'PENDING_VALIDATION'].map((status) => ({
      name: `is ${status}, whatever its date`,
      facts: world([{ status, expiresAt: null }]),
      reason: `is ${status}`,
    })),
    {
      name: 'one for further names',
      facts: world([{}, { ...second, names: [`*.${domain}`], expiresAt: inDays(3) }]),
      subject: '2',
    },
    {
      name: 'no listener with TLS',
      facts: plain,
      subject: 'acme-nlb',
      reason: 'has no listener with TLS',
    },
    {
      name: 'no listener at all, and nobody says who ends TLS',
      facts: { ...world([], []), 'cloudformation.stacks': [] },
      subject: 'acme-nlb',
    },
    {
      name: 'no listener with TLS, though another stack leaves it to the proxy',
      facts: {
        ...plain,
        'cloudformation.stacks': [
          balancerRules('false'),
          aStack({ name: 'acme-5-7-ecs-proxy', parameters: { SupportProxyTLS: 'true' } }),
        ],
      },
    },
    {
      name: 'expected and absent',
      facts: { ...world([]), 'elbv2.listeners': [] },
      expected: { templates: ['3-2-load-balancer-rules'] },
      subject: '3-2-load-balancer-rules',
    },
  ],
  warn: [
    {
      name: 'a month is left',
      facts: expires(inDays(30)),
      reason: 'expires on 2026-12-23, in 30 days',
    },
    { name: 'a minute more than two weeks', facts: expires(minutesAgo(-14 * 1440 - 1)) },
  ],
  unknown: [
    {
      name: 'AWS does not say when it expires',
      facts: expires(null),
      subject: '1',
      reason: 'AWS does not say when it expires',
    },
    {
      name: 'a certificate of IAM',
      facts: world([], [{ certificateArn: 'arn:aws:iam::111122223333:server-certificate/acme' }]),
      subject: 'server-certificate/acme',
    },
    {
      name: 'listeners of the other load balancer may hold it: this one is not blamed',
      facts: { ...plain, 'elbv2.listeners': [...plain['elbv2.listeners'], refused] },
      reason: 'elasticloadbalancing:DescribeListeners was refused',
    },
    {
      name: 'certificates may not be listed',
      facts: { ...world([]), 'acm.certificates': denied('acm:ListCertificates') },
    },
  ],
  notApplicable: [
    {
      name: 'the proxy ends TLS',
      facts: { ...plain, 'cloudformation.stacks': [balancerRules('True')] },
      subject: 'acme',
      reason: 'leaves TLS to its proxy',
    },
    {
      name: 'absent and not expected',
      facts: { ...world([]), 'elbv2.listeners': [] },
      subject: 'acme',
    },
  ],
  several: [
    {
      name: 'each certificate by its own date',
      facts: world(
        [{}, { ...second, names: ['x.test'], expiresAt: inDays(20) }],
        [{}, { port: 8883, certificateArn: second.arn }],
      ),
      statuses: { 1: 'pass', 2: 'warn' },
    },
    {
      name: 'an internal load balancer beside needs no TLS',
      facts: {
        ...world([{}]),
        'elbv2.listeners': [
          aLoadBalancerListeners(),
          aLoadBalancerListeners({
            loadBalancer: { type: 'load-balancer', name: 'internal' },
            listeners: known([aListener({ protocol: 'TCP', certificateArn: null })]),
          }),
        ],
      },
      statuses: { 1: 'pass' },
    },
  ],
});
