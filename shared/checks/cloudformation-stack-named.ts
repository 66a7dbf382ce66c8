/** Stack names follow the vendor's scheme. A former template name passes: stack names cannot be changed in place. */
import { defineCheck, fail, notApplicable, pass, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import { deploymentRef } from '../model/target.ts';
import { isTtsStack, parseStackName } from '../model/tts.ts';

export default defineCheck({
  id: 'cloudformation-stack-named',
  practice: 'stack-naming',
  title: 'Stacks are named $PREFIX-$NAME after their template',
  severity: 'low',
  why: 'People and tools find a deployment by its stack names; the number in the name is the order of deployment.',
  fix: 'Name new stacks <prefix>-<template>. A stack cannot be renamed: correct it when it is next rebuilt.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#stack-naming',
  catalogueIds: ['NAM-01', 'NAM-03'],
  controls: [],
  needs: ['cloudformation.stacks'],
  run: ({ 'cloudformation.stacks': stacks }, { deployment }) => {
    const ours = stacks.filter(isTtsStack);
    return ours.length > 0
      ? ours.map(judge)
      : [notApplicable(deploymentRef(deployment), 'has no stacks of The Things Stack')];
  },
});

function judge({ ref, name }: Stack): Verdict {
  const parsed = parseStackName(name);
  if (parsed === undefined) return fail(ref, 'is not named <prefix>-<template name>');
  return parsed.formerName === undefined
    ? pass(ref, `is named after ${parsed.template}`)
    : pass(ref, `still carries ${parsed.formerName}, the former name of ${parsed.template}`);
}
