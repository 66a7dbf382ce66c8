/** All stacks of a deployment are told the same network, environment and cluster. */
import { byDeployment, orNoStacks } from '../derive/stacks.ts';
import { defineCheck, fail, pass, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';

const keys = ['NetworkName', 'Environment', 'Cluster'] as const;
/** What the templates know. */
const environments = ['prod', 'staging'];

export default defineCheck({
  id: 'cloudformation-parameters-consistent',
  practice: 'stack-naming',
  title: 'All stacks of a deployment have the same network, environment and cluster',
  severity: 'high',
  why: 'Stacks find each other by these three words; one that has another imports from nowhere, or from another deployment.',
  fix: 'Update the odd stack with the parameters of the others; look at the change set first, for what it would replace.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/prerequisites/',
  catalogueIds: ['NAM-05'],
  controls: [],
  needs: ['cloudformation.stacks'],
  run: ({ 'cloudformation.stacks': stacks }, context) =>
    orNoStacks(
      byDeployment(stacks, context.deployment).flatMap(judge),
      context,
      'stacks with these parameters',
    ),
});

function judge(stacks: readonly Stack[]): readonly Verdict[] {
  const common = new Map(keys.map((key) => [key, commonest(stacks, key)]));
  return stacks
    .filter(({ parameters }) => keys.some((key) => parameters[key] !== undefined))
    .map(({ ref, parameters }) => {
      const problems = keys.flatMap((key) => {
        const value = parameters[key];
        if (value === undefined) return [];
        const said = `has ${key} ${value || '(empty)'}`;
        if (value !== common.get(key)) {
          return `${said} where its deployment has ${common.get(key) || '(empty)'}`;
        }
        return key === 'Environment' && !environments.includes(value)
          ? `${said}, which is neither ${environments.join(' nor ')}`
          : [];
      });
      return problems.length > 0
        ? fail(ref, problems.join('; '))
        : pass(ref, 'has the parameters of its deployment');
    });
}

// Of values as common as each other, that of the first stack: the others import from it.
function commonest(stacks: readonly Stack[], key: (typeof keys)[number]): string | undefined {
  const counts = new Map<string, number>();
  for (const { parameters } of stacks) {
    const value = parameters[key];
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
