/** Something renews certificates that Amazon did not issue: certbot, started by a rule of 5-8b, often enough. */
import { judgeShown, orNoneShown } from '../derive/certificates.ts';
import { daysBetweenRuns, rulesOfStack } from '../derive/schedules.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import type { Rule } from '../model/events.ts';
import { type Fact, missing } from '../model/fact.ts';
import type { ResourceRef } from '../model/target.ts';
import { parseStackName } from '../model/tts.ts';

export default defineCheck({
  id: 'events-rule-certbot-scheduled',
  practice: 'certificates',
  title: 'Imported certificates are renewed by certbot on a schedule',
  severity: 'high',
  why: 'Amazon never renews a certificate that was imported; Let’s Encrypt’s expire after 90 days.',
  fix: 'Deploy 5-8b-ecs-certbot-scheduled-task with a rate of at most 14 days, and leave its rule enabled.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/',
  catalogueIds: ['CRT-03'],
  controls: [],
  settings: {
    maximumDays: {
      default: 14,
      minimum: 1,
      unit: 'days',
      about: 'time between two runs of certbot',
    },
  },
  needs: ['acm.certificates', 'cloudformation.stacks', 'elbv2.listeners'],
  wants: ['events.rules'],
  run: (facts, context) => {
    const verdicts = judgeShown(facts, ({ ref, type }) =>
      type === 'IMPORTED'
        ? judge(
            ref,
            facts['cloudformation.stacks'],
            facts['events.rules'],
            context.settings.maximumDays,
          )
        : notApplicable(ref, 'was not imported: certbot has nothing to do with it'),
    );
    return orNoneShown(verdicts, context);
  },
});

/** Which stack renews which certificate is not known: one stack that stands still leaves one to expire. */
function judge(
  ref: ResourceRef,
  stacks: readonly Stack[],
  rules: Fact<readonly Rule[]>,
  maximumDays: number,
): Verdict {
  const names = stacks.map(({ name }) => name);
  const starters = names.filter(
    (name) => parseStackName(name)?.template === '5-8b-ecs-certbot-scheduled-task',
  );
  const [first, ...others] = starters.flatMap((name) =>
    rules.known
      ? judgeStarter(ref, name, rulesOfStack(name, rules.value, names), maximumDays)
      : unsure(ref, rules),
  );
  if (first === undefined) return fail(ref, 'is imported, and nothing renews it');
  const all = [first, ...others];
  const worst = (['fail', 'unknown'] as const).map((status) =>
    all.find((verdict) => verdict.status === status),
  );
  return worst.find((verdict) => verdict !== undefined) ?? first;
}

function judgeStarter(
  ref: ResourceRef,
  stackName: string,
  rules: readonly Rule[],
  maximumDays: number,
): readonly Verdict[] {
  if (rules.length > 0) return rules.map((rule) => judgeRule(ref, rule, maximumDays));
  const detail = `EventBridge lists no rule named after ${stackName}`;
  return [unsure(ref, missing('unsupported', detail))];
}

function judgeRule(
  ref: ResourceRef,
  { name, enabled, schedule }: Rule,
  maximumDays: number,
): Verdict {
  if (!enabled) return fail(ref, `is imported, and ${name}, which renews it, is disabled`);
  if (schedule === null) return fail(ref, `is imported, and ${name} runs by no schedule`);
  const days = daysBetweenRuns(schedule);
  if (days === undefined) {
    const detail = `how often ${name} runs is not worked out from ${schedule}`;
    return unsure(ref, missing('unsupported', detail));
  }
  const runs = `${name} runs by ${schedule}`;
  return days > maximumDays
    ? fail(ref, `is imported, and ${runs}, over the ${maximumDays} days allowed`)
    : pass(ref, `is imported, and ${runs}`);
}
