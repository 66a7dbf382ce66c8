/** The service an alert topic tells will still take alerts. One that has ended fails without a trace on our side. */
import { daysSince, inWords } from '../derive/age.ts';
import { onCallServiceOf } from '../derive/alert-receivers.ts';
import { orNoTopic } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Topic } from '../model/sns.ts';

export default defineCheck({
  id: 'sns-topic-receiver-supported',
  practice: 'alerting',
  title: 'Alerts go to a service that will still take them',
  severity: 'high',
  why: 'Opsgenie takes no alerts after 5 April 2027; a topic that tells only Opsgenie then tells nobody.',
  fix: 'Move the on-call schedules to Jira Service Management or another service, subscribe that to the topic, and test it before the old one ends.',
  docs: 'https://support.atlassian.com/opsgenie/docs/what-happens-when-opsgenie-is-turned-off/',
  catalogueIds: ['ALR-03'],
  controls: [],
  settings: {
    failDays: {
      default: 90,
      minimum: 0,
      unit: 'days',
      about: 'how long before the end of a service it is no longer enough to warn',
    },
  },
  needs: ['sns.topics'],
  run: (facts, context) =>
    orNoTopic(
      facts['sns.topics'].map((topic) => judge(topic, context.now, context.settings.failDays)),
      context,
    ),
});

function judge({ ref, subscriptions }: Topic, now: Date, failDays: number): Verdict {
  if (!subscriptions.known) return unsure(ref, subscriptions);
  const services = subscriptions.value
    .map(onCallServiceOf)
    .filter((service) => service !== undefined);
  const ending = services.find(({ ends }) => ends !== undefined);
  if (ending?.ends === undefined) return pass(ref, 'tells no service whose end is announced');
  const { name, ends } = ending;
  const staying = services.find((service) => service.ends === undefined);
  if (staying !== undefined) {
    return pass(ref, `tells ${staying.name} too, which stays when ${name} ends on ${ends.on}`);
  }
  const left = -daysSince(ends.on, now);
  // The last day is still one of service.
  if (left <= -1) {
    return fail(ref, `tells only ${name}, which ended on ${ends.on}`, 'critical');
  }
  const reason = `tells only ${name}, which ends on ${ends.on}, in ${inWords(left * 24)}`;
  return left <= failDays ? fail(ref, reason) : warn(ref, reason);
}
