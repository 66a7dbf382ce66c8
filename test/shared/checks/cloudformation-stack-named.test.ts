import check from '../../../shared/checks/cloudformation-stack-named.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const stacks = (...names: readonly string[]) => ({
  'cloudformation.stacks': names.map((name) => aStack({ name })),
});

testCheck(check, {
  pass: [
    {
      name: 'prefix and template',
      facts: stacks('acme-prod-eu1-2-1-db-aurora-master'),
      reason: 'is named after 2-1-db-aurora-master',
    },
    {
      name: 'a repeatable template with a word of its own at the end',
      facts: stacks('acme-2-3-db-redis-general'),
      reason: 'is named after 2-3-db-redis',
    },
    {
      name: 'a former template name: a stack cannot be renamed',
      facts: stacks('acme-5-6-ecs-proxy'),
      reason: 'still carries 5-6-ecs-proxy, the former name of 5-7-ecs-proxy',
    },
  ],
  fail: [
    {
      name: 'a stack of the vendor under a name of somebody’s own: expected and absent is the name',
      facts: stacks('acme-webhook-queue'),
      subject: 'acme-webhook-queue',
      reason: 'is not named <prefix>-<template name>',
      severity: 'low',
    },
    {
      name: 'a template name without a prefix',
      facts: stacks('1-1-vpc'),
    },
    {
      name: 'a word at the end of a template that is deployed once',
      facts: stacks('acme-1-1-vpc-old'),
    },
  ],
  unknown: [
    {
      name: 'the stacks may not be listed',
      facts: { 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
    },
  ],
  notApplicable: [
    { name: 'no stacks', facts: stacks(), reason: 'has no stacks of The Things Stack' },
    {
      name: 'only stacks of the auditor and of other teams',
      facts: {
        'cloudformation.stacks': [
          aStack({ name: 'acme-7-1-auditor' }),
          aStack({ name: 'billing', versionTag: '1.2.0' }),
        ],
      },
    },
  ],
  several: [
    {
      name: 'good and bad names side by side',
      facts: stacks('acme-1-1-vpc', 'acme-network'),
      statuses: { 'acme-1-1-vpc': 'pass', 'acme-network': 'fail' },
    },
  ],
});
