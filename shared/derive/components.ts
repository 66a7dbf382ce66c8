/** Which component of The Things Stack an ECS service runs: told by its image first, then by its command. */
import type { EcsService, TaskDefinition } from '../model/ecs.ts';
import type { Fact } from '../model/fact.ts';

type Definition = Extract<TaskDefinition['definition'], { known: true }>['value'];

/** The definition a service runs, as a fact; undefined when it was not asked for. */
export function definitionOf(
  service: EcsService,
  definitions: readonly TaskDefinition[],
): Fact<Definition> | undefined {
  return definitions.find(({ arn }) => arn === service.taskDefinitionArn)?.definition;
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
