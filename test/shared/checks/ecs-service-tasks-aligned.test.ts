import check from '../../../shared/checks/ecs-service-tasks-aligned.ts';
import type { EcsService, Task } from '../../../shared/model/ecs.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, anEcsService, daysAgo, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aClusterTasks, aTask } from '../../support/surroundings.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const [a, b] = [digest('a'), digest('b')];
const runs = (digests: Readonly<Record<string, string | null>>) =>
  Object.entries(digests).map(([name, imageDigest]) => ({ name, image: 'some:tag', imageDigest }));

/** A task whose only container runs this image. */
const task = (imageDigest: string | null, over: Partial<Task> = {}) =>
  aTask({ containers: runs({ main: imageDigest }), ...over });
const world = (tasks: readonly Task[], over: Partial<EcsService> = {}) => ({
  'ecs.services': [aClusterServices({ services: known([anEcsService(over)]) })],
  'ecs.tasks': [aClusterTasks({ tasks: known(tasks) })],
});
const rollout = {
  deployments: ['PRIMARY', 'ACTIVE'].map((status) => ({
    status,
    rolloutState: 'IN_PROGRESS',
    createdAt: daysAgo(1),
  })),
};

testCheck(check, {
  pass: [
    {
      name: 'the same image',
      facts: world([task(a), task(a)]),
      subject: 'tts/gs',
      reason: 'runs the same image in all its tasks',
    },
    { name: 'one task', facts: world([task(a)]) },
    {
      name: 'a different image in each container, the same in each task',
      facts: world([
        aTask({ containers: runs({ main: a, sidecar: b }) }),
        aTask({ containers: runs({ main: a, sidecar: b }) }),
      ]),
    },
    { name: 'another service’s task', facts: world([task(a), task(b, { service: 'ns' })]) },
    { name: 'a task that stops', facts: world([task(a), task(b, { lastStatus: 'STOPPING' })]) },
    {
      name: 'different images while it is rolled out',
      facts: world([task(a), task(b)], rollout),
      reason: 'is being rolled out',
    },
    {
      name: 'a service of the same name in another cluster',
      facts: {
        ...world([task(a)]),
        'ecs.tasks': [
          aClusterTasks({
            cluster: { type: 'ecs-cluster', name: 'other' },
            tasks: known([task(a), task(b)]),
          }),
          aClusterTasks({ tasks: known([task(a)]) }),
        ],
      },
    },
  ],
  fail: [
    {
      name: 'different images',
      facts: world([task(a), task(b)]),
      subject: 'tts/gs',
      reason:
        'runs different images in its container "main": sha256:aaaaaaaaaaaa, sha256:bbbbbbbbbbbb',
      severity: 'medium',
    },
    {
      name: 'different images, though one is not told',
      facts: world([task(null), task(a), task(b)]),
      reason: 'in its container "main": one not told, sha256:aaaaaaaaaaaa, sha256:bbbbbbbbbbbb',
    },
    {
      name: 'different images in one of the containers',
      facts: world([
        aTask({ containers: runs({ main: a, sidecar: a }) }),
        aTask({ containers: runs({ main: a, sidecar: b }) }),
      ]),
      reason: 'runs different images in its container "sidecar"',
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
      name: 'AWS does not say what one of them runs',
      facts: world([task(a), task(null)]),
      subject: 'tts/gs',
      reason: 'AWS does not say which image every container "main" runs',
    },
    { name: 'AWS says it of none', facts: world([task(null), task(null)]) },
    { name: 'the same during a rollout', facts: world([task(a), task(null)], rollout) },
    {
      name: 'the tasks of its cluster may not be listed',
      facts: { ...world([]), 'ecs.tasks': [aClusterTasks({ tasks: denied('ecs:ListTasks') })] },
      subject: 'tts/gs',
      reason: 'ecs:ListTasks was refused',
    },
    {
      name: 'the tasks of its cluster were not gathered',
      facts: { ...world([]), 'ecs.tasks': [] },
      subject: 'tts/gs',
      reason: 'the tasks of its cluster were not gathered',
    },
    {
      name: 'services may not be listed',
      facts: { ...world([]), 'ecs.services': denied('ecs:ListServices') },
    },
  ],
  notApplicable: [
    { name: 'no task runs', facts: world([]), subject: 'tts/gs', reason: 'runs no task' },
    { name: 'absent and not expected', facts: { 'ecs.services': [], 'ecs.tasks': [] } },
  ],
  several: [
    {
      name: 'each service by its own tasks',
      facts: {
        'ecs.services': [
          aClusterServices({
            services: known([anEcsService(), anEcsService({ name: 'ns' })]),
          }),
        ],
        'ecs.tasks': [
          aClusterTasks({
            tasks: known([
              task(a),
              task(a),
              task(a, { service: 'ns' }),
              task(b, { service: 'ns' }),
              task(b, { service: null }),
            ]),
          }),
        ],
      },
      statuses: { 'tts/gs': 'pass', 'tts/ns': 'fail' },
    },
  ],
});
