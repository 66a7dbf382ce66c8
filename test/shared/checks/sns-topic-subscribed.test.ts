import check from '../../../shared/checks/sns-topic-subscribed.ts';
import { known } from '../../../shared/model/fact.ts';
import type { Subscription } from '../../../shared/model/sns.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { arnOfTopic, aSubscription, aTopic } from '../../support/surroundings.ts';

const subscribed = (...each: readonly Partial<Subscription>[]) => ({
  'sns.topics': [aTopic({ subscriptions: known(each.map(aSubscription)) })],
});
const declared = { alertHosts: ['example.com'] };
const own = { host: 'alerts.example.com' };
const mail = { protocol: 'email', host: 'example.com' };

testCheck(check, {
  pass: [
    {
      name: 'an on-call service',
      facts: subscribed({}),
      reason: 'tells Jira Service Management at api.atlassian.com',
    },
    {
      name: 'an on-call service among others, in whatever order',
      facts: subscribed(own, { confirmed: false }, { host: 'events.pagerduty.com' }),
      reason: 'tells PagerDuty at events.pagerduty.com',
    },
    {
      name: 'a declared host',
      facts: subscribed(own),
      declared,
      reason: 'tells alerts.example.com, as declared',
    },
    {
      name: 'somebody at a declared domain',
      facts: subscribed(mail),
      declared,
      reason: 'tells somebody at example.com by e-mail, as declared',
    },
    { name: 'the same as JSON', facts: subscribed({ ...mail, protocol: 'email-json' }), declared },
    ...['lambda', 'sqs', 'firehose'].map((protocol) => ({
      name: `a machine: ${protocol}`,
      facts: subscribed({ protocol: 'sms', host: null }, { protocol, host: null }),
      reason: `hands on to ${protocol}; what becomes of it there is not judged`,
    })),
  ],
  fail: [
    {
      name: 'no subscription',
      facts: subscribed(),
      subject: 'acme-alarms',
      reason: 'tells nobody: it has no subscription',
      severity: 'critical',
    },
    {
      name: 'one that was never confirmed',
      facts: subscribed({ confirmed: false }),
      reason: 'tells nobody: it waits for the confirmation of 1 subscription',
    },
    {
      name: 'a machine and a person that were never confirmed',
      facts: subscribed(
        { protocol: 'sqs', host: null, confirmed: false },
        { protocol: 'email', host: 'acme.test', confirmed: false },
      ),
      reason: 'the confirmation of 2 subscriptions',
    },
    {
      name: 'a host nobody knows',
      facts: subscribed(own, own),
      reason: 'tells only https://alerts.example.com, which is no HTTPS receiver',
    },
    {
      name: 'a host whose name only ends like a declared one',
      facts: subscribed({ host: 'notexample.com' }),
      declared,
    },
    {
      name: 'an on-call service and a declared host, but not encrypted',
      facts: subscribed({ protocol: 'http' }, { protocol: 'http', ...own }),
      declared,
      reason: 'tells only http://api.atlassian.com, http://alerts.example.com',
    },
    {
      name: 'an address that is not shown',
      facts: subscribed({ host: null }),
      declared,
      reason: 'tells only https, which',
    },
    {
      name: 'expected and absent',
      facts: { 'sns.topics': [] },
      expected: { templates: ['1-3-opsgenie'] },
      subject: '1-3-opsgenie',
    },
  ],
  warn: [
    ...['email', 'email-json', 'sms', 'application'].map((protocol) => ({
      name: `people, by ${protocol}`,
      facts: subscribed(own, { protocol, host: protocol.startsWith('email') ? 'acme.test' : null }),
      declared: { alertHosts: ['elsewhere.test'] },
      reason: `reaches people only by ${protocol}, which nobody has to answer`,
    })),
  ],
  unknown: [
    {
      name: 'the subscriptions of the topic may not be listed',
      facts: {
        'sns.topics': [aTopic({ subscriptions: denied('sns:ListSubscriptionsByTopic') })],
      },
      subject: 'acme-alarms',
      reason: 'sns:ListSubscriptionsByTopic was refused',
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
      name: 'each topic by its own subscriptions',
      facts: {
        'sns.topics': [
          aTopic(),
          aTopic({ arn: arnOfTopic('night'), subscriptions: known([]) }),
          aTopic({ arn: arnOfTopic('day'), subscriptions: denied('sns:x') }),
        ],
      },
      statuses: { 'acme-alarms': 'pass', night: 'fail', day: 'unknown' },
    },
  ],
});
