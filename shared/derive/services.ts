/** Verdicts on the ECS services of a deployment, cluster by cluster. */
import { type Topology, unsure, type Verdict } from '../model/check.ts';
import type { ClusterServices, EcsService } from '../model/ecs.ts';
import type { Deployment } from '../model/target.ts';
import { orAbsent } from './presence.ts';

/** One verdict per service; one `unknown` per cluster whose services could not be read. */
export function judgeServices(
  clusters: readonly ClusterServices[],
  context: { readonly deployment: Deployment; readonly expected: Topology },
  judge: (service: EcsService) => Verdict,
): readonly Verdict[] {
  const verdicts = clusters.flatMap(({ cluster, services }) =>
    services.known ? services.value.map(judge) : [unsure(cluster, services)],
  );
  return orAbsent(verdicts, 'ECS services', '5-4-ecs-services', context);
}
