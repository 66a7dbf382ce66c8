/** What an alert topic sent in the last seven days arrived. */
import { orNoTopic } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { TopicDeliveries } from '../model/cloudwatch.ts';
import { missing } from '../model/fact.ts';
import type { ResourceRef } from '../model/target.ts';

export default defineCheck({
  id: 'sns-topic-delivering',
  practice: 'alerting',
  title: 'What every alert topic sends arrives',
  severity: 'high',
  why: 'A receiver that refuses alerts, for an expired key or a deleted integration, loses them for good.',
  fix: 'Look at the key and the address of the subscription in 1-3-opsgenie, then publish a test message to the topic.',
  docs: 'https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html',
  catalogueIds: ['ALR-07'],
  controls: [],
  settings: {
    maximumFailedPercent: {
      default: 10,
      minimum: 0,
      unit: 'percent',
      about: 'share of deliveries that failed in seven days from which on it is a failure',
    },
  },
  needs: ['sns.topics', 'cloudwatch.topic-deliveries'],
  run: (facts, context) => {
    const rows = facts['cloudwatch.topic-deliveries'];
    const verdicts = facts['sns.topics'].map(({ ref, arn }) =>
      judge(
        ref,
        rows.find(({ topicArn }) => topicArn === arn),
        context.settings.maximumFailedPercent,
      ),
    );
    return orNoTopic(verdicts, context);
  },
});

function judge(
  ref: ResourceRef,
  deliveries: TopicDeliveries | undefined,
  maximumFailedPercent: number,
): Verdict {
  if (deliveries === undefined) {
    return unsure(ref, missing('not-gathered', 'its deliveries were not gathered'));
  }
  const { delivered, failed } = deliveries;
  if (failed > 0) {
    const reason = `failed in ${failed} of ${delivered + failed} deliveries in seven days`;
    const share = (100 * failed) / (delivered + failed);
    return share >= maximumFailedPercent ? fail(ref, reason) : warn(ref, reason);
  }
  // A quiet week is common: whether a quarter of a year was quiet, these figures cannot tell.
  return delivered === 0
    ? pass(ref, 'had nothing to send in seven days, so nothing is proven')
    : pass(ref, `made ${delivered} of ${delivered} deliveries in seven days`);
}
