import check from '../../../shared/checks/ec2-instance-managed-by-ssm.ts';
import { known } from '../../../shared/model/fact.ts';
import type { ManagedInstance } from '../../../shared/model/ssm.ts';
import {
  aClusterServices,
  aManagedInstance,
  anEcsService,
  anInstance,
  denied,
  minutesAgo,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const managed = (over: Partial<ManagedInstance> = {}) => ({
  'ec2.instances': [anInstance()],
  'ssm.instances': [aManagedInstance(over)],
});
const unmanaged = (launchedAt: string | null) => ({
  'ec2.instances': [anInstance({ launchedAt })],
  'ssm.instances': [],
});
const services = (launchType: string | null) => [
  aClusterServices({ services: known([anEcsService({ name: 'gs', launchType })]) }),
];
const noInstances = { 'ec2.instances': [], 'ssm.instances': [] };
const ecsExpected = { templates: ['5-1-ecs-cluster'] } as const;

testCheck(check, {
  pass: [
    { name: 'online and heard of', facts: managed(), reason: 'is online, last reported 5 minutes' },
    {
      name: 'silent for exactly as long as allowed',
      facts: managed({ lastPingAt: minutesAgo(60) }),
    },
    {
      name: 'silent for longer, where more is allowed',
      facts: managed({ lastPingAt: minutesAgo(90) }),
      settings: { maximumSilenceMinutes: 120 },
    },
  ],
  fail: [
    {
      name: 'silent for just over what is allowed',
      facts: managed({ lastPingAt: minutesAgo(60.1) }),
      reason: 'last reported 60 minutes ago',
      severity: 'high',
    },
    {
      name: 'connection lost, however lately',
      facts: managed({ pingStatus: 'ConnectionLost' }),
      reason: 'is ConnectionLost, last reported 5 minutes ago',
    },
    { name: 'inactive', facts: managed({ pingStatus: 'Inactive' }) },
    {
      name: 'registered, and never heard of',
      facts: managed({ lastPingAt: null }),
      reason: 'has never reported',
    },
    {
      name: 'not registered after the grace',
      facts: unmanaged(minutesAgo(30.1)),
      reason: 'is not known to Systems Manager',
    },
    { name: 'not registered, started nobody knows when', facts: unmanaged(null) },
    {
      name: 'only another instance is registered',
      facts: {
        'ec2.instances': [anInstance()],
        'ssm.instances': [aManagedInstance({ instanceId: 'i-2' })],
      },
    },
    {
      name: 'expected and absent: a service waits for an instance',
      facts: { ...noInstances, 'ecs.services': services('EC2') },
      expected: ecsExpected,
      subject: '5-1-ecs-cluster',
      reason: 'should run EC2 instances for gs',
    },
  ],
  warn: [
    {
      name: 'not registered within the grace',
      facts: unmanaged(minutesAgo(30)),
      reason: 'started 30 minutes ago and is not known to Systems Manager yet',
    },
    {
      name: 'not registered within a longer grace',
      facts: unmanaged(minutesAgo(45)),
      settings: { graceMinutes: 45 },
    },
  ],
  unknown: [
    {
      name: 'Systems Manager may not be asked',
      facts: {
        'ec2.instances': [anInstance()],
        'ssm.instances': denied('ssm:DescribeInstanceInformation'),
      },
      reason: 'ssm:DescribeInstanceInformation was refused',
    },
    {
      name: 'no instance runs, and whether one should could not be read',
      facts: { ...noInstances, 'ecs.services': denied('ecs:ListServices') },
      expected: ecsExpected,
      reason: 'ecs:ListServices was refused',
    },
    {
      name: 'no instance runs, and the services of the one cluster could not be read',
      facts: {
        ...noInstances,
        'ecs.services': [aClusterServices({ services: denied('ecs:DescribeServices') })],
      },
      expected: ecsExpected,
    },
  ],
  notApplicable: [
    {
      name: 'absent and not expected: all services are on Fargate',
      facts: { ...noInstances, 'ecs.services': services('FARGATE') },
      expected: ecsExpected,
      reason: 'runs no EC2 instances',
    },
    { name: 'absent and not expected: no ECS cluster', facts: noInstances },
    {
      name: 'the only instance is stopped',
      facts: { 'ec2.instances': [anInstance({ state: 'stopped' })], 'ssm.instances': [] },
    },
  ],
  several: [
    {
      name: 'each running instance by its own agent; what is stopped says nothing',
      facts: {
        'ec2.instances': [
          anInstance({ id: 'i-1' }),
          anInstance({ id: 'i-2' }),
          anInstance({ id: 'i-3', state: 'stopped' }),
        ],
        'ssm.instances': [aManagedInstance({ instanceId: 'i-1' })],
      },
      statuses: { 'i-1': 'pass', 'i-2': 'fail' },
    },
  ],
});
