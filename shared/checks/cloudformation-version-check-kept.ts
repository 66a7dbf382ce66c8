/** The Things Stack looks for newer versions of itself, and says so in its log. */
import { orAbsent } from '../derive/presence.ts';
import { isOn } from '../derive/switches.ts';
import { configurationStacks } from '../derive/tenancy.ts';
import { defineCheck, notApplicable, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import { missing } from '../model/fact.ts';

export default defineCheck({
  id: 'cloudformation-version-check-kept',
  practice: 'configuration',
  title: 'The Things Stack looks for newer versions of itself',
  severity: 'low',
  why: 'Its log tells of a newer version and how urgent it is; with the check skipped nobody hears of a security fix from the stack.',
  fix: 'Set SkipVersionCheck of 4-2a-configuration to false.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/',
  catalogueIds: ['CFG-01'],
  controls: [],
  needs: ['cloudformation.stacks'],
  run: (facts, context) =>
    orAbsent(
      configurationStacks(facts['cloudformation.stacks']).map(judge),
      'a configuration',
      '4-2a-configuration',
      context,
    ),
});

function judge({ ref, parameters: { SkipVersionCheck: value } }: Stack): Verdict {
  if (value === undefined) return notApplicable(ref, 'is not told whether to skip the check');
  const skips = isOn(value);
  if (skips === undefined) {
    const detail = `has SkipVersionCheck ${value || '(empty)'}, neither true nor false`;
    return unsure(ref, missing('unsupported', detail));
  }
  return skips
    ? warn(ref, 'skips the check for newer versions')
    : pass(ref, 'checks for newer versions');
}
