import check from '../../../shared/checks/ecs-cluster-instances-redundant.ts';
import type { ContainerInstance } from '../../../shared/model/ecs.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, anEcsCluster, anEcsService, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aClusterInstances, aContainerInstance } from '../../support/surroundings.ts';

const onInstances = aClusterServices({ services: known([anEcsService({ launchType: 'EC2' })]) });
const elsewhere = { instanceId: 'i-2', availabilityZone: 'eu-west-1b' };
const instances = (...all: readonly Partial<ContainerInstance>[]) => ({
  'ecs.clusters': [anEcsCluster()],
  'ecs.services': [onInstances],
  'ecs.container-instances': [
    aClusterInstances({ instances: known(all.map((each) => aContainerInstance(each))) }),
  ],
});
const healthy = instances(elsewhere, {});

testCheck(check, {
  pass: [
    {
      name: 'two machines in two zones, each half used',
      facts: healthy,
      reason:
        'has 2 container instances in eu-west-1a and eu-west-1b, and room for the tasks of any one',
    },
    {
      name: 'a third machine that takes no tasks',
      facts: instances({}, elsewhere, { instanceId: 'i-3', status: 'DRAINING' }),
      reason: 'has 2 container instances',
    },
    {
      name: 'a third machine whose zone AWS does not say',
      facts: instances({}, elsewhere, { instanceId: 'i-3', availabilityZone: null }),
      reason: 'has 3 container instances in eu-west-1a and eu-west-1b',
    },
  ],
  fail: [
    {
      name: 'one machine',
      facts: instances({}),
      subject: 'tts',
      severity: 'high',
      reason: 'has 1 container instance that can take tasks; 2 are wanted',
    },
    { name: 'no machine', facts: instances(), reason: 'has 0 container instances' },
    {
      name: 'the other machine drains',
      facts: instances({}, { ...elsewhere, status: 'DRAINING' }),
      reason: 'has 1 container instance',
    },
    {
      name: 'the agent of the other machine is not connected',
      facts: instances({}, { ...elsewhere, agentConnected: false }),
      reason: 'has 1 container instance',
    },
    {
      name: 'both machines are in one zone',
      facts: instances({}, { instanceId: 'i-2' }),
      reason: 'has all its 2 container instances in eu-west-1a',
    },
    {
      name: 'expected and absent',
      facts: { 'ecs.clusters': [], 'ecs.services': [], 'ecs.container-instances': [] },
      expected: { templates: ['5-1-ecs-cluster'] },
      subject: '5-1-ecs-cluster',
      reason: 'should have brought an ECS cluster',
    },
  ],
  warn: [
    {
      name: 'no room for the tasks of one machine',
      facts: instances({}, { ...elsewhere, remaining: { cpu: 1023, memory: 3840 } }),
      reason:
        'has no room for the tasks of i-1, were it lost: they use 1.0 vCPU and 3.8 GiB, the others have 0.9 vCPU and 3.7 GiB left',
    },
    {
      name: 'the only machine with room cannot take tasks',
      facts: instances(
        {},
        { ...elsewhere, remaining: { cpu: 0, memory: 0 } },
        { instanceId: 'i-3', agentConnected: false },
      ),
    },
  ],
  unknown: [
    {
      name: 'the container instances may not be listed',
      facts: { ...healthy, 'ecs.container-instances': denied('ecs:ListContainerInstances') },
    },
    {
      name: 'those of this cluster could not be read',
      facts: {
        ...healthy,
        'ecs.container-instances': [
          aClusterInstances({ instances: denied('ecs:DescribeContainerInstances') }),
        ],
      },
      subject: 'tts',
      reason: 'ecs:DescribeContainerInstances was refused',
    },
    {
      name: 'nobody asked for those of this cluster',
      facts: { ...healthy, 'ecs.container-instances': [] },
      reason: 'its container instances were not gathered',
    },
    {
      name: 'the services of this cluster could not be read',
      facts: {
        ...healthy,
        'ecs.services': [aClusterServices({ services: denied('ecs:ListServices') })],
      },
      subject: 'tts',
    },
    {
      name: 'nobody asked for the services of this cluster',
      facts: { ...healthy, 'ecs.services': [] },
      reason: 'its services were not gathered',
    },
    {
      name: 'AWS does not say in which zone the other machine is',
      facts: instances({}, { ...elsewhere, availabilityZone: null }),
      reason: 'does not say in which zone each is',
    },
    {
      name: 'AWS does not say how much of a machine is used',
      facts: instances({}, { ...elsewhere, remaining: { cpu: null, memory: 3840 } }),
      reason: 'does not say how much of every container instance is used',
    },
  ],
  notApplicable: [
    {
      name: 'all services run on Fargate',
      facts: { ...healthy, 'ecs.services': [aClusterServices()] },
      reason: 'runs no service on instances',
    },
    {
      name: 'absent and not expected',
      facts: { 'ecs.clusters': [], 'ecs.services': [], 'ecs.container-instances': [] },
    },
  ],
  several: [
    {
      name: 'each cluster by its own services and machines',
      facts: {
        'ecs.clusters': [
          anEcsCluster(),
          anEcsCluster({ name: 'small' }),
          anEcsCluster({ name: 'light' }),
        ],
        'ecs.services': [
          onInstances,
          { ...onInstances, cluster: { type: 'ecs-cluster', name: 'small' } },
          aClusterServices({ cluster: { type: 'ecs-cluster', name: 'light' } }),
        ],
        'ecs.container-instances': [
          aClusterInstances(),
          aClusterInstances({
            cluster: { type: 'ecs-cluster', name: 'small' },
            instances: known([aContainerInstance()]),
          }),
        ],
      },
      statuses: { tts: 'pass', small: 'fail', light: 'not-applicable' },
    },
  ],
});
