import check from '../../../shared/checks/cloudwatch-alarm-not-stuck.ts';
import type { Alarm } from '../../../shared/model/cloudwatch.ts';
import { daysAgo, denied, hoursAgo } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { anAlarm } from '../../support/surroundings.ts';

const alarms = (...each: readonly Partial<Alarm>[]) => ({ 'cloudwatch.alarms': each.map(anAlarm) });
const states = ['ALARM', 'INSUFFICIENT_DATA'];

testCheck(check, {
  pass: [
    { name: 'OK for days', facts: alarms({}), reason: 'is OK' },
    { name: 'OK, nobody knows since when', facts: alarms({ stateSince: null }) },
    ...states.map((state) => ({
      name: `${state} exactly as long as allowed`,
      facts: alarms({ state, stateSince: hoursAgo(24) }),
      reason: `has been in ${state} for 24 hours`,
    })),
    {
      name: 'longer, where that is allowed',
      facts: alarms({ state: 'ALARM', stateSince: hoursAgo(47) }),
      settings: { maximumHours: 48 },
    },
  ],
  fail: [
    { name: 'in ALARM for days', facts: alarms({ state: 'ALARM' }), reason: 'ALARM for 9 days' },
    ...states.map((state) => ({
      name: `${state} just longer than allowed`,
      facts: alarms({ name: 'cpu', state, stateSince: hoursAgo(24.1) }),
      subject: 'cpu',
      reason: `has been in ${state} for 24 hours, over the 24 hours allowed`,
      severity: 'high' as const,
    })),
  ],
  unknown: [
    {
      name: 'the alarms may not be listed',
      facts: { 'cloudwatch.alarms': denied('cloudwatch:DescribeAlarms') },
    },
    ...states.map((state) => ({
      name: `${state}, nobody knows since when`,
      facts: alarms({ name: 'cpu', state, stateSince: null }),
      subject: 'cpu',
      reason: `is ${state}, and AWS does not say since when`,
    })),
  ],
  notApplicable: [
    { name: 'no alarms', facts: alarms(), reason: 'has no alarms' },
    {
      name: 'an alarm that Auto Scaling made',
      facts: alarms({
        name: 'TargetTracking-service/tts/gs-AlarmLow-1',
        state: 'ALARM',
        stateSince: daysAgo(9),
      }),
      reason: 'only scales',
    },
  ],
  several: [
    {
      name: 'each alarm by its own state',
      facts: alarms({ name: 'cpu' }, { name: 'memory', state: 'ALARM' }),
      statuses: { cpu: 'pass', memory: 'fail' },
    },
  ],
});
