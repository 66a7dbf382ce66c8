/** The running tasks of every service are in at least two zones: so many tasks in one zone are lost together. */
import { plural } from '../derive/age.ts';
import { judgeServices } from '../derive/services.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { ClusterTasks, EcsService, Task } from '../model/ecs.ts';
import { type Fact, missing } from '../model/fact.ts';

export default defineCheck({
  id: 'ecs-service-spread-over-zones',
  practice: 'high-availability',
  title: 'The running tasks of every service span two availability zones',
  severity: 'high',
  why: 'Two tasks in one zone fail together with it, and then the service is as far down as with a single task.',
  fix: 'Give the service both private subnets, and turn on zone rebalancing or a placement that spreads over zones; then force a new deployment.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html',
  catalogueIds: ['HA-03'],
  controls: [
    { source: 'trusted-advisor', id: 'c1z7dfpz01' },
    { source: 'trusted-advisor', id: 'c1z7dfpz02' },
  ],
  volatile: true,
  needs: ['ecs.services', 'ecs.tasks'],
  run: (facts, context) =>
    judgeServices(facts['ecs.services'], context, (service) =>
      judge(service, tasksOf(service, facts['ecs.tasks'])),
    ),
});

// A service is named `<cluster>/<service>`.
function tasksOf(
  { ref, name }: EcsService,
  clusters: readonly ClusterTasks[],
): Fact<readonly Task[]> {
  const tasks = clusters.find(({ cluster }) => ref.name === `${cluster.name}/${name}`)?.tasks;
  return tasks ?? missing('not-gathered', 'the tasks of its cluster were not gathered');
}

function judge({ ref, name }: EcsService, tasks: Fact<readonly Task[]>): Verdict {
  if (!tasks.known) return unsure(ref, tasks);
  const zones = tasks.value
    .filter(({ service, lastStatus }) => service === name && lastStatus === 'RUNNING')
    .map(({ availabilityZone }) => availabilityZone);
  if (zones.length < 2) {
    return notApplicable(
      ref,
      'runs fewer than two tasks, which ecs-service-redundant and ecs-service-running-as-desired judge',
    );
  }
  const named = [...new Set(zones.filter((zone) => zone !== null))].sort();
  const count = plural(zones.length, 'task');
  if (named.length > 1) return pass(ref, `runs ${count} in ${named.join(' and ')}`);
  return zones.includes(null)
    ? unsure(ref, missing('failed', `runs ${count}, and AWS does not say in which zone each is`))
    : fail(ref, `runs all its ${count} in ${named.join()}`);
}
