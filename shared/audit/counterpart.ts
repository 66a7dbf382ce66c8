/** The staging deployment on which updates of a production deployment are tried first, and its facts as seen from there. */
import type { Stack } from '../model/cloudformation.ts';
import { type Fact, known, type Missing, missing, missingOf, rowsOf } from '../model/fact.ts';
import type { CounterpartFacts, Inventory } from '../model/inventory.ts';
import { type Deployment, targetKey } from '../model/target.ts';
import { counterpartSources } from './facts-to-gather.ts';

/** A deployment with its own view on its target. */
export interface Seen {
  readonly deployment: Deployment;
  readonly view: Inventory;
}

/**
 * The `counterpart.*` facts of a deployment. `declaredStaging` is the name the configuration gives; without it, a
 * staging deployment of the same network in the same account and region is taken, that of the same cluster first.
 */
export function counterpartFacts(
  seen: Seen,
  all: readonly Seen[],
  declaredStaging?: string,
): Inventory {
  const counterpart = counterpartOf(seen, all, declaredStaging);
  const names = Object.keys(counterpartSources) as (keyof CounterpartFacts)[];
  return Object.fromEntries(names.map((name) => [name, factOf(name, counterpart)])) as Inventory;
}

function factOf(name: keyof CounterpartFacts, counterpart: Fact<Seen | null>): Fact<unknown> {
  if (!counterpart.known) return counterpart;
  if (counterpart.value === null) return known([]);
  const { deployment, view } = counterpart.value;
  if (name === 'counterpart.deployments') return known([deployment]);
  const source = counterpartSources[name];
  return (
    view[source] ?? missing('not-gathered', `${source} of ${deployment.name} was not gathered`)
  );
}

function counterpartOf(
  { deployment, view }: Seen,
  all: readonly Seen[],
  declaredStaging: string | undefined,
): Fact<Seen | null> {
  if (deployment.origin === 'region') return known(null);
  // Which environment it is, its stacks tell.
  const stacks = missingOf(view['cloudformation.stacks']);
  if (stacks !== undefined) return stacks;
  if (deployment.environment !== 'production') return known(null);
  if (declaredStaging !== undefined) {
    const declared = all.find((each) => each.deployment.name === declaredStaging);
    return declared === undefined ? notRead(declaredStaging) : known(declared);
  }
  const here = targetKey(deployment.target);
  const identity = identityOf(view);
  const candidates = all.filter(
    (each) =>
      each.deployment.environment === 'staging' &&
      targetKey(each.deployment.target) === here &&
      identity.network !== undefined &&
      identityOf(each.view).network === identity.network,
  );
  const twin = candidates.find((each) => identityOf(each.view).cluster === identity.cluster);
  return known(twin ?? candidates[0] ?? null);
}

function notRead(name: string): Missing {
  return missing(
    'not-gathered',
    `${name}, which auditor.yaml names as its staging, was not read in this run: declare it there with its account, region and profile, and audit it in the same run`,
  );
}

interface Identity {
  readonly network: string | undefined;
  readonly cluster: string | undefined;
}

/** What most of its stacks say. */
function identityOf(view: Inventory): Identity {
  const stacks = rowsOf(view['cloudformation.stacks']);
  return { network: commonest(stacks, 'NetworkName'), cluster: commonest(stacks, 'Cluster') };
}

function commonest(stacks: readonly Stack[], key: 'NetworkName' | 'Cluster'): string | undefined {
  const counts = new Map<string, number>();
  for (const { parameters } of stacks) {
    const value = parameters[key];
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
