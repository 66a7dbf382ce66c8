import check from '../../../shared/checks/ec2-instance-private.ts';
import { known } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  anEcsService,
  anInstance,
  denied,
  stackTag,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const instance = (publicIp: string | null, stack?: string) => ({
  'ec2.instances': [anInstance({ publicIp, tags: stack === undefined ? {} : stackTag(stack) })],
});
const ecsExpected = { templates: ['5-1-ecs-cluster'] } as const;

testCheck(check, {
  pass: [
    {
      name: 'no public address',
      facts: instance(null, 'acme-5-1-ecs-cluster'),
      reason: 'has no public IP address',
    },
    {
      name: 'the bastion',
      facts: instance('203.0.113.7', 'acme-1-2-bastion'),
      reason: 'is the bastion, at 203.0.113.7',
    },
    { name: 'a bastion without an address', facts: instance(null, 'acme-1-2-bastion') },
  ],
  fail: [
    {
      name: 'a container instance with an address',
      facts: instance('203.0.113.7', 'acme-5-1-ecs-cluster'),
      subject: 'i-1',
      reason: 'has the public IP address 203.0.113.7, and is not the bastion',
      severity: 'medium',
    },
    { name: 'an instance of no stack', facts: instance('203.0.113.7') },
    {
      name: 'a bastion that the vendor’s template did not make',
      facts: instance('203.0.113.7', 'jumphost'),
    },
    {
      name: 'expected and absent: a service waits for an instance',
      facts: {
        'ec2.instances': [],
        'ecs.services': [
          aClusterServices({ services: known([anEcsService({ launchType: 'EC2' })]) }),
        ],
      },
      expected: ecsExpected,
      subject: '5-1-ecs-cluster',
    },
  ],
  unknown: [
    {
      name: 'the instances may not be listed',
      facts: { 'ec2.instances': denied('ec2:DescribeInstances') },
    },
    {
      name: 'no instance runs, and whether one should could not be read',
      facts: { 'ec2.instances': [], 'ecs.services': denied('ecs:ListServices') },
      expected: ecsExpected,
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: { 'ec2.instances': [] } }],
  several: [
    {
      name: 'each by its own address and stack',
      facts: {
        'ec2.instances': [
          anInstance({ id: 'i-1' }),
          anInstance({ id: 'i-2', publicIp: '203.0.113.7' }),
          anInstance({ id: 'i-3', publicIp: '203.0.113.8', tags: stackTag('acme-1-2-bastion') }),
          anInstance({ id: 'i-4', publicIp: '203.0.113.9', state: 'stopped' }),
        ],
      },
      statuses: { 'i-1': 'pass', 'i-2': 'fail', 'i-3': 'pass' },
    },
  ],
});
