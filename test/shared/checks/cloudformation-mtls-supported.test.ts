import check from '../../../shared/checks/cloudformation-mtls-supported.ts';
import { known, type Missing } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  aDefinition,
  anEcsService,
  arnOfTask,
  aStack,
  aTaskDefinition,
  denied,
  stackImage,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const bucket = aStack({ name: 'acme-2-4c-mtls-s3' });
const switched = (value: string) =>
  aStack({ name: 'acme-5-7-ecs-proxy', parameters: { LBSCUPSmTLSEnabled: value } });

/** Mutual TLS is on, and its bucket there; services by name, and the image each runs. */
const running = (images: Readonly<Record<string, string | Missing>>) => ({
  'cloudformation.stacks': [aStack(), bucket, switched('true')],
  'ecs.services': [
    aClusterServices({
      services: known(Object.keys(images).map((name) => anEcsService({ name }))),
    }),
  ],
  'ecs.task-definitions': Object.entries(images).map(([name, image]) =>
    aTaskDefinition({
      arn: arnOfTask(name),
      definition: typeof image === 'string' ? aDefinition({ image }) : image,
    }),
  ),
});
const tags = (...all: readonly string[]) =>
  running(Object.fromEntries(all.map((tag, at) => [`s${at}`, stackImage(tag)])));
const refused = denied('ecs:DescribeTaskDefinition');

testCheck(check, {
  pass: [
    {
      name: 'on, with all it needs',
      facts: tags('3.30.0-aws', '3.36.2-aws-proxy'),
      subject: 'acme',
      reason: 'runs 3.30 or newer, as mutual TLS needs',
    },
    {
      name: 'the bucket is there, whatever runs',
      facts: tags('3.29.2-aws'),
      subject: '2-4c-mtls-s3',
      reason: 'is deployed, as mutual TLS needs it',
    },
    { name: 'a tag that leaves the patch open', facts: tags('3.30-aws') },
    {
      name: 'other images besides',
      facts: running({ gs: stackImage('3.36.2-aws'), noc: 'grafana:1.2.3' }),
      subject: 'acme',
    },
  ],
  fail: [
    {
      name: 'no bucket',
      facts: {
        ...tags('3.36.2-aws'),
        'cloudformation.stacks': [aStack(), switched('True')],
      },
      subject: '2-4c-mtls-s3',
      reason: 'is not deployed, and acme-5-7-ecs-proxy switches mutual TLS on',
      severity: 'high',
    },
    {
      name: 'an old image',
      facts: running({ gs: stackImage('3.36.2-aws'), proxy: stackImage('3.29.2-aws-proxy') }),
      subject: 'acme',
      reason: 'runs proxy on 3.29.2-aws-proxy; for mutual TLS 3.30 is wanted',
    },
    {
      name: 'an old image, though another could not be read',
      facts: running({ gs: refused, proxy: stackImage('3.29.2-aws-proxy') }),
      subject: 'acme',
    },
  ],
  unknown: [
    {
      name: 'an image could not be read',
      facts: running({ gs: stackImage('3.36.2-aws'), proxy: refused }),
      subject: 'acme',
      reason: 'ecs:DescribeTaskDefinition was refused',
    },
    {
      name: 'services may not be listed',
      facts: { ...tags('3.36.2-aws'), 'ecs.services': denied('ecs:ListServices') },
      subject: 'acme',
      reason: 'ecs:ListServices was refused',
    },
    {
      name: 'definitions may not be read',
      facts: { ...tags('3.36.2-aws'), 'ecs.task-definitions': refused },
      subject: 'acme',
    },
    {
      name: 'the services of a cluster may not be listed',
      facts: {
        ...tags('3.36.2-aws'),
        'ecs.services': [
          aClusterServices(),
          aClusterServices({ services: denied('ecs:ListServices') }),
        ],
      },
      subject: 'acme',
    },
    {
      name: 'an image that names no version',
      facts: running({ gs: stackImage('3.36.2-aws'), proxy: stackImage('latest') }),
      subject: 'acme',
      reason: 'runs proxy on an image that names no version',
    },
    {
      name: 'neither on nor off',
      facts: { ...tags('3.36.2-aws'), 'cloudformation.stacks': [switched('maybe')] },
      subject: 'acme',
      reason: 'acme-5-7-ecs-proxy has LBSCUPSmTLSEnabled maybe, neither on nor off',
    },
    {
      name: 'stacks may not be listed',
      facts: {
        ...tags('3.36.2-aws'),
        'cloudformation.stacks': denied('cloudformation:DescribeStacks'),
      },
    },
  ],
  notApplicable: [
    {
      name: 'off, whatever could not be read',
      facts: { 'cloudformation.stacks': [aStack(), switched('false')] },
      subject: 'acme',
      reason: 'has mutual TLS switched on nowhere',
    },
    { name: 'not told', facts: { 'cloudformation.stacks': [aStack()] } },
    {
      name: 'on, and nothing runs',
      facts: running({}),
      subject: 'acme',
      reason: 'runs no image of The Things Stack',
    },
  ],
  several: [
    {
      name: 'one of several stacks switches it on',
      facts: {
        ...tags('3.29.2-aws'),
        'cloudformation.stacks': [
          aStack({
            name: 'acme-3-1-security-group-rules',
            parameters: { LBSCUPSmTLSEnabled: 'false' },
          }),
          switched('true'),
        ],
      },
      statuses: { '2-4c-mtls-s3': 'fail', acme: 'fail' },
    },
  ],
});
