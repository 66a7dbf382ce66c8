/** The stacks of a deployment by the template they were made from, whatever their names add, and their versions. */
import type { Stack } from '../model/cloudformation.ts';
import { isTtsStack, parseStackName, type TemplateName } from '../model/tts.ts';
import { compareVersions } from './images.ts';

/**
 * Templates the vendor has taken out of use, and what became of each; reads after "which". From its Template Changelog.
 * Source: https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/
 */
export const removedTemplates: { readonly [K in TemplateName]?: string } = {
  '5-3d-ecs-gcs-service': 'the vendor removed in 3.12.2',
  '6-1-vpc-peering': 'served only the Crypto Server, removed in 3.24.0',
  '200-1-crypto': 'the vendor removed in 3.24.0',
};

/** Nothing of such a stack can be relied on: it was never made, or is going away. */
const unusable = /^(CREATE_FAILED|REVIEW_|ROLLBACK_|DELETE_)/;

/** Whether what a template makes may be looked for in a stack of it, whether or not its last update succeeded. */
export function isUsable({ status }: Stack): boolean {
  return !unusable.test(status);
}

/** The stacks of each template, in the order of the template names. Stacks whose name names no template are left out. */
export function byTemplate(
  stacks: readonly Stack[],
): readonly (readonly [TemplateName, readonly Stack[]])[] {
  const groups = new Map<TemplateName, Stack[]>();
  for (const stack of stacks.filter(isTtsStack)) {
    const template = parseStackName(stack.name)?.template;
    if (template !== undefined) groups.set(template, [...(groups.get(template) ?? []), stack]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `3.36.2` from the version tag `v3.36.2`; undefined when the stack shows no version. */
export function versionOf({ versionTag = '' }: Stack): string | undefined {
  return /^v?(\d+(?:\.\d+)+)/.exec(versionTag)?.[1];
}

/** The newest version the stacks show; undefined when none shows one. */
export function newestVersion(stacks: readonly Stack[]): string | undefined {
  return stacks
    .flatMap((stack) => versionOf(stack) ?? [])
    .sort(compareVersions)
    .at(-1);
}

/** When a stack was last changed: updated, or created. ISO 8601. */
export function changedAt({ updatedAt, createdAt }: Stack): string {
  return updatedAt ?? createdAt;
}
