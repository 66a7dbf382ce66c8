import check from '../../../shared/checks/acm-certificate-renewable.ts';
import type { Certificate } from '../../../shared/model/acm.ts';
import { known } from '../../../shared/model/fact.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aCertificate, aListener, aLoadBalancerListeners } from '../../support/surroundings.ts';

const world = (...certificates: readonly Partial<Certificate>[]) => ({
  'acm.certificates': certificates.map(aCertificate),
  'cloudformation.stacks': [],
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

testCheck(check, {
  pass: [
    { name: 'eligible, and renewal is not due', facts: world({}), reason: 'is eligible' },
    {
      name: 'being renewed',
      facts: world({ renewal: known('PENDING_AUTO_RENEWAL') }),
      reason: 'is being renewed',
    },
    { name: 'renewed', facts: world({ renewal: known('SUCCESS') }), reason: 'was renewed' },
  ],
  fail: [
    {
      name: 'not eligible',
      facts: world({ renewalEligibility: 'INELIGIBLE' }),
      subject: '1',
      reason: 'is not eligible for renewal',
      severity: 'high',
    },
    {
      name: 'not eligible, and nobody may read how it went',
      facts: world({
        renewalEligibility: 'INELIGIBLE',
        renewal: denied('acm:DescribeCertificate'),
      }),
    },
    { name: 'not in use', facts: world({ inUse: false }), reason: 'is in use nowhere' },
    {
      name: 'renewal failed',
      facts: world({ renewal: known('FAILED'), renewalEligibility: null }),
      reason: 'could not be renewed',
    },
    {
      name: 'the domains wait to be validated',
      facts: world({ renewal: known('PENDING_VALIDATION') }),
      reason: 'is not renewed before its domains are validated',
    },
  ],
  unknown: [
    {
      name: 'AWS does not say whether it is eligible',
      facts: world({ renewalEligibility: null }),
      reason: 'AWS does not say whether it will be renewed',
    },
    { name: 'AWS does not say whether it is in use', facts: world({ inUse: null }) },
    {
      name: 'nobody may read how renewal goes',
      facts: world({ renewal: denied('acm:DescribeCertificate') }),
      subject: '1',
      reason: 'acm:DescribeCertificate was refused',
    },
    {
      name: 'a state of renewal that is new',
      facts: world({ renewal: known('ON_HOLD') }),
      reason: 'its renewal is ON_HOLD',
    },
    {
      name: 'certificates may not be listed',
      facts: { ...world(), 'acm.certificates': denied('acm:ListCertificates') },
    },
    {
      name: 'listeners may not be listed',
      facts: {
        ...world(),
        'elbv2.listeners': [
          aLoadBalancerListeners({ listeners: denied('elasticloadbalancing:DescribeListeners') }),
        ],
      },
      subject: 'acme-nlb',
    },
  ],
  notApplicable: [
    ...['IMPORTED', 'PRIVATE'].map((type) => ({
      name: `is ${type}`,
      facts: world({ type, renewalEligibility: 'INELIGIBLE' }),
      subject: '1',
      reason: 'was not issued by Amazon',
    })),
    {
      name: 'no certificate is shown',
      facts: world(),
      subject: 'acme',
      reason: 'has no listener that shows a certificate',
    },
  ],
  several: [
    {
      name: 'each certificate by itself',
      facts: world(
        {},
        {
          arn: 'arn:aws:acm:eu-west-1:111122223333:certificate/2',
          renewalEligibility: 'INELIGIBLE',
        },
      ),
      statuses: { 1: 'pass', 2: 'fail' },
    },
  ],
});
