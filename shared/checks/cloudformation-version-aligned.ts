/** The templates of a deployment are of one version, or nearly. The vendor does not change every template every time. */
import { plural } from '../derive/age.ts';
import { byDeployment, orNoStacks } from '../derive/stacks.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import { missing } from '../model/fact.ts';
import { deploymentRef } from '../model/target.ts';

export default defineCheck({
  id: 'cloudformation-version-aligned',
  practice: 'software-updates',
  title: 'No stack is more than one minor version behind the newest of its deployment',
  severity: 'medium',
  why: 'The templates of a version are made for each other; what an older one does not set up is missed by a newer one.',
  fix: 'Update the stacks to the newest template version, in numeric order, on staging first.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/updating/',
  catalogueIds: ['VER-03'],
  controls: [],
  needs: ['cloudformation.stacks'],
  run: ({ 'cloudformation.stacks': stacks }, context) => {
    const groups = byDeployment(stacks, context.deployment);
    const verdicts = groups.flatMap(judge);
    if (verdicts.length > 0 || groups.length === 0) return orNoStacks(verdicts, context);
    // No version at all is no sign of one and the same.
    const detail = 'shows no version in any of its stacks';
    return [unsure(deploymentRef(context.deployment), missing('failed', detail))];
  },
});

interface Version {
  readonly major: number;
  readonly minor: number;
}

function judge(stacks: readonly Stack[]): readonly Verdict[] {
  const newest = stacks.flatMap((stack) => versionOf(stack) ?? []).sort(newestFirst)[0];
  if (newest === undefined) return [];
  const target = `${newest.major}.${newest.minor}`;
  return stacks.map((stack) => {
    const { ref, versionTag } = stack;
    const version = versionOf(stack);
    if (version === undefined) return warn(ref, `shows no version where others are of ${target}`);
    if (version.major < newest.major) return fail(ref, `is of ${versionTag}, others of ${target}`);
    const behind = newest.minor - version.minor;
    if (behind === 0) return pass(ref, `is of ${versionTag}`);
    const reason = `is of ${versionTag}, ${plural(behind, 'minor version')} behind ${target}`;
    return behind > 1 ? fail(ref, reason) : warn(ref, reason);
  });
}

function versionOf({ versionTag = '' }: Stack): Version | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)(\.|$)/.exec(versionTag) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}

function newestFirst(a: Version, b: Version): number {
  return b.major - a.major || b.minor - a.minor;
}
