/** A deployment without tenant subdomains has a default tenant, and all its stacks are given the same domain. */
import { orAbsent } from '../derive/presence.ts';
import { byDeployment } from '../derive/stacks.ts';
import { configurationStacks, domainsOf, settingSignals } from '../derive/tenancy.ts';
import {
  type DeclaredTenancy,
  defineCheck,
  fail,
  notApplicable,
  pass,
  unsure,
  type Verdict,
} from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import { missing } from '../model/fact.ts';

export default defineCheck({
  id: 'cloudformation-default-tenant-set',
  practice: 'multi-tenancy',
  title: 'A single-tenant deployment has a default tenant, and its stacks one domain',
  severity: 'high',
  why: 'Without a default tenant the bare domain belongs to nobody, and where there are no subdomains nobody can log in at all.',
  fix: 'Set the Default Tenant ID and the Domain in 4-2a-configuration, and update the stacks that have another domain.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/',
  catalogueIds: ['TEN-04'],
  controls: [],
  needs: ['cloudformation.stacks'],
  run: (facts, context) => {
    const verdicts = byDeployment(facts['cloudformation.stacks'], context.deployment).flatMap(
      (stacks) =>
        configurationStacks(stacks).map((configuration) =>
          judge(configuration, stacks, context.declared.tenancy),
        ),
    );
    return orAbsent(verdicts, 'a configuration', '4-2a-configuration', context);
  },
});

function judge(
  configuration: Stack,
  stacks: readonly Stack[],
  tenancy: DeclaredTenancy | null,
): Verdict {
  const { ref, parameters } = configuration;
  if (domainsOf(stacks).length > 1) {
    return fail(ref, differentDomains(configuration, stacks));
  }
  const { DefaultTenantID: tenant } = parameters;
  if (tenant !== undefined && tenant !== '') return pass(ref, `has the default tenant ${tenant}`);
  // That the configuration names none is the question, and no sign of tenants.
  const signals = settingSignals(stacks.filter((stack) => stack !== configuration));
  const single =
    tenancy !== null && tenancy.intent !== 'multi'
      ? 'it is declared to be single-tenant'
      : signals.find(({ mode }) => mode === 'single')?.says;
  if (tenant === '' && single !== undefined) {
    return fail(ref, `has no default tenant, and ${single}`);
  }
  const multi = tenancy?.intent === 'multi' || signals.some(({ mode }) => mode === 'multi');
  if (single === undefined && multi) {
    return notApplicable(ref, 'needs no default tenant: every tenant has a subdomain');
  }
  const detail =
    tenant === undefined
      ? 'has no parameter for the default tenant known here'
      : 'has no default tenant, and nothing else tells whether it has tenants';
  return unsure(ref, missing('unsupported', detail));
}

/** The domain of the configuration, and every other with the first stack that has it. */
function differentDomains(configuration: Stack, stacks: readonly Stack[]): string {
  const [own] = domainsOf([configuration]);
  const others = domainsOf(stacks)
    .filter((domain) => domain !== own)
    .map(
      (domain) => `${stacks.find((stack) => domainsOf([stack])[0] === domain)?.name} has ${domain}`,
    );
  return `has ${own === undefined ? 'no domain' : `the domain ${own}`}, where ${others.join(' and ')}`;
}
