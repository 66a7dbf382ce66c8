/** Every target group that is used has healthy targets, and one in each zone that has only its own. */
import { plural } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type {
  LoadBalancer,
  LoadBalancerListeners,
  RegisteredTarget,
  TargetGroup,
} from '../model/elbv2.ts';
import { type Fact, known, missing } from '../model/fact.ts';

interface Limits {
  readonly minimumHealthyTargets: number;
}

export default defineCheck({
  id: 'elbv2-target-group-healthy',
  practice: 'high-availability',
  title: 'Every target group in use has two healthy targets, in each zone where it needs one',
  severity: 'high',
  why: 'What a listener forwards to no healthy target is lost; with a single one the next failure is an outage.',
  fix: 'Repair the targets, whose health checks say why they fail, and run two tasks in two zones; or turn on cross-zone load balancing.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-cross-zone.html',
  catalogueIds: ['HA-11'],
  controls: [
    { source: 'trusted-advisor', id: 'c18d2gz105' },
    { source: 'aws-config', id: 'NLB_CROSS_ZONE_LOAD_BALANCING_ENABLED' },
    { source: 'prowler', id: 'elbv2_cross_zone_load_balancing_enabled' },
  ],
  volatile: true,
  settings: {
    minimumHealthyTargets: {
      default: 2,
      minimum: 1,
      unit: 'targets',
      about: 'healthy targets of a target group',
    },
  },
  needs: ['elbv2.load-balancers', 'elbv2.target-groups'],
  wants: ['elbv2.listeners'],
  run: (facts, context) => {
    const verdicts = facts['elbv2.target-groups'].map((group) => {
      const { ref, targets, loadBalancerArns } = group;
      if (loadBalancerArns.length === 0) return notApplicable(ref, 'is used by no load balancer');
      if (!targets.known) return unsure(ref, targets);
      return targets.value.length === 0
        ? judgeEmpty(group, facts['elbv2.listeners'])
        : judge(group, targets.value, facts['elbv2.load-balancers'], context.settings);
    });
    return orAbsent(verdicts, 'target groups', '3-2-load-balancer-rules', context);
  },
});

function judgeEmpty(
  { ref, arn }: TargetGroup,
  listeners: Fact<readonly LoadBalancerListeners[]>,
): Verdict {
  if (!listeners.known) return unsure(ref, listeners);
  const lists = listeners.value.map((each) => each.listeners);
  const listener = lists
    .flatMap((list) => (list.known ? list.value : []))
    .find(({ targetGroupArns }) => targetGroupArns.includes(arn));
  if (listener !== undefined) {
    return fail(ref, `has no target, and ${listener.ref.name} forwards to it`);
  }
  const unread = lists.find((list) => !list.known);
  return unread === undefined
    ? notApplicable(ref, 'has no target, and no listener forwards to it')
    : unsure(ref, unread);
}

function judge(
  group: TargetGroup,
  targets: readonly RegisteredTarget[],
  balancers: readonly LoadBalancer[],
  { minimumHealthyTargets }: Limits,
): Verdict {
  const { ref } = group;
  const healthy = targets.filter(({ health }) => health === 'healthy');
  const count = plural(healthy.length, 'healthy target');
  if (healthy.length === 0) {
    return fail(ref, `has no healthy target among ${targets.length}`, 'critical');
  }
  if (healthy.length < minimumHealthyTargets) {
    return fail(ref, `has ${count}; ${minimumHealthyTargets} are wanted`);
  }
  const balancer = balancerOf(group, balancers);
  if (!balancer.known) return unsure(ref, balancer);
  const zones = healthy.map(({ availabilityZone }) => availabilityZone);
  const bare = unserved(balancer.value, zones);
  if (bare.length === 0) return pass(ref, `has ${count}, one in every zone`);
  const crossZone = crossesZones(group, balancer.value);
  if (!crossZone.known) return unsure(ref, crossZone);
  if (crossZone.value) return pass(ref, `has ${count}, which every zone can reach`);
  return zones.includes(null)
    ? unsure(ref, missing('failed', `has ${count}, and AWS does not say in which zone each is`))
    : fail(ref, `has no healthy target in ${bare.join(' nor ')}, and zones reach only their own`);
}

/**
 * A target group has at most one load balancer.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html
 */
function balancerOf(
  { loadBalancerArns: [arn] }: TargetGroup,
  balancers: readonly LoadBalancer[],
): Fact<LoadBalancer> {
  const balancer = balancers.find((each) => each.arn === arn);
  return balancer === undefined
    ? missing('failed', `its load balancer ${arn} is not among those of the deployment`)
    : known(balancer);
}

/** Zones of a load balancer without a target. One outside the VPC, `all`, serves every zone. */
function unserved(
  { availabilityZones }: LoadBalancer,
  zones: readonly (string | null)[],
): readonly string[] {
  return zones.includes('all') ? [] : availabilityZones.filter((zone) => !zones.includes(zone));
}

// What the target group does not say, its load balancer does.
function crossesZones(group: TargetGroup, { attributes }: LoadBalancer): Fact<boolean> {
  if (group.crossZone !== null) return known(group.crossZone);
  if (!attributes.known) return attributes;
  return attributes.value.crossZone === null
    ? missing('failed', 'AWS does not say whether zones share their targets')
    : known(attributes.value.crossZone);
}
