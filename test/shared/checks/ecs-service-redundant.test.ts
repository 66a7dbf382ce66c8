import check from '../../../shared/checks/ecs-service-redundant.ts';
import type { EcsService } from '../../../shared/model/ecs.ts';
import { known } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  aDefinition,
  anEcsService,
  arnOfTask,
  aTaskDefinition,
  denied,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const service = (over: Partial<EcsService> = {}) => ({
  'ecs.services': [aClusterServices({ services: known([anEcsService(over)]) })],
});
/** A service that is to run once, and what it runs. */
const single = (name: string, definition = aDefinition()) => ({
  ...service({ name, desiredCount: 1 }),
  'ecs.task-definitions': [aTaskDefinition({ arn: arnOfTask(name), definition })],
});

testCheck(check, {
  pass: [
    { name: 'exactly as many tasks as are wanted', facts: service(), reason: 'is to run 2 tasks' },
    { name: 'more than are wanted', facts: service({ desiredCount: 3 }) },
    {
      name: 'a daemon, though its desired count is 0 before an instance has joined',
      facts: service({ daemon: true, desiredCount: 0 }),
      reason: 'runs on every container instance',
    },
    {
      name: 'a singleton by its declared name, whatever it runs',
      facts: service({ name: 'reporter', desiredCount: 1 }),
      expected: { singletons: ['reporter'] },
      reason: 'runs once, as declared',
    },
    {
      name: 'a singleton by its image',
      facts: single(
        'Monitoring-x7',
        aDefinition({ image: 'ttn/lorawan-stack:3.36.2-aws-prometheus' }),
      ),
      expected: { singletons: ['prometheus'] },
      reason: 'runs once: prometheus need not run twice',
    },
    {
      name: 'a singleton by its command',
      facts: single('Dcs-x7', aDefinition({ command: ['start', 'dcs'] })),
      expected: { singletons: ['dcs'] },
      reason: 'runs once: dcs need not run twice',
    },
    {
      name: 'one task, where one is enough',
      facts: service({ desiredCount: 1 }),
      settings: { minimumTasks: 1 },
    },
  ],
  fail: [
    {
      name: 'one task of a component that can run twice',
      facts: single('gs', aDefinition({ command: ['start', 'gs'] })),
      expected: { singletons: ['prometheus'] },
      subject: 'tts/gs',
      reason: 'is to run 1 task; 2 are wanted',
      severity: 'high',
    },
    {
      name: 'scaled to nothing',
      facts: service({ desiredCount: 0 }),
      reason: 'is set to run no task',
    },
    {
      name: 'a singleton scaled to nothing: it serves nobody either',
      facts: service({ name: 'reporter', desiredCount: 0 }),
      expected: { singletons: ['reporter'] },
      reason: 'is set to run no task',
    },
    {
      name: 'one task that names no component',
      facts: single('odd', aDefinition({ image: 'busybox', command: [] })),
      expected: { singletons: ['prometheus'] },
    },
    {
      name: 'one task, and the list of definitions, read to its end, has none for it',
      facts: { ...service({ desiredCount: 1 }), 'ecs.task-definitions': [] },
    },
    {
      name: 'two tasks where three are wanted',
      facts: single('gs', aDefinition({ command: ['start', 'gs'] })),
      settings: { minimumTasks: 3 },
      reason: 'is to run 1 task; 3 are wanted',
    },
    {
      name: 'expected and absent',
      facts: { 'ecs.services': [] },
      expected: { templates: ['5-4-ecs-services'] },
      subject: '5-4-ecs-services',
      reason: 'should have brought ECS services, and there is none',
    },
    {
      name: 'expected and absent: a cluster without services',
      facts: { 'ecs.services': [aClusterServices({ services: known([]) })] },
      expected: { templates: ['5-4-ecs-services'] },
    },
  ],
  unknown: [
    {
      name: 'the services may not be listed',
      facts: { 'ecs.services': denied('ecs:ListServices') },
    },
    {
      name: 'one task, and the definitions may not be read: it may be a singleton',
      facts: {
        ...service({ desiredCount: 1 }),
        'ecs.task-definitions': denied('ecs:DescribeTaskDefinition'),
      },
      subject: 'tts/gs',
      reason: 'ecs:DescribeTaskDefinition was refused',
    },
    {
      name: 'one task, and its own definition could not be read',
      facts: single('gs', denied('ecs:DescribeTaskDefinition')),
      subject: 'tts/gs',
    },
    {
      name: 'one task, and the definitions were not gathered',
      facts: service({ desiredCount: 1 }),
      reason: 'ecs.task-definitions was not gathered',
    },
  ],
  notApplicable: [
    {
      name: 'absent and not expected',
      facts: { 'ecs.services': [] },
      reason: 'has no ECS services, and none is expected',
    },
  ],
  several: [
    {
      name: 'services of one cluster, and a cluster that could not be read',
      facts: {
        'ecs.services': [
          aClusterServices({
            services: known([
              anEcsService({ name: 'gs' }),
              anEcsService({ name: 'ns', desiredCount: 0 }),
            ]),
          }),
          aClusterServices({
            cluster: { type: 'ecs-cluster', name: 'other' },
            services: denied('ecs:ListServices'),
          }),
        ],
      },
      statuses: { 'tts/gs': 'pass', 'tts/ns': 'fail', other: 'unknown' },
    },
  ],
});
