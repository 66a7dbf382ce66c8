/**
 * Parameters that switch something on or off, and that several stacks of a deployment are given. One that is not given has
 * the default of its template, which nothing tells.
 */
import { fail, pass, type Verdict } from '../model/check.ts';
import type { KeptParameter, Stack } from '../model/cloudformation.ts';

/** Whether a value switches on: true or yes, in any spelling; undefined for what is neither that nor its opposite. */
export function isOn(value: string | undefined): boolean | undefined {
  const word = value?.trim().toLowerCase() ?? '';
  if (word === 'true' || word === 'yes') return true;
  return word === 'false' || word === 'no' ? false : undefined;
}

/** The parameters by which templates call one switch. */
export type Switch = readonly KeptParameter[];

interface Said {
  readonly stack: Stack;
  readonly key: KeptParameter;
  readonly value: string;
}

/** One verdict per stack that is given one of the switches: it says what most of the stacks say. */
export function judgeAgreement(
  stacks: readonly Stack[],
  switches: readonly Switch[],
): readonly Verdict[] {
  const polls = switches.map((keys) => {
    const said = stacks.flatMap((stack) => sayings(stack, keys));
    return { said, common: commonest(said) };
  });
  return stacks.flatMap((stack) => {
    const own = polls.flatMap(({ said, common }) =>
      said.filter((each) => each.stack === stack).map((each) => ({ ...each, common })),
    );
    if (own.length === 0) return [];
    const odd = own.filter(({ value, common }) => value !== common);
    return odd.length > 0
      ? fail(stack.ref, odd.map(problem).join('; '))
      : pass(stack.ref, `has ${own.map(inWords).join(' and ')}, as its deployment does`);
  });
}

function sayings(stack: Stack, keys: Switch): readonly Said[] {
  return keys.flatMap((key) => {
    const given = stack.parameters[key];
    return given === undefined ? [] : { stack, key, value: plain(given) };
  });
}

function plain(given: string): string {
  return String(isOn(given) ?? given);
}

/** Undefined when no value is more common than all others. */
function commonest(said: readonly Said[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { value } of said) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[1] === second?.[1] ? undefined : first?.[0];
}

function problem(said: Said & { readonly common: string | undefined }): string {
  return said.common === undefined
    ? `has ${inWords(said)}, and as many stacks say otherwise`
    : `has ${inWords(said)} where most stacks have ${said.common || '(empty)'}`;
}

function inWords({ key, value }: Said): string {
  return `${key} ${value || '(empty)'}`;
}
