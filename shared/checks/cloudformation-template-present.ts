/** Every template the deployment cannot do without has a stack. A stack whose creation failed is none. */
import { isUsable } from '../derive/templates.ts';
import { defineCheck, fail, notApplicable, pass, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import { deploymentRef } from '../model/target.ts';
import { mandatoryTemplates, parseStackName, type TemplateName } from '../model/tts.ts';

export default defineCheck({
  id: 'cloudformation-template-present',
  practice: 'stack-naming',
  title: 'Every mandatory template is deployed',
  severity: 'medium',
  why: 'The templates build on each other; one that is missing leaves a gap that shows only when it is needed.',
  fix: 'Deploy the missing template, in numeric order. If it is absent on purpose, list it under `absentTemplates`.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/',
  catalogueIds: ['NAM-04'],
  controls: [],
  needs: ['cloudformation.stacks'],
  run: ({ 'cloudformation.stacks': stacks }, { deployment, expected }) => {
    const mandatory = mandatoryTemplates(deployment.clusterRole).filter((template) =>
      expected.templates.includes(template),
    );
    return mandatory.length > 0
      ? mandatory.map((template) => judge(template, stacks))
      : [notApplicable(deploymentRef(deployment), 'needs no templates')];
  },
});

function judge(template: TemplateName, stacks: readonly Stack[]): Verdict {
  const subject = { type: 'template', name: template };
  const made = stacks.filter(({ name }) => parseStackName(name)?.template === template);
  const usable = made.find(isUsable);
  if (usable !== undefined) return pass(subject, `is deployed as ${usable.name}`);
  const broken = made[0];
  return broken === undefined
    ? fail(subject, 'is mandatory and has no stack')
    : fail(subject, `has only the stack ${broken.name}, which is ${broken.status}`);
}
