/** Templates that something cannot do without once it is switched on. */
import { fail, pass, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import { parseStackName, type TemplateName } from '../model/tts.ts';

interface Need {
  readonly template: TemplateName;
  /** Whether a stack switches on what needs the template. */
  readonly switchesOn: (stack: Stack) => boolean;
  /** `mutual TLS`. */
  readonly what: string;
}

/** One verdict on the template, whatever the number of deployments; none when no stack switches it on. */
export function judgeNeeded(
  deployments: readonly (readonly Stack[])[],
  { template, switchesOn, what }: Need,
): readonly Verdict[] {
  const needing = deployments.filter((stacks) => stacks.some(switchesOn));
  if (needing.length === 0) return [];
  const lacking = needing.find((stacks) =>
    stacks.every(({ name }) => parseStackName(name)?.template !== template),
  );
  const subject = { type: 'template', name: template };
  const [stack] = lacking?.filter(switchesOn) ?? [];
  return [
    stack === undefined
      ? pass(subject, `is deployed, as ${what} needs it`)
      : fail(subject, `is not deployed, and ${stack.name} switches ${what} on`),
  ];
}
