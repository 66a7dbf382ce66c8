/** Judges what was gathered: every deployment of a target, each on its own view. Reads no clock and no network. */
import type { ExplicitResources } from '../audit/claims.ts';
import { counterpartFacts, type Seen } from '../audit/counterpart.ts';
import {
  type DeclaredDeployment as Declared,
  findDeployments,
  wholeRegion,
} from '../audit/deployments.ts';
import { type Evaluation, evaluate } from '../audit/evaluate.ts';
import { deployedTemplates, expectedTopology, switchedOnTemplates } from '../audit/topology.ts';
import { viewsOf } from '../audit/view.ts';
import { type Config, declarationOf, declaredOf, settingsFor } from '../config/config.ts';
import type { AnyCheck } from '../model/check.ts';
import { missing, rowsOf } from '../model/fact.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Deployment, Target } from '../model/target.ts';
import type { TemplateName } from '../model/tts.ts';
import type { Gathered } from './gather-target.ts';

/** What earlier runs saw in the target. */
export interface Remembered {
  readonly deployment: Deployment;
  readonly templates: readonly TemplateName[];
}

export interface Judgement extends Evaluation {
  readonly deployment: Deployment;
  /** Templates seen now: remembered, so that one that goes missing is missed. */
  readonly templatesSeen: readonly TemplateName[];
}

export interface JudgeOptions {
  readonly checks: readonly AnyCheck[];
  readonly config: Config;
  readonly remembered: readonly Remembered[];
  /** One judgement over everything in the region instead of one per deployment. */
  readonly wholeRegion: boolean;
  /** Other targets that were read in the same run: staging may live in one of them. */
  readonly others?: readonly Gathered[];
}

/** The deployments of a target: declared, discovered, or remembered and not retired. */
export function deploymentsOf(
  { target, inventory }: Gathered,
  { config, remembered }: Pick<JudgeOptions, 'config' | 'remembered'>,
): Deployment[] {
  const known = remembered
    .map(({ deployment }) => deployment)
    .filter(({ name }) => !config.retired.includes(name));
  return findDeployments(target, stacksIn(inventory), declaredIn(config, target), known);
}

/** Every check over every deployment of the target. */
export function judgeTarget(gathered: Gathered, options: JudgeOptions): Judgement[] {
  const { target, inventory, gatheredAt } = gathered;
  const now = new Date(gatheredAt);
  const deployments = options.wholeRegion
    ? [wholeRegion(target)]
    : deploymentsOf(gathered, options);
  const viewFor = viewsOf(inventory, deployments, explicitIn(options.config, target), now);
  const here = deployments.map((deployment) => ({ deployment, view: viewFor(deployment) }));
  const stagingOf = (deployment: Deployment) => declarationOf(options.config, deployment)?.staging;
  const names = deployments.map(({ name }) => name);
  const isElsewhere = deployments.map(stagingOf).some((name) => name && !names.includes(name));
  const elsewhere = isElsewhere ? (options.others ?? []) : [];
  const everywhere = [...here, ...elsewhere.flatMap((each) => seenIn(each, options))];
  return here.map((seen) => {
    const staging = stagingOf(seen.deployment);
    const view = { ...seen.view, ...counterpartFacts(seen, everywhere, staging) };
    return judge(seen.deployment, view, now, options);
  });
}

/** The deployments of another target, each with its view: one of them may be the staging of one of ours. */
function seenIn(gathered: Gathered, { config }: JudgeOptions): readonly Seen[] {
  const deployments = deploymentsOf(gathered, { config, remembered: [] });
  const viewFor = viewsOf(
    gathered.inventory,
    deployments,
    explicitIn(config, gathered.target),
    new Date(gathered.gatheredAt),
  );
  return deployments.map((deployment) => ({ deployment, view: viewFor(deployment) }));
}

function explicitIn(config: Config, target: Target): ReadonlyMap<string, ExplicitResources> {
  return new Map(declaredIn(config, target).map(({ name, resources }) => [name, resources]));
}

function judge(
  deployment: Deployment,
  view: Inventory,
  now: Date,
  { checks, config, remembered }: JudgeOptions,
): Judgement {
  const stacks = stacksIn(view);
  const rows = rowsOf(stacks);
  const templatesSeen = deployedTemplates(rows);
  const present = [...templatesSeen, ...switchedOnTemplates(rows)];
  const onceSeen = remembered.find((each) => each.deployment.name === deployment.name)?.templates;
  const declared = declarationOf(config, deployment);
  const expected = expectedTopology(deployment, present, onceSeen ?? [], {
    absentTemplates: declared?.absentTemplates ?? [],
    singletons: declared?.singletonServices ?? [],
  });
  return {
    deployment,
    templatesSeen,
    ...evaluate(checks, view, {
      deployment,
      expected,
      declared: declaredOf(config, deployment),
      now,
      settingsFor: (check) => settingsFor(check, config, deployment),
    }),
  };
}

/** What the configuration declares for this account and region. */
export function declaredIn(
  config: Config,
  target: Target,
): readonly (Declared & Config['deployments'][number])[] {
  return config.deployments.filter(
    ({ account, region }) =>
      (account ?? target.accountId) === target.accountId &&
      (region ?? target.region) === target.region,
  );
}

function stacksIn(inventory: Inventory): NonNullable<Inventory['cloudformation.stacks']> {
  return (
    inventory['cloudformation.stacks'] ??
    missing('not-gathered', 'cloudformation.stacks was not gathered')
  );
}
