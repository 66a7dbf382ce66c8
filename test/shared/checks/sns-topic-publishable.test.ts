import check from '../../../shared/checks/sns-topic-publishable.ts';
import { known } from '../../../shared/model/fact.ts';
import type { TopicSettings } from '../../../shared/model/sns.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { arnOfTopic, aTopic } from '../../support/surroundings.ts';

const settings = (over: Partial<TopicSettings> = {}) =>
  known({ kmsKey: null, cloudwatchMayPublish: true, ...over });
const topic = (over: Partial<TopicSettings> = {}) => ({
  'sns.topics': [aTopic({ settings: settings(over) })],
});
const customerKey = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d';

testCheck(check, {
  pass: [
    { name: 'its policy lets it', facts: topic(), reason: 'lets CloudWatch alarms publish' },
    ...[customerKey, 'alias/alerts', 'alias/aws/sns-alerts'].map((kmsKey) => ({
      name: `encrypted with ${kmsKey}`,
      facts: topic({ kmsKey }),
      reason: 'that of the key encrypting it must too, and is not read',
    })),
  ],
  fail: [
    {
      name: 'its policy does not',
      facts: topic({ cloudwatchMayPublish: false }),
      subject: 'acme-alarms',
      reason: 'has a policy that lets no CloudWatch alarm publish',
      severity: 'high',
    },
    ...['alias/aws/sns', 'arn:aws:kms:eu-west-1:111122223333:alias/aws/sns'].map((kmsKey) => ({
      name: `encrypted with ${kmsKey}`,
      facts: topic({ kmsKey }),
      reason: 'which CloudWatch alarms cannot use',
    })),
    {
      name: 'encrypted with a key it cannot use, whatever its policy says',
      facts: topic({ kmsKey: 'alias/aws/sns', cloudwatchMayPublish: null }),
    },
    {
      name: 'expected and absent',
      facts: { 'sns.topics': [] },
      expected: { templates: ['1-3-opsgenie'] },
      subject: '1-3-opsgenie',
    },
  ],
  unknown: [
    {
      name: 'its policy does not tell',
      facts: topic({ cloudwatchMayPublish: null }),
      subject: 'acme-alarms',
      reason: 'its policy does not tell plainly',
    },
    {
      name: 'its policy does not tell, and a key of somebody encrypts it',
      facts: topic({ cloudwatchMayPublish: null, kmsKey: customerKey }),
    },
    {
      name: 'its attributes may not be read',
      facts: { 'sns.topics': [aTopic({ settings: denied('sns:GetTopicAttributes') })] },
      subject: 'acme-alarms',
    },
  ],
  notApplicable: [
    {
      name: 'no topic, and none expected',
      facts: { 'sns.topics': [] },
      subject: 'acme',
      reason: 'has no alert topic: sns-topic-deployed says so',
    },
  ],
  several: [
    {
      name: 'each topic by its own settings',
      facts: {
        'sns.topics': [
          aTopic(),
          aTopic({
            arn: arnOfTopic('night'),
            settings: settings({ cloudwatchMayPublish: false }),
          }),
        ],
      },
      statuses: { 'acme-alarms': 'pass', night: 'fail' },
    },
  ],
});
