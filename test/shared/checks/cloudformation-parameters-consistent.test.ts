import check from '../../../shared/checks/cloudformation-parameters-consistent.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const same = { NetworkName: 'acme', Environment: 'prod', Cluster: 'eu1' };
const stack = (template: string, parameters: Record<string, string> = same, prefix = 'acme') =>
  aStack({ name: `${prefix}-${template}`, parameters });
const facts = (...stacks: readonly ReturnType<typeof aStack>[]) => ({
  'cloudformation.stacks': stacks,
});
const withOdd = (odd: Record<string, string>) =>
  facts(stack('1-1-vpc'), stack('2-3-db-redis'), stack('4-1-secrets', odd));

testCheck(check, {
  pass: [
    {
      name: 'all the same',
      facts: facts(stack('1-1-vpc'), stack('4-1-secrets')),
      reason: 'has the parameters of its deployment',
    },
    {
      name: 'staging',
      facts: facts(stack('1-1-vpc', { ...same, Environment: 'staging' })),
    },
    { name: 'one that is given only some of them', facts: withOdd({ NetworkName: 'acme' }) },
  ],
  fail: [
    {
      name: 'another cluster',
      facts: withOdd({ ...same, Cluster: 'eu2' }),
      subject: 'acme-4-1-secrets',
      reason: 'has Cluster eu2 where its deployment has eu1',
      severity: 'high',
    },
    {
      name: 'several that differ',
      facts: withOdd({ ...same, NetworkName: 'emca', Environment: 'staging' }),
      subject: 'acme-4-1-secrets',
      reason:
        'has NetworkName emca where its deployment has acme; has Environment staging where its deployment has prod',
    },
    {
      name: 'an empty one',
      facts: withOdd({ ...same, Cluster: '' }),
      subject: 'acme-4-1-secrets',
      reason: 'has Cluster (empty) where',
    },
    {
      name: 'of two the one that imports from the other, whatever their order',
      facts: facts(stack('4-1-secrets', { ...same, Cluster: 'eu2' }), stack('1-1-vpc')),
      subject: 'acme-4-1-secrets',
      reason: 'has Cluster eu2',
    },
    {
      name: 'an environment that no template knows, if all agree',
      facts: facts(stack('1-1-vpc', { ...same, Environment: 'production' })),
      reason: 'has Environment production, which is neither prod nor staging',
    },
  ],
  unknown: [
    {
      name: 'the stacks may not be listed',
      facts: { 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
      subject: 'acme',
    },
  ],
  notApplicable: [
    {
      name: 'none has any of them',
      facts: facts(stack('1-1-vpc', {})),
      reason: 'has no stacks with these parameters',
    },
    {
      name: 'none where some are expected: others say so',
      facts: facts(),
      expected: { templates: ['1-1-vpc'] },
    },
  ],
  several: [
    {
      name: 'the odd one alone, and none without the parameters or of another team',
      facts: facts(
        stack('1-1-vpc'),
        stack('2-3-db-redis'),
        stack('4-1-secrets', { ...same, Cluster: 'eu2' }),
        stack('5-2-ecs-ops', {}),
        aStack({ name: 'billing', versionTag: '12', parameters: { Environment: 'live' } }),
      ),
      statuses: {
        'acme-1-1-vpc': 'pass',
        'acme-2-3-db-redis': 'pass',
        'acme-4-1-secrets': 'fail',
      },
    },
    {
      name: 'each deployment by itself, where a whole region is judged',
      deployment: { prefix: '', origin: 'region' },
      facts: facts(
        stack('1-1-vpc'),
        stack('1-1-vpc', { ...same, Environment: 'staging' }, 'acme-staging'),
      ),
      statuses: { 'acme-1-1-vpc': 'pass', 'acme-staging-1-1-vpc': 'pass' },
    },
  ],
});
