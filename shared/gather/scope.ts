/** Leaves out what plainly belongs to somebody else, so that no call is spent on it. */

import type { Tags } from '../model/target.ts';
import { isTtsStack, parseStackName } from '../model/tts.ts';
import type { ReadContext } from './gatherer.ts';

/**
 * The resources that may belong to a deployment: all but those another team's stack claims. With the whole region in
 * scope, all. What no stack claims is kept: it may have been recovered by hand.
 */
export async function mayBelong<R extends { readonly tags: Tags }>(
  context: ReadContext,
  resources: readonly R[],
): Promise<readonly R[]> {
  if (context.wholeRegion) return resources;
  const stacks = await context.ask('cloudformation.stacks');
  const ours = stacks.known
    ? new Set(stacks.value.filter(isTtsStack).map(({ name }) => name))
    : undefined;
  return resources.filter(({ tags }) => {
    const stack = tags['aws:cloudformation:stack-name'];
    if (stack === undefined) return true;
    return ours === undefined ? parseStackName(stack) !== undefined : ours.has(stack);
  });
}
