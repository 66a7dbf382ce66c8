/** Whether services need container instances: those launched on EC2 do, those on Fargate do not. */
import type { ClusterServices, EcsService } from '../model/ecs.ts';
import { type Fact, known, missing } from '../model/fact.ts';

/**
 * A service that runs on container instances; undefined when none does. One is enough; that none does can be said only
 * when all services were read and AWS said of each where it runs.
 */
export function serviceOnInstances(
  clusters: readonly ClusterServices[],
): Fact<EcsService | undefined> {
  const lists = clusters.map(({ services }) => services);
  const services = lists.flatMap((list) => (list.known ? list.value : []));
  const onInstances = services.find(({ launchType }) => launchType === 'EC2');
  if (onInstances !== undefined) return known(onInstances);
  const unread = lists.find((list) => !list.known);
  if (unread !== undefined) return unread;
  const unsaid = services.find(({ launchType }) => launchType === null);
  return unsaid === undefined
    ? known(undefined)
    : missing('failed', `AWS does not say whether ${unsaid.name} runs on container instances`);
}
