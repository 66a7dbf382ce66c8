import { describe, expect, it } from 'vitest';
import { judgeUsedGroups, nameSources, sshSourcesOf } from '../../../shared/derive/ssh-sources.ts';
import { pass } from '../../../shared/model/check.ts';
import type { IngressRule, Instance, SecurityGroup } from '../../../shared/model/ec2.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, aDeployment, anEcsService, anInstance } from '../../support/builders.ts';
import { anIngressRule, aSecurityGroup } from '../../support/surroundings.ts';

const none = { ranges: [], groupIds: [], prefixListIds: [] };

describe('a rule opens SSH', () => {
  it.each<[string, boolean, Partial<IngressRule>]>([
    ['for port 22', true, { fromPort: 22, toPort: 22 }],
    ['for ports up to 22', true, { fromPort: 1, toPort: 22 }],
    ['for ports from 22', true, { fromPort: 22, toPort: 80 }],
    ['for ports up to 21', false, { fromPort: 1, toPort: 21 }],
    ['for ports from 23', false, { fromPort: 23, toPort: 80 }],
    ['for every port of TCP', true, { fromPort: null, toPort: null }],
    ['for TCP by its number', true, { protocol: '6' }],
    ['for every protocol', true, { protocol: '-1', fromPort: null, toPort: null }],
    [
      'for every protocol, whatever ports are named',
      true,
      { protocol: '-1', fromPort: -1, toPort: -1 },
    ],
    ['for UDP', false, { protocol: 'udp' }],
    ['for every port of UDP', false, { protocol: 'udp', fromPort: null, toPort: null }],
    ['for ICMP', false, { protocol: 'icmp', fromPort: null, toPort: null }],
  ])('%s: %s', (_what, opens, rule) => {
    const { ranges } = sshSourcesOf(aSecurityGroup({ ingress: [anIngressRule(rule)] }));
    expect(ranges).toEqual(opens ? ['10.0.0.0/16'] : []);
  });
});

describe('the sources of SSH', () => {
  it('are those of all rules that open it, each once', () => {
    const group = aSecurityGroup({
      ingress: [
        anIngressRule({ groupIds: ['sg-2'], prefixListIds: ['pl-1'] }),
        anIngressRule({
          ranges: ['10.0.0.0/16', '::/0'],
          groupIds: ['sg-2'],
          prefixListIds: ['pl-1'],
        }),
        anIngressRule({
          protocol: 'udp',
          ranges: ['0.0.0.0/0'],
          groupIds: ['sg-3'],
          prefixListIds: ['pl-2'],
        }),
      ],
    });
    expect(sshSourcesOf(group)).toEqual({
      ranges: ['10.0.0.0/16', '::/0'],
      groupIds: ['sg-2'],
      prefixListIds: ['pl-1'],
    });
  });

  it('are named, if there are any', () => {
    expect(nameSources(none)).toBeUndefined();
    expect(nameSources({ ranges: ['::/0'], groupIds: ['sg-2'], prefixListIds: ['pl-1'] })).toBe(
      '::/0, sg-2, pl-1',
    );
  });
});

describe('the groups that are judged', () => {
  const services = known([
    aClusterServices({ services: known([anEcsService({ launchType: 'EC2' })]) }),
  ]);
  const judge = (
    instances: readonly Instance[],
    groups: readonly SecurityGroup[],
    templates: readonly '5-1-ecs-cluster'[] = [],
  ) =>
    judgeUsedGroups(
      instances,
      groups,
      services,
      { deployment: aDeployment(), expected: { templates, singletons: [] } },
      ({ ref }) => pass(ref, 'is judged'),
    ).map(({ subject, status, reason }) => `${subject.type} ${subject.name} ${status}: ${reason}`);

  it('are those that running instances use, each once', () => {
    const instances = [
      anInstance({ securityGroupIds: ['sg-1', 'sg-2'] }),
      anInstance({ id: 'i-2', securityGroupIds: ['sg-2'] }),
      anInstance({ id: 'i-3', state: 'stopped', securityGroupIds: ['sg-3'] }),
    ];
    const groups = ['sg-1', 'sg-2', 'sg-3', 'sg-4'].map((id) => aSecurityGroup({ id }));
    expect(judge(instances, groups)).toEqual([
      'security-group sg-1 pass: is judged',
      'security-group sg-2 pass: is judged',
    ]);
  });

  it('are unknown where EC2 does not list them', () => {
    expect(judge([anInstance({ securityGroupIds: ['sg-1'] })], [])).toEqual([
      'security-group sg-1 unknown: is used by an instance, and EC2 does not list it',
    ]);
  });

  it('are unknown where an instance names none', () => {
    expect(judge([anInstance({ securityGroupIds: [] })], [])).toEqual([
      'ec2-instance i-1 unknown: EC2 names no security group it uses',
    ]);
  });

  it('are missing with their instances', () => {
    expect(judge([], [])).toEqual(['deployment acme not-applicable: runs no EC2 instances']);
    expect(judge([], [], ['5-1-ecs-cluster'])).toEqual([
      'template 5-1-ecs-cluster fail: should run EC2 instances for gs, and none is running',
    ]);
  });
});
