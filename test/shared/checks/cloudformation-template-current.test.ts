import check from '../../../shared/checks/cloudformation-template-current.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const named = (...names: readonly string[]) => ({
  'cloudformation.stacks': names.map((name) => aStack({ name })),
});

testCheck(check, {
  pass: [
    { name: 'in use', facts: named('acme-1-1-vpc'), reason: 'is of 1-1-vpc, which is in use' },
    { name: 'in use under a former name', facts: named('acme-5-6-ecs-proxy') },
  ],
  fail: [
    {
      name: 'the Crypto Server',
      facts: named('acme-200-1-crypto'),
      subject: 'acme-200-1-crypto',
      reason: 'is of 200-1-crypto, which the vendor removed in 3.24.0',
      severity: 'low',
    },
    {
      name: 'the way to the Crypto Server',
      facts: named('acme-6-1-vpc-peering'),
      reason: 'is of 6-1-vpc-peering, which served only the Crypto Server, removed in 3.24.0',
    },
    {
      name: 'the Gateway Configuration Server by itself',
      facts: named('acme-5-3d-ecs-gcs-service'),
      reason: 'which the vendor removed in 3.12.2',
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
    { name: 'the name says no template: others say so', facts: named('acme-odd'), subject: 'acme' },
    {
      name: 'none where some are expected: others say so',
      facts: named(),
      expected: { templates: ['200-1-crypto'] },
    },
  ],
  several: [
    {
      name: 'each stack by itself',
      facts: named('acme-1-1-vpc', 'acme-200-1-crypto', 'acme-odd'),
      statuses: { 'acme-1-1-vpc': 'pass', 'acme-200-1-crypto': 'fail' },
    },
  ],
});
