/** Certbot not only runs, it brings new certificates: what it imported last is younger than a certificate may grow. */
import { daysSince, inWords } from '../derive/age.ts';
import { judgeShown, orNoneShown } from '../derive/certificates.ts';
import type { Certificate } from '../model/acm.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import { missing } from '../model/fact.ts';
import { parseStackName } from '../model/tts.ts';

interface Limits {
  readonly now: Date;
  readonly maximumDays: number;
}

export default defineCheck({
  id: 'acm-certificate-reimported',
  practice: 'certificates',
  title: 'Certbot has imported a new certificate lately',
  severity: 'high',
  why: 'Let’s Encrypt’s certificates are valid for 90 days and renewed after 60; one that is older tells that certbot runs in vain.',
  fix: 'Run the task of 5-8a-certs-le by the command in its output RunCertbotTaskCLICommand, and read what it logs.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/',
  catalogueIds: ['CRT-04'],
  controls: [],
  settings: {
    maximumDays: {
      default: 65,
      minimum: 1,
      unit: 'days',
      about: 'time since the certificate was imported: 60 days and some for certbot to run',
    },
  },
  needs: ['acm.certificates', 'cloudformation.stacks', 'elbv2.listeners'],
  run: (facts, context) => {
    const limits = { now: context.now, ...context.settings };
    const hasCertbot = facts['cloudformation.stacks'].some(
      ({ name }) => parseStackName(name)?.template === '5-8a-certs-le',
    );
    const verdicts = judgeShown(facts, (certificate) =>
      hasCertbot
        ? judge(certificate, limits)
        : notApplicable(certificate.ref, 'is none of certbot’s: 5-8a-certs-le is not deployed'),
    );
    return orNoneShown(verdicts, context);
  },
});

function judge({ ref, type, importedAt }: Certificate, { now, maximumDays }: Limits): Verdict {
  if (type !== 'IMPORTED') return notApplicable(ref, 'was not imported');
  if (importedAt === null) {
    return unsure(ref, missing('failed', 'AWS does not say when it was imported'));
  }
  const age = daysSince(importedAt, now);
  const reason = `was imported ${inWords(age * 24)} ago`;
  return age > maximumDays
    ? fail(ref, `${reason}, over the ${maximumDays} days allowed`)
    : pass(ref, reason);
}
