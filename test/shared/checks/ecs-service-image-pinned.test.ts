import check from '../../../shared/checks/ecs-service-image-pinned.ts';
import { known } from '../../../shared/model/fact.ts';
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

const running = (...images: readonly string[]) => ({
  'ecs.services': [aClusterServices()],
  'ecs.task-definitions': [
    aTaskDefinition({
      definition: known({
        containers: images.map((image) => ({ name: 'main', image, command: [] })),
      }),
    }),
  ],
});
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

testCheck(check, {
  pass: [
    {
      name: 'a full version',
      facts: running(stackImage('3.36.2-aws')),
      reason: 'runs the image 3.36.2-aws',
    },
    { name: 'a full version of the proxy', facts: running(stackImage('3.36.2-aws-proxy')) },
    { name: 'a full version without a suffix', facts: running(stackImage('3.36.2')) },
    {
      name: 'a digest beside a tag that moves',
      facts: running(`${stackImage('3.36-aws')}@${digest}`),
      reason: 'runs the image 3.36-aws',
    },
    {
      name: 'a digest alone',
      facts: running(`thethingsindustries/lorawan-stack@${digest}`),
      reason: 'runs the image named by digest',
    },
    {
      name: 'two containers of one version, said once',
      facts: running(stackImage('3.36.2-aws'), stackImage('3.36.2-aws')),
      reason: 'runs the image 3.36.2-aws',
    },
    {
      name: 'images of other repositories, pinned or not',
      facts: running('busybox', 'ghcr.io/thethingsindustries/lorawan-stack-noc-grafana:latest'),
      reason: 'runs no image of The Things Stack',
    },
    { name: 'no container at all', facts: running() },
  ],
  fail: [
    {
      name: 'a tag that moves with the patches',
      facts: running(stackImage('3.36-aws')),
      subject: 'tts/gs',
      reason: 'runs the image 3.36-aws, a tag that moves',
      severity: 'high',
    },
    { name: 'the same without a suffix', facts: running(stackImage('3.36')) },
    { name: 'only a major version', facts: running(stackImage('3-aws')) },
    {
      name: 'latest',
      facts: running(stackImage('latest')),
      reason: 'runs the image latest, a tag that moves',
    },
    {
      name: 'no tag: latest by another name',
      facts: running('thethingsindustries/lorawan-stack'),
      reason: 'runs an image without a tag',
    },
    { name: 'four numbers', facts: running(stackImage('3.36.2.1-aws')) },
    {
      name: 'one container of two',
      facts: running(stackImage('3.36.2-aws'), stackImage('latest')),
      reason: 'latest',
    },
    {
      name: 'from a mirror with a port',
      facts: running('mirror.example.com:5000/thethingsindustries/lorawan-stack:3.36'),
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
      facts: {
        'ecs.services': [aClusterServices()],
        'ecs.task-definitions': denied('ecs:DescribeTaskDefinition'),
      },
      reason: 'ecs:DescribeTaskDefinition was refused',
    },
    {
      name: 'its own definition may not be read',
      facts: {
        'ecs.services': [aClusterServices()],
        'ecs.task-definitions': [
          aTaskDefinition({ definition: denied('ecs:DescribeTaskDefinition') }),
        ],
      },
      subject: 'tts/gs',
    },
    {
      name: 'its own definition was not gathered',
      facts: { 'ecs.services': [aClusterServices()], 'ecs.task-definitions': [] },
      subject: 'tts/gs',
      reason: 'was not gathered',
    },
  ],
  notApplicable: [
    {
      name: 'absent and not expected',
      facts: { 'ecs.services': [], 'ecs.task-definitions': [] },
      reason: 'has no ECS services, and none is expected',
    },
  ],
  several: [
    {
      name: 'services by their own definitions, and a cluster that could not be read',
      facts: {
        'ecs.services': [
          aClusterServices({
            services: known([anEcsService({ name: 'gs' }), anEcsService({ name: 'ns' })]),
          }),
          aClusterServices({
            cluster: { type: 'ecs-cluster', name: 'other' },
            services: denied('ecs:ListServices'),
          }),
        ],
        'ecs.task-definitions': [
          aTaskDefinition(),
          aTaskDefinition({
            arn: arnOfTask('ns'),
            definition: aDefinition({ image: stackImage('3.36') }),
          }),
        ],
      },
      statuses: { 'tts/gs': 'pass', 'tts/ns': 'fail', other: 'unknown' },
    },
  ],
});
