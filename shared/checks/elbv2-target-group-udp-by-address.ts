/**
 * Packets over UDP go to the tasks of the Gateway Server by their addresses. By instance they went to the daemon that
 * every container instance ran before 3.26.
 */
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { TargetGroup } from '../model/elbv2.ts';
import { missing } from '../model/fact.ts';
import { deploymentRef } from '../model/target.ts';

export default defineCheck({
  id: 'elbv2-target-group-udp-by-address',
  practice: 'high-availability',
  title: 'Target groups for UDP reach their targets by address',
  severity: 'medium',
  why: 'A target group by instance sends packets of gateways to machines that run no Gateway Server for UDP any more, or one nobody updates.',
  fix: 'Update 3-2-load-balancer-rules and 5-4-ecs-services to a supported version; since 3.26 they register tasks by address.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/changelog/',
  catalogueIds: ['HA-15'],
  controls: [],
  needs: ['elbv2.target-groups'],
  run: (facts, context) => {
    const groups = facts['elbv2.target-groups'];
    if (groups.length === 0) {
      return orAbsent([], 'target groups', '3-2-load-balancer-rules', context);
    }
    const verdicts = groups.flatMap(judge);
    return verdicts.length > 0
      ? verdicts
      : [notApplicable(deploymentRef(context.deployment), 'takes no packets over UDP')];
  },
});

function judge({ ref, protocol, targetType }: TargetGroup): readonly Verdict[] {
  if (protocol === null) {
    return [unsure(ref, missing('failed', 'AWS does not say which protocol it speaks'))];
  }
  if (protocol !== 'UDP' && protocol !== 'TCP_UDP') return [];
  if (targetType === null) {
    return [unsure(ref, missing('failed', 'AWS does not say how it reaches its targets'))];
  }
  return [
    targetType === 'ip'
      ? pass(ref, 'reaches its targets by address')
      : fail(ref, `reaches its targets by ${targetType}, not by address`),
  ];
}
