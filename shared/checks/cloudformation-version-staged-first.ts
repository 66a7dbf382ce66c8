/** No template is newer in production than in staging. */
import { compareVersions } from '../derive/images.ts';
import { againstStaging } from '../derive/staging.ts';
import { byTemplate, newestVersion } from '../derive/templates.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import { missing } from '../model/fact.ts';
import type { TemplateName } from '../model/tts.ts';

export default defineCheck({
  id: 'cloudformation-version-staged-first',
  practice: 'staging',
  title: 'No template is newer in production than in staging',
  severity: 'high',
  why: 'A template version that staging never had was tested on production.',
  fix: 'Update the template in staging to the version of production, test it, and from now on update staging first.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#staging',
  catalogueIds: ['STG-03'],
  controls: [],
  needs: ['cloudformation.stacks', 'counterpart.deployments', 'counterpart.stacks'],
  run: (facts, context) =>
    againstStaging(
      facts['counterpart.deployments'],
      context,
      () => {
        const staged = new Map(byTemplate(facts['counterpart.stacks']));
        // That staging lacks a template is said by cloudformation-template-staged.
        return byTemplate(facts['cloudformation.stacks']).flatMap(([template, stacks]) => {
          const counterparts = staged.get(template);
          return counterparts === undefined
            ? []
            : judge(template, newestVersion(stacks), newestVersion(counterparts));
        });
      },
      'has no template that staging has too',
    ),
});

function judge(
  template: TemplateName,
  production: string | undefined,
  staging: string | undefined,
): Verdict {
  const subject = { type: 'template', name: template };
  // Templates before 3.16.2 have no version.
  if (production === undefined) return notApplicable(subject, 'says no version');
  if (staging === undefined) {
    const detail = `is of ${production}, and says no version in staging`;
    return unsure(subject, missing('failed', detail));
  }
  return compareVersions(production, staging) > 0
    ? fail(subject, `is of ${production}, and in staging of ${staging}`)
    : pass(subject, `is of ${production}, and in staging of ${staging}`);
}
