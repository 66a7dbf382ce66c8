import check from '../../../shared/checks/ecs-service-image-staged-first.ts';
import type { ClusterServices, EcsService, TaskDefinition } from '../../../shared/model/ecs.ts';
import { known } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  aDefinition,
  aDeployment,
  anEcsService,
  arnOfTask,
  aTaskDefinition,
  denied,
  stackImage,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const staging = aDeployment({ name: 'test', environment: 'staging' });

interface Runs {
  readonly name: string;
  readonly definition: TaskDefinition['definition'];
  readonly service: Partial<EcsService>;
}
const runs = (
  name: string,
  definition: TaskDefinition['definition'],
  service: Partial<EcsService> = {},
): Runs => ({ name, definition, service });
/** A service that runs a component by an image of this tag. */
const component = (command: string, tag: string, service: Partial<EcsService> = {}) =>
  runs(command, aDefinition({ image: stackImage(tag), command: ['start', command] }), service);

const servicesOf = (all: readonly Runs[]) => [
  aClusterServices({
    services: known(all.map(({ name, service }) => anEcsService({ name, ...service }))),
  }),
];
const definitionsOf = (all: readonly Runs[]) =>
  all.map(({ name, definition }) => aTaskDefinition({ arn: arnOfTask(name), definition }));
const compared = (production: readonly Runs[], staged: readonly Runs[]) => ({
  'ecs.services': servicesOf(production),
  'ecs.task-definitions': definitionsOf(production),
  'counterpart.deployments': [staging],
  'counterpart.services': servicesOf(staged),
  'counterpart.task-definitions': definitionsOf(staged),
});
const ahead = compared([component('gs', '3.36.2-aws')], [component('gs', '3.36.1-aws')]);
const unread: ClusterServices = aClusterServices({ services: denied('ecs:ListServices') });

testCheck(check, {
  pass: [
    {
      name: 'the same version',
      facts: compared([component('gs', '3.36.2-aws')], [component('gs', '3.36.2-aws')]),
      subject: 'tts/gs',
      reason: 'runs 3.36.2; in staging gs runs 3.36.2',
    },
    {
      name: 'staging is ahead',
      facts: compared([component('gs', '3.9.10-aws')], [component('gs', '3.36.2-aws')]),
    },
    {
      name: 'by component, whatever the services are called',
      facts: compared(
        [runs('Proxy-x7', aDefinition({ image: stackImage('3.36.2-aws-proxy') }))],
        [
          component('gs', '3.35.0-aws'),
          runs('Proxy-y8', aDefinition({ image: stackImage('3.36.2-aws-proxy') })),
        ],
      ),
    },
    {
      name: 'the newest of several in staging',
      facts: compared(
        [component('gs', '3.36.2-aws')],
        [
          component('gs', '3.36.2-aws'),
          runs('gs-old', aDefinition({ image: stackImage('3.9.0-aws'), command: ['start', 'gs'] })),
        ],
      ),
    },
    {
      name: 'the same version, and other services of staging could not be read',
      facts: {
        ...compared([component('gs', '3.36.2-aws')], [component('gs', '3.36.2-aws')]),
        'counterpart.services': [unread, ...servicesOf([component('gs', '3.36.2-aws')])],
      },
    },
  ],
  fail: [
    {
      name: 'production is ahead by a patch',
      facts: ahead,
      subject: 'tts/gs',
      severity: 'high',
      reason: 'runs 3.36.2; in staging gs runs 3.36.1',
    },
    {
      name: 'production is ahead, and staging runs another component in its version',
      facts: compared(
        [component('gs', '3.36.10-aws')],
        [component('gs', '3.36.9-aws'), component('ns', '3.36.10-aws')],
      ),
    },
    {
      name: 'the service of staging that is as new runs no task',
      facts: compared(
        [component('gs', '3.36.2-aws')],
        [
          component('gs', '3.36.1-aws'),
          runs('gs-new', aDefinition({ command: ['start', 'gs'] }), { runningCount: 0 }),
        ],
      ),
    },
    {
      name: 'expected and absent',
      facts: compared([], []),
      expected: { templates: ['5-4-ecs-services'] },
      subject: '5-4-ecs-services',
    },
  ],
  warn: [
    {
      name: 'the component is not in staging',
      facts: compared([component('gs', '3.36.2-aws')], [component('ns', '3.36.2-aws')]),
      subject: 'tts/gs',
      reason: 'runs 3.36.2; gs runs nowhere in staging',
    },
    {
      name: 'the component runs no task in staging',
      facts: compared(
        [component('gs', '3.36.2-aws')],
        [component('gs', '3.36.2-aws', { runningCount: 0 })],
      ),
    },
    {
      name: 'the image of staging names no full version',
      facts: compared([component('gs', '3.36.2-aws')], [component('gs', '3.36-aws')]),
      subject: 'tts/gs',
      reason: 'runs 3.36.2; staging runs 3.36-aws, whose patch nobody can tell',
    },
    {
      name: 'one service of staging is behind, and the image of another names no full version',
      facts: compared(
        [component('gs', '3.36.2-aws')],
        [
          component('gs', '3.36.1-aws'),
          runs('gs-new', aDefinition({ image: stackImage('3.36-aws'), command: ['start', 'gs'] })),
        ],
      ),
      reason: 'staging runs 3.36-aws, whose patch',
    },
    {
      name: 'staging runs an image that only its digest names',
      facts: compared(
        [component('gs', '3.36.2-aws')],
        [
          runs(
            'gs',
            aDefinition({
              image: `docker.io/thethingsindustries/lorawan-stack@sha256:${'ab'.repeat(32)}`,
              command: ['start', 'gs'],
            }),
          ),
        ],
      ),
      reason: 'staging runs an image without a tag, whose version nobody can tell',
    },
    {
      name: 'what runs the component in staging is no image of The Things Stack',
      facts: compared(
        [component('gs', '3.36.2-aws')],
        [runs('gs', aDefinition({ image: 'example.com/gs:3.36.2', command: ['start', 'gs'] }))],
      ),
      reason: 'staging runs gs from an image of somebody else',
    },
  ],
  unknown: [
    {
      name: 'the services of staging may not be listed',
      facts: { ...ahead, 'counterpart.services': denied('ecs:ListServices') },
    },
    {
      name: 'staging is behind, and some of its services could not be read',
      facts: {
        ...ahead,
        'counterpart.services': [unread, ...servicesOf([component('gs', '3.36.1-aws')])],
      },
      subject: 'tts/gs',
      reason: 'ecs:ListServices was refused',
    },
    {
      name: 'what a service of staging runs could not be read',
      facts: compared(
        [component('gs', '3.36.2-aws')],
        [runs('odd', denied('ecs:DescribeTaskDefinition'))],
      ),
      subject: 'tts/gs',
      reason: 'ecs:DescribeTaskDefinition was refused',
    },
    {
      name: 'the service names no component',
      facts: compared([runs('odd', aDefinition({ command: [] }))], [component('gs', '3.36.2-aws')]),
      subject: 'tts/odd',
      reason: 'names no component that could be looked for in staging',
    },
    {
      name: 'what a service of production runs could not be read',
      facts: compared(
        [runs('gs', denied('ecs:DescribeTaskDefinition'))],
        [component('gs', '3.36.2-aws')],
      ),
      subject: 'tts/gs',
    },
  ],
  notApplicable: [
    {
      name: 'a tag that moves',
      facts: compared([component('gs', '3.36-aws')], [component('gs', '3.35.0-aws')]),
      subject: 'tts/gs',
      reason: 'runs no image that names a full version',
    },
    {
      name: 'one of two images has a tag that moves',
      facts: compared(
        [
          runs(
            'gs',
            known({
              containers: ['3.36.2-aws', '3.36-aws'].map((tag) => ({
                name: tag,
                image: stackImage(tag),
                command: ['start', 'gs'],
              })),
            }),
          ),
        ],
        [component('gs', '3.36.2-aws')],
      ),
    },
    {
      name: 'an image of somebody else',
      facts: compared([runs('grafana', aDefinition({ image: 'grafana:11.0.0' }))], []),
      subject: 'tts/grafana',
    },
    {
      name: 'no staging deployment',
      facts: { ...ahead, 'counterpart.deployments': [] },
      subject: 'acme',
      reason: 'has no staging deployment to compare with',
    },
    { name: 'absent and not expected', facts: compared([], []) },
  ],
  several: [
    {
      name: 'each service by its own component',
      facts: compared(
        [component('gs', '3.36.2-aws'), component('ns', '3.36.2-aws')],
        [component('gs', '3.36.2-aws'), component('ns', '3.36.1-aws')],
      ),
      statuses: { 'tts/gs': 'pass', 'tts/ns': 'fail' },
    },
  ],
});
