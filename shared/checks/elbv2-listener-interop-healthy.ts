/** Where interoperability is on, others reach it: its listener is there, and has healthy targets. Where it is off, neither. */
import { readListeners } from '../derive/listeners.ts';
import { orAbsent } from '../derive/presence.ts';
import { isOn } from '../derive/switches.ts';
import {
  defineCheck,
  fail,
  notApplicable,
  pass,
  unsure,
  type Verdict,
  warn,
} from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import type { Listener, TargetGroup } from '../model/elbv2.ts';
import { type Fact, known, missing } from '../model/fact.ts';
import { parseStackName } from '../model/tts.ts';

/** Source: https://www.thethingsindustries.com/docs/enterprise/aws/ecs/architecture/ */
const interopPort = 8886;

export default defineCheck({
  id: 'elbv2-listener-interop-healthy',
  practice: 'configuration',
  title: 'The interoperability port is open and served where it is wanted, and nowhere else',
  severity: 'medium',
  why: 'Without it other networks cannot ask for the home network of a device; open without need it is a door nobody watches.',
  fix: 'Update 3-2-load-balancer-rules with InteropEnabled as it shall be, and see why the Identity Server’s targets are unhealthy.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/interop/',
  catalogueIds: ['INT-02'],
  controls: [],
  volatile: true,
  needs: ['cloudformation.stacks', 'elbv2.listeners', 'elbv2.target-groups'],
  run: (facts, context) => {
    const rules = facts['cloudformation.stacks'].filter(
      ({ name }) => parseStackName(name)?.template === '3-2-load-balancer-rules',
    );
    const [first] = rules;
    if (first === undefined) {
      return orAbsent([], 'listeners', '3-2-load-balancer-rules', context);
    }
    const { ref } = first;
    const wanted = whetherWanted(rules);
    if (!wanted.known) return [unsure(ref, wanted)];
    if (wanted.value === undefined) {
      return [notApplicable(ref, 'is not told whether to be interoperable')];
    }
    const { listeners, unread } = readListeners(facts['elbv2.listeners']);
    const open = listeners.filter(({ port }) => port === interopPort);
    const verdicts = open.map((listener) =>
      wanted.value
        ? judge(listener, facts['elbv2.target-groups'])
        : warn(listener.ref, 'is open, and InteropEnabled is false'),
    );
    if (verdicts.length + unread.length > 0) return [...verdicts, ...unread];
    return wanted.value
      ? [fail(ref, `has InteropEnabled true, and no listener is on port ${interopPort}`)]
      : [notApplicable(ref, 'has interoperability switched off')];
  },
});

/** Undefined where no stack is told. Those of several deployments may be told different things. */
function whetherWanted(rules: readonly Stack[]): Fact<boolean | undefined> {
  const told = [...new Set(rules.flatMap(({ parameters }) => parameters.InteropEnabled ?? []))];
  const switched = new Set(told.map(isOn));
  if (switched.has(undefined) || switched.size > 1) {
    return missing('unsupported', `InteropEnabled is ${told.join(' and ') || '(empty)'}`);
  }
  return known([...switched][0]);
}

function judge({ ref, targetGroupArns }: Listener, groups: readonly TargetGroup[]): Verdict {
  if (targetGroupArns.length === 0) return fail(ref, 'forwards to no target group');
  const lists = targetGroupArns.map(
    (wanted): TargetGroup['targets'] =>
      groups.find(({ arn }) => arn === wanted)?.targets ??
      missing('failed', `forwards to ${wanted}, which AWS does not list`),
  );
  const targets = lists.flatMap((list) => (list.known ? list.value : []));
  const healthy = targets.filter(({ health }) => health === 'healthy').length;
  if (healthy > 0) return pass(ref, `has ${healthy} healthy of ${targets.length} targets`);
  const unread = lists.find((list) => !list.known);
  return unread === undefined
    ? fail(ref, `has no healthy target among ${targets.length}`)
    : unsure(ref, unread);
}
