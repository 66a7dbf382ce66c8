import check from '../../../shared/checks/ecs-service-not-udp-daemon.ts';
import type { EcsService } from '../../../shared/model/ecs.ts';
import { known } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  aDefinition,
  anEcsService,
  aTaskDefinition,
  denied,
  stackImage,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const running = (
  image: string,
  command: readonly string[] = ['start', 'gs'],
  over: Partial<EcsService> = { daemon: true },
) => ({
  'ecs.services': [aClusterServices({ services: known([anEcsService(over)]) })],
  'ecs.task-definitions': [aTaskDefinition({ definition: aDefinition({ image, command }) })],
});

testCheck(check, {
  pass: [
    {
      name: 'the Gateway Server, as no daemon',
      facts: running(stackImage('3.36.2-aws'), ['start', 'gs'], {}),
      reason: 'is no daemon',
    },
    {
      name: 'the daemon of just before the change',
      facts: running(stackImage('3.25.9-aws')),
      reason: 'is a daemon, as the Gateway Server for UDP was before 3.26.0',
    },
    {
      name: 'a daemon before the change that names no component',
      facts: running(stackImage('3.9.0-aws'), []),
    },
    {
      name: 'a daemon of another component',
      facts: running(stackImage('3.36.2-aws-prometheus'), []),
      reason: 'is a daemon that runs prometheus, not the Gateway Server',
    },
    {
      name: 'a daemon of somebody else',
      facts: running('datadog/agent:7', []),
      reason: 'is a daemon, but not of The Things Stack',
    },
  ],
  fail: [
    {
      name: 'the first version without the daemon',
      facts: running(stackImage('3.26.0-aws')),
      subject: 'tts/gs',
      reason: 'runs the Gateway Server as a daemon, at 3.26.0',
      severity: 'medium',
    },
    { name: 'any version since', facts: running(stackImage('3.36.2-aws')) },
    {
      name: 'its command behind the name of the program',
      facts: running(stackImage('3.36.2-aws'), ['tti-lw-stack', 'start', 'gs']),
    },
    {
      name: 'expected and absent',
      facts: { 'ecs.services': [], 'ecs.task-definitions': [] },
      expected: { templates: ['5-4-ecs-services'] },
      subject: '5-4-ecs-services',
    },
  ],
  warn: [
    {
      name: 'a daemon of The Things Stack that names no component',
      facts: running(stackImage('3.36.2-aws'), []),
      reason: 'it may be the Gateway Server for UDP',
    },
    {
      name: 'the Gateway Server, of a version nobody names',
      facts: running(stackImage('latest')),
      reason: 'of a version its image does not name',
    },
    { name: 'the Gateway Server, from a repository of one’s own', facts: running('mirror/tts:1') },
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
    },
    {
      name: 'its own definition may not be read',
      facts: {
        'ecs.services': [aClusterServices({ services: known([anEcsService({ daemon: true })]) })],
        'ecs.task-definitions': [
          aTaskDefinition({ definition: denied('ecs:DescribeTaskDefinition') }),
        ],
      },
      subject: 'tts/gs',
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: { 'ecs.services': [], 'ecs.task-definitions': [] } },
  ],
});
