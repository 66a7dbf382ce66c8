import check from '../../../shared/checks/sns-topic-delivering.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { arnOfTopic, aTopic } from '../../support/surroundings.ts';

const did = (delivered: number, failed: number) => ({
  'sns.topics': [aTopic()],
  'cloudwatch.topic-deliveries': [
    { topicArn: arnOfTopic('others'), delivered: 0, failed: 8 },
    { topicArn: arnOfTopic(), delivered, failed },
  ],
});

testCheck(check, {
  pass: [
    {
      name: 'all arrived',
      facts: did(12, 0),
      subject: 'acme-alarms',
      reason: 'made 12 of 12 deliveries in seven days',
    },
    {
      name: 'nothing was sent',
      facts: did(0, 0),
      reason: 'had nothing to send in seven days, so nothing is proven',
    },
  ],
  fail: [
    {
      name: 'exactly too many failed',
      facts: did(9, 1),
      subject: 'acme-alarms',
      reason: 'failed in 1 of 10 deliveries in seven days',
      severity: 'high',
    },
    { name: 'none arrived', facts: did(0, 1), reason: 'failed in 1 of 1 deliveries' },
    {
      name: 'fewer failed, where fewer are too many',
      facts: did(19, 1),
      settings: { maximumFailedPercent: 5 },
    },
    {
      name: 'expected and absent',
      facts: { 'sns.topics': [], 'cloudwatch.topic-deliveries': [] },
      expected: { templates: ['1-3-opsgenie'] },
      subject: '1-3-opsgenie',
    },
  ],
  warn: [
    { name: 'just few enough failed', facts: did(91, 9), reason: 'failed in 9 of 100 deliveries' },
    {
      name: 'more failed, where more are allowed',
      facts: did(9, 1),
      settings: { maximumFailedPercent: 11 },
    },
  ],
  unknown: [
    {
      name: 'no figures of the topic',
      facts: {
        'sns.topics': [aTopic()],
        'cloudwatch.topic-deliveries': [
          { topicArn: arnOfTopic('others'), delivered: 3, failed: 0 },
        ],
      },
      subject: 'acme-alarms',
      reason: 'its deliveries were not gathered',
    },
    {
      name: 'the figures may not be read',
      facts: {
        'sns.topics': [aTopic()],
        'cloudwatch.topic-deliveries': denied('cloudwatch:GetMetricData'),
      },
      subject: 'acme',
    },
  ],
  notApplicable: [
    {
      name: 'no topic, and none expected',
      facts: { 'sns.topics': [], 'cloudwatch.topic-deliveries': [] },
      subject: 'acme',
      reason: 'has no alert topic: sns-topic-deployed says so',
    },
  ],
  several: [
    {
      name: 'each topic by its own figures',
      facts: { ...did(3, 0), 'sns.topics': [aTopic(), aTopic({ arn: arnOfTopic('others') })] },
      statuses: { 'acme-alarms': 'pass', others: 'fail' },
    },
  ],
});
