/**
 * What production was lately updated to had run in staging for a while. The times of the last updates are all there is to
 * see: where staging was updated once more since, how long it ran there cannot be told.
 */
import { hoursSince, inWords } from '../derive/age.ts';
import { againstStaging } from '../derive/staging.ts';
import { byTemplate, changedAt, newestVersion, versionOf } from '../derive/templates.ts';
import { defineCheck, fail, pass, type Verdict, warn } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import type { TemplateName } from '../model/tts.ts';

interface Limits {
  readonly now: Date;
  readonly soakHours: number;
  readonly lookBackDays: number;
}

export default defineCheck({
  id: 'cloudformation-update-soaked',
  practice: 'staging',
  title: 'Production is updated only to what ran in staging for a day',
  severity: 'high',
  why: 'Much that goes wrong with an update shows only after hours: leaks, scheduled jobs, certificates, the load of the day.',
  fix: 'Hold the change sets of production back until staging has run the same version for as long as is wanted.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#staging',
  catalogueIds: ['STG-04'],
  controls: [],
  settings: {
    soakHours: {
      default: 24,
      minimum: 1,
      unit: 'hours',
      about: 'how long an update runs in staging before production gets it',
    },
    lookBackDays: {
      default: 7,
      minimum: 1,
      unit: 'days',
      about: 'age of the oldest update of production that is judged',
    },
  },
  needs: ['cloudformation.stacks', 'counterpart.deployments', 'counterpart.stacks'],
  run: (facts, context) =>
    againstStaging(
      facts['counterpart.deployments'],
      context,
      () => {
        const staged = new Map(byTemplate(facts['counterpart.stacks']));
        return byTemplate(facts['cloudformation.stacks']).flatMap(([template, stacks]) =>
          judge(template, stacks, staged.get(template) ?? [], {
            now: context.now,
            ...context.settings,
          }),
        );
      },
      'has no template of the version that staging has',
    ),
});

/** Nothing is said where the versions differ: cloudformation-version-staged-first does. */
function judge(
  template: TemplateName,
  production: readonly Stack[],
  staging: readonly Stack[],
  { now, soakHours, lookBackDays }: Limits,
): readonly Verdict[] {
  const version = newestVersion(production);
  if (version === undefined || version !== newestVersion(staging)) return [];
  const ages = agesOf(version, production, now);
  const stagedAge = Math.min(...agesOf(version, staging, now));
  const subject = { type: 'template', name: template };
  const recent = ages.filter((age) => age <= lookBackDays * 24);
  if (recent.length === 0) {
    return [pass(subject, `was last updated ${inWords(Math.min(...ages))} ago`)];
  }
  const soaks = recent.map((age) => stagedAge - age).sort((a, b) => a - b);
  const short = soaks.find((soak) => soak >= 0 && soak < soakHours);
  if (short !== undefined) {
    return [
      fail(
        subject,
        `was updated to ${version}, ${inWords(short)} after staging; ${soakHours} hours are wanted`,
      ),
    ];
  }
  const [shortest = 0] = soaks;
  return [
    shortest < 0
      ? warn(
          subject,
          `was updated to ${version}, and staging once more since: how long it ran there before cannot be told`,
        )
      : pass(subject, `was updated to ${version}, ${inWords(shortest)} after staging`),
  ];
}

/** Hours since the last change of each stack of a version. */
function agesOf(version: string, stacks: readonly Stack[], now: Date): readonly number[] {
  return stacks
    .filter((stack) => versionOf(stack) === version)
    .map((stack) => hoursSince(changedAt(stack), now));
}
