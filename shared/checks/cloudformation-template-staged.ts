/** Staging has every template that production has, so that an update of each can be tested. */
import { againstStaging } from '../derive/staging.ts';
import { byTemplate, isUsable, removedTemplates } from '../derive/templates.ts';
import { defineCheck, fail, pass, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import type { TemplateName } from '../model/tts.ts';

/** What staging may do without, besides what the vendor has removed. */
const productionOnly: { readonly [K in TemplateName]?: string } = {
  '2-2-db-aurora-replica': 'it is there for availability',
  '2-6-db-timescale-replica': 'it is there for availability',
};

export default defineCheck({
  id: 'cloudformation-template-staged',
  practice: 'staging',
  title: 'Staging has every template that production has',
  severity: 'medium',
  why: 'What staging does not have, nobody can test there: the first update of it that is tried is the one of production.',
  fix: 'Deploy the missing template in staging, in numeric order.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#staging',
  catalogueIds: ['STG-02'],
  controls: [],
  needs: ['cloudformation.stacks', 'counterpart.deployments', 'counterpart.stacks'],
  run: (facts, context) =>
    againstStaging(
      facts['counterpart.deployments'],
      context,
      () => {
        const staged = new Map(byTemplate(facts['counterpart.stacks'].filter(isUsable)));
        return byTemplate(facts['cloudformation.stacks'].filter(isUsable)).map(([template]) =>
          judge(template, staged.get(template)?.[0]),
        );
      },
      'has no stacks that are named after a template',
    ),
});

function judge(template: TemplateName, staged: Stack | undefined): Verdict {
  const subject = { type: 'template', name: template };
  if (staged !== undefined) return pass(subject, `is staged as ${staged.name}`);
  const excuse =
    template in removedTemplates ? 'the vendor has removed it' : productionOnly[template];
  return excuse === undefined
    ? fail(subject, 'is deployed in production and not in staging')
    : pass(subject, `is not in staging, and need not be: ${excuse}`);
}
