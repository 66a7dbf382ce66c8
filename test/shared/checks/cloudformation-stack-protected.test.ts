import check from '../../../shared/checks/cloudformation-stack-protected.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const stack = (template: string, terminationProtection: boolean | null) =>
  aStack({ name: `acme-${template}`, terminationProtection });
const only = (template: string, terminationProtection: boolean | null) => ({
  'cloudformation.stacks': [stack(template, terminationProtection)],
});

testCheck(check, {
  pass: [
    {
      name: 'protected',
      facts: only('2-1-db-aurora-master', true),
      reason: 'has termination protection',
    },
  ],
  fail: [
    {
      name: 'not protected',
      facts: only('2-4a-is-s3', false),
      subject: 'acme-2-4a-is-s3',
      reason: 'can be deleted by a single call, with the data it holds',
      severity: 'medium',
    },
    ...['2-1-db-aurora-master', '2-3-db-redis-general', '2-4b-routing-s3', '4-1-secrets'].map(
      (template) => ({ name: `${template}, not protected`, facts: only(template, false) }),
    ),
    {
      name: 'TimescaleDB under its former name',
      facts: only('2-5-db-timescale-noc', false),
    },
    {
      name: 'expected and absent',
      facts: { 'cloudformation.stacks': [] },
      expected: { templates: ['4-1-secrets'] },
      subject: '4-1-secrets',
    },
  ],
  unknown: [
    { name: 'AWS does not say', facts: only('4-1-secrets', null), reason: 'does not say' },
    {
      name: 'the stacks may not be listed',
      facts: { 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
      subject: 'acme',
    },
  ],
  notApplicable: [
    { name: 'a network holds nothing', facts: only('1-1-vpc', false), subject: 'acme' },
    { name: 'a replica can be built again', facts: only('2-2-db-aurora-replica', false) },
    { name: 'absent and not expected', facts: { 'cloudformation.stacks': [] } },
  ],
  several: [
    {
      name: 'each stack that holds data by itself',
      facts: {
        'cloudformation.stacks': [
          stack('1-1-vpc', false),
          stack('2-1-db-aurora-master', true),
          stack('4-1-secrets', false),
        ],
      },
      statuses: { 'acme-2-1-db-aurora-master': 'pass', 'acme-4-1-secrets': 'fail' },
    },
  ],
});
