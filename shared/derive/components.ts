/** Which component of The Things Stack an ECS service runs: told by its image first, then by its command. */
import { type Topology, unsure, type Verdict } from '../model/check.ts';
import type { ClusterServices, EcsService, TaskDefinition } from '../model/ecs.ts';
import { type Fact, missing } from '../model/fact.ts';
import type { Deployment } from '../model/target.ts';
import { judgeServices } from './services.ts';

/** What a task definition says, once it was read. */
export type Definition = Extract<TaskDefinition['definition'], { known: true }>['value'];

/** The definition a service runs, as a fact; undefined when it was not asked for. */
export function definitionOf(
  service: EcsService,
  definitions: readonly TaskDefinition[],
): Fact<Definition> | undefined {
  return definitions.find(({ arn }) => arn === service.taskDefinitionArn)?.definition;
}

/** The same, where a definition that is not listed is one nobody read. */
export function definitionIn(
  service: EcsService,
  definitions: readonly TaskDefinition[],
): Fact<Definition> {
  return (
    definitionOf(service, definitions) ??
    missing('not-gathered', 'its task definition was not gathered')
  );
}

/** One verdict per service, by what it runs; one `unknown` per service or cluster of which that cannot be said. */
export function judgeDefinitions(
  clusters: readonly ClusterServices[],
  definitions: readonly TaskDefinition[],
  context: { readonly deployment: Deployment; readonly expected: Topology },
  judge: (service: EcsService, definition: Definition) => Verdict,
): readonly Verdict[] {
  return judgeServices(clusters, context, (service) => {
    const definition = definitionIn(service, definitions);
    return definition.known ? judge(service, definition.value) : unsure(service.ref, definition);
  });
}

/**
 * `proxy`, `prometheus`, `trm-alertmanager` from an image tag `3.36.2-aws-proxy`; `gs`, `is`, `console` from the
 * command `start gs`; undefined when neither says.
 * Source: https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/
 */
export function componentOf({ containers }: Definition): string | undefined {
  const fromImage = containers.map(({ image }) => /-aws-([a-z-]+)$/.exec(image)?.[1]);
  const fromCommand = containers.map(({ command }) =>
    command.includes('start') ? command[command.indexOf('start') + 1] : undefined,
  );
  return [...fromImage, ...fromCommand].find((each) => each !== undefined);
}
