/** Staging is in use: it was changed not long ago, and its services run. */
import { daysSince, inWords, plural } from '../derive/age.ts';
import { againstStaging } from '../derive/staging.ts';
import { changedAt } from '../derive/templates.ts';
import { defineCheck, fail, pass, unsure, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import type { ClusterServices } from '../model/ecs.ts';
import { type Deployment, deploymentRef } from '../model/target.ts';

interface Limits {
  readonly now: Date;
  readonly maximumIdleDays: number;
}

export default defineCheck({
  id: 'cloudformation-deployment-staging-alive',
  practice: 'staging',
  title: 'Staging is in use and its services run',
  severity: 'low',
  why: 'A staging deployment that nobody updates, or whose services do not start, tests nothing when it is needed.',
  fix: 'Repair the services of staging, and update it with every release before production.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#staging',
  catalogueIds: ['STG-08'],
  controls: [],
  settings: {
    maximumIdleDays: {
      default: 90,
      minimum: 1,
      unit: 'days',
      about: 'time since any stack of staging was last changed',
    },
  },
  needs: ['counterpart.deployments', 'counterpart.stacks', 'counterpart.services'],
  run: (facts, context) =>
    againstStaging(facts['counterpart.deployments'], context, () => [
      judge(context.deployment, facts['counterpart.stacks'], facts['counterpart.services'], {
        now: context.now,
        ...context.settings,
      }),
    ]),
});

function judge(
  deployment: Deployment,
  stacks: readonly Stack[],
  clusters: readonly ClusterServices[],
  limits: Limits,
): Verdict {
  const subject = deploymentRef(deployment);
  const lists = clusters.map(({ services }) => services);
  const unread = lists.find((list) => !list.known);
  const wanted = lists
    .flatMap((list) => (list.known ? list.value : []))
    .filter(({ desiredCount }) => desiredCount > 0);
  const down = wanted.filter(({ runningCount }) => runningCount === 0);
  const problems = [
    ...idleness(stacks, limits),
    ...down.map(({ name }) => `whose service ${name} runs no task`),
    ...(wanted.length === 0 && unread === undefined ? ['that is to run no task'] : []),
  ];
  if (problems.length > 0) return fail(subject, `has a staging ${problems.join(' and ')}`);
  return unread === undefined
    ? pass(subject, `has a staging that runs ${plural(wanted.length, 'service')}`)
    : unsure(subject, unread);
}

function idleness(stacks: readonly Stack[], { now, maximumIdleDays }: Limits): readonly string[] {
  if (stacks.length === 0) return ['that shows no stacks'];
  const idleDays = Math.min(...stacks.map((stack) => daysSince(changedAt(stack), now)));
  return idleDays > maximumIdleDays
    ? [`last changed ${inWords(idleDays * 24)} ago, over the ${maximumIdleDays} days allowed`]
    : [];
}
