/** Expected and absent is a failure; absent and not expected does not apply. */
import { fail, notApplicable, type Topology, type Verdict } from '../model/check.ts';
import { type Deployment, deploymentRef } from '../model/target.ts';
import type { TemplateName } from '../model/tts.ts';

interface Context {
  readonly deployment: Deployment;
  readonly expected: Topology;
}

/**
 * The verdicts, or, when there are none: a failure on the template that should have brought `what`, or
 * not-applicable when the topology expects no such template.
 */
export function orAbsent(
  verdicts: readonly Verdict[],
  what: string,
  template: TemplateName,
  context: Context,
): readonly Verdict[] {
  const bare = what.replace(/^an? /, '');
  return orElse(verdicts, what, template, context, `has no ${bare}, and none is expected`);
}

/**
 * The same for verdicts on alert topics. Alerting is wanted whatever is deployed, so that without a topic another check
 * fails, once: none is left to judge here.
 */
export function orNoTopic(verdicts: readonly Verdict[], context: Context): readonly Verdict[] {
  const unexpected = 'has no alert topic: sns-topic-deployed says so';
  return orElse(verdicts, 'an alert topic', '1-3-opsgenie', context, unexpected);
}

function orElse(
  verdicts: readonly Verdict[],
  what: string,
  template: TemplateName,
  { deployment, expected }: Context,
  unexpected: string,
): readonly Verdict[] {
  if (verdicts.length > 0) return verdicts;
  return expected.templates.includes(template)
    ? [fail({ type: 'template', name: template }, `should have brought ${what}, and there is none`)]
    : [notApplicable(deploymentRef(deployment), unexpected)];
}
