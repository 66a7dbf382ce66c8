/** Where there are tenants, certificates stand for the domain and for every tenant's subdomain. */
import { covers } from '../derive/certificate-names.ts';
import { endsTls } from '../derive/listeners.ts';
import { orAbsent } from '../derive/presence.ts';
import { configurationStacks, domainsOf, settingSignals, weigh } from '../derive/tenancy.ts';
import type { Certificate } from '../model/acm.ts';
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
import type { Listener, LoadBalancerListeners } from '../model/elbv2.ts';
import { type Fact, known, missing } from '../model/fact.ts';
import { deploymentRef, type ResourceRef } from '../model/target.ts';

export default defineCheck({
  id: 'acm-certificate-covers-tenants',
  practice: 'multi-tenancy',
  title: 'With tenants, certificates cover the domain and all its subdomains',
  severity: 'high',
  why: 'Every tenant has a subdomain of its own; devices, gateways and browsers refuse one the certificate does not name.',
  fix: 'Request a certificate for the domain and `*.` the domain, or add both to 5-8a-certs-le, and give it to 3-2-load-balancer-rules.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/prerequisites/',
  catalogueIds: ['TEN-03'],
  controls: [],
  needs: ['acm.certificates', 'cloudformation.stacks', 'elbv2.listeners'],
  run: (facts, context) => {
    const subject = deploymentRef(context.deployment);
    const configurations = configurationStacks(facts['cloudformation.stacks']);
    if (configurations.length === 0) {
      return orAbsent([], 'a domain', '4-2a-configuration', context);
    }
    const tenants = hasTenants(facts['cloudformation.stacks'], context.declared.tenancy);
    if (!tenants.known) return [unsure(subject, tenants)];
    if (!tenants.value) return [notApplicable(subject, 'has no tenants')];
    const [domain, ...others] = domainsOf(configurations);
    if (domain === undefined || others.length > 0) {
      return [
        unsure(subject, missing('unsupported', 'its stacks do not name the one domain it has')),
      ];
    }
    const verdicts = facts['elbv2.listeners'].map((row) =>
      judge(row, domain, facts['acm.certificates']),
    );
    return orAbsent(verdicts, 'a load balancer', '1-1-vpc', context);
  },
});

// Certificates are no evidence here: whether they are right is the question.
function hasTenants(stacks: readonly Stack[], tenancy: DeclaredTenancy | null): Fact<boolean> {
  if (tenancy?.intent === 'multi') return known(true);
  const detected = weigh(settingSignals(stacks));
  if (detected.known) return known(detected.value.mode === 'multi');
  return tenancy === null ? detected : known(false);
}

function judge(
  { loadBalancer, listeners }: LoadBalancerListeners,
  domain: string,
  certificates: readonly Certificate[],
): Verdict {
  if (!listeners.known) return unsure(loadBalancer, listeners);
  const secured = listeners.value.filter(endsTls);
  if (secured.length === 0) {
    return notApplicable(loadBalancer, 'ends no TLS: certificates are presented behind it');
  }
  return judgeSecured(loadBalancer, secured, [domain, `*.${domain}`], certificates);
}

function judgeSecured(
  loadBalancer: ResourceRef,
  secured: readonly Listener[],
  wanted: readonly string[],
  certificates: readonly Certificate[],
): Verdict {
  const lackedBy = (presented: readonly Certificate[]) =>
    wanted.filter((name) => !presented.some(({ names }) => covers(names, name)));
  const firstOf = ({ certificateArn }: Listener) =>
    certificates.filter(({ arn }) => arn === certificateArn);
  const all = wanted.join(' and ');
  if (secured.every((listener) => lackedBy(firstOf(listener)).length === 0)) {
    return pass(loadBalancer, `presents certificates for ${all}`);
  }
  const inUse = certificates.filter((each) => each.inUse === true && each.status === 'ISSUED');
  const gaps = secured
    .map((listener) => ({ listener, lacks: lackedBy([...firstOf(listener), ...inUse]) }))
    .filter(({ lacks }) => lacks.length > 0);
  if (gaps.length === 0) {
    return pass(
      loadBalancer,
      `is covered for ${all} by certificates in use; on which listener was not read`,
    );
  }
  const hidden = whatIsHidden(
    gaps.map(({ listener }) => listener),
    certificates,
  );
  if (hidden !== undefined) return unsure(loadBalancer, missing('unsupported', hidden));
  const names = [...new Set(gaps.flatMap(({ lacks }) => lacks))].join(' and ');
  const ports = gaps.map(({ listener }) => listener.port);
  const where = `${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}`;
  return fail(loadBalancer, `presents no certificate for ${names} on ${where}`);
}

/** Why a certificate for tenants may be there all the same; undefined when nothing is hidden. */
function whatIsHidden(
  lacking: readonly Listener[],
  certificates: readonly Certificate[],
): string | undefined {
  const listed = new Set<string | null>(certificates.map(({ arn }) => arn));
  if (lacking.some(({ certificateArn }) => !listed.has(certificateArn))) {
    return 'presents a certificate that Certificate Manager does not list';
  }
  const presentable = certificates.filter(({ inUse }) => inUse !== false);
  if (presentable.some(({ moreNames }) => moreNames)) {
    return 'may present a certificate of which AWS lists only some names';
  }
  return presentable.some(({ inUse }) => inUse === null)
    ? 'may present a certificate of which AWS does not say whether it is in use'
    : undefined;
}
