/**
 * The certificates clients of a deployment are shown. A listener tells only which one it shows first; those it shows for
 * further names are told by their names: in use, and for the domain of the deployment.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListeners.html
 */
import type { Certificate } from '../model/acm.ts';
import { notApplicable, unsure, type Verdict } from '../model/check.ts';
import type { Listener } from '../model/elbv2.ts';
import { missing } from '../model/fact.ts';
import type { Facts } from '../model/inventory.ts';
import { type Deployment, deploymentRef } from '../model/target.ts';
import { covers } from './certificate-names.ts';
import { endsTls, readListeners } from './listeners.ts';
import { configurationStacks, domainsOf } from './tenancy.ts';

type CertificateFacts = Facts<'acm.certificates' | 'cloudformation.stacks' | 'elbv2.listeners'>;

/**
 * One verdict per certificate that is shown; one `unknown` for each that cannot be looked up, and for each load balancer
 * whose listeners were not read. Empty when no listener ends TLS.
 */
export function judgeShown(
  facts: CertificateFacts,
  judge: (certificate: Certificate) => Verdict,
): readonly Verdict[] {
  const certificates = facts['acm.certificates'];
  const { listeners, unread } = readListeners(facts['elbv2.listeners']);
  const secured = listeners.filter(endsTls);
  if (secured.length === 0) return unread;
  const arns = new Set(secured.flatMap(({ certificateArn }) => certificateArn ?? []));
  const first = [...arns].map((arn) => {
    const certificate = certificates.find((each) => each.arn === arn);
    return certificate === undefined ? notListed(arn) : judge(certificate);
  });
  const domains = domainsOf(configurationStacks(facts['cloudformation.stacks']));
  const further = certificates
    .filter(({ arn, inUse, names }) => isFor(names, domains) && inUse !== false && !arns.has(arn))
    .map((certificate) => (certificate.inUse ? judge(certificate) : maybeInUse(certificate)));
  return [...unread, ...unnamed(secured), ...first, ...further];
}

/** The verdicts, or, when there are none, that nothing was there to judge. That TLS is missing is said elsewhere. */
export function orNoneShown(
  verdicts: readonly Verdict[],
  { deployment }: { readonly deployment: Deployment },
): readonly Verdict[] {
  return verdicts.length > 0
    ? verdicts
    : [notApplicable(deploymentRef(deployment), 'has no listener that shows a certificate')];
}

/** The tenants of a domain are below it. */
function isFor(names: readonly string[], domains: readonly string[]): boolean {
  return domains.some((domain) => covers(names, domain) || covers(names, `*.${domain}`));
}

/** IAM keeps server certificates of its own: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html */
function notListed(arn: string): Verdict {
  const detail = arn.includes(':server-certificate/')
    ? 'is kept in IAM, which is not looked at'
    : 'is shown by a listener, and Certificate Manager does not list it';
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  return unsure({ type: 'acm-certificate', name, arn }, missing('unsupported', detail));
}

function maybeInUse({ ref }: Certificate): Verdict {
  return unsure(ref, missing('failed', 'is for the domain, and AWS does not say if it is in use'));
}

function unnamed(secured: readonly Listener[]): readonly Verdict[] {
  return secured
    .filter(({ certificateArn }) => certificateArn === null)
    .map(({ ref }) =>
      unsure(ref, missing('failed', 'AWS does not say which certificate it shows')),
    );
}
