/** Verdicts on the EC2 instances of a deployment, and what it means that there are none. */
import { fail, notApplicable, type Topology, unsure, type Verdict } from '../model/check.ts';
import type { Instance } from '../model/ec2.ts';
import type { ClusterServices } from '../model/ecs.ts';
import type { Fact } from '../model/fact.ts';
import { type Deployment, deploymentRef } from '../model/target.ts';

interface Context {
  readonly deployment: Deployment;
  readonly expected: Topology;
}

/** One verdict per running instance. With none running: a failure when ECS services are to run on instances. */
export function judgeRunning(
  instances: readonly Instance[],
  services: Fact<readonly ClusterServices[]>,
  context: Context,
  judge: (instance: Instance) => Verdict,
): readonly Verdict[] {
  const running = instances.filter(({ state }) => state === 'running');
  if (running.length > 0) return running.map(judge);
  const subject = deploymentRef(context.deployment);
  const why = whetherExpected(services, context);
  if (why !== undefined && !why.known) return [unsure(subject, why)];
  return why?.value
    ? [
        fail(
          { type: 'template', name: '5-1-ecs-cluster' },
          `should run EC2 instances for ${why.value}, and none is running`,
        ),
      ]
    : [notApplicable(subject, 'runs no EC2 instances')];
}

// Services on Fargate need no instances; one that is to be launched on EC2 does.
function whetherExpected(
  services: Fact<readonly ClusterServices[]>,
  { expected }: Context,
): Fact<string | undefined> | undefined {
  if (!expected.templates.includes('5-1-ecs-cluster')) return undefined;
  if (!services.known) return services;
  const lists = services.value.map((each) => each.services);
  const onInstances = lists
    .flatMap((list) => (list.known ? list.value : []))
    .find(({ launchType }) => launchType === 'EC2');
  // One service that needs instances is enough; that none does can be said only when all were read.
  if (onInstances !== undefined) return { known: true, value: onInstances.name };
  return lists.find((list) => !list.known);
}
