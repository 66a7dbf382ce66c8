/** Somebody is told when an alarm goes off: by the alarm itself, or by a composite alarm that watches it. */
import { isHandedOn, lastPart, tellingAction, toldThrough } from '../derive/alarm-actions.ts';
import { isScalingAlarm } from '../derive/alarm-coverage.ts';
import { defineCheck, fail, notApplicable, pass, type Verdict } from '../model/check.ts';
import type { Alarm } from '../model/cloudwatch.ts';
import { deploymentRef } from '../model/target.ts';

export default defineCheck({
  id: 'cloudwatch-alarm-actionable',
  practice: 'alerting',
  title: 'Every alarm tells an alert topic of the deployment',
  severity: 'critical',
  why: 'An alarm without an action, or with its actions switched off during some work, goes off and nobody hears it.',
  fix: 'Enable the actions of the alarm again, or update its stack so that it acts on the topic of 1-3-opsgenie.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  catalogueIds: ['ALR-05'],
  controls: [
    { source: 'security-hub', id: 'CloudWatch.15' },
    { source: 'security-hub', id: 'CloudWatch.17' },
    { source: 'prowler', id: 'cloudwatch_alarm_actions_alarm_state_configured' },
    { source: 'prowler', id: 'cloudwatch_alarm_actions_enabled' },
    { source: 'aws-config', id: 'CLOUDWATCH_ALARM_ACTION_CHECK' },
    { source: 'aws-config', id: 'CLOUDWATCH_ALARM_ACTION_ENABLED_CHECK' },
    { source: 'scoutsuite', id: 'cloudwatch-alarm-without-actions' },
    { source: 'steampipe', id: 'cloudwatch_alarm_action_enabled' },
    { source: 'steampipe', id: 'cloudwatch_alarm_action_enabled_check' },
    { source: 'service-screener', id: 'alarmsWithoutSNS' },
  ],
  needs: ['cloudwatch.alarms', 'sns.topics'],
  run: ({ 'cloudwatch.alarms': alarms, 'sns.topics': topics }, context) => {
    const through = toldThrough(alarms, topics);
    return alarms.length > 0
      ? alarms.map((alarm) => judge(alarm, tellingAction(alarm, topics), through.get(alarm.name)))
      : [notApplicable(deploymentRef(context.deployment), 'has no alarms')];
  },
});

function judge(alarm: Alarm, action: string | undefined, through: Alarm | undefined): Verdict {
  const { ref, actionsEnabled, alarmActions } = alarm;
  if (isScalingAlarm(alarm)) return notApplicable(ref, 'only scales, and is to tell nobody');
  if (action !== undefined) {
    const whom = lastPart(action);
    return isHandedOn(action)
      ? pass(ref, `hands on to ${whom}; what becomes of it there is not judged`)
      : pass(ref, `tells ${whom}`);
  }
  if (through !== undefined)
    return pass(ref, `is watched by ${through.name}, which tells somebody`);
  if (alarmActions.length === 0) return fail(ref, 'has no action when it goes off');
  const actions = alarmActions.map(lastPart).join(', ');
  return actionsEnabled
    ? fail(ref, `acts only on ${actions}, which is no alert topic of the deployment`)
    : fail(ref, `has its actions switched off, so that it does not tell ${actions}`);
}
