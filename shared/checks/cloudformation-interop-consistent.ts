/**
 * Interoperability is on in the load balancer and in the Identity Server, or in neither; and who ends its TLS is told to
 * both that must know.
 */
import { byDeployment, orNoStacks } from '../derive/stacks.ts';
import { isOn } from '../derive/switches.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { KeptParameter, Stack } from '../model/cloudformation.ts';
import { type Fact, known, missing } from '../model/fact.ts';
import type { ResourceRef } from '../model/target.ts';
import { parseStackName, type TemplateName } from '../model/tts.ts';

export default defineCheck({
  id: 'cloudformation-interop-consistent',
  practice: 'configuration',
  title: 'Interoperability is switched alike in all stacks',
  severity: 'high',
  why: 'Packet Broker asks the Identity Server through the load balancer for the home network of a device; with one half on, its devices cannot join.',
  fix: 'Set InteropEnabled of 3-2 and InteropEnabledIS of 5-3a to the same value, and SupportProxyTLS of 3-2 and 5-4 too.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/interop/',
  catalogueIds: ['INT-01'],
  controls: [],
  needs: ['cloudformation.stacks'],
  run: ({ 'cloudformation.stacks': stacks }, context) =>
    orNoStacks(
      byDeployment(stacks, context.deployment).flatMap(judge),
      context,
      'stacks that are told whether to be interoperable',
    ),
});

/** A switch in a stack, if that is deployed. */
interface Side {
  readonly stack: Stack | undefined;
  readonly key: KeptParameter;
}

function judge(stacks: readonly Stack[]): readonly Verdict[] {
  const made = (template: TemplateName) =>
    stacks.find(({ name }) => parseStackName(name)?.template === template);
  const balancer = made('3-2-load-balancer-rules');
  const identity = made('5-3a-ecs-is-service');
  const outside: Side = { stack: balancer, key: 'InteropEnabled' };
  const inside: Side = { stack: identity, key: 'InteropEnabledIS' };
  const subject = (balancer ?? identity)?.ref;
  if (subject === undefined || !areGiven(outside, inside)) return [];
  const outsideTls: Side = { stack: balancer, key: 'SupportProxyTLS' };
  const insideTls: Side = { stack: made('5-4-ecs-services'), key: 'SupportProxyTLS' };
  const pairs = [[outside, inside] as const, [outsideTls, insideTls] as const].filter(
    ([a, b]) => a.stack !== undefined && b.stack !== undefined && areGiven(a, b),
  );
  return [judgePairs(subject, pairs)];
}

function judgePairs(subject: ResourceRef, pairs: readonly (readonly [Side, Side])[]): Verdict {
  if (pairs.length === 0) {
    return notApplicable(subject, 'has nothing its interoperability could be compared with');
  }
  const differences = pairs.map(([a, b]) => differenceBetween(a, b));
  const found = differences.flatMap((each) => (each.known ? (each.value ?? []) : []));
  if (found.length > 0) return fail(subject, found.join('; '));
  const doubt = differences.find((each) => !each.known);
  return doubt === undefined
    ? pass(subject, 'is as interoperable as the other stacks')
    : unsure(subject, doubt);
}

/** In words; undefined when there is none. A default of the template is not known. */
function differenceBetween(a: Side, b: Side): Fact<string | undefined> {
  const on = isOn(given(a));
  const otherOn = isOn(given(b));
  if (on === undefined || otherOn === undefined) {
    return missing('unsupported', `${inWords(a)} and ${inWords(b)} cannot be compared`);
  }
  return known(
    on === otherOn ? undefined : `has ${inWords(a)} where ${b.stack?.name} has ${inWords(b)}`,
  );
}

function areGiven(a: Side, b: Side): boolean {
  return given(a) !== undefined || given(b) !== undefined;
}

function given({ stack, key }: Side): string | undefined {
  return stack?.parameters[key];
}

function inWords(side: Side): string {
  return `${side.key} ${given(side) ?? '(not given)'}`;
}
