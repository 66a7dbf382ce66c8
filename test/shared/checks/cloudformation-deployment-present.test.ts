import check from '../../../shared/checks/cloudformation-deployment-present.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

testCheck(check, {
  pass: [
    {
      name: 'a deployment with one stack',
      facts: { 'cloudformation.stacks': [aStack()] },
      reason: 'shows 1 stack',
      subject: 'acme',
    },
    {
      name: 'a whole region without stacks: nobody declared it',
      facts: { 'cloudformation.stacks': [] },
      deployment: { name: 'all-resources', prefix: '', origin: 'region' },
      reason: 'shows 0 stacks',
    },
  ],
  fail: [
    {
      name: 'a declared deployment without stacks: expected and absent',
      facts: { 'cloudformation.stacks': [] },
      deployment: { name: 'production', prefix: 'acme', origin: 'declared' },
      subject: 'production',
      reason: 'shows no stacks named acme-…',
      severity: 'critical',
    },
    {
      name: 'a remembered deployment without stacks: once seen and absent',
      facts: { 'cloudformation.stacks': [] },
      deployment: { origin: 'remembered' },
    },
  ],
  unknown: [
    {
      name: 'the stacks may not be listed',
      facts: { 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
      reason: 'cloudformation:DescribeStacks was refused',
    },
  ],
});
