import check from '../../../shared/checks/cloudformation-template-staged.ts';
import { aDeployment, aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const staging = aDeployment({ name: 'test', environment: 'staging' });
const stacks = (production: readonly string[], staged: readonly string[]) => ({
  'cloudformation.stacks': production.map((template) => aStack({ name: `acme-${template}` })),
  'counterpart.deployments': [staging],
  'counterpart.stacks': staged.map((template) => aStack({ name: `test-${template}` })),
});

testCheck(check, {
  pass: [
    {
      name: 'the template is in staging too',
      facts: stacks(['4-1-secrets'], ['4-1-secrets']),
      subject: '4-1-secrets',
      reason: 'is staged as test-4-1-secrets',
    },
    {
      name: 'under its former name',
      facts: stacks(['4-2a-configuration'], ['4-2-configuration']),
      subject: '4-2a-configuration',
      reason: 'is staged as test-4-2-configuration',
    },
    {
      name: 'for another purpose',
      facts: stacks(['2-3-db-redis-cache', '2-3-db-redis-general'], ['2-3-db-redis']),
      subject: '2-3-db-redis',
    },
    ...['2-2-db-aurora-replica', '2-6-db-timescale-replica'].map((template) => ({
      name: `${template}, which is there for availability`,
      facts: stacks([template], ['1-1-vpc']),
      subject: template,
      reason: 'is not in staging, and need not be: it is there for availability',
    })),
    ...['5-3d-ecs-gcs-service', '6-1-vpc-peering', '200-1-crypto'].map((template) => ({
      name: `${template}, which is to go in production`,
      facts: stacks([template], ['1-1-vpc']),
      subject: template,
      reason: 'need not be: the vendor has removed it',
    })),
  ],
  fail: [
    {
      name: 'staging lacks the template',
      facts: stacks(['1-3-opsgenie'], ['1-1-vpc']),
      subject: '1-3-opsgenie',
      severity: 'medium',
      reason: 'is deployed in production and not in staging',
    },
    ...['CREATE_FAILED', 'REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'DELETE_IN_PROGRESS'].map(
      (status) => ({
        name: `that of staging is ${status}`,
        facts: {
          ...stacks(['4-1-secrets'], []),
          'counterpart.stacks': [aStack({ name: 'test-4-1-secrets', status })],
        },
      }),
    ),
    { name: 'staging has no stacks at all', facts: stacks(['4-1-secrets'], []) },
  ],
  unknown: [
    {
      name: 'the stacks of staging may not be listed',
      facts: {
        ...stacks(['4-1-secrets'], []),
        'counterpart.stacks': denied('cloudformation:DescribeStacks'),
      },
    },
  ],
  notApplicable: [
    {
      name: 'no staging deployment',
      facts: { ...stacks(['4-1-secrets'], []), 'counterpart.deployments': [] },
      subject: 'acme',
      reason: 'has no staging deployment to compare with',
    },
    {
      name: 'staging itself',
      facts: stacks(['4-1-secrets'], []),
      deployment: { environment: 'staging' },
      reason: 'is itself staging',
    },
    {
      name: 'no template in production',
      facts: stacks(['something'], ['4-1-secrets']),
      reason: 'has no stacks that are named after a template',
    },
    {
      name: 'in production nothing but a creation that failed',
      facts: {
        ...stacks([], []),
        'cloudformation.stacks': [aStack({ status: 'ROLLBACK_COMPLETE' })],
      },
    },
  ],
  several: [
    {
      name: 'each template of production, and none that only staging has',
      facts: stacks(['1-1-vpc', '4-1-secrets'], ['1-1-vpc', '5-2-ecs-ops']),
      statuses: { '1-1-vpc': 'pass', '4-1-secrets': 'fail' },
    },
  ],
});
