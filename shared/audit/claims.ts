/**
 * Whose a resource is. Claims are tried in this order: an explicit id in the configuration, the tag CloudFormation
 * leaves, what a stack lists as its own, the network. Databases, Redis groups and ECS clusters in a deployment's network
 * that nobody claims (recovered by hand, say) are judged and flagged `unattributed`.
 */
import type { Stack } from '../model/cloudformation.ts';
import type { Alarm } from '../model/cloudwatch.ts';
import { type Fact, known, type Missing, missing, missingOf, rowsOf } from '../model/fact.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Deployment } from '../model/target.ts';
import { parseStackName } from '../model/tts.ts';
import {
  type Claimable,
  type Claimables,
  claimables,
  type Kind,
  kinds,
  physicalTypes,
  recoverable,
} from './claimables.ts';
import { groupByDeployment } from './deployments.ts';
import { group, indexRows, type RowIndex } from './row-index.ts';

/** Ids the configuration gives a deployment by name. */
export interface ExplicitResources {
  readonly auroraClusters?: readonly string[];
  readonly redisGroups?: readonly string[];
  readonly ecsClusters?: readonly string[];
  readonly instances?: readonly string[];
  readonly alertTopics?: readonly string[];
}

const vpcType = 'AWS::EC2::VPC';

/** A target as attribution sees it, whichever deployment asks. */
export interface Ground {
  readonly inventory: Inventory;
  readonly rows: RowIndex;
  /** Stacks by the prefix of their deployment. */
  readonly groups: ReadonlyMap<string, readonly Stack[]>;
  /** The prefix of the deployment a stack belongs to. */
  readonly ownerOf: (stackName: string) => string | undefined;
  /** Alarms by the prefix of the deployment whose stack they are named after; under undefined those named otherwise. */
  readonly alarms: ReadonlyMap<string | undefined, readonly Alarm[]>;
  /** VPC ids by the prefix of the deployment whose stack made them. */
  readonly vpcs: ReadonlyMap<string | undefined, readonly string[]>;
  readonly resources: Claimables;
  /** The resources of a kind by who claims them. */
  readonly claimed: (kind: Kind, owner: Owner) => readonly Claimable[];
  /** Why it cannot be relied on that nobody claims a resource; undefined when it can. */
  readonly doubt: Missing | undefined;
}

/** `hidden`: a stack claims it, and whose that stack is cannot be told while the stacks cannot be listed. */
type Owner = `declared ${string}` | `stacks ${string}` | 'nobody' | 'hidden';

/** Works out once what does not depend on the deployment. */
export function survey(
  inventory: Inventory,
  deployments: readonly Deployment[],
  explicit: ReadonlyMap<string, ExplicitResources>,
): Ground {
  // Stacks are grouped as they were when the deployments were found: with what was declared, and nothing else.
  const declared = deployments.filter(({ origin }) => origin === 'declared');
  const stacks = inventory['cloudformation.stacks'];
  const stackResources = inventory['cloudformation.stack-resources'];
  const groups = groupByDeployment(rowsOf(stacks), declared);
  const homes = new Map(
    [...groups].flatMap(([prefix, members]) => members.map(({ name }) => [name, prefix] as const)),
  );
  const ownerOf = (stackName: string) => homes.get(stackName) ?? parseStackName(stackName)?.prefix;
  const resources = claimables(inventory);
  const owner = ownersIn(inventory, explicit, ownerOf);
  const byOwner = new Map(
    kinds.map((kind) => [kind, group(rowsOf(resources[kind]), (each) => [owner(kind, each)])]),
  );
  const vpcs = rowsOf(stackResources).filter(({ type }) => type === vpcType);
  return {
    inventory,
    rows: indexRows(inventory),
    groups,
    ownerOf,
    alarms: alarmsByOwner(rowsOf(inventory['cloudwatch.alarms']), homes),
    vpcs: new Map(
      [...group(vpcs, ({ stackName }) => [ownerOf(stackName)])].map(([prefix, members]) => [
        prefix,
        members.map(({ physicalId }) => physicalId),
      ]),
    ),
    resources,
    claimed: (kind, who) => byOwner.get(kind)?.get(who) ?? [],
    doubt: missingOf(stackResources) ?? missingOf(stacks),
  };
}

/** Whose a resource is, by configuration, tag or stack. */
function ownersIn(
  inventory: Inventory,
  explicit: ReadonlyMap<string, ExplicitResources>,
  ownerOf: (stackName: string) => string | undefined,
): (kind: Kind, resource: Claimable) => Owner {
  const declared = new Map(
    [...explicit].flatMap(([name, ids]) =>
      kinds.flatMap((kind) => declaredIds(ids, kind).map((id) => [`${kind} ${id}`, name] as const)),
    ),
  );
  const listed = new Map(
    rowsOf(inventory['cloudformation.stack-resources']).map(
      ({ type, physicalId, stackName }) => [`${type} ${physicalId}`, stackName] as const,
    ),
  );
  const stacksKnown = inventory['cloudformation.stacks']?.known === true;
  return (kind, { id, tags }) => {
    const name = declared.get(`${kind} ${id}`);
    if (name !== undefined) return `declared ${name}`;
    const listedBy = listed.get(`${physicalTypes[kind]} ${id}`);
    const stack = tags['aws:cloudformation:stack-name'] ?? listedBy;
    if (stack === undefined) return 'nobody';
    const prefix = ownerOf(stack);
    return prefix === undefined && !stacksKnown ? 'hidden' : `stacks ${prefix}`;
  };
}

function declaredIds(ids: ExplicitResources, kind: Kind): readonly string[] {
  return (ids as Partial<Record<Kind, readonly string[]>>)[kind] ?? [];
}

/** CloudFormation calls what it makes `<stack>-<logical id>-<random>`. */
function alarmsByOwner(
  alarms: readonly Alarm[],
  homes: ReadonlyMap<string, string>,
): ReadonlyMap<string | undefined, readonly Alarm[]> {
  return group(alarms, ({ name }) => {
    const stack = beginningsOf(name).find((each) => homes.has(each));
    return [stack === undefined ? undefined : homes.get(stack)];
  });
}

/** What comes before each hyphen, the longest first. */
function beginningsOf(name: string): readonly string[] {
  const parts = name.split('-');
  return parts.slice(1).map((_, cut) => parts.slice(0, parts.length - 1 - cut).join('-'));
}

/** What a deployment has of every kind. */
export type Claimed = { readonly [K in Kind]: Fact<readonly Claimable[]> | undefined };

/** The resources of every kind that are the deployment's. */
export function claimedResources(ground: Ground, { name, prefix }: Deployment): Claimed {
  const ours = (kind: Kind) => [
    ...ground.claimed(kind, `declared ${name}`),
    ...ground.claimed(kind, `stacks ${prefix}`),
  ];
  const network = new Set([
    ...(ground.vpcs.get(prefix) ?? []),
    ...kinds.flatMap((kind) => ours(kind).flatMap(({ networks }) => networks)),
  ]);
  const claim = (kind: Kind): Fact<readonly Claimable[]> | undefined => {
    const fact = ground.resources[kind];
    if (!fact?.known) return fact;
    const mine = ours(kind);
    const unclaimed = ground.claimed(kind, 'nobody');
    const hidden = ground.claimed(kind, 'hidden').length > 0;
    // Without the stacks or their own lists such a resource may well be ours: then we cannot say what we have.
    if (ground.doubt !== undefined && mine.length === 0 && (hidden || unclaimed.length > 0))
      return ground.doubt;
    if (!recoverable.includes(kind)) return known(mine);
    const near = unclaimed.filter(({ networks }) => networks.some((each) => network.has(each)));
    const astray = unclaimed.filter(({ networks }) => networks.length === 0 || network.size === 0);
    // An ECS cluster without services is in no network and does nothing: every account has some.
    if (mine.length + near.length === 0 && astray.length > 0 && kind !== 'ecsClusters')
      return whyAstray(ground.inventory, kind, astray);
    return known([
      ...mine,
      ...near.map((each) => ({ ...each, ref: { ...each.ref, unattributed: true as const } })),
    ]);
  };
  return Object.fromEntries(kinds.map((kind) => [kind, claim(kind)])) as Claimed;
}

function whyAstray(inventory: Inventory, kind: Kind, astray: readonly Claimable[]): Missing {
  // A database is reached where its instances are: a refusal to list them is the reason, and names the action.
  const refusal = kind === 'auroraClusters' ? missingOf(inventory['rds.instances']) : undefined;
  const names = astray.map(({ id }) => id).join(', ');
  const words = `it cannot be told whose ${names} is: no stack claims it and its network is not known; name it under resources.${kind} in auditor.yaml, or tag it`;
  return refusal ?? missing('failed', words);
}
