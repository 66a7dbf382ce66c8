/**
 * All tasks of a service run the same image, byte for byte: a tag may have moved between the start of one task and the
 * start of the next.
 */
import { judgeServices } from '../derive/services.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { ClusterTasks, EcsService, Task } from '../model/ecs.ts';
import { missing } from '../model/fact.ts';

export default defineCheck({
  id: 'ecs-service-tasks-aligned',
  practice: 'software-updates',
  title: 'All tasks of a service run the same image',
  severity: 'medium',
  why: 'Tasks of different builds under one name answer differently, and nobody can tell which one did.',
  fix: 'Force a new deployment of the service, and set its image to a full 3.x.y tag.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html',
  catalogueIds: ['VER-06'],
  controls: [],
  volatile: true,
  needs: ['ecs.services', 'ecs.tasks'],
  run: (facts, context) =>
    judgeServices(facts['ecs.services'], context, (service) => judge(service, facts['ecs.tasks'])),
});

function judge(service: EcsService, clusters: readonly ClusterTasks[]): Verdict {
  const { ref, name, deployments } = service;
  const own = clusters.find(({ cluster }) => `${cluster.name}/${name}` === ref.name);
  if (own === undefined) {
    return unsure(ref, missing('not-gathered', 'the tasks of its cluster were not gathered'));
  }
  if (!own.tasks.known) return unsure(ref, own.tasks);
  const running = own.tasks.value.filter(
    (task) => task.service === name && task.lastStatus === 'RUNNING',
  );
  if (running.length === 0) return notApplicable(ref, 'runs no task');
  const digests = digestsByContainer(running);
  const odd = [...digests].find(([, found]) => found.filter((each) => each !== null).length > 1);
  if (odd !== undefined) {
    const [container, found] = odd;
    const builds = found.map((each) => each?.slice(0, 'sha256:'.length + 12) ?? 'one not told');
    return deployments.length > 1
      ? pass(ref, 'is being rolled out: its tasks run different images until that is done')
      : fail(ref, `runs different images in its container "${container}": ${builds.join(', ')}`);
  }
  const unsaid = [...digests].find(([, found]) => found.includes(null));
  return unsaid === undefined
    ? pass(ref, 'runs the same image in all its tasks')
    : unsure(
        ref,
        missing('failed', `AWS does not say which image every container "${unsaid[0]}" runs`),
      );
}

/** Each digest once. */
function digestsByContainer(tasks: readonly Task[]): ReadonlyMap<string, (string | null)[]> {
  const digests = new Map<string, (string | null)[]>();
  for (const { name, imageDigest } of tasks.flatMap(({ containers }) => containers)) {
    const found = digests.get(name) ?? [];
    if (!found.includes(imageDigest)) digests.set(name, [...found, imageDigest]);
  }
  return digests;
}
