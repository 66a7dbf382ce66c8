import check from '../../../shared/checks/cloudformation-template-present.ts';
import type { TemplateName } from '../../../shared/model/tts.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const expecting = (...templates: readonly TemplateName[]) => ({ templates });
const named = (name: string, status = 'CREATE_COMPLETE') => ({
  'cloudformation.stacks': [aStack({ name, status })],
});

/** Of such a stack nothing can be relied on. */
const broken = [
  'CREATE_FAILED',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'ROLLBACK_IN_PROGRESS',
  'REVIEW_IN_PROGRESS',
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
];
/** Such a stack has, or had, all it should. */
const standing = ['UPDATE_COMPLETE', 'UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'];

testCheck(check, {
  pass: [
    {
      name: 'a stack of the template',
      facts: named('acme-1-1-vpc'),
      expected: expecting('1-1-vpc'),
      subject: '1-1-vpc',
      reason: 'is deployed as acme-1-1-vpc',
    },
    {
      name: 'a stack that still carries the former name',
      facts: named('acme-4-2-configuration'),
      expected: expecting('4-2a-configuration'),
      reason: 'is deployed as acme-4-2-configuration',
    },
    {
      name: 'a broken stack beside one that stands',
      facts: {
        'cloudformation.stacks': [
          aStack({ name: 'acme-2-3-db-redis-new', status: 'ROLLBACK_COMPLETE' }),
          aStack({ name: 'acme-2-3-db-redis' }),
        ],
      },
      expected: expecting('2-3-db-redis'),
      reason: 'is deployed as acme-2-3-db-redis',
    },
    ...standing.map((status) => ({
      name: `a stack that is ${status}`,
      facts: named('acme-1-1-vpc', status),
      expected: expecting('1-1-vpc'),
    })),
  ],
  fail: [
    {
      name: 'expected and absent',
      facts: named('acme-1-1-vpc'),
      expected: expecting('1-1-vpc', '4-2b-configuration-rate-limiting'),
      subject: '4-2b-configuration-rate-limiting',
      reason: 'is mandatory and has no stack',
      severity: 'medium',
    },
    ...broken.map((status) => ({
      name: `a stack that is ${status}`,
      facts: named('acme-1-1-vpc', status),
      expected: expecting('1-1-vpc'),
      reason: `has only the stack acme-1-1-vpc, which is ${status}`,
    })),
    {
      name: 'the proxy to the Identity Server, on a secondary cluster',
      facts: named('acme-1-1-vpc'),
      deployment: { clusterRole: 'secondary' },
      expected: expecting('5-3b-ecs-external-is-proxy'),
    },
  ],
  unknown: [
    {
      name: 'the stacks may not be listed',
      facts: { 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
      expected: expecting('1-1-vpc'),
    },
  ],
  notApplicable: [
    {
      name: 'absent and not expected',
      facts: { 'cloudformation.stacks': [] },
      reason: 'needs no templates',
    },
    {
      name: 'what is expected is optional: others ask for it',
      facts: { 'cloudformation.stacks': [] },
      expected: expecting('2-2-db-aurora-replica', '1-3-opsgenie'),
    },
    {
      name: 'a database is not mandatory on a secondary cluster',
      facts: { 'cloudformation.stacks': [] },
      deployment: { clusterRole: 'secondary' },
      expected: expecting('2-1-db-aurora-master'),
    },
  ],
  several: [
    {
      name: 'one verdict for every mandatory template that is expected',
      facts: named('acme-1-1-vpc'),
      expected: expecting('1-1-vpc', '4-1-secrets', '1-3-opsgenie'),
      statuses: { '1-1-vpc': 'pass', '4-1-secrets': 'fail' },
    },
  ],
});
