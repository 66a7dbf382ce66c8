/** Verdicts on the stacks of The Things Stack, whatever they hold. */
import { notApplicable, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import { type Deployment, deploymentRef } from '../model/target.ts';
import { isTtsStack, parseStackName } from '../model/tts.ts';

/** The verdicts, or, when there are none, that nothing was there to judge. That templates are missing is said elsewhere. */
export function orNoStacks(
  verdicts: readonly Verdict[],
  { deployment }: { readonly deployment: Deployment },
  what = 'stacks of The Things Stack',
): readonly Verdict[] {
  return verdicts.length > 0
    ? verdicts
    : [notApplicable(deploymentRef(deployment), `has no ${what}`)];
}

/**
 * The stacks of The Things Stack, those of one deployment together and in the order of their names. Where a whole region
 * is judged there may be several; a stack whose name says nothing then stands alone.
 */
export function byDeployment(
  stacks: readonly Stack[],
  { prefix, origin }: Deployment,
): readonly (readonly Stack[])[] {
  const groups = new Map<string, Stack[]>();
  for (const stack of stacks.filter(isTtsStack)) {
    const home = parseStackName(stack.name)?.prefix;
    const key = home ?? (origin === 'region' ? stack.name : prefix);
    groups.set(key, [...(groups.get(key) ?? []), stack]);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => (a.name < b.name ? -1 : 1)));
}
