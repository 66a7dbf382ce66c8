/** What was once seen in a target: a deployment that vanished stays known, with every template it ever had. */
import type { Deployment, Target } from '../model/target.ts';
import { type TemplateName, templates } from '../model/tts.ts';
import { instant, topologyKey, topologyRange } from './keys.ts';
import type { Row, Table } from './table.ts';

/** A deployment and the templates a run saw stacks of. */
export interface SeenDeployment {
  readonly deployment: Deployment;
  readonly templates: readonly TemplateName[];
}

/** Its deployment has the origin `remembered`. Dates are ISO 8601: starts of the runs that saw stacks of it. */
export interface RememberedDeployment extends SeenDeployment {
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

/**
 * Adds to what is known of a deployment; nothing is ever taken away. Without a template nothing was seen, and nothing is written.
 * The templates of an older run are added too, but how the newest one described the deployment stays.
 */
export async function remember(
  table: Table,
  { deployment, templates: seen }: SeenDeployment,
  runStartedAt: string,
): Promise<void> {
  if (seen.length === 0) return;
  const { name, target, prefix, environment, clusterRole } = deployment;
  const key = topologyKey(target, name);
  const run = instant(runStartedAt);
  const add = { templates: new Set<string>(seen) };
  const written = await table.update(
    key,
    {
      set: { name, target, prefix, environment, clusterRole, lastSeenAt: run },
      setOnce: { firstSeenAt: run },
      add,
    },
    { expression: 'attribute_not_exists(#pk) OR #lastSeenAt <= :lastSeenAt' },
  );
  if (!written) await table.update(key, { set: {}, add });
}

/** Every deployment that was ever seen in a target. */
export async function rememberedIn(table: Table, target: Target): Promise<RememberedDeployment[]> {
  return (await table.query(topologyRange(target))).map(rememberedOf);
}

function rememberedOf(row: Row): RememberedDeployment {
  const { name, target, prefix, environment, clusterRole, firstSeenAt, lastSeenAt } =
    row as unknown as Omit<Deployment, 'origin'> & RememberedDeployment;
  const seen = [...(row.templates as Set<string>)].filter(isTemplate).sort();
  return {
    deployment: { name, target, prefix, environment, clusterRole, origin: 'remembered' },
    templates: seen,
    firstSeenAt,
    lastSeenAt,
  };
}

// A row may be older or newer than this code: a template it does not know cannot be expected.
function isTemplate(name: string): name is TemplateName {
  return Object.hasOwn(templates, name);
}
