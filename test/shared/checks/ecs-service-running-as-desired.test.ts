import check from '../../../shared/checks/ecs-service-running-as-desired.ts';
import type { EcsService } from '../../../shared/model/ecs.ts';
import { known } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  anEcsService,
  daysAgo,
  denied,
  minutesAgo,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const service = (over: Partial<EcsService> = {}) => ({
  'ecs.services': [aClusterServices({ services: known([anEcsService(over)]) })],
});
const rollout = (createdAt: string | null, rolloutState: string | null = 'IN_PROGRESS') => [
  { status: 'PRIMARY', rolloutState, createdAt },
];

testCheck(check, {
  pass: [
    { name: 'all tasks run', facts: service(), reason: 'runs 2 of 2 tasks' },
    { name: 'more than all run, in the middle of a rollout', facts: service({ runningCount: 3 }) },
    { name: 'none is wanted, and none runs', facts: service({ desiredCount: 0, runningCount: 0 }) },
    {
      name: 'a daemon on every instance',
      facts: service({ daemon: true }),
      reason: 'runs 2 of 2 tasks, one per instance',
    },
    {
      name: 'a deployment that knows no rollout state',
      facts: service({ deployments: rollout(daysAgo(7), null) }),
    },
  ],
  fail: [
    {
      name: 'a task is missing, long after the rollout',
      facts: service({ runningCount: 1 }),
      subject: 'tts/gs',
      reason: 'runs 1 of 2 tasks',
      severity: 'high',
    },
    {
      name: 'a daemon misses an instance',
      facts: service({ daemon: true, runningCount: 1 }),
    },
    {
      name: 'a task is missing just after the grace',
      facts: service({ runningCount: 1, deployments: rollout(minutesAgo(30.1)) }),
    },
    {
      name: 'a task is missing, and nobody knows since when the rollout lasts',
      facts: service({ runningCount: 1, deployments: rollout(null) }),
    },
    {
      name: 'a task is missing, and there is no rollout',
      facts: service({ runningCount: 1, deployments: [] }),
    },
    {
      name: 'a new rollout of an old deployment gives no grace to the current one',
      facts: service({
        runningCount: 1,
        deployments: [
          { status: 'ACTIVE', rolloutState: 'IN_PROGRESS', createdAt: minutesAgo(5) },
          ...rollout(daysAgo(7)),
        ],
      }),
    },
    {
      name: 'a failed rollout, though all tasks of the one before run',
      facts: service({ deployments: rollout(minutesAgo(5), 'FAILED') }),
      reason: 'has a failed rollout; 2 of 2 tasks run',
    },
    {
      name: 'a failed rollout beside the completed one that still runs',
      facts: service({
        deployments: [
          ...rollout(minutesAgo(5), 'FAILED'),
          { status: 'ACTIVE', rolloutState: 'COMPLETED', createdAt: daysAgo(7) },
        ],
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
      name: 'a task is missing exactly at the end of the grace',
      facts: service({ runningCount: 1, deployments: rollout(minutesAgo(30)) }),
      reason: 'runs 1 of 2 tasks; its rollout began 30 minutes ago',
    },
    {
      name: 'a task is missing within a longer grace',
      facts: service({ runningCount: 1, deployments: rollout(minutesAgo(45)) }),
      settings: { graceMinutes: 60 },
    },
  ],
  unknown: [
    {
      name: 'the services may not be listed',
      facts: { 'ecs.services': denied('ecs:ListServices') },
    },
    {
      name: 'the services of one cluster may not be described',
      facts: { 'ecs.services': [aClusterServices({ services: denied('ecs:DescribeServices') })] },
      subject: 'tts',
      reason: 'ecs:DescribeServices was refused',
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: { 'ecs.services': [] } }],
  several: [
    {
      name: 'each service by its own counts',
      facts: {
        'ecs.services': [
          aClusterServices({
            services: known([
              anEcsService({ name: 'gs' }),
              anEcsService({ name: 'ns', runningCount: 1 }),
              anEcsService({ name: 'as', runningCount: 1, deployments: rollout(minutesAgo(2)) }),
            ]),
          }),
        ],
      },
      statuses: { 'tts/gs': 'pass', 'tts/ns': 'fail', 'tts/as': 'warn' },
    },
  ],
});
