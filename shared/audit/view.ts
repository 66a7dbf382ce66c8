/**
 * A deployment's view on the inventory of its target: what belongs to it, and nothing else. Claims are tried in this
 * order: an explicit id in the configuration, the tag CloudFormation leaves, what a stack lists as its own, the network.
 * Databases, Redis groups and ECS clusters in a deployment's network that nobody claims (recovered by hand, say) are
 * judged and flagged `unattributed`.
 */
import type { Stack } from '../model/cloudformation.ts';
import { isScratch, looksLikeScratch } from '../model/drill.ts';
import { type Fact, known, type Missing, missing } from '../model/fact.ts';
import type { FactMap, FactName, Inventory } from '../model/inventory.ts';
import type { Deployment, ResourceRef, Tags } from '../model/target.ts';
import { parseStackName } from '../model/tts.ts';
import { groupByDeployment } from './deployments.ts';

/** Ids the configuration gives a deployment by name. */
export interface ExplicitResources {
  readonly auroraClusters?: readonly string[];
  readonly redisGroups?: readonly string[];
  readonly ecsClusters?: readonly string[];
  readonly instances?: readonly string[];
}

/** Facts that decide what belongs to whom. */
const attributionFacts: readonly FactName[] = [
  'cloudformation.stacks',
  'cloudformation.stack-resources',
  'drills.reports',
  'ec2.instances',
  'rds.instances',
];

/** Facts whose rows belong to rows of another. */
const ownerFacts: { readonly [K in FactName]?: FactName } = {
  'rds.instances': 'rds.clusters',
  'rds.snapshots': 'rds.clusters',
  'elasticache.snapshots': 'elasticache.groups',
  'ecs.services': 'ecs.clusters',
  'ecs.task-definitions': 'ecs.services',
  'ssm.instances': 'ec2.instances',
  'ssm.patch-states': 'ec2.instances',
};

/** The fact and all that cannot be known without it. */
export function lostWithout(fact: FactName): FactName[] {
  const lost = new Set<FactName>([fact]);
  for (const each of lost) {
    for (const [dependent, owner] of Object.entries(ownerFacts) as [FactName, FactName][]) {
      if (owner === each) lost.add(dependent);
    }
  }
  return [...lost];
}

const attributed = /^(rds|elasticache|ecs|ec2|ssm)\./;

/** All facts that must be gathered so that the wanted ones can be given to their deployments. */
export function factsToGather(wanted: readonly FactName[]): FactName[] {
  const all = new Set<FactName>(['cloudformation.stacks', ...wanted]);
  if (wanted.some((fact) => attributed.test(fact)))
    for (const fact of attributionFacts) all.add(fact);
  for (const fact of all) {
    const owner = ownerFacts[fact];
    if (owner !== undefined) all.add(owner);
  }
  return [...all];
}

const physicalTypes = {
  auroraClusters: 'AWS::RDS::DBCluster',
  redisGroups: 'AWS::ElastiCache::ReplicationGroup',
  ecsClusters: 'AWS::ECS::Cluster',
  instances: 'AWS::EC2::Instance',
} as const satisfies Record<keyof ExplicitResources, string>;
type Kind = keyof typeof physicalTypes;
const vpcType = 'AWS::EC2::VPC';

interface Claimable {
  readonly id: string;
  readonly ref: ResourceRef;
  readonly tags: Tags;
  /** VPC ids or subnet ids: where it can be reached. */
  readonly networks: readonly string[];
}

/** `hidden`: a stack claims it, and whose that stack is cannot be told while the stacks cannot be listed. */
type Claim = 'ours' | 'theirs' | 'nobody' | 'hidden';

/** What a deployment sees of its target. */
export function viewOf(
  inventory: Inventory,
  deployment: Deployment,
  deployments: readonly Deployment[],
  explicit: ReadonlyMap<string, ExplicitResources>,
  now: Date,
): Inventory {
  return viewsOf(inventory, deployments, explicit, now)(deployment);
}

/** The same for many deployments of one target: what does not depend on the deployment is worked out once. */
export function viewsOf(
  inventory: Inventory,
  deployments: readonly Deployment[],
  explicit: ReadonlyMap<string, ExplicitResources>,
  now: Date,
): (deployment: Deployment) => Inventory {
  const ground = survey(withoutScratch(inventory, now), deployments, explicit);
  return (deployment) => {
    if (deployment.origin === 'region') return ground.inventory;
    const claimed = claimedResources(ground, createClaims(ground, deployment));
    return restrict(ground, claimed, deployment);
  };
}

/** A target as attribution sees it, whichever deployment asks. */
interface Ground {
  readonly inventory: Inventory;
  /** Stacks by the prefix of their deployment. */
  readonly groups: ReadonlyMap<string, readonly Stack[]>;
  /** The prefix of the deployment a stack belongs to. */
  readonly ownerOf: (stackName: string) => string | undefined;
  /** The stack that lists a resource as its own. */
  readonly stackOf: (kind: Kind, id: string) => string | undefined;
  /** The deployment the configuration gives a resource to. */
  readonly declaredFor: (kind: Kind, id: string) => string | undefined;
  readonly resources: Claimables;
}

function survey(
  inventory: Inventory,
  deployments: readonly Deployment[],
  explicit: ReadonlyMap<string, ExplicitResources>,
): Ground {
  // Stacks are grouped as they were when the deployments were found: with what was declared, and nothing else.
  const declared = deployments.filter(({ origin }) => origin === 'declared');
  const groups = groupByDeployment(rowsOf(inventory['cloudformation.stacks']), declared);
  const homes = new Map(
    [...groups].flatMap(([prefix, members]) => members.map(({ name }) => [name, prefix] as const)),
  );
  const listed = new Map(
    rowsOf(inventory['cloudformation.stack-resources']).map(
      ({ type, physicalId, stackName }) => [`${type} ${physicalId}`, stackName] as const,
    ),
  );
  return {
    inventory,
    groups,
    ownerOf: (stackName) => homes.get(stackName) ?? parseStackName(stackName)?.prefix,
    stackOf: (kind, id) => listed.get(`${physicalTypes[kind]} ${id}`),
    declaredFor: (kind, id) => [...explicit].find(([, ids]) => ids[kind]?.includes(id))?.[0],
    resources: claimables(inventory),
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
      : transform(fact, (all) => all.filter((each) => !isScratch(each, rowsOf(reports), now)));
  return {
    ...inventory,
    ...present({
      'rds.clusters': visible(inventory['rds.clusters']),
      'rds.instances': visible(inventory['rds.instances']),
      'elasticache.groups': visible(inventory['elasticache.groups']),
    }),
  };
}

interface Claims {
  /** Whose a resource is, by configuration, tag or stack. */
  readonly of: (kind: Kind, resource: Pick<Claimable, 'id' | 'tags'>) => Claim;
  /** The networks the deployment's stacks say they own. */
  readonly vpcs: readonly string[];
  /** Why a claim of `nobody` cannot be relied on; undefined when it can. */
  readonly doubt: Missing | undefined;
}

function createClaims(ground: Ground, deployment: Deployment): Claims {
  const { inventory, ownerOf, stackOf, declaredFor } = ground;
  const stacks = inventory['cloudformation.stacks'];
  const resources = inventory['cloudformation.stack-resources'];
  return {
    of: (kind, { id, tags }) => {
      const declaredBy = declaredFor(kind, id);
      if (declaredBy !== undefined) return declaredBy === deployment.name ? 'ours' : 'theirs';
      const stack = tags['aws:cloudformation:stack-name'] ?? stackOf(kind, id);
      if (stack === undefined) return 'nobody';
      const owner = ownerOf(stack);
      if (owner === undefined && !stacks?.known) return 'hidden';
      return owner === deployment.prefix ? 'ours' : 'theirs';
    },
    vpcs: rowsOf(resources)
      .filter(({ type, stackName }) => type === vpcType && ownerOf(stackName) === deployment.prefix)
      .map(({ physicalId }) => physicalId),
    doubt: missingOf(resources) ?? missingOf(stacks),
  };
}

/** The deployment's databases, Redis groups, ECS clusters and instances. */
interface Claimed {
  readonly auroraClusters: Fact<readonly Claimable[]> | undefined;
  readonly redisGroups: Fact<readonly Claimable[]> | undefined;
  readonly ecsClusters: Fact<readonly Claimable[]> | undefined;
  readonly instances: Fact<readonly Claimable[]> | undefined;
}

function claimedResources({ inventory, resources: all }: Ground, claims: Claims): Claimed {
  const ours = (kind: Kind) =>
    (all[kind]?.known ? all[kind].value : []).filter((each) => claims.of(kind, each) === 'ours');
  const network = new Set([
    ...claims.vpcs,
    ...(Object.keys(physicalTypes) as Kind[]).flatMap((kind) =>
      ours(kind).flatMap(({ networks }) => networks),
    ),
  ]);
  const claim = (kind: Kind): Fact<readonly Claimable[]> | undefined => {
    const fact = all[kind];
    if (!fact?.known) return fact;
    const mine = ours(kind);
    const unclaimed = fact.value.filter((each) => claims.of(kind, each) === 'nobody');
    const hidden = fact.value.some((each) => claims.of(kind, each) === 'hidden');
    // Without the stacks or their own lists such a resource may well be ours: then we cannot say what we have.
    if (claims.doubt !== undefined && mine.length === 0 && (hidden || unclaimed.length > 0))
      return claims.doubt;
    // A machine somebody put beside a deployment is none of it; a database or a cluster is what it runs on.
    if (kind === 'instances') return known(mine);
    const near = unclaimed.filter(({ networks }) => networks.some((each) => network.has(each)));
    const astray = unclaimed.filter(({ networks }) => networks.length === 0 || network.size === 0);
    // An ECS cluster without services is in no network and does nothing: every account has some.
    if (mine.length + near.length === 0 && astray.length > 0 && kind !== 'ecsClusters') {
      // A database is reached where its instances are: a refusal to list them is the reason, and names the action.
      const refusal = kind === 'auroraClusters' ? missingOf(inventory['rds.instances']) : undefined;
      return refusal ?? missing('failed', nobodysWords(astray, kind));
    }
    return known([
      ...mine,
      ...near.map((each) => ({ ...each, ref: { ...each.ref, unattributed: true as const } })),
    ]);
  };
  return {
    auroraClusters: claim('auroraClusters'),
    redisGroups: claim('redisGroups'),
    ecsClusters: claim('ecsClusters'),
    instances: claim('instances'),
  };
}

function nobodysWords(astray: readonly Claimable[], kind: Kind): string {
  const names = astray.map(({ id }) => id).join(', ');
  return `it cannot be told whose ${names} is: no stack claims it and its network is not known; name it under resources.${kind} in auditor.yaml, or tag it`;
}

type Claimables = { readonly [K in Kind]: Fact<readonly Claimable[]> | undefined };

function claimables(inventory: Inventory): Claimables {
  const dbInstances = rowsOf(inventory['rds.instances']);
  const services = rowsOf(inventory['ecs.services']).flatMap(({ cluster, services: list }) =>
    rowsOf(list).map((service) => ({ cluster: cluster.name, service })),
  );
  return {
    auroraClusters: transform(inventory['rds.clusters'], (clusters) =>
      clusters.map(({ id, ref, tags }) => {
        const members = dbInstances.filter(({ clusterId }) => clusterId === id);
        const networks = members.flatMap(({ vpcId, subnetIds }) => [vpcId, ...subnetIds]);
        return { id, ref, tags, networks: networks.filter((each) => each !== null) };
      }),
    ),
    redisGroups: transform(inventory['elasticache.groups'], (groups) =>
      groups.map(({ id, ref, tags, vpcId }) => ({
        id,
        ref,
        tags,
        networks: vpcId === null ? [] : [vpcId],
      })),
    ),
    // An ECS cluster has no network of its own; the tasks of its services do.
    ecsClusters: transform(inventory['ecs.clusters'], (clusters) =>
      clusters.map(({ name, ref, tags }) => ({
        id: name,
        ref,
        tags,
        networks: services
          .filter(({ cluster }) => cluster === name)
          .flatMap(({ service }) => service.subnetIds),
      })),
    ),
    instances: transform(inventory['ec2.instances'], (instances) =>
      instances.map(({ id, ref, tags, vpcId, subnetId }) => ({
        id,
        ref,
        tags,
        networks: [vpcId, subnetId].filter((each) => each !== null),
      })),
    ),
  };
}

function restrict(
  { inventory, groups }: Ground,
  claimed: Claimed,
  deployment: Deployment,
): Inventory {
  const { auroraClusters, redisGroups, ecsClusters, instances } = claimed;
  const stacks = transform(
    inventory['cloudformation.stacks'],
    () => groups.get(deployment.prefix) ?? [],
  );
  const stackNames = new Set(rowsOf(stacks).map(({ name }) => name));
  const services = within(inventory['ecs.services'], ecsClusters, ({ cluster }) => cluster.name);
  const runs = new Set(
    rowsOf(services).flatMap((list) =>
      rowsOf(list.services).map(({ taskDefinitionArn }) => taskDefinitionArn),
    ),
  );
  return present({
    'cloudformation.stacks': stacks,
    'cloudformation.stack-resources': transform(
      inventory['cloudformation.stack-resources'],
      (resources) => resources.filter(({ stackName }) => stackNames.has(stackName)),
    ),
    'drills.reports': transform(inventory['drills.reports'], (reports) =>
      reports.filter((report) => report.deployment === deployment.name),
    ),
    'rds.clusters': marked(inventory['rds.clusters'], auroraClusters, ({ id }) => id),
    'rds.instances': within(
      inventory['rds.instances'],
      auroraClusters,
      ({ clusterId }) => clusterId,
    ),
    'rds.snapshots': within(
      inventory['rds.snapshots'],
      auroraClusters,
      ({ clusterId }) => clusterId,
    ),
    'elasticache.groups': marked(inventory['elasticache.groups'], redisGroups, ({ id }) => id),
    'elasticache.snapshots': within(
      inventory['elasticache.snapshots'],
      redisGroups,
      ({ groupId }) => groupId,
    ),
    'ecs.clusters': marked(inventory['ecs.clusters'], ecsClusters, ({ name }) => name),
    'ecs.services': services,
    'ecs.task-definitions':
      missingOf(services) ??
      transform(inventory['ecs.task-definitions'], (all) => all.filter(({ arn }) => runs.has(arn))),
    'ec2.instances': marked(inventory['ec2.instances'], instances, ({ id }) => id),
    'ssm.instances': within(inventory['ssm.instances'], instances, ({ instanceId }) => instanceId),
    'ssm.patch-states': within(
      inventory['ssm.patch-states'],
      instances,
      ({ instanceId }) => instanceId,
    ),
  });
}

/** The listed resources that were claimed, with the claim's own reference (it may be flagged unattributed). */
function marked<R extends { readonly ref: ResourceRef }>(
  fact: Fact<readonly R[]> | undefined,
  claimed: Fact<readonly Claimable[]> | undefined,
  idOf: (resource: R) => string,
): Fact<readonly R[]> | undefined {
  const refs = new Map(rowsOf(claimed).map(({ id, ref }) => [id, ref]));
  return (
    missingOf(claimed) ??
    transform(fact, (resources) =>
      resources.flatMap((resource) => {
        const ref = refs.get(idOf(resource));
        return ref === undefined ? [] : [{ ...resource, ref }];
      }),
    )
  );
}

/** What belongs to claimed resources. Where those are not known, neither is what belongs to them. */
function within<R>(
  fact: Fact<readonly R[]> | undefined,
  claimed: Fact<readonly Claimable[]> | undefined,
  ownerOf: (resource: R) => string | null,
): Fact<readonly R[]> | undefined {
  if (fact !== undefined && claimed === undefined)
    return missing('not-gathered', 'what it belongs to was not gathered');
  const ids = new Set<string | null>(rowsOf(claimed).map(({ id }) => id));
  return (
    missingOf(claimed) ?? transform(fact, (all) => all.filter((each) => ids.has(ownerOf(each))))
  );
}

function missingOf(fact: Fact<unknown> | undefined): Missing | undefined {
  return fact !== undefined && !fact.known ? fact : undefined;
}

function present(facts: { readonly [K in FactName]?: Fact<FactMap[K]> | undefined }): Inventory {
  return Object.fromEntries(
    Object.entries(facts).filter(([, fact]) => fact !== undefined),
  ) as Inventory;
}

function transform<T, U>(fact: Fact<T> | undefined, change: (value: T) => U): Fact<U> | undefined {
  return fact?.known ? known(change(fact.value)) : fact;
}

function rowsOf<T>(fact: Fact<readonly T[]> | undefined): readonly T[] {
  return fact?.known ? fact.value : [];
}
