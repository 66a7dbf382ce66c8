import { describe, expect, it } from 'vitest';
import check from '../../../shared/checks/sns-topic-receiver-supported.ts';
import { noDeclaration } from '../../../shared/model/check.ts';
import { known } from '../../../shared/model/fact.ts';
import type { Subscription } from '../../../shared/model/sns.ts';
import { aDeployment, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { arnOfTopic, aSubscription, aTopic } from '../../support/surroundings.ts';

const subscribed = (...each: readonly Partial<Subscription>[]) => ({
  'sns.topics': [aTopic({ subscriptions: known(each.map(aSubscription)) })],
});
const opsgenie = { host: 'api.opsgenie.com' };

testCheck(check, {
  pass: [
    {
      name: 'another service',
      facts: subscribed({}),
      reason: 'tells no service whose end is announced',
    },
    { name: 'nobody: another check says so', facts: subscribed() },
    { name: 'Opsgenie never confirmed it', facts: subscribed({ ...opsgenie, confirmed: false }) },
    {
      name: 'Opsgenie, and a service that stays',
      facts: subscribed(opsgenie, {}),
      settings: { failDays: 200 },
      reason: 'tells Jira Service Management too, which stays when Opsgenie ends on 2027-04-05',
    },
  ],
  fail: [
    {
      name: 'Opsgenie, when a warning is no longer enough',
      facts: subscribed(opsgenie),
      settings: { failDays: 133 },
      subject: 'acme-alarms',
      reason: 'tells only Opsgenie, which ends on 2027-04-05, in 132 days',
      severity: 'high',
    },
    {
      name: 'expected and absent',
      facts: { 'sns.topics': [] },
      expected: { templates: ['1-3-opsgenie'] },
      subject: '1-3-opsgenie',
    },
  ],
  warn: [
    {
      name: 'Opsgenie, which ends in a few months',
      facts: subscribed(opsgenie),
      reason: 'tells only Opsgenie, which ends on 2027-04-05, in 132 days',
    },
    { name: 'Opsgenie in Europe', facts: subscribed({ host: 'api.eu.opsgenie.com' }) },
    {
      name: 'Opsgenie, and a host that is no service known here',
      facts: subscribed({ host: 'alerts.example.com' }, opsgenie),
    },
    {
      name: 'just before a warning is no longer enough',
      facts: subscribed(opsgenie),
      settings: { failDays: 132 },
    },
  ],
  unknown: [
    {
      name: 'the subscriptions of the topic may not be listed',
      facts: { 'sns.topics': [aTopic({ subscriptions: denied('sns:ListSubscriptionsByTopic') })] },
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
      name: 'each topic by its own receiver',
      facts: {
        'sns.topics': [...subscribed(opsgenie)['sns.topics'], aTopic({ arn: arnOfTopic('night') })],
      },
      statuses: { 'acme-alarms': 'warn', night: 'pass' },
    },
  ],
});

describe('Opsgenie as its end comes near', () => {
  it.each([
    ['2027-01-04T23:59:00Z', 'warn', undefined, 'in 90 days'],
    ['2027-01-05T00:00:00Z', 'fail', undefined, 'in 90 days'],
    ['2027-04-05T23:59:00Z', 'fail', undefined, 'which ends on 2027-04-05'],
    ['2027-04-06T00:00:00Z', 'fail', 'critical', 'which ended on 2027-04-05'],
  ])('at %s: %s', (now, status, severity, reason) => {
    const [verdict] = check.run(subscribed(opsgenie), {
      deployment: aDeployment(),
      expected: { templates: [], singletons: [] },
      declared: noDeclaration,
      now: new Date(now),
      settings: { failDays: check.settings.failDays.default },
    });
    expect(verdict).toMatchObject({ status, reason: expect.stringContaining(reason) });
    expect(verdict?.severity).toBe(severity);
  });
});
