import check from '../../../shared/checks/ecs-service-prometheus-alerting.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import type { EcsService, TaskDefinition } from '../../../shared/model/ecs.ts';
import { known } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  aDefinition,
  anEcsService,
  arnOfTask,
  aStack,
  aTaskDefinition,
  denied,
  stackImage,
  stackTag,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const monitoring = (
  parameters: Stack['parameters'] = { AlertmanagerURL: 'set' },
  prefix = 'acme',
) => aStack({ name: `${prefix}-5-6-ecs-monitoring`, parameters });
const prometheus = (over: Partial<EcsService> = {}) =>
  anEcsService({ name: 'prometheus', desiredCount: 1, runningCount: 1, ...over });
const runs = (name: string, tag: string): TaskDefinition =>
  aTaskDefinition({ arn: arnOfTask(name), definition: aDefinition({ image: stackImage(tag) }) });
const definitions = [
  aTaskDefinition(),
  runs('prometheus', '3.36.2-aws-prometheus'),
  runs('trm', '3.36.2-aws-trm-prometheus'),
];
const facts = (stacks: readonly Stack[], ...services: readonly EcsService[]) => ({
  'cloudformation.stacks': [aStack(), ...stacks],
  'ecs.services': [aClusterServices({ services: known([anEcsService(), ...services]) })],
  'ecs.task-definitions': definitions,
});
const expected = { templates: ['5-6-ecs-monitoring'] as const };
const hiddenCluster = aClusterServices({
  cluster: { type: 'ecs-cluster', name: 'hidden' },
  services: denied('ecs:ListServices'),
});

testCheck(check, {
  pass: [
    {
      name: 'runs, and has an Alertmanager',
      facts: facts([monitoring()], prometheus()),
      subject: 'tts/prometheus',
      reason: 'is Prometheus, runs, and has an Alertmanager to tell',
    },
    {
      name: 'the stack its tag names has an Alertmanager, whatever others have',
      facts: facts(
        [monitoring({ AlertmanagerURL: '' }, 'other'), monitoring()],
        prometheus({ tags: stackTag('acme-5-6-ecs-monitoring') }),
      ),
    },
  ],
  fail: [
    {
      name: 'no Alertmanager',
      facts: facts([monitoring({ AlertmanagerURL: '' })], prometheus()),
      subject: 'tts/prometheus',
      reason: 'is Prometheus, and has no Alertmanager to tell',
      severity: 'high',
    },
    {
      name: 'one of the stacks it may be of has no Alertmanager',
      facts: facts([monitoring(), monitoring({ AlertmanagerURL: '' }, 'other')], prometheus()),
    },
    {
      name: 'runs no task',
      facts: facts([monitoring()], prometheus({ runningCount: 0 })),
      reason: 'is Prometheus, and runs no task',
    },
    {
      name: 'no such service: that of the tenants’ resources is another',
      facts: facts([monitoring()], anEcsService({ name: 'trm' })),
      subject: '5-6-ecs-monitoring',
      reason: 'should run Prometheus, and no service does',
    },
    {
      name: 'expected and absent',
      facts: facts([]),
      expected,
      subject: '5-6-ecs-monitoring',
    },
  ],
  unknown: [
    {
      name: 'the template has no parameter we know',
      facts: facts([monitoring({})], prometheus()),
      subject: 'tts/prometheus',
      reason: 'its 5-6-ecs-monitoring has no parameter for an Alertmanager known here',
    },
    {
      name: 'one of the stacks it may be of has no parameter we know',
      facts: facts([monitoring(), monitoring({}, 'other')], prometheus()),
    },
    {
      name: 'it runs, and its stack is not there',
      facts: facts([], prometheus()),
      expected,
      subject: 'tts/prometheus',
    },
    {
      name: 'a service of which nobody can say what it runs',
      facts: { ...facts([monitoring()]), 'ecs.task-definitions': [] },
      subject: 'tts/gs',
      reason: 'its task definition was not gathered',
    },
    {
      name: 'the services of a cluster may not be listed',
      facts: { ...facts([monitoring()]), 'ecs.services': [hiddenCluster] },
      subject: 'hidden',
      reason: 'ecs:ListServices was refused',
    },
    {
      name: 'the stacks may not be listed',
      facts: {
        ...facts([], prometheus()),
        'cloudformation.stacks': denied('cloudformation:DescribeStacks'),
      },
      subject: 'acme',
    },
  ],
  notApplicable: [
    {
      name: 'not deployed, and not expected',
      facts: facts([], prometheus()),
      subject: 'acme',
      reason: 'has no 5-6-ecs-monitoring, which the vendor strongly recommends',
    },
  ],
  several: [
    {
      name: 'Prometheus alone, wherever it is found',
      facts: {
        ...facts([monitoring()]),
        'ecs.services': [
          hiddenCluster,
          aClusterServices({ services: known([anEcsService(), prometheus()]) }),
        ],
      },
      statuses: { 'tts/prometheus': 'pass' },
    },
  ],
});
