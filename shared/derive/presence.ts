/** Expected and absent is a failure; absent and not expected does not apply. */
import { fail, notApplicable, type Topology, type Verdict } from '../model/check.ts';
import { type Deployment, deploymentRef } from '../model/target.ts';
import type { TemplateName } from '../model/tts.ts';

/**
 * The verdicts, or, when there are none: a failure on the template that should have brought `what`, or
 * not-applicable when the topology expects no such template.
 */
export function orAbsent(
  verdicts: readonly Verdict[],
  what: string,
  template: TemplateName,
  context: { readonly deployment: Deployment; readonly expected: Topology },
): readonly Verdict[] {
  if (verdicts.length > 0) return verdicts;
  if (context.expected.templates.includes(template)) {
    return [
      fail({ type: 'template', name: template }, `should have brought ${what}, and there is none`),
    ];
  }
  const bare = what.replace(/^an? /, '');
  return [notApplicable(deploymentRef(context.deployment), `has no ${bare}, and none is expected`)];
}
