/** No stack is left of a template that the vendor has taken out of use. */
import { orNoStacks } from '../derive/stacks.ts';
import { removedTemplates } from '../derive/templates.ts';
import { defineCheck, fail, pass, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import { isTtsStack, parseStackName } from '../model/tts.ts';

export default defineCheck({
  id: 'cloudformation-template-current',
  practice: 'stack-naming',
  title: 'No stack is left of a template that the vendor has removed',
  severity: 'low',
  why: 'Nobody updates what such a stack made; it costs money, keeps doors open and misleads whoever reads the list.',
  fix: 'Make sure that nothing uses it any more, and delete the stack.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/',
  catalogueIds: ['NAM-06'],
  controls: [],
  needs: ['cloudformation.stacks'],
  run: ({ 'cloudformation.stacks': stacks }, context) =>
    orNoStacks(
      stacks.filter(isTtsStack).flatMap(judge),
      context,
      'stacks that are named after a template',
    ),
});

function judge({ ref, name }: Stack): readonly Verdict[] {
  const template = parseStackName(name)?.template;
  if (template === undefined) return [];
  const fate = removedTemplates[template];
  return [
    fate === undefined
      ? pass(ref, `is of ${template}, which is in use`)
      : fail(ref, `is of ${template}, which ${fate}`),
  ];
}
