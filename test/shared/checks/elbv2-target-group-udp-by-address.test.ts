import check from '../../../shared/checks/elbv2-target-group-udp-by-address.ts';
import type { TargetGroup } from '../../../shared/model/elbv2.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aTargetGroup } from '../../support/surroundings.ts';

const world = (...groups: readonly Partial<TargetGroup>[]) => ({
  'elbv2.target-groups': groups.map((each) =>
    aTargetGroup({ name: 'udp', port: 1700, protocol: 'UDP', ...each }),
  ),
});

testCheck(check, {
  pass: [
    {
      name: 'by address',
      facts: world({}),
      subject: 'udp',
      reason: 'reaches its targets by address',
    },
    { name: 'by address, over TCP too', facts: world({ protocol: 'TCP_UDP' }) },
  ],
  fail: [
    {
      name: 'by instance',
      facts: world({ targetType: 'instance' }),
      subject: 'udp',
      reason: 'reaches its targets by instance, not by address',
      severity: 'medium',
    },
    {
      name: 'by instance, over TCP too',
      facts: world({ protocol: 'TCP_UDP', targetType: 'instance' }),
    },
    {
      name: 'expected and absent',
      facts: world(),
      expected: { templates: ['3-2-load-balancer-rules'] },
      subject: '3-2-load-balancer-rules',
    },
  ],
  unknown: [
    {
      name: 'AWS does not say how',
      facts: world({ targetType: null }),
      subject: 'udp',
      reason: 'AWS does not say how it reaches its targets',
    },
    {
      name: 'AWS does not say over what',
      facts: world({ protocol: null }),
      reason: 'AWS does not say which protocol it speaks',
    },
    {
      name: 'target groups may not be listed',
      facts: { 'elbv2.target-groups': denied('elasticloadbalancing:DescribeTargetGroups') },
    },
  ],
  notApplicable: [
    {
      name: 'nothing over UDP',
      facts: world({ protocol: 'TCP', targetType: 'instance' }),
      subject: 'acme',
      reason: 'takes no packets over UDP',
    },
    { name: 'absent and not expected', facts: world(), subject: 'acme' },
  ],
  several: [
    {
      name: 'each target group by itself, those without UDP left out',
      facts: world({}, { name: 'old', targetType: 'instance' }, { name: 'https', protocol: 'TCP' }),
      statuses: { udp: 'pass', old: 'fail' },
    },
  ],
});
