/** What a deployment should contain: expected and absent is a failure, not silence. */
import type { Topology } from '../model/check.ts';
import type { KeptParameter, Stack } from '../model/cloudformation.ts';
import type { Deployment } from '../model/target.ts';
import { mandatoryTemplates, parseStackName, type TemplateName, templates } from '../model/tts.ts';

/** What an operator declares of a deployment's shape. */
export interface DeclaredTopology {
  /** Mandatory templates it does without, on purpose. */
  readonly absentTemplates: readonly TemplateName[];
  /** Components or ECS services that cannot run twice. */
  readonly singletons: readonly string[];
}

/**
 * Monitoring and certificate renewal run once; the vendor says that some services cannot run twice, and gives no list.
 * Source: https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/
 */
const defaultSingletons = ['prometheus', 'trm-prometheus', 'trm-alertmanager', 'certbot'];

/**
 * Templates that are mandatory for the deployment's cluster role, `present` (deployed now, or needed by what is switched
 * on), or were `onceSeen`; less those the operator declares absent. Of a whole region nothing is expected.
 */
export function expectedTopology(
  deployment: Deployment,
  present: readonly TemplateName[],
  onceSeen: readonly TemplateName[],
  declared: DeclaredTopology = { absentTemplates: [], singletons: [] },
): Topology {
  const singletons = [...defaultSingletons, ...declared.singletons];
  if (deployment.origin === 'region') return { templates: [], singletons };
  const expected = new Set<TemplateName>([
    ...mandatoryTemplates(deployment.clusterRole),
    ...present,
    ...onceSeen,
  ]);
  for (const template of declared.absentTemplates) expected.delete(template);
  const order = Object.keys(templates) as TemplateName[];
  return { templates: order.filter((template) => expected.has(template)), singletons };
}

/**
 * Parameters that cannot be switched on without a further template.
 * Source: https://www.thethingsindustries.com/docs/enterprise/aws/ecs/mutual-tls/ and /deployment/
 */
const switches: Readonly<Partial<Record<KeptParameter, TemplateName>>> = {
  ApplicationServerStorageEnabled: '2-5-db-timescale-master',
  IncludeNOC: '2-5-db-timescale-master',
  IncludeNetworkOperationsCenter: '2-5-db-timescale-master',
  LBSCUPSmTLSEnabled: '2-4c-mtls-s3',
};

/** The templates that what is switched on in any stack cannot do without. */
export function switchedOnTemplates(stacks: readonly Stack[]): TemplateName[] {
  const needed = (Object.entries(switches) as [KeptParameter, TemplateName][]).filter(([key]) =>
    stacks.some(({ parameters }) => /^(true|yes)$/i.test(parameters[key] ?? '')),
  );
  return [...new Set(needed.map(([, template]) => template))];
}

export function deployedTemplates(stacks: readonly Stack[]): TemplateName[] {
  return [...new Set(stacks.flatMap(({ name }) => parseStackName(name)?.template ?? []))];
}
