import check from '../../../shared/checks/acm-certificate-reimported.ts';
import type { Certificate } from '../../../shared/model/acm.ts';
import { known } from '../../../shared/model/fact.ts';
import { aStack, daysAgo, denied, minutesAgo } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aCertificate, aListener, aLoadBalancerListeners } from '../../support/surroundings.ts';

const world = (...certificates: readonly Partial<Certificate>[]) => ({
  'acm.certificates': certificates.map((each) => aCertificate({ type: 'IMPORTED', ...each })),
  'cloudformation.stacks': [aStack(), aStack({ name: 'acme-5-8a-certs-le' })],
  'elbv2.listeners': [
    aLoadBalancerListeners({
      listeners: known(
        certificates.map((each, at) =>
          aListener({ port: 8881 + at, certificateArn: aCertificate(each).arn }),
        ),
      ),
    }),
  ],
});
const imported = (importedAt: string | null) => world({ importedAt });

testCheck(check, {
  pass: [
    {
      name: 'three weeks ago',
      facts: imported(daysAgo(21)),
      subject: '1',
      reason: 'was imported 21 days ago',
    },
    { name: 'just in time', facts: imported(daysAgo(65)) },
    {
      name: 'long ago, where that is enough',
      facts: imported(daysAgo(80)),
      settings: { maximumDays: 80 },
    },
  ],
  fail: [
    {
      name: 'a minute too long ago',
      facts: imported(minutesAgo(65 * 1440 + 1)),
      subject: '1',
      reason: 'was imported 65 days ago, over the 65 days allowed',
      severity: 'high',
    },
    {
      name: 'three weeks ago, where that is too long',
      facts: imported(daysAgo(21)),
      settings: { maximumDays: 20 },
    },
  ],
  unknown: [
    {
      name: 'AWS does not say when',
      facts: imported(null),
      subject: '1',
      reason: 'AWS does not say when it was imported',
    },
    {
      name: 'certificates may not be listed',
      facts: { ...world(), 'acm.certificates': denied('acm:ListCertificates') },
    },
  ],
  notApplicable: [
    {
      name: 'Amazon’s own',
      facts: world({ type: 'AMAZON_ISSUED' }),
      subject: '1',
      reason: 'was not imported',
    },
    {
      name: 'imported by hand: there is no certbot',
      facts: { ...imported(daysAgo(300)), 'cloudformation.stacks': [aStack()] },
      subject: '1',
      reason: '5-8a-certs-le is not deployed',
    },
    { name: 'no certificate is shown', facts: world(), subject: 'acme' },
  ],
  several: [
    {
      name: 'each certificate by itself',
      facts: world(
        { importedAt: daysAgo(1) },
        { arn: 'arn:aws:acm:eu-west-1:111122223333:certificate/2', importedAt: daysAgo(89) },
      ),
      statuses: { 1: 'pass', 2: 'fail' },
    },
  ],
});
