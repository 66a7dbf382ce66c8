import check from '../../../shared/checks/cloudwatch-alarm-actionable.ts';
import type { Alarm } from '../../../shared/model/cloudwatch.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { anAlarm, arnOfTopic, aTopic } from '../../support/surroundings.ts';

const alarms = (...each: readonly Partial<Alarm>[]) => ({
  'cloudwatch.alarms': each.map(anAlarm),
  'sns.topics': [aTopic()],
});
const composite = { name: 'any', kind: 'composite', metrics: [], watches: ['cpu'] } as const;
const lambda = 'arn:aws:lambda:eu-west-1:111122223333:function:page';
const policy =
  'arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:1:autoScalingGroupName/a:policyName/out';

testCheck(check, {
  pass: [
    { name: 'tells the topic', facts: alarms({}), reason: 'tells acme-alarms' },
    {
      name: 'tells the topic among others',
      facts: alarms({ alarmActions: [policy, arnOfTopic()] }),
    },
    {
      name: 'hands on to a function',
      facts: alarms({ alarmActions: [lambda] }),
      reason: 'hands on to page; what becomes of it there is not judged',
    },
    {
      name: 'is watched by a composite alarm that tells the topic',
      facts: alarms({ name: 'cpu', alarmActions: [] }, composite),
      subject: 'cpu',
      reason: 'is watched by any, which tells somebody',
    },
    {
      name: 'is watched by one, while its own actions are switched off',
      facts: alarms({ name: 'cpu', actionsEnabled: false }, composite),
      subject: 'cpu',
    },
  ],
  fail: [
    {
      name: 'its actions are switched off',
      facts: alarms({ name: 'cpu', actionsEnabled: false }),
      subject: 'cpu',
      reason: 'has its actions switched off, so that it does not tell acme-alarms',
      severity: 'critical',
    },
    {
      name: 'it has none',
      facts: alarms({ alarmActions: [] }),
      reason: 'has no action when it goes off',
    },
    {
      name: 'it has none, switched off',
      facts: alarms({ alarmActions: [], actionsEnabled: false }),
      reason: 'has no action when it goes off',
    },
    {
      name: 'it tells a topic of somebody else',
      facts: alarms({ alarmActions: [arnOfTopic('others')] }),
      reason: 'acts only on others, which is no alert topic of the deployment',
    },
    {
      name: 'it only scales',
      facts: alarms({ alarmActions: [policy, 'arn:aws:automate:eu-west-1:ec2:reboot'] }),
      reason: 'acts only on policyName/out, reboot, which',
    },
    {
      name: 'there is no alert topic',
      facts: { 'cloudwatch.alarms': [anAlarm()], 'sns.topics': [] },
      reason: 'acts only on acme-alarms',
    },
    {
      name: 'a composite alarm that tells nobody, and what it watches',
      facts: alarms({ name: 'cpu', alarmActions: [] }, { ...composite, actionsEnabled: false }),
    },
  ],
  unknown: [
    {
      name: 'the topics may not be read',
      facts: { 'cloudwatch.alarms': [anAlarm()], 'sns.topics': denied('sns:ListTopics') },
      subject: 'acme',
    },
  ],
  notApplicable: [
    { name: 'no alarms: another check says so', facts: alarms(), reason: 'has no alarms' },
    {
      name: 'an alarm that Auto Scaling made',
      facts: alarms({ name: 'TargetTracking-service/tts/gs-AlarmLow-1', alarmActions: [policy] }),
      reason: 'only scales',
    },
  ],
  several: [
    {
      name: 'each alarm by its own actions',
      facts: alarms({ name: 'cpu' }, { name: 'memory', alarmActions: [] }),
      statuses: { cpu: 'pass', memory: 'fail' },
    },
  ],
});
