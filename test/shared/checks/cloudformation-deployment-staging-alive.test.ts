import check from '../../../shared/checks/cloudformation-deployment-staging-alive.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import type { EcsService } from '../../../shared/model/ecs.ts';
import { known } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  aDeployment,
  anEcsService,
  aStack,
  daysAgo,
  denied,
  hoursAgo,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const staging = aDeployment({ name: 'test', environment: 'staging' });
const alive = {
  'counterpart.deployments': [staging],
  'counterpart.stacks': [aStack()],
  'counterpart.services': [aClusterServices()],
};
const stacks = (...all: readonly Partial<Stack>[]) => ({
  ...alive,
  'counterpart.stacks': all.map(aStack),
});
const services = (...all: readonly Partial<EcsService>[]) => ({
  ...alive,
  'counterpart.services': [aClusterServices({ services: known(all.map(anEcsService)) })],
});
const unread = aClusterServices({ services: denied('ecs:ListServices') });

testCheck(check, {
  pass: [
    {
      name: 'changed lately, and its services run',
      facts: services({}, { name: 'ns', runningCount: 1 }),
      subject: 'acme',
      reason: 'has a staging that runs 2 services',
    },
    { name: 'changed as long ago as is allowed', facts: stacks({ updatedAt: daysAgo(90) }) },
    {
      name: 'by its newest stack',
      facts: stacks({ updatedAt: daysAgo(300) }, { updatedAt: daysAgo(3) }),
    },
    {
      name: 'created and never updated',
      facts: stacks({ createdAt: daysAgo(3), updatedAt: null }),
    },
    {
      name: 'one service that is switched off',
      facts: services({}, { name: 'ns', desiredCount: 0, runningCount: 0 }),
      reason: 'runs 1 service',
    },
  ],
  fail: [
    {
      name: 'changed longer ago than is allowed',
      facts: stacks({ updatedAt: hoursAgo(90 * 24 + 1) }),
      subject: 'acme',
      severity: 'low',
      reason: 'has a staging last changed 90 days ago, over the 90 days allowed',
    },
    {
      name: 'changed longer ago than the settings allow',
      facts: stacks({ updatedAt: daysAgo(31) }),
      settings: { maximumIdleDays: 30 },
      reason: 'over the 30 days allowed',
    },
    { name: 'it has no stacks', facts: stacks(), reason: 'has a staging that shows no stacks' },
    {
      name: 'a service runs no task',
      facts: services({}, { name: 'ns', runningCount: 0 }),
      reason: 'has a staging whose service ns runs no task',
    },
    {
      name: 'a service runs no task, and others could not be read',
      facts: {
        ...alive,
        'counterpart.services': [
          unread,
          aClusterServices({ services: known([anEcsService({ runningCount: 0 })]) }),
        ],
      },
    },
    {
      name: 'all services are switched off',
      facts: services({ desiredCount: 0, runningCount: 0 }),
      reason: 'has a staging that is to run no task',
    },
    { name: 'it has no services', facts: services(), reason: 'that is to run no task' },
    {
      name: 'long idle, and a service runs no task',
      facts: { ...services({ runningCount: 0 }), 'counterpart.stacks': [] },
      reason: 'has a staging that shows no stacks and whose service gs runs no task',
    },
  ],
  unknown: [
    {
      name: 'the services of staging may not be listed',
      facts: { ...alive, 'counterpart.services': denied('ecs:ListClusters') },
    },
    {
      name: 'some services could not be read',
      facts: { ...alive, 'counterpart.services': [aClusterServices(), unread] },
      subject: 'acme',
      reason: 'ecs:ListServices was refused',
    },
    {
      name: 'no service could be read',
      facts: { ...alive, 'counterpart.services': [unread] },
    },
  ],
  notApplicable: [
    {
      name: 'no staging deployment',
      facts: {
        'counterpart.deployments': [],
        'counterpart.stacks': [],
        'counterpart.services': [],
      },
      subject: 'acme',
      reason: 'has no staging deployment to compare with',
    },
    { name: 'staging itself', facts: alive, deployment: { environment: 'staging' } },
  ],
});
