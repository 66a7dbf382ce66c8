/** Amazon renews the certificates it issued: it can, and what it tried of late did not fail. */
import { judgeShown, orNoneShown } from '../derive/certificates.ts';
import type { Certificate } from '../model/acm.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import { missing } from '../model/fact.ts';

export default defineCheck({
  id: 'acm-certificate-renewable',
  practice: 'certificates',
  title: 'Certificates that Amazon issued are renewed by Amazon',
  severity: 'high',
  why: 'Amazon begins to renew 60 days before a certificate expires, and keeps failing quietly when it can no longer see whose the domain is.',
  fix: 'Put the CNAME records of its validation back into the DNS of the domain, and leave them there.',
  docs: 'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-renewal.html',
  catalogueIds: ['CRT-02'],
  controls: [],
  needs: ['acm.certificates', 'cloudformation.stacks', 'elbv2.listeners'],
  run: (facts, context) => orNoneShown(judgeShown(facts, judge), context),
});

function judge({ ref, type, inUse, renewalEligibility, renewal }: Certificate): Verdict {
  if (type !== 'AMAZON_ISSUED') return notApplicable(ref, 'was not issued by Amazon');
  if (renewalEligibility === 'INELIGIBLE') return fail(ref, 'is not eligible for renewal');
  if (inUse === false) return fail(ref, 'is in use nowhere, as far as Amazon knows: not renewed');
  if (!renewal.known) return unsure(ref, renewal);
  if (renewal.value === 'FAILED') return fail(ref, 'could not be renewed');
  if (renewal.value === 'PENDING_VALIDATION') {
    return fail(ref, 'is not renewed before its domains are validated again');
  }
  if (renewalEligibility !== 'ELIGIBLE' || inUse === null) {
    return unsure(ref, missing('failed', 'AWS does not say whether it will be renewed'));
  }
  switch (renewal.value) {
    case null:
      return pass(ref, 'is eligible for renewal');
    case 'PENDING_AUTO_RENEWAL':
      return pass(ref, 'is being renewed');
    case 'SUCCESS':
      return pass(ref, 'was renewed');
    default:
      return unsure(ref, missing('unsupported', `its renewal is ${renewal.value}`));
  }
}
