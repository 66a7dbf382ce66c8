import check from '../../../shared/checks/cloudformation-deployment-staged.ts';
import { aDeployment, aTarget, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const staging = aDeployment({
  name: 'acme-staging',
  environment: 'staging',
  target: aTarget({ accountId: '444455556666' }),
});

testCheck(check, {
  pass: [
    {
      name: 'a staging deployment',
      facts: { 'counterpart.deployments': [staging] },
      subject: 'acme',
      reason: 'is tested on acme-staging in 444455556666, eu-west-1',
    },
    {
      name: 'two of them',
      facts: {
        'counterpart.deployments': [staging, aDeployment({ name: 'lab', environment: 'staging' })],
      },
      reason: 'acme-staging in 444455556666, eu-west-1 and lab in 111122223333, eu-west-1',
    },
  ],
  fail: [
    {
      name: 'no staging deployment',
      facts: { 'counterpart.deployments': [] },
      subject: 'acme',
      severity: 'high',
      reason: 'has no staging deployment',
    },
  ],
  unknown: [
    {
      name: 'the stacks of staging may not be listed',
      facts: { 'counterpart.deployments': denied('cloudformation:DescribeStacks') },
    },
  ],
  notApplicable: [
    {
      name: 'staging itself',
      facts: { 'counterpart.deployments': [] },
      deployment: { environment: 'staging' },
      subject: 'acme',
      reason: 'is itself staging',
    },
    {
      name: 'a whole region',
      facts: { 'counterpart.deployments': [] },
      deployment: { origin: 'region' },
      reason: 'is a whole region',
    },
  ],
});
