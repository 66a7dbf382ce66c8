/** There is a topic alerts go to. The template is optional, and alerting is not: so its absence is always a failure. */
import { orNoStacks } from '../derive/stacks.ts';
import { defineCheck, fail, pass } from '../model/check.ts';
import { isTtsStack } from '../model/tts.ts';

export default defineCheck({
  id: 'sns-topic-deployed',
  practice: 'alerting',
  title: 'The deployment has an alert topic',
  severity: 'high',
  why: 'Alarms that have nowhere to go are seen by whoever happens to look; the vendor calls alerting crucial.',
  fix: 'Deploy 1-3-opsgenie, or name the topic the alarms use under `resources.alertTopics` in auditor.yaml.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#alerting',
  catalogueIds: ['ALR-01'],
  controls: [],
  needs: ['sns.topics', 'cloudformation.stacks'],
  run: (facts, context) => {
    const topics = facts['sns.topics'];
    if (topics.length > 0) {
      return topics.map(({ ref, stackName }) =>
        pass(
          ref,
          stackName === null ? 'is declared to be an alert topic' : `is the topic of ${stackName}`,
        ),
      );
    }
    const nothingRuns =
      context.deployment.origin === 'region' && !facts['cloudformation.stacks'].some(isTtsStack);
    return nothingRuns
      ? orNoStacks([], context)
      : [
          fail(
            { type: 'template', name: '1-3-opsgenie' },
            'is not deployed, and no other alert topic is declared',
          ),
        ];
  },
});
