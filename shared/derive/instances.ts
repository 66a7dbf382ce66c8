/** Verdicts on the EC2 instances of a deployment, and what it means that there are none. */
import { fail, notApplicable, type Topology, unsure, type Verdict } from '../model/check.ts';
import type { Instance } from '../model/ec2.ts';
import type { ClusterServices, EcsService } from '../model/ecs.ts';
import { type Fact, known } from '../model/fact.ts';
import { type Deployment, deploymentRef } from '../model/target.ts';
import { parseStackName } from '../model/tts.ts';
import { serviceOnInstances } from './launch-types.ts';

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
  const inNeed = serviceInNeed(services, context);
  if (!inNeed.known) return [unsure(subject, inNeed)];
  return inNeed.value === undefined
    ? [notApplicable(subject, 'runs no EC2 instances')]
    : [
        fail(
          { type: 'template', name: '5-1-ecs-cluster' },
          `should run EC2 instances for ${inNeed.value.name}, and none is running`,
        ),
      ];
}

/** Whether the vendor's template for a bastion made it. A machine of another stack, whatever it is for, is none. */
export function isBastion({ tags }: Instance): boolean {
  return parseStackName(tags['aws:cloudformation:stack-name'] ?? '')?.template === '1-2-bastion';
}

function serviceInNeed(
  services: Fact<readonly ClusterServices[]>,
  { expected }: Context,
): Fact<EcsService | undefined> {
  if (!expected.templates.includes('5-1-ecs-cluster')) return known(undefined);
  return services.known ? serviceOnInstances(services.value) : services;
}
