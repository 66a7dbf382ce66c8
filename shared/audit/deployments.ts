/** Which deployments of The Things Stack live in a target, from its stacks, its configuration and what was once seen. */
import type { Stack } from '../model/cloudformation.ts';
import type { Fact } from '../model/fact.ts';
import type { ClusterRole, Deployment, Environment, Target } from '../model/target.ts';
import { isTtsStack, parseStackName } from '../model/tts.ts';

/** What an operator may declare of a deployment; everything else is read from its stacks. */
export interface DeclaredDeployment {
  readonly name: string;
  readonly prefix: string;
  readonly environment?: Environment;
  readonly clusterRole?: ClusterRole;
}

export const wholeRegionName = 'all-resources';

/** The deployment that stands for everything in a region, whoever made it. */
export function wholeRegion(target: Target): Deployment {
  return {
    name: wholeRegionName,
    target,
    prefix: '',
    environment: 'production',
    clusterRole: 'primary',
    origin: 'region',
  };
}

/**
 * Deployments of a target: the declared ones, those its stacks show, and those `remembered` from earlier runs.
 * Without the stacks only the declared and remembered ones are known.
 */
export function findDeployments(
  target: Target,
  stacks: Fact<readonly Stack[]>,
  declared: readonly DeclaredDeployment[],
  remembered: readonly Deployment[],
): Deployment[] {
  const byPrefix = groupByDeployment(stacks.known ? stacks.value : [], declared);
  const declaredPrefixes = new Set(declared.map(({ prefix }) => prefix));
  const declaredNames = new Set(declared.map(({ name }) => name));
  const discovered = [...byPrefix.keys()].filter((prefix) => !declaredPrefixes.has(prefix));
  const vanished = remembered.filter(
    ({ name, prefix }) =>
      !declaredNames.has(name) && !declaredPrefixes.has(prefix) && !byPrefix.has(name),
  );
  const build = (name: string, prefix: string, origin: Deployment['origin'], given = {}) => ({
    name,
    target,
    prefix,
    environment: environmentOf(byPrefix.get(prefix) ?? []),
    clusterRole: clusterRoleOf(byPrefix.get(prefix) ?? []),
    ...given,
    origin,
  });
  return [
    ...declared.map(({ name, prefix, environment, clusterRole }) =>
      build(name, prefix, 'declared', {
        ...(environment !== undefined && { environment }),
        ...(clusterRole !== undefined && { clusterRole }),
      }),
    ),
    ...discovered.map((prefix) => build(prefix, prefix, 'discovered')),
    ...vanished,
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The vendor's stacks by deployment prefix. A stack whose name follows no scheme goes to the deployment that shares its
 * network, environment and cluster parameters, or whose prefix its name begins with; failing that it stands alone.
 */
export function groupByDeployment(
  stacks: readonly Stack[],
  declared: readonly { readonly prefix: string }[] = [],
): ReadonlyMap<string, readonly Stack[]> {
  const groups = new Map<string, Stack[]>();
  const add = (prefix: string, stack: Stack) => {
    const group = groups.get(prefix);
    if (group === undefined) groups.set(prefix, [stack]);
    else group.push(stack);
  };

  const homes = new Map<string, string>();
  const unnamed: Stack[] = [];
  for (const stack of stacks.filter(isTtsStack)) {
    const prefix = parseStackName(stack.name)?.prefix;
    if (prefix === undefined) {
      unnamed.push(stack);
      continue;
    }
    add(prefix, stack);
    const identity = identityOf(stack);
    if (identity !== undefined && !homes.has(identity)) homes.set(identity, prefix);
  }
  const prefixes = [...new Set([...groups.keys(), ...declared.map(({ prefix }) => prefix)])];
  for (const stack of unnamed) add(homeOf(stack, homes, prefixes) ?? stack.name, stack);
  return groups;
}

function homeOf(
  stack: Stack,
  homes: ReadonlyMap<string, string>,
  prefixes: readonly string[],
): string | undefined {
  const home = homes.get(identityOf(stack) ?? '');
  if (home !== undefined) return home;
  return prefixes
    .filter((prefix) => stack.name.startsWith(`${prefix}-`))
    .sort((a, b) => b.length - a.length)[0];
}

function identityOf({ parameters }: Stack): string | undefined {
  const { NetworkName, Environment, Cluster } = parameters;
  return NetworkName && Environment && Cluster
    ? `${NetworkName}\n${Environment}\n${Cluster}`
    : undefined;
}

// The templates know `prod` and `staging`. What says neither is held to the stricter one.
function environmentOf(stacks: readonly Stack[]): Environment {
  const values = stacks.map(({ parameters }) => parameters.Environment);
  return values.includes('staging') && !values.includes('prod') ? 'staging' : 'production';
}

function clusterRoleOf(stacks: readonly Stack[]): ClusterRole {
  const deployed = new Set(stacks.map(({ name }) => parseStackName(name)?.template));
  return deployed.has('5-3b-ecs-external-is-proxy') && !deployed.has('5-3a-ecs-is-service')
    ? 'secondary'
    : 'primary';
}
