/** Every alert topic has a receiver that was confirmed and is one. What is not confirmed gets nothing. */
import { plural } from '../derive/age.ts';
import { isWithin, onCallServiceOf } from '../derive/alert-receivers.ts';
import { orNoTopic } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Subscription, Topic } from '../model/sns.ts';

/** Machines that do something of their own with an alert. */
const machines = ['lambda', 'sqs', 'firehose'];
/** Ways to reach a person that nobody has to answer. */
const people = ['email', 'email-json', 'sms', 'application'];

export default defineCheck({
  id: 'sns-topic-subscribed',
  practice: 'alerting',
  title: 'Every alert topic has a confirmed subscription of an on-call service',
  severity: 'critical',
  why: 'A topic delivers nothing to a subscription that was never confirmed, and nobody notices until an alert is missed.',
  fix: 'Confirm the subscription, or recreate it in 1-3-opsgenie; list a receiver of your own under `alertHosts` in auditor.yaml.',
  docs: 'https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.confirm.html',
  catalogueIds: ['ALR-02'],
  controls: [{ source: 'service-screener', id: 'snsPendingSubscription' }],
  needs: ['sns.topics'],
  run: (facts, context) =>
    orNoTopic(
      facts['sns.topics'].map((topic) => judge(topic, context.declared.alertHosts)),
      context,
    ),
});

function judge({ ref, subscriptions }: Topic, alertHosts: readonly string[]): Verdict {
  if (!subscriptions.known) return unsure(ref, subscriptions);
  const confirmed = subscriptions.value.filter((each) => each.confirmed);
  if (confirmed.length === 0) return judgeUnconfirmed(ref, subscriptions.value.length);
  const called = confirmed.map((each) => calledBy(each, alertHosts)).find(isNamed);
  if (called !== undefined) return pass(ref, `tells ${called}`);
  const protocols = confirmed.map(({ protocol }) => protocol);
  const machine = protocols.find((each) => machines.includes(each));
  if (machine !== undefined) {
    return pass(ref, `hands on to ${machine}; what becomes of it there is not judged`);
  }
  const person = protocols.find((each) => people.includes(each));
  return person === undefined
    ? fail(ref, `tells only ${listed(confirmed)}, which is no HTTPS receiver known or declared`)
    : warn(ref, `reaches people only by ${person}, which nobody has to answer`);
}

function judgeUnconfirmed(ref: Topic['ref'], pending: number): Verdict {
  return pending === 0
    ? fail(ref, 'tells nobody: it has no subscription')
    : fail(
        ref,
        `tells nobody: it waits for the confirmation of ${plural(pending, 'subscription')}`,
      );
}

/** Who is called out, in words; undefined when nobody is. */
function calledBy(subscription: Subscription, alertHosts: readonly string[]): string | undefined {
  const { protocol, host } = subscription;
  const service = onCallServiceOf(subscription);
  if (service !== undefined) return `${service.name} at ${host}`;
  const isDeclared = host !== null && alertHosts.some((domain) => isWithin(host, domain));
  if (!isDeclared) return undefined;
  if (protocol === 'https') return `${host}, as declared`;
  return protocol.startsWith('email') ? `somebody at ${host} by e-mail, as declared` : undefined;
}

function isNamed(name: string | undefined): name is string {
  return name !== undefined;
}

function listed(subscriptions: readonly Subscription[]): string {
  const names = subscriptions.map(({ protocol, host }) =>
    host === null ? protocol : `${protocol}://${host}`,
  );
  return [...new Set(names)].join(', ');
}
