import check from '../../../shared/checks/ecs-service-rollout-safe.ts';
import type { EcsService } from '../../../shared/model/ecs.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, anEcsService, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const service = (over: Partial<EcsService> = {}) => ({
  'ecs.services': [
    aClusterServices({ services: known([anEcsService({ launchType: 'EC2', ...over })]) }),
  ],
});

testCheck(check, {
  pass: [
    {
      name: 'exactly as much as is wanted, in two subnets',
      facts: service(),
      reason: 'keeps 50% of its tasks during a rollout, in 2 subnets',
    },
    { name: 'all of it', facts: service({ minimumHealthyPercent: 100 }) },
    {
      name: 'on Fargate nothing is asked of the percentage',
      facts: service({ launchType: 'FARGATE', minimumHealthyPercent: 0 }),
      reason: 'runs in 2 subnets',
    },
    {
      name: 'a service of which AWS says neither percentage nor rebalancing',
      facts: service({ minimumHealthyPercent: null, zoneRebalancing: null }),
    },
    {
      name: 'no subnets of its own, without awsvpc networking',
      facts: service({ subnetIds: [] }),
      reason: 'on the network of its host',
    },
    {
      name: 'a daemon, which is on every machine and not rebalanced',
      facts: service({ daemon: true, zoneRebalancing: 'DISABLED', subnetIds: [] }),
    },
    {
      name: 'a single task, of which nothing is to be rebalanced',
      facts: service({ desiredCount: 1, zoneRebalancing: 'DISABLED' }),
    },
    {
      name: 'less, where less is enough',
      facts: service({ minimumHealthyPercent: 25 }),
      settings: { minimumHealthyPercent: 25 },
    },
  ],
  fail: [
    {
      name: 'may stop everything',
      facts: service({ minimumHealthyPercent: 0 }),
      subject: 'tts/gs',
      reason: 'may stop all its tasks during a rollout; 50 to 100% of them should keep running',
      severity: 'medium',
    },
    {
      name: 'just less than is wanted',
      facts: service({ minimumHealthyPercent: 49 }),
      reason: 'is to keep 49% of its tasks during a rollout',
    },
    { name: 'more than there is', facts: service({ minimumHealthyPercent: 101 }) },
    {
      name: 'one subnet',
      facts: service({ subnetIds: ['subnet-acme-a'] }),
      reason: 'runs in one subnet only',
    },
    {
      name: 'one subnet on Fargate, with rebalancing off as well',
      facts: service({
        launchType: 'FARGATE',
        subnetIds: ['subnet-acme-a'],
        zoneRebalancing: 'DISABLED',
      }),
    },
    {
      name: 'expected and absent',
      facts: { 'ecs.services': [] },
      expected: { templates: ['5-4-ecs-services'] },
      subject: '5-4-ecs-services',
    },
  ],
  warn: [
    {
      name: 'rebalancing is off',
      facts: service({ zoneRebalancing: 'DISABLED' }),
      reason: 'is not moved back to two zones after a zone was lost',
    },
    {
      name: 'rebalancing is off on Fargate',
      facts: service({ launchType: 'FARGATE', zoneRebalancing: 'DISABLED' }),
    },
  ],
  unknown: [
    {
      name: 'the services may not be listed',
      facts: { 'ecs.services': denied('ecs:ListServices') },
    },
    {
      name: 'the services of the one cluster may not be read',
      facts: { 'ecs.services': [aClusterServices({ services: denied('ecs:DescribeServices') })] },
      subject: 'tts',
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: { 'ecs.services': [] } }],
});
