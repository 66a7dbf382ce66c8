import check from '../../../shared/checks/cloudformation-tenancy-as-declared.ts';
import type { DeclaredTenancy } from '../../../shared/model/check.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aCertificate, aLoadBalancerListeners } from '../../support/surroundings.ts';

const declared = (intent: DeclaredTenancy['intent']) => ({
  tenancy: { intent, reviewed: '2026-11-01' },
});
const stack = (template: string, parameters: Stack['parameters']) =>
  aStack({ name: `acme-${template}`, parameters });
const configuration = (over: Stack['parameters'] = {}) =>
  stack('4-2a-configuration', {
    Domain: 'eu1.acme.example.com',
    DefaultTenantID: 'acme',
    ...over,
  });
const proxy = (value: string) =>
  stack('5-7-ecs-proxy', { EnableVirtualHostWithTenantSubdomain: value });
const multi = { 'cloudformation.stacks': [configuration(), proxy('true')] };
const single = { 'cloudformation.stacks': [configuration(), proxy('false')] };
const silent = { 'cloudformation.stacks': [configuration()] };
const wildcard = {
  'acm.certificates': [aCertificate()],
  'elbv2.listeners': [aLoadBalancerListeners()],
};

testCheck(check, {
  pass: [
    {
      name: 'multi-tenant, as declared, whatever certificates say',
      facts: multi,
      declared: declared('multi'),
      subject: 'acme',
      reason: 'is multi-tenant, because its proxy serves tenant subdomains, as declared',
    },
    {
      name: 'single-tenant, as declared, with a certificate for later',
      facts: { ...single, ...wildcard },
      declared: declared('single'),
      reason: 'is single-tenant, because its proxy serves no tenant subdomains, as declared',
    },
    {
      name: 'multi-tenant, as planned',
      facts: multi,
      declared: declared('planned'),
      reason: 'ready for the tenants that are planned',
    },
    {
      name: 'multi-tenant, as only its certificate says',
      facts: { ...silent, ...wildcard },
      declared: declared('multi'),
      reason: 'it has a certificate for *.eu1.acme.example.com',
    },
  ],
  fail: [
    {
      name: 'no default tenant, which the proxy says there should be, and declared multi',
      facts: { 'cloudformation.stacks': [configuration({ DefaultTenantID: '' }), proxy('False')] },
      declared: declared('multi'),
      reason: 'is single-tenant, because its proxy serves no tenant subdomains, and is declared',
    },
    {
      name: 'single-tenant, and declared multi',
      facts: single,
      declared: declared('multi'),
      subject: 'acme',
      reason: 'its proxy serves no tenant subdomains, and is declared multi-tenant',
      severity: 'medium',
    },
    {
      name: 'multi-tenant, and declared single',
      facts: multi,
      declared: declared('single'),
      reason:
        'is multi-tenant, because its proxy serves tenant subdomains, and is declared single-tenant',
    },
    {
      name: 'a certificate for tenants, and declared single',
      facts: { ...silent, ...wildcard },
      declared: declared('single'),
    },
  ],
  warn: [
    {
      name: 'single-tenant, and tenants are planned',
      facts: single,
      declared: declared('planned'),
      reason: 'a migration is due before the first of the tenants that are planned',
    },
  ],
  unknown: [
    {
      name: 'nothing says anything',
      facts: { ...silent, ...wildcard, 'acm.certificates': [] },
      declared: declared('single'),
      subject: 'acme',
      reason: 'nothing in its stacks tells whether it has tenants',
    },
    {
      name: 'settings that contradict each other, whatever certificates say',
      facts: {
        'cloudformation.stacks': [
          configuration(),
          proxy('false'),
          stack('5-3c-ecs-tbs-service', {}),
        ],
        ...wildcard,
      },
      declared: declared('multi'),
      reason: 'its settings do not agree',
    },
    {
      name: 'no setting says anything, and certificates may not be listed',
      facts: { ...silent, ...wildcard, 'acm.certificates': denied('acm:ListCertificates') },
      declared: declared('multi'),
      reason: 'acm:ListCertificates was refused',
    },
    {
      name: 'the stacks may not be listed',
      facts: { ...wildcard, 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
      declared: declared('multi'),
    },
  ],
  notApplicable: [
    {
      name: 'nobody declared anything',
      facts: multi,
      subject: 'acme',
      reason: 'is declared neither single-tenant nor multi-tenant',
    },
  ],
});
