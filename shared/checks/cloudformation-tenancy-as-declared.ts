/** The deployment is set up for the tenants it is declared to have. */
import { certificateSignals, settingSignals, type TenancyMode, weigh } from '../derive/tenancy.ts';
import {
  type DeclaredTenancy,
  defineCheck,
  fail,
  notApplicable,
  pass,
  unsure,
  type Verdict,
  warn,
} from '../model/check.ts';
import { deploymentRef, type ResourceRef } from '../model/target.ts';

export default defineCheck({
  id: 'cloudformation-tenancy-as-declared',
  practice: 'multi-tenancy',
  title: 'The deployment is set up for the tenants it is declared to have',
  severity: 'medium',
  why: 'The way from one tenant to many is a migration of the database, which grows with every device that is registered before it.',
  fix: 'Plan the migration before the first tenant comes, and set 4-2a-configuration and 5-7-ecs-proxy; or correct `tenancy` in auditor.yaml.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#multi-tenancy',
  catalogueIds: ['TEN-02'],
  controls: [],
  needs: ['cloudformation.stacks'],
  wants: ['acm.certificates', 'elbv2.listeners'],
  run: (facts, { deployment, declared: { tenancy } }) => {
    const subject = deploymentRef(deployment);
    if (tenancy === null) {
      return [notApplicable(subject, 'is declared neither single-tenant nor multi-tenant')];
    }
    const stacks = facts['cloudformation.stacks'];
    const settings = settingSignals(stacks);
    const certificates = certificateSignals(
      stacks,
      facts['elbv2.listeners'],
      facts['acm.certificates'],
    );
    if (settings.length === 0 && !certificates.known) return [unsure(subject, certificates)];
    const detected = weigh(
      settings.length === 0 && certificates.known ? certificates.value : settings,
    );
    if (!detected.known) return [unsure(subject, detected)];
    return [judge(subject, tenancy.intent, detected.value)];
  },
});

function judge(
  subject: ResourceRef,
  intent: DeclaredTenancy['intent'],
  { mode, because }: { readonly mode: TenancyMode; readonly because: string },
): Verdict {
  const is = `is ${mode}-tenant, because ${because}`;
  if (intent === mode) return pass(subject, `${is}, as declared`);
  if (intent !== 'planned') return fail(subject, `${is}, and is declared ${intent}-tenant`);
  return mode === 'multi'
    ? pass(subject, `${is}: ready for the tenants that are planned`)
    : warn(subject, `${is}; a migration is due before the first of the tenants that are planned`);
}
