/** Whose an alarm is: CloudFormation names it after its stack; one that somebody made by hand is told by what it watches. */
import type { Alarm } from '../model/cloudwatch.ts';
import { type Fact, known, type Missing, missingOf, rowsOf } from '../model/fact.ts';
import type { Deployment } from '../model/target.ts';
import { type Kind, kinds } from './claimables.ts';
import type { Claimed, Ground } from './claims.ts';

/** Dimensions that name a resource, and the kind it is of. */
const watched: Readonly<Record<string, Kind>> = {
  AutoScalingGroupName: 'scalingGroups',
  CacheClusterId: 'redisGroups',
  ClusterName: 'ecsClusters',
  DBClusterIdentifier: 'auroraClusters',
  DBInstanceIdentifier: 'auroraClusters',
  InstanceId: 'instances',
  LoadBalancer: 'loadBalancers',
  ReplicationGroupId: 'redisGroups',
};

/** The deployment's alarms. Where one may be its, and what it watches is not known, neither are the alarms. */
export function alarmsOf(
  ground: Ground,
  claimed: Claimed,
  deployment: Deployment,
): Fact<readonly Alarm[]> | undefined {
  const fact = ground.inventory['cloudwatch.alarms'];
  if (!fact?.known) return fact;
  const byHand = ground.alarms.get(undefined) ?? [];
  const doubt = byHand.map((alarm) => doubtOf(alarm, claimed)).find((each) => each !== undefined);
  if (doubt !== undefined) return doubt;
  const names = namesOf(ground, claimed);
  return known([
    ...(ground.alarms.get(deployment.prefix) ?? []),
    ...byHand.filter((alarm) =>
      dimensionsOf(alarm).some(([key, value]) => names.has(`${watched[key]} ${value}`)),
    ),
  ]);
}

function dimensionsOf({ metrics }: Alarm): readonly [string, string][] {
  return metrics
    .flatMap(({ dimensions }) => Object.entries(dimensions))
    .filter(([key]) => key in watched);
}

function doubtOf(alarm: Alarm, claimed: Claimed): Missing | undefined {
  return dimensionsOf(alarm)
    .flatMap(([key]) => {
      const kind = watched[key];
      return kind === undefined ? undefined : missingOf(claimed[kind]);
    })
    .find((each) => each !== undefined);
}

/** What dimensions call the deployment's resources: kind and name. */
function namesOf({ rows }: Ground, claimed: Claimed): ReadonlySet<string> {
  const plain = kinds.flatMap((kind) =>
    rowsOf(claimed[kind]).map(({ id }) => `${kind} ${nameInDimension(id)}`),
  );
  const clusterIds = rowsOf(claimed.auroraClusters).map(({ id }) => id);
  const groupIds = rowsOf(claimed.redisGroups).map(({ id }) => id);
  const members = rowsOf(rows('rds.instances', ({ clusterId }) => [clusterId], clusterIds));
  const groups = rowsOf(rows('elasticache.groups', ({ id }) => [id], groupIds));
  return new Set([
    ...plain,
    ...members.map(({ id }) => `auroraClusters ${id}`),
    ...groups.flatMap(({ nodes }) => nodes.map(({ id }) => `redisGroups ${id}`)),
  ]);
}

/** `net/acme/50dc6c495c0c9188` of a load balancer's ARN; other ids are their own names. */
function nameInDimension(id: string): string {
  return /:loadbalancer\/(.+)$/.exec(id)?.[1] ?? id;
}
