import check from '../../../shared/checks/elbv2-load-balancer-deletion-protected.ts';
import type { LoadBalancer } from '../../../shared/model/elbv2.ts';
import { known } from '../../../shared/model/fact.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aLoadBalancer } from '../../support/surroundings.ts';

const withAttributes = (attributes: LoadBalancer['attributes']) => ({
  'elbv2.load-balancers': [aLoadBalancer({ attributes })],
});
const protection = (deletionProtection: boolean | null) =>
  known({ deletionProtection, crossZone: true });

testCheck(check, {
  pass: [{ name: 'protected', facts: withAttributes(protection(true)) }],
  fail: [
    {
      name: 'not protected',
      facts: withAttributes(protection(false)),
      subject: 'acme-nlb',
      severity: 'medium',
      reason: 'is not protected from deletion',
    },
    {
      name: 'expected and absent',
      facts: { 'elbv2.load-balancers': [] },
      expected: { templates: ['1-1-vpc'] },
      subject: '1-1-vpc',
    },
  ],
  unknown: [
    {
      name: 'the load balancers may not be listed',
      facts: { 'elbv2.load-balancers': denied('elasticloadbalancing:DescribeLoadBalancers') },
    },
    {
      name: 'the attributes of one may not be read',
      facts: withAttributes(denied('elasticloadbalancing:DescribeLoadBalancerAttributes')),
      subject: 'acme-nlb',
      reason: 'elasticloadbalancing:DescribeLoadBalancerAttributes was refused',
    },
    {
      name: 'AWS does not say',
      facts: withAttributes(protection(null)),
      subject: 'acme-nlb',
      reason: 'AWS does not say',
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: { 'elbv2.load-balancers': [] } }],
  several: [
    {
      name: 'each load balancer by its own attributes',
      facts: {
        'elbv2.load-balancers': [
          aLoadBalancer(),
          aLoadBalancer({ name: 'internal', attributes: protection(false) }),
        ],
      },
      statuses: { 'acme-nlb': 'pass', internal: 'fail' },
    },
  ],
});
