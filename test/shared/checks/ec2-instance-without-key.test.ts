import check from '../../../shared/checks/ec2-instance-without-key.ts';
import { known } from '../../../shared/model/fact.ts';
import type { ManagedInstance } from '../../../shared/model/ssm.ts';
import {
  aClusterServices,
  aManagedInstance,
  anEcsService,
  anInstance,
  denied,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const instance = (keyPair: boolean, ...managed: readonly ManagedInstance[]) => ({
  'ec2.instances': [anInstance({ keyPair })],
  'ssm.instances': managed,
});
const ecsExpected = { templates: ['5-1-ecs-cluster'] } as const;

testCheck(check, {
  pass: [
    {
      name: 'no key',
      facts: instance(false, aManagedInstance()),
      reason: 'has no SSH key pair',
    },
    { name: 'no key, and no Systems Manager either', facts: instance(false) },
    {
      name: 'a key, and Systems Manager has lost the instance',
      facts: instance(true, aManagedInstance({ pingStatus: 'ConnectionLost' })),
      reason: 'needs its SSH key pair while Systems Manager does not reach it',
    },
    { name: 'a key, and Systems Manager does not know the instance', facts: instance(true) },
    {
      name: 'a key, and Systems Manager knows only another instance',
      facts: instance(true, aManagedInstance({ instanceId: 'i-2' })),
    },
  ],
  fail: [
    {
      name: 'expected and absent: a service waits for an instance',
      facts: {
        'ec2.instances': [],
        'ssm.instances': [],
        'ecs.services': [
          aClusterServices({ services: known([anEcsService({ launchType: 'EC2' })]) }),
        ],
      },
      expected: ecsExpected,
      subject: '5-1-ecs-cluster',
      severity: 'low',
    },
  ],
  warn: [
    {
      name: 'a key where none is needed',
      facts: instance(true, aManagedInstance()),
      subject: 'i-1',
      reason: 'has an SSH key pair, and Session Manager reaches it without',
    },
  ],
  unknown: [
    {
      name: 'Systems Manager may not be asked',
      facts: {
        'ec2.instances': [anInstance()],
        'ssm.instances': denied('ssm:DescribeInstanceInformation'),
      },
    },
    {
      name: 'no instance runs, and whether one should could not be read',
      facts: {
        'ec2.instances': [],
        'ssm.instances': [],
        'ecs.services': denied('ecs:ListServices'),
      },
      expected: ecsExpected,
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: { 'ec2.instances': [], 'ssm.instances': [] } },
  ],
});
