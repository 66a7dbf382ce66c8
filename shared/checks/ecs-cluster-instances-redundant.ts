/** Every ECS cluster that runs services on machines has two of them in two zones, and either can be lost. */
import { plural } from '../derive/age.ts';
import { roomInWords, shortageOnLoss } from '../derive/capacity.ts';
import { serviceOnInstances } from '../derive/launch-types.ts';
import { orAbsent } from '../derive/presence.ts';
import {
  defineCheck,
  fail,
  notApplicable,
  pass,
  unsure,
  type Verdict,
  warn,
} from '../model/check.ts';
import type { ClusterInstances, ClusterServices, ContainerInstance } from '../model/ecs.ts';
import { type Fact, missing } from '../model/fact.ts';
import type { ResourceRef } from '../model/target.ts';

export default defineCheck({
  id: 'ecs-cluster-instances-redundant',
  practice: 'high-availability',
  title:
    'Clusters have container instances in two zones, and room for the tasks of one that is lost',
  severity: 'high',
  why: 'When a machine or its zone fails, its tasks start elsewhere only where a machine is left that has room for them.',
  fix: 'Raise the number of instances in 5-1-ecs-cluster, over both zones, or choose a larger instance type.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/capacity-availability.html',
  catalogueIds: ['HA-05'],
  controls: [],
  volatile: true,
  needs: ['ecs.clusters', 'ecs.services', 'ecs.container-instances'],
  run: (facts, context) => {
    const verdicts = facts['ecs.clusters'].map(({ ref, name }) =>
      judge(ref, rowOf(facts['ecs.services'], name), rowOf(facts['ecs.container-instances'], name)),
    );
    return orAbsent(verdicts, 'an ECS cluster', '5-1-ecs-cluster', context);
  },
});

function rowOf<R extends { readonly cluster: ResourceRef }>(
  rows: readonly R[],
  name: string,
): R | undefined {
  return rows.find(({ cluster }) => cluster.name === name);
}

function judge(
  ref: ResourceRef,
  services: ClusterServices | undefined,
  machines: ClusterInstances | undefined,
): Verdict {
  const inNeed =
    services === undefined
      ? missing('not-gathered', 'its services were not gathered')
      : serviceOnInstances([services]);
  if (!inNeed.known) return unsure(ref, inNeed);
  if (inNeed.value === undefined) return notApplicable(ref, 'runs no service on instances');
  const instances: Fact<readonly ContainerInstance[]> =
    machines?.instances ?? missing('not-gathered', 'its container instances were not gathered');
  return instances.known ? judgeInstances(ref, instances.value) : unsure(ref, instances);
}

function judgeInstances(ref: ResourceRef, instances: readonly ContainerInstance[]): Verdict {
  const usable = instances.filter(
    ({ status, agentConnected }) => status === 'ACTIVE' && agentConnected,
  );
  const count = plural(usable.length, 'container instance');
  if (usable.length < 2) return fail(ref, `has ${count} that can take tasks; 2 are wanted`);
  const zones = new Set(usable.map(({ availabilityZone }) => availabilityZone));
  const named = [...zones].filter((zone) => zone !== null).sort();
  if (named.length < 2) {
    return zones.has(null)
      ? unsure(ref, missing('failed', `has ${count}, and AWS does not say in which zone each is`))
      : fail(ref, `has all its ${count} in ${named.join()}`);
  }
  return judgeRoom(ref, usable, `has ${count} in ${named.join(' and ')}`);
}

function judgeRoom(
  ref: ResourceRef,
  usable: readonly ContainerInstance[],
  described: string,
): Verdict {
  const shortage = shortageOnLoss(usable);
  if (!shortage.known) return unsure(ref, shortage);
  if (shortage.value === undefined) {
    return pass(ref, `${described}, and room for the tasks of any one of them`);
  }
  const { id, needed, left } = shortage.value;
  return warn(
    ref,
    `has no room for the tasks of ${id}, were it lost: they use ${roomInWords(needed, Math.ceil)}, the others have ${roomInWords(left, Math.floor)} left`,
  );
}
