import check from '../../../shared/checks/ecs-service-image-aligned.ts';
import { known, type Missing } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  aDefinition,
  anEcsService,
  arnOfTask,
  aTaskDefinition,
  denied,
  stackImage,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

/** Services by name, and the tag each of them runs, or why that cannot be said. */
const running = (tags: Readonly<Record<string, string | Missing>>) => ({
  'ecs.services': [
    aClusterServices({ services: known(Object.keys(tags).map((name) => anEcsService({ name }))) }),
  ],
  'ecs.task-definitions': Object.entries(tags).map(([name, tag]) =>
    aTaskDefinition({
      arn: arnOfTask(name),
      definition: typeof tag === 'string' ? aDefinition({ image: stackImage(tag) }) : tag,
    }),
  ),
});
const refused = denied('ecs:DescribeTaskDefinition');
const otherCluster = aClusterServices({
  cluster: { type: 'ecs-cluster', name: 'other' },
  services: denied('ecs:ListServices'),
});

testCheck(check, {
  pass: [
    {
      name: 'one version, whatever the component',
      facts: running({ gs: '3.36.2-aws', proxy: '3.36.2-aws-proxy' }),
      reason: 'runs 3.36.2, as the deployment does',
    },
    { name: 'one service', facts: running({ gs: '3.36.2-aws' }) },
    {
      name: 'a tag that moves is no version to compare: another check fails it',
      facts: running({ gs: '3.36.2-aws', ns: '3.35-aws' }),
      subject: 'tts/ns',
      reason: 'runs no image that names a full version',
    },
    {
      name: 'other images',
      facts: {
        'ecs.services': [aClusterServices()],
        'ecs.task-definitions': [
          aTaskDefinition({ definition: aDefinition({ image: 'busybox:1.2.3' }) }),
        ],
      },
    },
    {
      name: 'the many, though an image could not be read',
      facts: running({ gs: '3.36.2-aws', ns: '3.36.2-aws', js: refused }),
      subject: 'tts/gs',
    },
  ],
  fail: [
    {
      name: 'an odd service',
      facts: running({ gs: '3.36.2-aws', ns: '3.36.2-aws', as: '3.36.1-aws' }),
      subject: 'tts/as',
      reason: 'runs 3.36.1; the version of the deployment is 3.36.2',
      severity: 'high',
    },
    {
      name: 'an odd service that is newer than the rest',
      facts: running({ gs: '3.36.2-aws', ns: '3.36.2-aws', as: '3.37.0-aws' }),
      subject: 'tts/as',
    },
    {
      name: 'the older of a tie, by number and not by letter',
      facts: running({ gs: '3.9.2-aws', ns: '3.36.2-aws' }),
      subject: 'tts/gs',
      reason: 'runs 3.9.2; the version of the deployment is 3.36.2',
    },
    {
      name: 'two versions in one task',
      facts: {
        'ecs.services': [aClusterServices()],
        'ecs.task-definitions': [
          aTaskDefinition({
            definition: known({
              containers: ['3.36.2-aws', '3.35.0-aws'].map((tag) => ({
                name: tag,
                image: stackImage(tag),
                command: [],
              })),
            }),
          }),
        ],
      },
      reason: 'runs 3.35.0',
    },
    {
      name: 'expected and absent',
      facts: { 'ecs.services': [], 'ecs.task-definitions': [] },
      expected: { templates: ['5-4-ecs-services'] },
      subject: '5-4-ecs-services',
    },
  ],
  unknown: [
    {
      name: 'the services may not be listed',
      facts: { 'ecs.services': denied('ecs:ListServices'), 'ecs.task-definitions': [] },
    },
    {
      name: 'the definitions may not be read',
      facts: { 'ecs.services': [aClusterServices()], 'ecs.task-definitions': refused },
    },
    {
      name: 'an image that could not be read may tip the balance',
      facts: running({ gs: '3.36.2-aws', ns: '3.36.2-aws', as: '3.36.1-aws', js: refused }),
      reason: 'ecs:DescribeTaskDefinition was refused',
    },
    {
      name: 'a cluster that could not be read may hold any number of services',
      facts: {
        ...running({ gs: '3.36.2-aws', ns: '3.36.2-aws' }),
        'ecs.services': [
          aClusterServices({
            services: known([anEcsService({ name: 'gs' }), anEcsService({ name: 'ns' })]),
          }),
          otherCluster,
        ],
      },
    },
  ],
  notApplicable: [
    {
      name: 'absent and not expected',
      facts: { 'ecs.services': [], 'ecs.task-definitions': [] },
    },
  ],
  several: [
    {
      name: 'most decide, and only the odd ones fail',
      facts: running({
        gs: '3.36.1-aws',
        ns: '3.36.1-aws',
        js: '3.36.2-aws',
        as: '3.35.0-aws',
        noc: 'latest',
      }),
      statuses: {
        'tts/gs': 'pass',
        'tts/ns': 'pass',
        'tts/js': 'fail',
        'tts/as': 'fail',
        'tts/noc': 'pass',
      },
    },
    {
      name: 'a lead that what is hidden cannot undo',
      facts: running({ gs: '3.36.2', ns: '3.36.2', js: '3.36.2', as: '3.36.1', dcs: refused }),
      statuses: {
        'tts/gs': 'pass',
        'tts/ns': 'pass',
        'tts/js': 'pass',
        'tts/as': 'fail',
        'tts/dcs': 'unknown',
      },
    },
  ],
});
