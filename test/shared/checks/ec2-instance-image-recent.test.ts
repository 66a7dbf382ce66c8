import check from '../../../shared/checks/ec2-instance-image-recent.ts';
import type { Image } from '../../../shared/model/ec2.ts';
import { known } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  anEcsService,
  anInstance,
  daysAgo,
  denied,
  hoursAgo,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { anImage } from '../../support/surroundings.ts';

const image = (over: Partial<Image> = {}) => ({
  'ec2.instances': [anInstance()],
  'ec2.images': [anImage(over)],
});
const noInstances = { 'ec2.instances': [], 'ec2.images': [] };
const ecsExpected = { templates: ['5-1-ecs-cluster'] } as const;

testCheck(check, {
  pass: [
    {
      name: 'an image of this month',
      facts: image(),
      subject: 'i-1',
      reason: 'runs from an image that is 22 days old',
    },
    { name: 'exactly as old as allowed', facts: image({ createdAt: daysAgo(180) }) },
    {
      name: 'older, where that is allowed',
      facts: image({ createdAt: daysAgo(300) }),
      settings: { maximumDays: 365 },
    },
    { name: 'an image that nobody deprecates', facts: image({ deprecatedAt: null }) },
    {
      name: 'an image that was deprecated since',
      facts: image({ createdAt: daysAgo(100), deprecatedAt: daysAgo(10) }),
      reason: 'runs from an image that is 100 days old, and deprecated since 2026-11-13',
    },
    {
      name: 'an image that is deprecated from now on',
      facts: image({ deprecatedAt: hoursAgo(0) }),
      reason: 'old, and deprecated since 2026-11-23',
    },
  ],
  fail: [
    {
      name: 'just older than allowed',
      facts: image({ createdAt: daysAgo(180.1) }),
      subject: 'i-1',
      reason: 'runs from an image that is 180 days old, over the 180 days allowed',
      severity: 'medium',
    },
    {
      name: 'older, and deprecated',
      facts: image({ createdAt: daysAgo(400), deprecatedAt: daysAgo(10) }),
      reason: 'over the 180 days allowed, and deprecated since 2026-11-13',
    },
    {
      name: 'expected and absent: a service waits for an instance',
      facts: {
        ...noInstances,
        'ecs.services': [
          aClusterServices({ services: known([anEcsService({ launchType: 'EC2' })]) }),
        ],
      },
      expected: ecsExpected,
      subject: '5-1-ecs-cluster',
    },
  ],
  warn: [
    {
      name: 'an image that is gone',
      facts: image({ id: 'ami-2' }),
      subject: 'i-1',
      reason: 'runs from ami-1, an image that is gone or no longer shared',
    },
  ],
  unknown: [
    {
      name: 'the images may not be listed',
      facts: { ...image(), 'ec2.images': denied('ec2:DescribeImages') },
      reason: 'ec2:DescribeImages was refused',
    },
    {
      name: 'an image of which nobody knows how old it is',
      facts: image({ createdAt: null }),
      subject: 'i-1',
      reason: 'EC2 does not say how old its image ami-1 is',
    },
    {
      name: 'an instance that names no image',
      facts: { ...image(), 'ec2.instances': [anInstance({ imageId: null })] },
      subject: 'i-1',
      reason: 'EC2 does not say which image it runs from',
    },
    {
      name: 'no instance runs, and whether one should could not be read',
      facts: { ...noInstances, 'ecs.services': denied('ecs:ListServices') },
      expected: ecsExpected,
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: noInstances, reason: 'runs no EC2 instances' },
  ],
  several: [
    {
      name: 'each running instance by its own image',
      facts: {
        'ec2.instances': [
          anInstance(),
          anInstance({ id: 'i-2', imageId: 'ami-2' }),
          anInstance({ id: 'i-3', imageId: 'ami-2', state: 'stopped' }),
        ],
        'ec2.images': [anImage({ id: 'ami-2', createdAt: daysAgo(400) }), anImage()],
      },
      statuses: { 'i-1': 'pass', 'i-2': 'fail' },
    },
  ],
});
