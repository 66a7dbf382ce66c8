import check from '../../../shared/checks/ecs-service-spread-over-zones.ts';
import type { Task } from '../../../shared/model/ecs.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, anEcsService, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aClusterTasks, aTask } from '../../support/surroundings.ts';

const elsewhere = aTask({ arn: 'arn:2', availabilityZone: 'eu-west-1b' });
const tasks = (...all: readonly Partial<Task>[]) => ({
  'ecs.services': [aClusterServices()],
  'ecs.tasks': [aClusterTasks({ tasks: known(all.map((each) => aTask(each))) })],
});

testCheck(check, {
  pass: [
    {
      name: 'two tasks in two zones',
      facts: tasks(elsewhere, {}),
      reason: 'runs 2 tasks in eu-west-1a and eu-west-1b',
    },
    {
      name: 'a third whose zone AWS does not say',
      facts: tasks({}, elsewhere, { availabilityZone: null }),
      reason: 'runs 3 tasks in eu-west-1a and eu-west-1b',
    },
    {
      name: 'a daemon in two zones',
      facts: {
        ...tasks({}, elsewhere),
        'ecs.services': [aClusterServices({ services: known([anEcsService({ daemon: true })]) })],
      },
    },
  ],
  fail: [
    {
      name: 'two tasks in one zone',
      facts: tasks({}, {}),
      subject: 'tts/gs',
      severity: 'high',
      reason: 'runs all its 2 tasks in eu-west-1a',
    },
    {
      name: 'a daemon in one zone',
      facts: {
        ...tasks({}, {}),
        'ecs.services': [aClusterServices({ services: known([anEcsService({ daemon: true })]) })],
      },
    },
    {
      name: 'in the other zone is a task that does not run',
      facts: tasks({}, {}, { ...elsewhere, lastStatus: 'PENDING' }),
    },
    {
      name: 'in the other zone is a task of another service',
      facts: tasks({}, {}, { ...elsewhere, service: 'ns' }, { ...elsewhere, service: null }),
    },
    {
      name: 'in the other zone is a task of another cluster',
      facts: {
        'ecs.services': [aClusterServices()],
        'ecs.tasks': [
          aClusterTasks({
            cluster: { type: 'ecs-cluster', name: 'other' },
            tasks: known([elsewhere, aTask()]),
          }),
          aClusterTasks({ tasks: known([aTask(), aTask()]) }),
        ],
      },
    },
    {
      name: 'expected and absent',
      facts: { 'ecs.services': [], 'ecs.tasks': [] },
      expected: { templates: ['5-4-ecs-services'] },
      subject: '5-4-ecs-services',
    },
  ],
  unknown: [
    {
      name: 'the tasks may not be listed',
      facts: { 'ecs.services': [aClusterServices()], 'ecs.tasks': denied('ecs:ListTasks') },
    },
    {
      name: 'the tasks of its cluster could not be read',
      facts: {
        'ecs.services': [aClusterServices()],
        'ecs.tasks': [aClusterTasks({ tasks: denied('ecs:DescribeTasks') })],
      },
      subject: 'tts/gs',
      reason: 'ecs:DescribeTasks was refused',
    },
    {
      name: 'nobody asked for the tasks of its cluster',
      facts: { 'ecs.services': [aClusterServices()], 'ecs.tasks': [] },
      subject: 'tts/gs',
      reason: 'were not gathered',
    },
    {
      name: 'AWS does not say where one of two is',
      facts: tasks({}, { availabilityZone: null }),
      reason: 'does not say in which zone each is',
    },
    {
      name: 'nor where any is',
      facts: tasks({ availabilityZone: null }, { availabilityZone: null }),
    },
  ],
  notApplicable: [
    { name: 'one task', facts: tasks({}), reason: 'runs fewer than two tasks' },
    { name: 'no task', facts: tasks() },
    { name: 'one of two runs', facts: tasks({}, { ...elsewhere, lastStatus: 'STOPPING' }) },
    { name: 'absent and not expected', facts: { 'ecs.services': [], 'ecs.tasks': [] } },
  ],
  several: [
    {
      name: 'each service by its own tasks, and a cluster that could not be read',
      facts: {
        'ecs.services': [
          aClusterServices({ services: known([anEcsService(), anEcsService({ name: 'ns' })]) }),
          aClusterServices({
            cluster: { type: 'ecs-cluster', name: 'other' },
            services: denied('ecs:ListServices'),
          }),
        ],
        'ecs.tasks': [
          aClusterTasks({
            tasks: known([
              aTask(),
              elsewhere,
              aTask({ service: 'ns' }),
              aTask({ service: 'ns', arn: 'arn:4' }),
            ]),
          }),
        ],
      },
      statuses: { 'tts/gs': 'pass', 'tts/ns': 'fail', other: 'unknown' },
    },
  ],
});
