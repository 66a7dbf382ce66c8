/** The certificates clients are shown are valid, and will be for some weeks. */
import { daysSince, inWords } from '../derive/age.ts';
import { judgeShown } from '../derive/certificates.ts';
import { orAbsent } from '../derive/presence.ts';
import { isOn } from '../derive/switches.ts';
import type { Certificate } from '../model/acm.ts';
import {
  type CheckContext,
  defineCheck,
  fail,
  notApplicable,
  pass,
  unsure,
  type Verdict,
  warn,
} from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import type { LoadBalancerListeners } from '../model/elbv2.ts';
import { missing } from '../model/fact.ts';
import { deploymentRef } from '../model/target.ts';
import { parseStackName } from '../model/tts.ts';

interface Limits {
  readonly now: Date;
  readonly failDays: number;
  readonly warnDays: number;
}

export default defineCheck({
  id: 'acm-certificate-not-expiring',
  practice: 'certificates',
  title: 'No certificate of the deployment is about to expire',
  severity: 'critical',
  why: 'From the minute a certificate expires no gateway, device platform, application or browser connects any more.',
  fix: 'Of Amazon’s own, repair the DNS records of its validation; of Let’s Encrypt’s, run the certbot task of 5-8a-certs-le; any other, import anew.',
  docs: 'https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html',
  catalogueIds: ['CRT-01'],
  controls: [
    { source: 'security-hub', id: 'ACM.1' },
    { source: 'prowler', id: 'acm_certificates_expiration_check' },
    { source: 'aws-config', id: 'ACM_CERTIFICATE_EXPIRATION_CHECK' },
  ],
  settings: {
    failDays: {
      default: 14,
      minimum: 0,
      unit: 'days',
      about: 'how long before it expires a certificate fails',
    },
    warnDays: {
      default: 30,
      minimum: 0,
      unit: 'days',
      about: 'how long before it expires to warn of a certificate',
    },
  },
  needs: ['acm.certificates', 'cloudformation.stacks', 'elbv2.listeners'],
  run: (facts, context) => {
    const limits = { now: context.now, ...context.settings };
    const verdicts = judgeShown(facts, (certificate) => judge(certificate, limits));
    return verdicts.length > 0
      ? verdicts
      : judgeWithoutTls(facts['elbv2.listeners'], facts['cloudformation.stacks'], context);
  },
});

function judge(
  { ref, status, expiresAt }: Certificate,
  { now, failDays, warnDays }: Limits,
): Verdict {
  if (status !== 'ISSUED') return fail(ref, `is ${status}`);
  if (expiresAt === null) return unsure(ref, missing('failed', 'AWS does not say when it expires'));
  const left = -daysSince(expiresAt, now);
  const on = expiresAt.slice(0, 10);
  if (left <= 0) return fail(ref, `expired on ${on}`);
  const reason = `expires on ${on}, in ${inWords(left * 24)}`;
  if (left <= failDays) return fail(ref, reason);
  return left <= warnDays ? warn(ref, reason) : pass(ref, reason);
}

/** All listeners were read, and none ends TLS. */
function judgeWithoutTls(
  balancers: readonly LoadBalancerListeners[],
  stacks: readonly Stack[],
  context: Pick<CheckContext, 'deployment' | 'expected'>,
): readonly Verdict[] {
  if (balancers.length === 0) {
    return orAbsent([], 'listeners with TLS', '3-2-load-balancer-rules', context);
  }
  if (stacks.some(leavesTlsToProxy)) {
    const why = 'leaves TLS to its proxy, whose certificate is not in Certificate Manager';
    return [notApplicable(deploymentRef(context.deployment), why)];
  }
  return balancers.map(({ loadBalancer }) => fail(loadBalancer, 'has no listener with TLS'));
}

function leavesTlsToProxy({ name, parameters }: Stack): boolean {
  const template = parseStackName(name)?.template;
  return template === '3-2-load-balancer-rules' && isOn(parameters.SupportProxyTLS) === true;
}
