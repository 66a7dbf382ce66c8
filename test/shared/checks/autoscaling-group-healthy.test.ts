import check from '../../../shared/checks/autoscaling-group-healthy.ts';
import type { AutoScalingGroup } from '../../../shared/model/autoscaling.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, anEcsService, denied, stackTag } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aGroupInstance, anAutoScalingGroup } from '../../support/surroundings.ts';

const onInstances = aClusterServices({ services: known([anEcsService({ launchType: 'EC2' })]) });
const group = (over: Partial<AutoScalingGroup> = {}) => ({
  'autoscaling.groups': [anAutoScalingGroup(over)],
  'ecs.services': [onInstances],
});
const elsewhere = aGroupInstance({ id: 'i-2', availabilityZone: 'eu-west-1b' });
/** The group of a database: one machine in one zone. */
const timescale: Partial<AutoScalingGroup> = {
  name: 'timescale',
  desired: 1,
  availabilityZones: ['eu-west-1a'],
  instances: [aGroupInstance()],
  tags: stackTag('acme-2-5-db-timescale-master'),
};
const expected = { templates: ['5-1-ecs-cluster'] } as const;

testCheck(check, {
  pass: [
    {
      name: 'two of two machines, in two zones',
      facts: group(),
      reason: 'has 2 of 2 machines in service',
    },
    {
      name: 'one machine more than it is to have',
      facts: group({ instances: [aGroupInstance(), elsewhere, elsewhere] }),
    },
    { name: 'one machine of TimescaleDB', facts: group(timescale), reason: 'has 1 of 1 machines' },
    {
      name: 'one machine of a stack that names no template',
      facts: group({ ...timescale, tags: {} }),
    },
    {
      name: 'a process that starts nothing is suspended',
      facts: group({ suspended: ['AZRebalance'] }),
    },
    {
      name: 'healthy, and the services may not be listed',
      facts: { ...group(), 'ecs.services': denied('ecs:ListServices') },
    },
    {
      name: 'expected, and there is one of no known template',
      facts: group({ tags: {} }),
      expected,
    },
  ],
  fail: [
    {
      name: 'one of two machines',
      facts: group({ instances: [aGroupInstance()] }),
      subject: 'acme-5-1-ecs-cluster-AutoScalingGroup-1',
      severity: 'medium',
      reason: 'has 1 of 2 machines in service',
    },
    ...['Pending', 'Standby', 'Terminating'].map((lifecycleState) => ({
      name: `the other machine is ${lifecycleState}`,
      facts: group({ instances: [aGroupInstance(), { ...elsewhere, lifecycleState }] }),
      reason: 'has 1 of 2 machines in service',
    })),
    {
      name: 'the other machine is unhealthy',
      facts: group({ instances: [aGroupInstance(), { ...elsewhere, health: 'Unhealthy' }] }),
      reason: 'has 1 of 2 machines in service',
    },
    {
      name: 'Launch is suspended',
      facts: group({ suspended: ['AZRebalance', 'Launch'] }),
      reason: 'has 2 of 2 machines in service, and starts no other: Launch is suspended',
    },
    {
      name: 'set to have no machine',
      facts: group({ desired: 0, instances: [] }),
      reason: 'is set to have no machine',
    },
    {
      name: 'set to have one machine for the ECS cluster',
      facts: group({ desired: 1 }),
      reason: 'is set to have 1 machine; 2 are wanted',
    },
    {
      name: 'in one zone for the ECS cluster',
      facts: group({ availabilityZones: ['eu-west-1a', 'eu-west-1a'] }),
      reason: 'starts machines in eu-west-1a only; two zones are wanted',
    },
    {
      name: 'in no zone',
      facts: group({ availabilityZones: [] }),
      reason: 'starts machines in no zone only',
    },
    {
      name: 'no machine of TimescaleDB',
      facts: group({ ...timescale, instances: [] }),
      reason: 'has 0 of 1 machines in service',
    },
    {
      name: 'no machine of TimescaleDB, and the services may not be listed',
      facts: { ...group({ ...timescale, desired: 0 }), 'ecs.services': denied('ecs:ListServices') },
    },
    {
      name: 'expected and absent',
      facts: { ...group(), 'autoscaling.groups': [] },
      expected,
      subject: '5-1-ecs-cluster',
      reason: 'should have brought an Auto Scaling group for gs, and there is none',
    },
    {
      name: 'expected and absent: there is only that of TimescaleDB',
      facts: group(timescale),
      expected,
      subject: '5-1-ecs-cluster',
    },
  ],
  unknown: [
    {
      name: 'the groups may not be listed',
      facts: {
        ...group(),
        'autoscaling.groups': denied('autoscaling:DescribeAutoScalingGroups'),
      },
    },
    {
      name: 'absent, and the services may not be listed',
      facts: { 'autoscaling.groups': [], 'ecs.services': denied('ecs:ListServices') },
      expected,
      subject: '5-1-ecs-cluster',
      reason: 'ecs:ListServices was refused',
    },
    ...[{ desired: 0 }, { desired: 1 }, { availabilityZones: ['eu-west-1a'] }].map((over) => ({
      name: `too little for the ECS cluster, which may need none: ${Object.keys(over)}`,
      facts: {
        ...group(over),
        'ecs.services': [aClusterServices({ services: denied('ecs:ListServices') })],
      },
      subject: 'acme-5-1-ecs-cluster-AutoScalingGroup-1',
      reason: 'ecs:ListServices was refused',
    })),
  ],
  notApplicable: [
    {
      name: 'no service runs on the machines of the ECS cluster',
      facts: { ...group({ desired: 0 }), 'ecs.services': [aClusterServices()] },
      reason: 'is of no use: no service runs on container instances',
    },
    {
      name: 'absent, and no service needs one',
      facts: { 'autoscaling.groups': [], 'ecs.services': [aClusterServices()] },
      expected,
      subject: 'acme',
      reason: 'has no Auto Scaling groups, and needs none',
    },
    {
      name: 'absent and not expected',
      facts: { ...group(), 'autoscaling.groups': [] },
    },
  ],
  several: [
    {
      name: 'each group by its own machines',
      facts: {
        ...group(),
        'autoscaling.groups': [
          anAutoScalingGroup({ name: 'cluster' }),
          anAutoScalingGroup({ ...timescale, instances: [] }),
        ],
      },
      expected,
      statuses: { cluster: 'pass', timescale: 'fail' },
    },
  ],
});
