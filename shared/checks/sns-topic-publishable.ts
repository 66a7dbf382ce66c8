/** CloudWatch may publish to every alert topic. Where it may not, alarms change their state and nobody is told. */
import { orNoTopic } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict } from '../model/check.ts';
import { missing } from '../model/fact.ts';
import type { Topic } from '../model/sns.ts';

/** AWS's own key for SNS, as an alias or the ARN of one. */
const managedKey = /(?:^|:)alias\/aws\/sns$/;

export default defineCheck({
  id: 'sns-topic-publishable',
  practice: 'alerting',
  title: 'CloudWatch alarms may publish to every alert topic',
  severity: 'high',
  why: 'An alarm whose action is refused still looks as if it worked: its history alone shows that nobody was told.',
  fix: 'Let cloudwatch.amazonaws.com publish in the policy of the topic; encrypt it with a customer managed key that CloudWatch may use, or with none.',
  docs: 'https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns',
  catalogueIds: ['ALR-13'],
  controls: [],
  needs: ['sns.topics'],
  run: (facts, context) => orNoTopic(facts['sns.topics'].map(judge), context),
});

function judge({ ref, settings }: Topic): Verdict {
  if (!settings.known) return unsure(ref, settings);
  const { kmsKey, cloudwatchMayPublish } = settings.value;
  if (kmsKey !== null && managedKey.test(kmsKey)) {
    return fail(ref, 'is encrypted with the key alias/aws/sns, which CloudWatch alarms cannot use');
  }
  if (cloudwatchMayPublish === null) {
    return unsure(
      ref,
      missing('unsupported', 'its policy does not tell plainly whether CloudWatch may publish'),
    );
  }
  if (!cloudwatchMayPublish) return fail(ref, 'has a policy that lets no CloudWatch alarm publish');
  return kmsKey === null
    ? pass(ref, 'lets CloudWatch alarms publish')
    : pass(
        ref,
        'lets CloudWatch alarms publish by its own policy; that of the key encrypting it must too, and is not read',
      );
}
