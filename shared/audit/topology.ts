/** What a deployment should contain: expected and absent is a failure, not silence. */
import type { Topology } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
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
 * Templates that are mandatory for the deployment's cluster role, deployed now, or were `onceSeen`; less those the
 * operator declares absent. Of a whole region nothing is expected.
 */
export function expectedTopology(
  deployment: Deployment,
  deployed: readonly TemplateName[],
  onceSeen: readonly TemplateName[],
  declared: DeclaredTopology = { absentTemplates: [], singletons: [] },
): Topology {
  const singletons = [...defaultSingletons, ...declared.singletons];
  if (deployment.origin === 'region') return { templates: [], singletons };
  const expected = new Set<TemplateName>([
    ...mandatoryTemplates(deployment.clusterRole),
    ...deployed,
    ...onceSeen,
  ]);
  for (const template of declared.absentTemplates) expected.delete(template);
  const order = Object.keys(templates) as TemplateName[];
  return { templates: order.filter((template) => expected.has(template)), singletons };
}

export function deployedTemplates(stacks: readonly Stack[]): TemplateName[] {
  return [...new Set(stacks.flatMap(({ name }) => parseStackName(name)?.template ?? []))];
}
