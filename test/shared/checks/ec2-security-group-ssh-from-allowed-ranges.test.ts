import check from '../../../shared/checks/ec2-security-group-ssh-from-allowed-ranges.ts';
import type { IngressRule } from '../../../shared/model/ec2.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, anEcsService, anInstance, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { anIngressRule, aSecurityGroup } from '../../support/surroundings.ts';

/** An instance whose group has these rules. */
const rules = (...ingress: readonly Partial<IngressRule>[]) => ({
  'ec2.instances': [anInstance()],
  'ec2.security-groups': [aSecurityGroup({ ingress: ingress.map(anIngressRule) })],
});
const from = (...ranges: readonly string[]) => rules({ ranges });
const noInstances = { 'ec2.instances': [], 'ec2.security-groups': [] };
const ecsExpected = { templates: ['5-1-ecs-cluster'] } as const;

testCheck(check, {
  pass: [
    {
      name: 'from private networks, which nobody has to declare',
      facts: from('10.0.0.0/8', '172.31.0.0/16', '192.168.7.0/24', 'fd12::/16'),
      subject: 'sg-acme',
      reason: 'lets only 10.0.0.0/8, 172.31.0.0/16, 192.168.7.0/24, fd12::/16 reach SSH',
    },
    {
      name: 'from a part of a declared range',
      facts: from('203.0.113.16/30', '2001:db8:1::/48'),
      declared: { sshRanges: ['203.0.113.16/28', '2001:db8::/32'] },
    },
    { name: 'from nowhere', facts: rules(), reason: 'lets nobody reach SSH' },
    {
      name: 'from nowhere, where nothing is allowed',
      facts: rules(),
      declared: { sshRanges: [] },
    },
    {
      name: 'from another group',
      facts: rules({ ranges: [], groupIds: ['sg-bastion'] }),
      reason: 'lets only sg-bastion reach SSH',
    },
    {
      name: 'the world reaches another port',
      facts: rules({ fromPort: 443, toPort: 443, ranges: ['0.0.0.0/0'] }),
    },
  ],
  fail: [
    {
      name: 'from a range that is not declared',
      facts: from('10.0.0.0/16', '203.0.113.7/32', '2001:db8::/32'),
      subject: 'sg-acme',
      reason: 'lets 203.0.113.7/32, 2001:db8::/32 reach SSH, which no declared range contains',
      severity: 'high',
    },
    {
      name: 'from more than a declared range',
      facts: from('203.0.113.0/24'),
      declared: { sshRanges: ['203.0.113.16/28'] },
    },
    {
      name: 'from a private network, where others are declared',
      facts: from('10.0.0.0/16'),
      declared: { sshRanges: ['203.0.113.16/28'] },
    },
    { name: 'from the world', facts: from('0.0.0.0/0'), reason: 'lets 0.0.0.0/0 reach SSH' },
    {
      name: 'from a range that is not declared, besides a prefix list and a group',
      facts: rules({ ranges: ['203.0.113.7/32'], prefixListIds: ['pl-1'], groupIds: ['sg-1'] }),
      reason: 'lets 203.0.113.7/32 reach SSH',
    },
    {
      name: 'expected and absent: a service waits for an instance',
      facts: {
        ...noInstances,
        'ecs.services': [
          aClusterServices({ services: known([anEcsService({ launchType: 'EC2' })]) }),
        ],
      },
      expected: ecsExpected,
      subject: '5-1-ecs-cluster',
    },
  ],
  warn: [
    {
      name: 'from a prefix list',
      facts: rules({ prefixListIds: ['pl-1', 'pl-2'] }),
      subject: 'sg-acme',
      reason: 'lets 10.0.0.0/16, pl-1, pl-2 reach SSH; what is in pl-1, pl-2 is not known',
      severity: 'high',
    },
    {
      name: 'from nothing but a prefix list',
      facts: rules({ ranges: [], prefixListIds: ['pl-1'] }),
    },
  ],
  unknown: [
    {
      name: 'the groups may not be listed',
      facts: { ...from(), 'ec2.security-groups': denied('ec2:DescribeSecurityGroups') },
      reason: 'ec2:DescribeSecurityGroups was refused',
    },
    {
      name: 'the group is not listed',
      facts: { ...from(), 'ec2.security-groups': [] },
      subject: 'sg-acme',
    },
    {
      name: 'no instance runs, and whether one should could not be read',
      facts: { ...noInstances, 'ecs.services': denied('ecs:ListServices') },
      expected: ecsExpected,
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: noInstances, reason: 'runs no EC2 instances' },
  ],
  several: [
    {
      name: 'each group by its own rules; one that nobody uses says nothing',
      facts: {
        'ec2.instances': [anInstance({ securityGroupIds: ['sg-1', 'sg-2'] })],
        'ec2.security-groups': [
          aSecurityGroup({ id: 'sg-1' }),
          aSecurityGroup({ id: 'sg-2', ingress: [anIngressRule({ ranges: ['203.0.113.7/32'] })] }),
          aSecurityGroup({ id: 'sg-3', ingress: [anIngressRule({ ranges: ['203.0.113.7/32'] })] }),
        ],
      },
      statuses: { 'sg-1': 'pass', 'sg-2': 'fail' },
    },
  ],
});
