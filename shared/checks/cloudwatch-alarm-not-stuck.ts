/** No alarm stays off or blind for days: people stop to look at one that always shouts, and a blind one says nothing. */
import { hoursSince, inWords, plural } from '../derive/age.ts';
import { isScalingAlarm } from '../derive/alarm-coverage.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { Alarm } from '../model/cloudwatch.ts';
import { missing } from '../model/fact.ts';
import { deploymentRef } from '../model/target.ts';

export default defineCheck({
  id: 'cloudwatch-alarm-not-stuck',
  practice: 'alerting',
  title: 'No alarm has been in ALARM or without data for long',
  severity: 'high',
  why: 'An alarm tells when its state changes: one that stays in ALARM, or has no data, will not tell of the next failure.',
  fix: 'Repair what the alarm shows. If it is without data, correct its metric and dimensions, or delete it with its resource.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  catalogueIds: ['ALR-06'],
  controls: [],
  settings: {
    maximumHours: {
      default: 24,
      minimum: 1,
      unit: 'hours',
      about: 'how long an alarm may be in a state other than OK',
    },
  },
  needs: ['cloudwatch.alarms'],
  run: ({ 'cloudwatch.alarms': alarms }, context) =>
    alarms.length > 0
      ? alarms.map((alarm) => judge(alarm, context.now, context.settings.maximumHours))
      : [notApplicable(deploymentRef(context.deployment), 'has no alarms')],
});

function judge(alarm: Alarm, now: Date, maximumHours: number): Verdict {
  const { ref, state, stateSince } = alarm;
  if (isScalingAlarm(alarm)) return notApplicable(ref, 'only scales, and is often in ALARM');
  if (state === 'OK') return pass(ref, 'is OK');
  if (stateSince === null) {
    return unsure(ref, missing('failed', `is ${state}, and AWS does not say since when`));
  }
  const hours = hoursSince(stateSince, now);
  const reason = `has been in ${state} for ${inWords(hours)}`;
  return hours > maximumHours
    ? fail(ref, `${reason}, over the ${plural(maximumHours, 'hour')} allowed`)
    : pass(ref, reason);
}
