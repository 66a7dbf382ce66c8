/** A deployment's view on the inventory of its target: what belongs to it, and what anybody may look up. */
import { isScratch, looksLikeScratch } from '../model/drill.ts';
import { type Fact, mapFact, missing, missingOf, rowsOf } from '../model/fact.ts';
import type { FactMap, FactName, Inventory, OwnedFacts } from '../model/inventory.ts';
import type { Deployment, ResourceRef, Tags } from '../model/target.ts';
import { alarmsOf } from './alarm-claims.ts';
import type { Claimable } from './claimables.ts';
import {
  type Claimed,
  claimedResources,
  type ExplicitResources,
  type Ground,
  survey,
} from './claims.ts';

/** Facts whose rows are the claimed resources themselves. */
type ClaimedFact = {
  [K in FactName]: FactMap[K][number] extends { readonly ref: ResourceRef } ? K : never;
}[FactName];

/** What each deployment of a target sees of it. What does not depend on the deployment is worked out once. */
export function viewsOf(
  inventory: Inventory,
  deployments: readonly Deployment[],
  explicit: ReadonlyMap<string, ExplicitResources>,
  now: Date,
): (deployment: Deployment) => Inventory {
  const ground = survey(withoutScratch(inventory, now), deployments, explicit);
  return (deployment) => {
    if (deployment.origin === 'region') return ground.inventory;
    const claimed = claimedResources(ground, deployment);
    return restrict(ground, claimed, deployment, explicit.get(deployment.name) ?? {});
  };
}

/**
 * Hides what running drills created; a name or a tag alone hides nothing. Where the drills' reports cannot be read,
 * nobody can tell whether what looks like theirs is to be judged: then the list it is in is not known either.
 */
function withoutScratch(inventory: Inventory, now: Date): Inventory {
  const reports = inventory['drills.reports'];
  const visible = <R extends { readonly id: string; readonly tags: Tags }>(
    fact: Fact<readonly R[]> | undefined,
  ): Fact<readonly R[]> | undefined =>
    rowsOf(fact).some(looksLikeScratch) && missingOf(reports) !== undefined
      ? missingOf(reports)
      : mapFact(fact, (all) => all.filter((each) => !isScratch(each, rowsOf(reports), now)));
  return {
    ...inventory,
    ...present({
      'rds.clusters': visible(inventory['rds.clusters']),
      'rds.instances': visible(inventory['rds.instances']),
      'elasticache.groups': visible(inventory['elasticache.groups']),
    }),
  };
}

function restrict(
  ground: Ground,
  claimed: Claimed,
  deployment: Deployment,
  declared: ExplicitResources,
): Inventory {
  const { inventory, groups, rows } = ground;
  const { prefix } = deployment;
  const { auroraClusters, redisGroups, ecsClusters, instances } = claimed;
  const { loadBalancers, scalingGroups, fileSystems } = claimed;

  /** The rows of the claimed resources, with the claim's own reference: it may be flagged unattributed. */
  const marked = <K extends ClaimedFact>(
    fact: K,
    kind: Fact<readonly Claimable[]> | undefined,
    idOf: (row: FactMap[K][number]) => string,
  ) => {
    const refs = new Map(rowsOf(kind).map(({ id, ref }) => [id, ref]));
    const found = rows(fact, (row) => [idOf(row)], [...refs.keys()]) as
      | Fact<readonly FactMap[K][number][]>
      | undefined;
    return (
      missingOf(kind) ??
      mapFact(found, (all) => all.map((row) => ({ ...row, ref: refs.get(idOf(row)) ?? row.ref })))
    );
  };
  /** What belongs to claimed resources. Where those are not known, neither is what belongs to them. */
  const within = <K extends FactName>(
    fact: K,
    kind: Fact<readonly Claimable[]> | undefined,
    ownersOf: (row: FactMap[K][number]) => readonly (string | null | undefined)[],
  ) => {
    if (inventory[fact] !== undefined && kind === undefined)
      return missing('not-gathered', 'what it belongs to was not gathered');
    return (
      missingOf(kind) ??
      rows(
        fact,
        ownersOf,
        rowsOf(kind).map(({ id }) => id),
      )
    );
  };
  const services = within('ecs.services', ecsClusters, ({ cluster }) => [cluster.name]);
  const runs = rowsOf(services).flatMap((list) =>
    rowsOf(list.services).map(({ taskDefinitionArn }) => taskDefinitionArn),
  );
  const owned: { readonly [K in keyof OwnedFacts]: Fact<FactMap[K]> | undefined } = {
    'autoscaling.groups': marked('autoscaling.groups', scalingGroups, ({ name }) => name),
    'cloudformation.stacks': mapFact(
      inventory['cloudformation.stacks'],
      () => groups.get(prefix) ?? [],
    ),
    'cloudformation.stack-resources': rows(
      'cloudformation.stack-resources',
      ({ stackName }) => [ground.ownerOf(stackName)],
      [prefix],
    ),
    'cloudwatch.alarms': alarmsOf(ground, claimed, deployment),
    'drills.reports': rows('drills.reports', (report) => [report.deployment], [deployment.name]),
    'ec2.instances': marked('ec2.instances', instances, ({ id }) => id),
    'ecs.clusters': marked('ecs.clusters', ecsClusters, ({ name }) => name),
    'ecs.container-instances': within('ecs.container-instances', ecsClusters, ({ cluster }) => [
      cluster.name,
    ]),
    'ecs.services': services,
    'ecs.task-definitions':
      missingOf(services) ?? rows('ecs.task-definitions', ({ arn }) => [arn], runs),
    'ecs.tasks': within('ecs.tasks', ecsClusters, ({ cluster }) => [cluster.name]),
    'efs.file-systems': marked('efs.file-systems', fileSystems, ({ id }) => id),
    'elasticache.groups': marked('elasticache.groups', redisGroups, ({ id }) => id),
    'elasticache.snapshots': within('elasticache.snapshots', redisGroups, ({ groupId }) => [
      groupId,
    ]),
    'elbv2.listeners': within('elbv2.listeners', loadBalancers, ({ loadBalancer }) => [
      loadBalancer.arn,
    ]),
    'elbv2.load-balancers': marked('elbv2.load-balancers', loadBalancers, ({ arn }) => arn),
    'elbv2.target-groups': within(
      'elbv2.target-groups',
      loadBalancers,
      ({ loadBalancerArns }) => loadBalancerArns,
    ),
    'rds.clusters': marked('rds.clusters', auroraClusters, ({ id }) => id),
    'rds.instances': within('rds.instances', auroraClusters, ({ clusterId }) => [clusterId]),
    'rds.snapshots': within('rds.snapshots', auroraClusters, ({ clusterId }) => [clusterId]),
    's3.buckets': rows('s3.buckets', ({ stackName }) => [ground.ownerOf(stackName)], [prefix]),
    'sns.topics': mapFact(inventory['sns.topics'], (topics) =>
      topics.filter(
        ({ arn, stackName }) =>
          declared.alertTopics?.includes(arn) ||
          (stackName !== null && ground.ownerOf(stackName) === prefix),
      ),
    ),
    'ssm.instances': within('ssm.instances', instances, ({ instanceId }) => [instanceId]),
    'ssm.patch-states': within('ssm.patch-states', instances, ({ instanceId }) => [instanceId]),
  };
  return present({ ...inventory, ...owned });
}

function present(facts: { readonly [K in FactName]?: Fact<FactMap[K]> | undefined }): Inventory {
  return Object.fromEntries(
    Object.entries(facts).filter(([, fact]) => fact !== undefined),
  ) as Inventory;
}
