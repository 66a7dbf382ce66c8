import check from '../../../shared/checks/cloudformation-version-aligned.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const stack = (template: string, tag?: string, prefix = 'acme') => {
  const { versionTag: _, ...rest } = aStack({ name: `${prefix}-${template}` });
  return tag === undefined ? rest : { ...rest, versionTag: tag };
};
/** The secrets beside a network of 3.36.2. */
const secrets = (tag?: string) => ({
  'cloudformation.stacks': [stack('4-1-secrets', tag), stack('1-1-vpc', '3.36.2')],
});
const subject = 'acme-4-1-secrets';

testCheck(check, {
  pass: [
    { name: 'the same', facts: secrets('3.36.2'), reason: 'is of 3.36.2' },
    { name: 'another patch', facts: secrets('3.36.0'), subject },
    { name: 'spelled with a v', facts: secrets('v3.36.1'), subject },
  ],
  fail: [
    {
      name: 'two minor versions behind',
      facts: secrets('3.34.9'),
      subject,
      reason: 'is of 3.34.9, 2 minor versions behind 3.36',
      severity: 'medium',
    },
    { name: 'told by number, not by letter', facts: secrets('3.9.0'), subject },
    {
      name: 'a major version behind',
      facts: {
        'cloudformation.stacks': [stack('1-1-vpc', '4.0.0'), stack('4-1-secrets', '3.36.2')],
      },
      subject,
      reason: 'is of 3.36.2, others of 4.0',
    },
  ],
  warn: [
    {
      name: 'one minor version behind',
      facts: secrets('3.35.0'),
      subject,
      reason: 'is of 3.35.0, 1 minor version behind 3.36',
    },
    {
      name: 'no version where others have one',
      facts: secrets(),
      subject,
      reason: 'shows no version where others are of 3.36',
    },
    { name: 'a version that is none', facts: secrets('3.x'), subject, reason: 'shows no version' },
  ],
  unknown: [
    {
      name: 'no version anywhere',
      facts: { 'cloudformation.stacks': [stack('1-1-vpc'), stack('4-1-secrets')] },
      subject: 'acme',
      reason: 'shows no version in any of its stacks',
    },
    {
      name: 'the stacks may not be listed',
      facts: { 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
      subject: 'acme',
    },
  ],
  notApplicable: [
    {
      name: 'no stacks of The Things Stack',
      facts: { 'cloudformation.stacks': [aStack({ name: 'billing', versionTag: '12' })] },
    },
    {
      name: 'none where some are expected: others say so',
      facts: { 'cloudformation.stacks': [] },
      expected: { templates: ['1-1-vpc'] },
    },
  ],
  several: [
    {
      name: 'each deployment by itself, where a whole region is judged',
      deployment: { prefix: '', origin: 'region' },
      facts: {
        'cloudformation.stacks': [stack('1-1-vpc', '3.36.2'), stack('1-1-vpc', '3.30.0', 'beta')],
      },
      statuses: { 'acme-1-1-vpc': 'pass', 'beta-1-1-vpc': 'pass' },
    },
  ],
});
