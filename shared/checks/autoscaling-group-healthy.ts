/** Every Auto Scaling group has the machines it is to have, and can start another; that of the ECS cluster in two zones. */
import { serviceOnInstances } from '../derive/launch-types.ts';
import type { AutoScalingGroup } from '../model/autoscaling.ts';
import {
  defineCheck,
  fail,
  notApplicable,
  pass,
  type Topology,
  unsure,
  type Verdict,
} from '../model/check.ts';
import type { EcsService } from '../model/ecs.ts';
import type { Fact } from '../model/fact.ts';
import { deploymentRef, type ResourceRef } from '../model/target.ts';
import { parseStackName, type TemplateName } from '../model/tts.ts';

const clusterTemplate = '5-1-ecs-cluster';

export default defineCheck({
  id: 'autoscaling-group-healthy',
  practice: 'high-availability',
  title: 'Auto Scaling groups have all their machines in service and replace those that fail',
  severity: 'medium',
  why: 'A machine that fails is replaced by its group; one that cannot start machines, or has too few, leaves nothing to fall back on.',
  fix: 'Read in the activity history of the group why machines do not start, and repair it; resume Launch; run two or more instances, in both zones, by 5-1-ecs-cluster.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html',
  catalogueIds: ['HA-14', 'HA-05'],
  controls: [
    { source: 'security-hub', id: 'AutoScaling.2' },
    { source: 'prowler', id: 'autoscaling_group_multiple_az' },
    { source: 'aws-config', id: 'AUTOSCALING_MULTIPLE_AZ' },
    { source: 'cloudsploit', id: 'asgMultiAz' },
    { source: 'service-screener', id: 'ASGMultiAZ' },
  ],
  volatile: true,
  needs: ['autoscaling.groups'],
  wants: ['ecs.services'],
  run: ({ 'autoscaling.groups': groups, 'ecs.services': services }, { deployment, expected }) => {
    const inNeed = services.known ? serviceOnInstances(services.value) : services;
    const verdicts = [
      ...groups.map((group) =>
        templateOf(group) === clusterTemplate ? judgeClusterGroup(group, inNeed) : judge(group),
      ),
      // A group no template can be told of may be the one that is looked for.
      ...(groups.some((group) => (templateOf(group) ?? clusterTemplate) === clusterTemplate)
        ? []
        : absent(inNeed, expected)),
    ];
    return verdicts.length > 0
      ? verdicts
      : [notApplicable(deploymentRef(deployment), 'has no Auto Scaling groups, and needs none')];
  },
});

function templateOf({ tags }: AutoScalingGroup): TemplateName | undefined {
  return parseStackName(tags['aws:cloudformation:stack-name'] ?? '')?.template;
}

/** The group of the ECS cluster is missed only where services run on its machines. */
function absent(inNeed: Fact<EcsService | undefined>, { templates }: Topology): readonly Verdict[] {
  if (!templates.includes(clusterTemplate)) return [];
  const subject: ResourceRef = { type: 'template', name: clusterTemplate };
  if (!inNeed.known) return [unsure(subject, inNeed)];
  return inNeed.value === undefined
    ? []
    : [
        fail(
          subject,
          `should have brought an Auto Scaling group for ${inNeed.value.name}, and there is none`,
        ),
      ];
}

function judgeClusterGroup(group: AutoScalingGroup, inNeed: Fact<EcsService | undefined>): Verdict {
  const verdict = judgeRedundancy(group);
  if (verdict.status !== 'fail') return verdict;
  if (!inNeed.known) return unsure(group.ref, inNeed);
  return inNeed.value === undefined
    ? notApplicable(group.ref, 'is of no use: no service runs on container instances')
    : verdict;
}

function judgeRedundancy(group: AutoScalingGroup): Verdict {
  const { ref, desired } = group;
  const verdict = judge(group);
  if (verdict.status === 'fail') return verdict;
  if (desired < 2) return fail(ref, 'is set to have 1 machine; 2 are wanted');
  const zones = [...new Set(group.availabilityZones)];
  return zones.length < 2
    ? fail(ref, `starts machines in ${zones.join() || 'no zone'} only; two zones are wanted`)
    : verdict;
}

function judge({ ref, desired, suspended, instances }: AutoScalingGroup): Verdict {
  if (desired === 0) return fail(ref, 'is set to have no machine');
  const serving = instances.filter(
    ({ lifecycleState, health }) => lifecycleState === 'InService' && health === 'Healthy',
  );
  const count = `has ${serving.length} of ${desired} machines in service`;
  if (suspended.includes('Launch'))
    return fail(ref, `${count}, and starts no other: Launch is suspended`);
  return serving.length < desired ? fail(ref, count) : pass(ref, count);
}
