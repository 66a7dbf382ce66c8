import check from '../../../shared/checks/cloudformation-certificate-aligned.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import type { Listener } from '../../../shared/model/elbv2.ts';
import { known } from '../../../shared/model/fact.ts';
import { aStack, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aListener, aLoadBalancerListeners } from '../../support/surroundings.ts';

const arn = 'arn:aws:acm:eu-west-1:111122223333:certificate/1';
const other = 'arn:aws:acm:eu-west-1:111122223333:certificate/2';
const balancer = (TLSCertificateARN = arn, prefix = 'acme') =>
  aStack({ name: `${prefix}-3-2-load-balancer-rules`, parameters: { TLSCertificateARN } });
const certbot = (ExistingCertARN = arn, name = 'acme-5-8a-certs-le') =>
  aStack({ name, parameters: { ExistingCertARN } });
const world = (stacks: readonly Stack[], listeners: readonly Partial<Listener>[] = [{}]) => ({
  'cloudformation.stacks': stacks,
  'elbv2.listeners': [aLoadBalancerListeners({ listeners: known(listeners.map(aListener)) })],
});
const refused = aLoadBalancerListeners({
  listeners: denied('elasticloadbalancing:DescribeListeners'),
});

testCheck(check, {
  pass: [
    {
      name: 'the only deployment of a region',
      facts: world([balancer(), aStack()]),
      deployment: { prefix: '', origin: 'region' },
    },
    { name: 'all the same', facts: world([balancer(), certbot()], [{}, { port: 8883 }]) },
    {
      name: 'the load balancer alone',
      facts: world([balancer()]),
      subject: 'acme-3-2-load-balancer-rules',
      reason: 'is told of the certificate that listeners show',
    },
    {
      name: 'certbot and the listeners',
      facts: world([certbot()]),
      subject: 'acme-5-8a-certs-le',
      reason: 'renews the certificate in use',
    },
    {
      name: 'certbot and the load balancer, while nothing ends TLS',
      facts: world([balancer(), certbot()], []),
      subject: 'acme-5-8a-certs-le',
    },
    {
      name: 'plain listeners show nothing',
      facts: world([balancer()], [{}, { protocol: 'TCP', certificateArn: null }]),
    },
    {
      name: 'a further certbot does not bring doubt on the first',
      facts: world([certbot(), certbot(other, 'acme-5-8a-certs-le-second')]),
      subject: 'acme-5-8a-certs-le',
    },
  ],
  fail: [
    {
      name: 'a listener shows another',
      facts: world([balancer()], [{}, { port: 8883, certificateArn: other }]),
      subject: 'acme-3-2-load-balancer-rules',
      reason: 'is told of certificate/1; acme-nlb:8883 shows certificate/2',
      severity: 'medium',
    },
    {
      name: 'certbot renews another',
      facts: world([balancer(), certbot(other)]),
      subject: 'acme-5-8a-certs-le',
      reason: 'renews certificate/2; in use is certificate/1',
    },
    {
      name: 'certbot renews another than the stack is told of, while nothing ends TLS',
      facts: world([balancer(), certbot(other)], []),
      subject: 'acme-5-8a-certs-le',
    },
  ],
  unknown: [
    {
      name: 'a listener of which AWS does not say what it shows',
      facts: world([balancer(), certbot(other)], [{ certificateArn: null }]),
      subject: 'acme-3-2-load-balancer-rules',
      reason: 'AWS does not say which certificate acme-nlb:443 shows',
    },
    {
      name: 'certbot may renew what it shows',
      facts: world([certbot()], [{ certificateArn: null }]),
      subject: 'acme-5-8a-certs-le',
      reason: 'AWS does not say which certificate every listener shows',
    },
    {
      name: 'a further certbot, for names that are not listed',
      facts: world([certbot(), certbot(other, 'acme-5-8a-certs-le-second')]),
      subject: 'acme-5-8a-certs-le-second',
      reason: 'may renew the certificate for further names',
    },
    {
      name: 'the listeners may not be read',
      facts: { ...world([balancer(), certbot()]), 'elbv2.listeners': [refused] },
      reason: 'elasticloadbalancing:DescribeListeners was refused',
    },
    {
      name: 'whose listeners they are is not told where a region is judged',
      facts: world([balancer(), balancer(other, 'billing')]),
      deployment: { prefix: '', origin: 'region' },
      reason: 'which listeners of the region are of its deployment is not told',
    },
    {
      name: 'nor where only one of its deployments is told',
      facts: world([balancer(), aStack({ name: 'billing-1-1-vpc' })]),
      deployment: { prefix: '', origin: 'region' },
    },
    {
      name: 'stacks may not be listed',
      facts: { ...world([]), 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
    },
  ],
  notApplicable: [
    {
      name: 'nothing is told',
      facts: world([balancer(''), certbot(''), aStack()]),
      subject: 'acme',
      reason: 'has no stacks that are told of a certificate',
    },
    {
      name: 'no listener ends TLS',
      facts: world([balancer()], [{ protocol: 'TCP', certificateArn: null }]),
      subject: 'acme-3-2-load-balancer-rules',
      reason: 'no listener ends TLS',
    },
    {
      name: 'certbot has nothing to compare with',
      facts: world([balancer(''), certbot()], []),
      subject: 'acme-5-8a-certs-le',
      reason: 'none is in use',
    },
  ],
});
