import check from '../../../shared/checks/cloudformation-default-tenant-set.ts';
import type { DeclaredTenancy } from '../../../shared/model/check.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const declared = (intent: DeclaredTenancy['intent']) => ({
  tenancy: { intent, reviewed: '2026-11-01' },
});
const Domain = 'eu1.acme.example.com';
const stack = (template: string, parameters: Stack['parameters'], prefix = 'acme') =>
  aStack({ name: `${prefix}-${template}`, parameters });
const configuration = (over: Stack['parameters'] = {}) =>
  stack('4-2a-configuration', { Domain, DefaultTenantID: 'acme', ...over });
const proxy = (value: string) =>
  stack('5-7-ecs-proxy', { EnableVirtualHostWithTenantSubdomain: value });
const without = stack('4-2a-configuration', { Domain });
const empty = configuration({ DefaultTenantID: '' });
const facts = (...stacks: readonly Stack[]) => ({ 'cloudformation.stacks': stacks });

testCheck(check, {
  pass: [
    {
      name: 'single-tenant, with a default tenant',
      facts: facts(configuration(), proxy('false')),
      subject: 'acme-4-2a-configuration',
      reason: 'has the default tenant acme',
    },
    { name: 'a default tenant, in either mode', facts: facts(configuration(), proxy('true')) },
    {
      name: 'one domain, however it is spelled, and stacks that have none',
      facts: facts(
        configuration(),
        stack('5-8a-certs-le', { Domain: Domain.toUpperCase() }),
        stack('5-4-ecs-services', { Domain: '' }),
        stack('1-1-vpc', {}),
      ),
    },
  ],
  fail: [
    {
      name: 'none, and the proxy serves no subdomains',
      facts: facts(empty, proxy('false')),
      subject: 'acme-4-2a-configuration',
      reason: 'has no default tenant, and its proxy serves no tenant subdomains',
      severity: 'high',
    },
    {
      name: 'none, the proxy serves no subdomains, and it is declared to have tenants',
      facts: facts(empty, proxy('false')),
      declared: declared('multi'),
    },
    ...['False', 'no'].map((value) => ({
      name: `none, and the proxy is told ${value}`,
      facts: facts(empty, proxy(value)),
      subject: 'acme-4-2a-configuration',
      reason: 'has no default tenant, and its proxy serves no tenant subdomains',
    })),
    ...(['single', 'planned'] as const).map((intent) => ({
      name: `none, and declared ${intent}`,
      facts: facts(empty),
      declared: declared(intent),
      reason: 'has no default tenant, and it is declared to be single-tenant',
    })),
    {
      name: 'stacks with different domains',
      facts: facts(configuration(), stack('5-8a-certs-le', { Domain: 'eu2.acme.example.com' })),
      reason:
        'has the domain eu1.acme.example.com, where acme-5-8a-certs-le has eu2.acme.example.com',
    },
    {
      name: 'three domains',
      facts: facts(
        configuration(),
        stack('5-8a-certs-le', { Domain: 'eu2.acme.example.com' }),
        stack('5-7-ecs-proxy', { Domain: 'acme.example.com' }),
      ),
      reason:
        'where acme-5-7-ecs-proxy has acme.example.com and acme-5-8a-certs-le has eu2.acme.example.com',
    },
    {
      name: 'stacks with different domains, and a configuration without one',
      facts: facts(
        stack('4-2a-configuration', { DefaultTenantID: 'acme' }),
        stack('5-7-ecs-proxy', { Domain }),
        stack('5-8a-certs-le', { Domain: 'eu2.acme.example.com' }),
      ),
      reason: 'has no domain, where acme-5-7-ecs-proxy has eu1.acme.example.com and acme-5-8a',
    },
    {
      name: 'expected and absent',
      facts: facts(),
      expected: { templates: ['4-2a-configuration'] },
      subject: '4-2a-configuration',
    },
  ],
  unknown: [
    {
      name: 'an older template, and nothing shows tenants',
      facts: facts(without),
      subject: 'acme-4-2a-configuration',
      reason: 'has no parameter for the default tenant known here',
    },
    {
      name: 'none, and nothing else tells whether there are tenants',
      facts: facts(empty),
      subject: 'acme-4-2a-configuration',
      reason: 'has no default tenant, and nothing else tells whether it has tenants',
    },
    { name: 'an older template, and no tenants', facts: facts(without, proxy('false')) },
    {
      name: 'an older template, tenants, and declared to have none',
      facts: facts(without, proxy('true')),
      declared: declared('single'),
    },
    {
      name: 'the stacks may not be listed',
      facts: { 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
      subject: 'acme',
    },
  ],
  notApplicable: [
    {
      name: 'none, and every tenant has a subdomain',
      facts: facts(empty, proxy('true')),
      subject: 'acme-4-2a-configuration',
      reason: 'needs no default tenant: every tenant has a subdomain',
    },
    { name: 'none, and the proxy is told True', facts: facts(empty, proxy('True')) },
    {
      name: 'none, and tenants are billed',
      facts: facts(empty, stack('5-3c-ecs-tbs-service', {})),
    },
    { name: 'an older template, and tenants', facts: facts(without, proxy('true')) },
    {
      name: 'an older template, and declared to have tenants',
      facts: facts(without),
      declared: declared('multi'),
    },
    { name: 'not configured, and not expected', facts: facts(stack('1-1-vpc', {})) },
  ],
  several: [
    {
      name: 'each deployment by its own stacks, where a whole region is judged',
      deployment: { prefix: '', origin: 'region' },
      facts: facts(
        configuration(),
        stack('4-2a-configuration', { Domain: 'eu2.test', DefaultTenantID: '' }, 'beta'),
        stack('5-7-ecs-proxy', { EnableVirtualHostWithTenantSubdomain: 'false' }, 'beta'),
      ),
      statuses: { 'acme-4-2a-configuration': 'pass', 'beta-4-2a-configuration': 'fail' },
    },
  ],
});
