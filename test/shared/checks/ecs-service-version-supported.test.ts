import check from '../../../shared/checks/ecs-service-version-supported.ts';
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
        containers: images.map((image, at) => ({ name: `c${at}`, image, command: [] })),
      }),
    }),
  ],
});
const tags = (...all: readonly string[]) => running(...all.map(stackImage));

testCheck(check, {
  pass: [
    {
      name: 'the newest minor version',
      facts: tags('3.36.2-aws'),
      subject: 'tts/gs',
      reason: 'runs 3.36, which is in support',
    },
    { name: 'the one before', facts: tags('3.35.0-aws-proxy') },
    { name: 'a tag that leaves the patch open', facts: tags('3.35-aws') },
    {
      name: 'newer than any known',
      facts: tags('3.37.0-aws'),
      reason: 'runs 3.37, newer than any version known here',
    },
    {
      name: 'an older one, where more are supported',
      facts: tags('3.30.0-aws'),
      settings: { supportedMinors: 7 },
    },
    {
      name: 'all there ever were, where more are supported than there are',
      facts: tags('3.0.0-aws'),
      settings: { newestMinor: 1, supportedMinors: 5 },
    },
    { name: 'other images besides', facts: running(stackImage('3.36.2-aws'), 'busybox:1.2') },
  ],
  fail: [
    {
      name: 'two minor versions back',
      facts: tags('3.34.5-aws'),
      subject: 'tts/gs',
      reason: 'runs 3.34; the oldest version in support is 3.35',
      severity: 'high',
    },
    {
      name: 'the one before, once a newer one is out',
      facts: tags('3.35.0-aws'),
      settings: { newestMinor: 37 },
      reason: 'the oldest version in support is 3.36',
    },
    {
      name: 'the newest alone is supported',
      facts: tags('3.35.0-aws'),
      settings: { supportedMinors: 1 },
    },
    { name: 'the oldest of several images', facts: tags('3.36.2-aws', '3.9.1-aws', 'latest') },
    {
      name: 'expected and absent',
      facts: { 'ecs.services': [], 'ecs.task-definitions': [] },
      expected: { templates: ['5-4-ecs-services'] },
      subject: '5-4-ecs-services',
    },
  ],
  unknown: [
    {
      name: 'its definition may not be read',
      facts: {
        ...running(),
        'ecs.task-definitions': [
          aTaskDefinition({ definition: denied('ecs:DescribeTaskDefinition') }),
        ],
      },
      subject: 'tts/gs',
    },
    {
      name: 'services may not be listed',
      facts: { ...running(), 'ecs.services': denied('ecs:ListServices') },
    },
  ],
  notApplicable: [
    {
      name: 'a tag that names no version: another check fails it',
      facts: tags('latest'),
      subject: 'tts/gs',
      reason: 'runs no image that names a version',
    },
    { name: 'another image', facts: running('busybox:3.1.0') },
    {
      name: 'one image in support, one that names no version',
      facts: tags('3.36.2-aws', 'latest'),
      reason: 'runs an image that names no version',
    },
    {
      name: 'absent and not expected',
      facts: { 'ecs.services': [], 'ecs.task-definitions': [] },
    },
  ],
  several: [
    {
      name: 'each service by what it runs',
      facts: {
        'ecs.services': [
          aClusterServices({
            services: known([anEcsService(), anEcsService({ name: 'ns' })]),
          }),
        ],
        'ecs.task-definitions': [
          aTaskDefinition(),
          aTaskDefinition({
            arn: arnOfTask('ns'),
            definition: aDefinition({ image: stackImage('3.20.0-aws') }),
          }),
        ],
      },
      statuses: { 'tts/gs': 'pass', 'tts/ns': 'fail' },
    },
  ],
});
