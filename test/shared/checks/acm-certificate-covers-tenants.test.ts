import check from '../../../shared/checks/acm-certificate-covers-tenants.ts';
import type { Certificate } from '../../../shared/model/acm.ts';
import type { DeclaredTenancy } from '../../../shared/model/check.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import type { Listener } from '../../../shared/model/elbv2.ts';
import { known } from '../../../shared/model/fact.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aCertificate, aListener, aLoadBalancerListeners } from '../../support/surroundings.ts';

const domain = 'eu1.acme.example.com';
const wildcard = `*.${domain}`;
const declared = (intent: DeclaredTenancy['intent']) => ({
  tenancy: { intent, reviewed: '2026-11-01' },
});
const stack = (template: string, parameters: Stack['parameters'], prefix = 'acme') =>
  aStack({ name: `${prefix}-${template}`, parameters });
const configuration = (parameters: Stack['parameters'] = { Domain: 'EU1.acme.example.com' }) =>
  stack('4-2a-configuration', parameters);
const proxy = (value: string) =>
  stack('5-7-ecs-proxy', { EnableVirtualHostWithTenantSubdomain: value });
const second = { arn: 'arn:aws:acm:eu-west-1:111122223333:certificate/2' };
const stacks = [configuration(), proxy('true')];

/** A load balancer with these listeners, in a deployment with tenants. */
function world(
  certificates: readonly Partial<Certificate>[],
  listeners: readonly Partial<Listener>[] = [{}],
) {
  return {
    'acm.certificates': certificates.map(aCertificate),
    'cloudformation.stacks': stacks,
    'elbv2.listeners': [aLoadBalancerListeners({ listeners: known(listeners.map(aListener)) })],
  };
}
const ofStacks = (...each: readonly Stack[]) => ({ ...world([{}]), 'cloudformation.stacks': each });

testCheck(check, {
  pass: [
    {
      name: 'the certificate of every listener is for both',
      facts: world([{}], [{}, { port: 8883 }]),
      subject: 'acme-nlb',
      reason: `presents certificates for ${domain} and ${wildcard}`,
    },
    {
      name: 'two wildcards',
      facts: world([{ names: ['*.acme.example.com', wildcard] }]),
    },
    {
      name: 'another certificate in use makes up for it',
      facts: world([{ names: [domain] }, { ...second, names: [wildcard] }]),
      reason: `is covered for ${domain} and ${wildcard} by certificates in use; on which listener`,
    },
    {
      name: 'listeners without TLS present nothing',
      facts: world([{}], [{}, { port: 80, protocol: 'TCP', certificateArn: null }]),
    },
    { name: 'on HTTPS', facts: world([{}], [{ protocol: 'HTTPS' }]) },
    {
      name: 'declared to have tenants, which nothing shows',
      facts: ofStacks(configuration()),
      declared: declared('multi'),
    },
    {
      name: 'declared to have none, and has some',
      facts: ofStacks(...stacks),
      declared: declared('single'),
    },
  ],
  fail: [
    {
      name: 'no wildcard',
      facts: world([{ names: [domain] }]),
      subject: 'acme-nlb',
      reason: `presents no certificate for ${wildcard} on port 443`,
      severity: 'high',
    },
    {
      name: 'the wildcard alone',
      facts: world([{ names: [wildcard] }]),
      reason: `presents no certificate for ${domain} on port 443`,
    },
    {
      name: 'for neither, on one of several listeners',
      facts: world(
        [{}, { ...second, names: ['other.example.com'] }].map((each) => ({
          ...each,
          status: 'EXPIRED',
        })),
        [{}, { port: 8883, certificateArn: second.arn }],
      ),
      reason: `presents no certificate for ${domain} and ${wildcard} on port 8883`,
    },
    {
      name: 'no wildcard, on several listeners',
      facts: world([{ names: [domain] }], [{}, { port: 8883 }]),
      reason: `presents no certificate for ${wildcard} on ports 443, 8883`,
    },
    {
      name: 'no wildcard on HTTPS',
      facts: world([{ names: [domain] }], [{ protocol: 'HTTPS' }]),
    },
    {
      name: 'another certificate for it is not in use',
      facts: world([{ names: [domain] }, { ...second, inUse: false, moreNames: true }]),
    },
    {
      name: 'another certificate for it has expired',
      facts: world([{ names: [domain] }, { ...second, status: 'EXPIRED' }]),
    },
    {
      name: 'declared to have tenants, set up for none',
      facts: {
        ...world([{ names: [domain] }]),
        'cloudformation.stacks': [configuration(), proxy('false')],
      },
      declared: declared('multi'),
    },
    {
      name: 'no load balancer, where one is expected',
      facts: { ...world([{}]), 'elbv2.listeners': [] },
      expected: { templates: ['1-1-vpc'] },
      subject: '1-1-vpc',
    },
    {
      name: 'expected and absent: nobody configured a domain',
      facts: ofStacks(),
      expected: { templates: ['4-2a-configuration'] },
      subject: '4-2a-configuration',
    },
  ],
  unknown: [
    {
      name: 'not all names of a certificate are listed',
      facts: world([{ names: [domain], moreNames: true }]),
      subject: 'acme-nlb',
      reason: 'AWS lists only some names',
    },
    {
      name: 'whether a certificate for it is in use is not said',
      facts: world([{ names: [domain] }, { ...second, inUse: null }]),
      reason: 'does not say whether it is in use',
    },
    {
      name: 'a certificate that is kept elsewhere',
      facts: world([], [{ certificateArn: 'arn:aws:iam::111122223333:server-certificate/x' }]),
      reason: 'presents a certificate that Certificate Manager does not list',
    },
    {
      name: 'a listener whose certificate AWS does not say',
      facts: world([{ names: [domain] }], [{ certificateArn: null }]),
    },
    {
      name: 'the listeners may not be listed',
      facts: {
        ...world([{}]),
        'elbv2.listeners': [
          aLoadBalancerListeners({ listeners: denied('elasticloadbalancing:DescribeListeners') }),
        ],
      },
      subject: 'acme-nlb',
    },
    {
      name: 'no domain is known',
      facts: ofStacks(configuration({}), proxy('true')),
      subject: 'acme',
      reason: 'its stacks do not name the one domain it has',
    },
    {
      name: 'several domains',
      facts: ofStacks(...stacks, stack('4-2a-configuration', { Domain: 'eu2.test' }, 'other')),
      subject: 'acme',
      reason: 'its stacks do not name the one domain it has',
    },
    {
      name: 'nobody says whether it has tenants',
      facts: ofStacks(configuration()),
      subject: 'acme',
      reason: 'nothing in its stacks tells whether it has tenants',
    },
    {
      name: 'settings contradict each other, and nobody declared anything',
      facts: ofStacks(configuration(), proxy('false'), stack('5-3c-ecs-tbs-service', {})),
      reason: 'its settings do not agree',
    },
  ],
  notApplicable: [
    {
      name: 'it has no tenants',
      facts: ofStacks(configuration(), proxy('false')),
      subject: 'acme',
      reason: 'has no tenants',
    },
    {
      name: 'it has no tenants, and forgot its default tenant',
      facts: ofStacks(configuration({ Domain: domain, DefaultTenantID: '' }), proxy('false')),
      subject: 'acme',
      reason: 'has no tenants',
    },
    {
      name: 'it is declared to have none, and nothing shows any',
      facts: ofStacks(configuration()),
      declared: declared('single'),
    },
    {
      name: 'tenants are only planned',
      facts: ofStacks(configuration()),
      declared: declared('planned'),
    },
    {
      name: 'TLS ends behind the load balancer',
      facts: world([{}], [{ protocol: 'TCP', certificateArn: null }]),
      subject: 'acme-nlb',
      reason: 'ends no TLS',
    },
    { name: 'not configured, and not expected', facts: ofStacks() },
    {
      name: 'no load balancer, and none expected',
      facts: { ...world([{}]), 'elbv2.listeners': [] },
    },
  ],
  several: [
    {
      name: 'each load balancer by its own listeners',
      facts: {
        ...world(
          [{}, { ...second, names: ['other.example.com'] }].map((each) => ({
            ...each,
            inUse: false,
          })),
        ),
        'elbv2.listeners': [
          aLoadBalancerListeners(),
          aLoadBalancerListeners({
            loadBalancer: { type: 'load-balancer', name: 'second' },
            listeners: known([aListener({ certificateArn: second.arn })]),
          }),
        ],
      },
      statuses: { 'acme-nlb': 'pass', second: 'fail' },
    },
  ],
});
