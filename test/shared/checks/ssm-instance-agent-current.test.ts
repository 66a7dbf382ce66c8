import check from '../../../shared/checks/ssm-instance-agent-current.ts';
import { known } from '../../../shared/model/fact.ts';
import {
  aClusterServices,
  aManagedInstance,
  anEcsService,
  anInstance,
  denied,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const agent = (agentCurrent: boolean | null) => ({
  'ec2.instances': [anInstance()],
  'ssm.instances': [aManagedInstance({ agentCurrent })],
});
const noInstances = { 'ec2.instances': [], 'ssm.instances': [] };
const ecsExpected = { templates: ['5-1-ecs-cluster'] } as const;

testCheck(check, {
  pass: [{ name: 'the newest agent', facts: agent(true), reason: 'runs the newest agent' }],
  fail: [
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
      severity: 'low',
    },
  ],
  warn: [
    {
      name: 'an older agent',
      facts: agent(false),
      subject: 'i-1',
      reason: 'runs an agent that is not the newest',
    },
    {
      name: 'an instance Systems Manager does not know',
      facts: { 'ec2.instances': [anInstance()], 'ssm.instances': [] },
      reason: 'runs an agent nobody knows',
    },
  ],
  unknown: [
    {
      name: 'Systems Manager does not say',
      facts: agent(null),
      reason: 'Systems Manager does not say whether its agent is the newest',
    },
    {
      name: 'Systems Manager may not be asked',
      facts: {
        'ec2.instances': [anInstance()],
        'ssm.instances': denied('ssm:DescribeInstanceInformation'),
      },
    },
    {
      name: 'no instance runs, and whether one should could not be read',
      facts: { ...noInstances, 'ecs.services': denied('ecs:ListServices') },
      expected: ecsExpected,
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: noInstances }],
});
