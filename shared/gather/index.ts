/** Gathers the facts of one target: each read once, all at the same time, whole or missing with a cause. */
import { actionOf, type Connection } from '../aws/connection.ts';
import { toMissing } from '../aws/errors.ts';
import { type Fact, known } from '../model/fact.ts';
import type { FactMap, GatheredFactName, Inventory } from '../model/inventory.ts';
import {
  type DeclaredHere,
  type Gatherer,
  nothingDeclared,
  type ReadAction,
  type ReadContext,
  type Reader,
} from './gatherer.ts';

type ServiceOf<K> = K extends `${infer S}.${string}` ? S : never;
type Gatherers = {
  readonly [S in ServiceOf<GatheredFactName>]: () => Promise<{ default: Gatherer<S> }>;
};

// Loaded on first use: the SDK's clients cost more time to import than most of their calls take.
const gatherers: Gatherers = {
  acm: () => import('./acm.ts'),
  autoscaling: () => import('./autoscaling.ts'),
  backup: () => import('./backup.ts'),
  cloudformation: () => import('./cloudformation.ts'),
  cloudwatch: () => import('./cloudwatch.ts'),
  drills: () => import('./drills.ts'),
  ec2: () => import('./ec2.ts'),
  ecs: () => import('./ecs.ts'),
  efs: () => import('./efs.ts'),
  elasticache: () => import('./elasticache.ts'),
  elbv2: () => import('./elbv2.ts'),
  events: () => import('./events.ts'),
  rds: () => import('./rds.ts'),
  s3: () => import('./s3.ts'),
  sns: () => import('./sns.ts'),
  ssm: () => import('./ssm.ts'),
};

/** Every fact that can be gathered, in the order of their names. */
export async function factActions(): Promise<ReadonlyMap<GatheredFactName, readonly ReadAction[]>> {
  const loaded = await Promise.all(Object.values(gatherers).map((load) => load()));
  const rows = loaded.flatMap(({ default: gatherer }) =>
    Object.entries(gatherer).map(
      ([fact, { actions }]) => [fact as GatheredFactName, actions] as const,
    ),
  );
  return new Map(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export interface GatherRequest {
  readonly wanted: readonly GatheredFactName[];
  readonly declared?: DeclaredHere;
  readonly wholeRegion?: boolean;
}

/**
 * Reads the wanted facts, and those they depend on, from one target. Never throws for what AWS refuses or fails to
 * answer: such a fact is missing, with its cause and IAM action.
 */
export async function gather(
  connection: Connection,
  { wanted, declared = nothingDeclared, wholeRegion = false }: GatherRequest,
): Promise<Inventory> {
  const asked = new Map<GatheredFactName, Promise<Fact<unknown>>>();

  const context: ReadContext = {
    connection,
    declared,
    wholeRegion,
    wanted: new Set(wanted),
    ask: <K extends GatheredFactName>(fact: K) => {
      const answer = asked.get(fact) ?? readFact(fact, context);
      asked.set(fact, answer);
      return answer as Promise<Fact<FactMap[K]>>;
    },
  };

  for (const fact of wanted) void context.ask(fact);
  // Facts may ask for others while we wait: go on until none is left that was not waited for.
  const inventory: Partial<Record<GatheredFactName, Fact<unknown>>> = {};
  let settled = -1;
  while (asked.size > settled) {
    settled = asked.size;
    for (const [fact, answer] of asked) inventory[fact] = await answer;
  }
  return inventory as Inventory;
}

async function readFact(fact: GatheredFactName, context: ReadContext): Promise<Fact<unknown>> {
  let reader: Reader | undefined;
  try {
    const gatherer = await gatherers[serviceOf(fact)]();
    reader = (gatherer.default as unknown as Record<GatheredFactName, Reader>)[fact];
    return known(await reader.read(context));
  } catch (error) {
    return toMissing(error, actionOf(error) ?? reader?.actions[0]);
  }
}

function serviceOf(fact: GatheredFactName): keyof Gatherers {
  return fact.slice(0, fact.indexOf('.')) as keyof Gatherers;
}
