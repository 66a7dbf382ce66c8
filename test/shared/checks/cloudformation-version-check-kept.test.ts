import check from '../../../shared/checks/cloudformation-version-check-kept.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const configuration = (parameters: Stack['parameters'], prefix = 'acme') =>
  aStack({ name: `${prefix}-4-2a-configuration`, parameters });
const skips = (SkipVersionCheck: string) => ({
  'cloudformation.stacks': [aStack(), configuration({ SkipVersionCheck })],
});

testCheck(check, {
  pass: [
    {
      name: 'kept',
      facts: skips('false'),
      subject: 'acme-4-2a-configuration',
      reason: 'checks for newer versions',
    },
  ],
  fail: [
    {
      name: 'expected and absent',
      facts: { 'cloudformation.stacks': [aStack()] },
      expected: { templates: ['4-2a-configuration'] },
      subject: '4-2a-configuration',
      severity: 'low',
    },
  ],
  warn: [
    {
      name: 'skipped',
      facts: skips('True'),
      subject: 'acme-4-2a-configuration',
      reason: 'skips the check for newer versions',
    },
  ],
  unknown: [
    {
      name: 'neither on nor off',
      facts: skips(''),
      subject: 'acme-4-2a-configuration',
      reason: 'has SkipVersionCheck (empty), neither true nor false',
    },
    {
      name: 'stacks may not be listed',
      facts: { 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
    },
  ],
  notApplicable: [
    {
      name: 'not told',
      facts: { 'cloudformation.stacks': [configuration({})] },
      subject: 'acme-4-2a-configuration',
      reason: 'is not told whether to skip the check',
    },
    { name: 'absent and not expected', facts: { 'cloudformation.stacks': [] }, subject: 'acme' },
  ],
  several: [
    {
      name: 'each configuration by itself',
      facts: {
        'cloudformation.stacks': [
          configuration({ SkipVersionCheck: 'true' }),
          configuration({ SkipVersionCheck: 'false' }, 'billing'),
        ],
      },
      statuses: { 'acme-4-2a-configuration': 'warn', 'billing-4-2a-configuration': 'pass' },
    },
  ],
});
