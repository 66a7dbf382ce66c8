import check from '../../../shared/checks/ec2-security-group-ssh-not-from-world.ts';
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
      name: 'from a private network',
      facts: from('10.0.0.0/16'),
      subject: 'sg-acme',
      reason: 'lets only 10.0.0.0/16 reach SSH',
    },
    { name: 'from nowhere', facts: rules(), reason: 'lets nobody reach SSH' },
    { name: 'from a quarter of all addresses', facts: from('64.0.0.0/2') },
    {
      name: 'from a quarter, twice',
      facts: rules({ ranges: ['0.0.0.0/2'] }, { ranges: ['0.0.0.0/2'] }),
    },
    { name: 'from a quarter of each version', facts: from('0.0.0.0/2', '::/2') },
    {
      name: 'from another group',
      facts: rules({ ranges: [], groupIds: ['sg-bastion'] }),
      reason: 'lets only sg-bastion reach SSH',
    },
    {
      name: 'the world reaches another port',
      facts: rules({ fromPort: 443, toPort: 443, ranges: ['0.0.0.0/0'] }),
    },
    { name: 'the world reaches UDP', facts: rules({ protocol: 'udp', ranges: ['0.0.0.0/0'] }) },
  ],
  fail: [
    {
      name: 'from everywhere',
      facts: from('0.0.0.0/0'),
      subject: 'sg-acme',
      reason: 'lets the internet reach SSH (0.0.0.0/0)',
      severity: 'critical',
    },
    { name: 'from everywhere in IPv6', facts: from('::/0'), reason: '(::/0)' },
    {
      name: 'from everywhere in both',
      facts: rules({ ranges: ['0.0.0.0/0'] }, { ranges: ['::/0'] }),
      reason: '(0.0.0.0/0, ::/0)',
    },
    {
      name: 'from everywhere, besides a range of the other version',
      facts: from('fd00::/8', '0.0.0.0/0'),
      reason: 'reach SSH (0.0.0.0/0)',
    },
    {
      name: 'from everywhere, besides what lies in that anyway',
      facts: from('10.0.0.0/8', '0.0.0.0/0', '0.0.0.0/1'),
      reason: 'lets the internet reach SSH (0.0.0.0/0)',
    },
    {
      name: 'from one half, besides an office in the other',
      facts: from('203.0.113.0/24', '0.0.0.0/1', '10.0.0.0/8'),
      reason: 'lets the internet reach SSH (0.0.0.0/1)',
    },
    {
      name: 'from nearly everywhere, piece by piece',
      facts: from('224.0.0.0/8', '192.0.0.0/3', '128.0.0.0/2', '128.0.0.0/3', '0.0.0.0/1'),
      reason: 'lets the internet reach SSH (0.0.0.0/1, 128.0.0.0/2, 192.0.0.0/3)',
    },
    { name: 'from one half', facts: from('128.0.0.0/1') },
    {
      name: 'from both halves, by rules of their own',
      facts: rules({ ranges: ['0.0.0.0/1'] }, { ranges: ['128.0.0.0/1'] }),
      reason: '(0.0.0.0/1, 128.0.0.0/1)',
    },
    { name: 'from two quarters', facts: from('0.0.0.0/2', '64.0.0.0/2') },
    {
      name: 'through a wide range of ports',
      facts: rules({ fromPort: 0, toPort: 65_535, ranges: ['0.0.0.0/0'] }),
    },
    {
      name: 'through every protocol',
      facts: rules({ protocol: '-1', fromPort: null, toPort: null, ranges: ['0.0.0.0/0'] }),
    },
    {
      name: 'from everywhere, besides a prefix list',
      facts: rules({ ranges: ['0.0.0.0/0'], prefixListIds: ['pl-1'] }),
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
  unknown: [
    {
      name: 'the groups may not be listed',
      facts: { ...from(), 'ec2.security-groups': denied('ec2:DescribeSecurityGroups') },
      reason: 'ec2:DescribeSecurityGroups was refused',
    },
    {
      name: 'from a prefix list, which may hold anything',
      facts: rules({ ranges: ['10.0.0.0/16'], prefixListIds: ['pl-1', 'pl-2'] }),
      subject: 'sg-acme',
      reason: 'what is in pl-1, pl-2, which may reach SSH, is not read',
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
      reason: 'ecs:ListServices was refused',
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: noInstances, reason: 'runs no EC2 instances' },
    {
      name: 'the only instance is stopped',
      facts: { ...from('0.0.0.0/0'), 'ec2.instances': [anInstance({ state: 'stopped' })] },
    },
  ],
  several: [
    {
      name: 'each group by its own rules; one that nobody uses says nothing',
      facts: {
        'ec2.instances': [anInstance({ securityGroupIds: ['sg-1', 'sg-2'] })],
        'ec2.security-groups': [
          aSecurityGroup({ id: 'sg-1' }),
          aSecurityGroup({ id: 'sg-2', ingress: [anIngressRule({ ranges: ['0.0.0.0/0'] })] }),
          aSecurityGroup({ id: 'sg-3', ingress: [anIngressRule({ ranges: ['0.0.0.0/0'] })] }),
        ],
      },
      statuses: { 'sg-1': 'pass', 'sg-2': 'fail' },
    },
  ],
});
