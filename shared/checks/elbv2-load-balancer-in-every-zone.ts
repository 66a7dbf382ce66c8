/** Every load balancer is active, in two zones, and in every zone that services run in. */
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict } from '../model/check.ts';
import type { Subnet } from '../model/ec2.ts';
import type { ClusterServices } from '../model/ecs.ts';
import type { LoadBalancer } from '../model/elbv2.ts';
import { type Fact, type Missing, missing } from '../model/fact.ts';

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html */
const troubles = new Map([
  ['provisioning', 'it is still being set up'],
  ['active_impaired', 'it still serves, and AWS cannot give it what it needs to scale'],
  ['failed', 'AWS could not set it up'],
]);

export default defineCheck({
  id: 'elbv2-load-balancer-in-every-zone',
  practice: 'high-availability',
  title: 'Load balancers are active and in every zone of the services behind them',
  severity: 'high',
  why: 'A load balancer in one zone is gone with it, and tasks in a zone it is not in get no traffic from it.',
  fix: 'Add the public subnet of each zone to it, as 1-1-vpc does. If it is not active, see that its subnets have free addresses, and ask AWS support.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html',
  catalogueIds: ['HA-11'],
  controls: [
    { source: 'security-hub', id: 'ELB.13' },
    { source: 'prowler', id: 'elbv2_is_in_multiple_az' },
    { source: 'aws-config', id: 'ELBV2_MULTIPLE_AZ' },
    { source: 'steampipe', id: 'elb_application_gateway_network_lb_multiple_az_configured' },
    { source: 'service-screener', id: 'ELBMultiAZ' },
    { source: 'trusted-advisor', id: 'c1dfprch09' },
  ],
  needs: ['elbv2.load-balancers'],
  wants: ['ec2.subnets', 'ecs.services'],
  run: (facts, context) => {
    const wanted = zonesOfServices(facts['ecs.services'], facts['ec2.subnets']);
    const verdicts = facts['elbv2.load-balancers'].map((balancer) => judge(balancer, wanted));
    return orAbsent(verdicts, 'a load balancer', '1-1-vpc', context);
  },
});

interface WantedZones {
  readonly zones: readonly string[];
  /** Why there may be more of them. */
  readonly doubt: Missing | undefined;
}

function zonesOfServices(
  clusters: Fact<readonly ClusterServices[]>,
  subnets: Fact<readonly Subnet[]>,
): WantedZones {
  if (!clusters.known) return { zones: [], doubt: clusters };
  if (!subnets.known) return { zones: [], doubt: subnets };
  const lists = clusters.value.map(({ services }) => services);
  const ids = lists
    .flatMap((list) => (list.known ? list.value : []))
    .flatMap(({ subnetIds }) => subnetIds);
  const zones = new Map(subnets.value.map(({ id, availabilityZone }) => [id, availabilityZone]));
  const strange = ids.find((id) => !zones.has(id));
  return {
    zones: [...new Set(ids.flatMap((id) => zones.get(id) ?? []))].sort(),
    doubt:
      lists.find((list) => !list.known) ??
      (strange === undefined
        ? undefined
        : missing('failed', `AWS does not show the subnet ${strange} its services run in`)),
  };
}

function judge(
  { ref, state, availabilityZones }: LoadBalancer,
  { zones, doubt }: WantedZones,
): Verdict {
  if (state !== 'active') return fail(ref, stateInWords(state));
  const own = [...new Set(availabilityZones)].sort();
  if (own.length < 2) return fail(ref, `is in ${own.join() || 'no zone'}; two zones are wanted`);
  const absent = zones.filter((zone) => !own.includes(zone));
  if (absent.length > 0) {
    return fail(ref, `is not in ${absent.join(' nor ')}, where services run`);
  }
  return doubt === undefined ? pass(ref, `is in ${own.join(' and ')}`) : unsure(ref, doubt);
}

function stateInWords(state: string): string {
  const trouble = troubles.get(state);
  return trouble === undefined ? `is ${state}` : `is ${state}: ${trouble}`;
}
