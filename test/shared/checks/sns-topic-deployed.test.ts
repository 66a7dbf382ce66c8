import check from '../../../shared/checks/sns-topic-deployed.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { arnOfTopic, aTopic } from '../../support/surroundings.ts';

const stacks = { 'cloudformation.stacks': [aStack()] };
const region = { prefix: '', origin: 'region' } as const;

testCheck(check, {
  pass: [
    {
      name: 'the topic of a stack',
      facts: { ...stacks, 'sns.topics': [aTopic()] },
      subject: 'acme-alarms',
      reason: 'is the topic of acme-1-3-opsgenie',
    },
    {
      name: 'a declared topic',
      facts: { ...stacks, 'sns.topics': [aTopic({ stackName: null })] },
      reason: 'is declared to be an alert topic',
    },
    {
      name: 'a topic in a region without stacks',
      facts: { 'cloudformation.stacks': [], 'sns.topics': [aTopic()] },
      deployment: region,
    },
  ],
  fail: [
    {
      name: 'none, where its template is not expected',
      facts: { ...stacks, 'sns.topics': [] },
      subject: '1-3-opsgenie',
      reason: 'is not deployed, and no other alert topic is declared',
      severity: 'high',
    },
    {
      name: 'expected and absent',
      facts: { ...stacks, 'sns.topics': [] },
      expected: { templates: ['1-3-opsgenie'] },
      subject: '1-3-opsgenie',
    },
    {
      name: 'none in a deployment of which no stack is left',
      facts: { 'cloudformation.stacks': [], 'sns.topics': [] },
      subject: '1-3-opsgenie',
    },
    {
      name: 'none in a region where The Things Stack runs, among others',
      facts: {
        'cloudformation.stacks': [aStack({ name: 'billing', versionTag: '12' }), aStack()],
        'sns.topics': [],
      },
      deployment: region,
      subject: '1-3-opsgenie',
    },
  ],
  unknown: [
    {
      name: 'the topics may not be read',
      facts: { ...stacks, 'sns.topics': denied('sns:GetTopicAttributes') },
      subject: 'acme',
    },
  ],
  notApplicable: [
    {
      name: 'a region in which nothing of The Things Stack runs',
      facts: {
        'cloudformation.stacks': [aStack({ name: 'billing', versionTag: '12' })],
        'sns.topics': [],
      },
      deployment: region,
      reason: 'has no stacks of The Things Stack',
    },
  ],
  several: [
    {
      name: 'every topic',
      facts: { ...stacks, 'sns.topics': [aTopic(), aTopic({ arn: arnOfTopic('night') })] },
      statuses: { 'acme-alarms': 'pass', night: 'pass' },
    },
  ],
});
