import check from '../../../shared/checks/elasticache-group-failover-ready.ts';
import type { ReplicationGroup } from '../../../shared/model/elasticache.ts';
import { aGroup, aStackResource, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const group = (over: Partial<ReplicationGroup> = {}) => ({ 'elasticache.groups': [aGroup(over)] });
const ownedBy = (stackName: string) => ({
  'cloudformation.stack-resources': [aStackResource({ stackName })],
});
const inZones = (...zones: readonly (string | null)[]) => ({
  nodes: zones.map((availabilityZone, at) => ({ id: `sessions-00${at + 1}`, availabilityZone })),
});

testCheck(check, {
  pass: [
    { name: 'two nodes in two zones', facts: group(), reason: 'fails over to another zone' },
    {
      name: 'three nodes, two of them in one zone',
      facts: group(inZones('eu-west-1a', 'eu-west-1a', 'eu-west-1b')),
    },
    { name: 'being created, and ready already', facts: group({ status: 'creating' }) },
  ],
  fail: [
    {
      name: 'a single node',
      facts: group(inZones('eu-west-1a')),
      subject: 'sessions',
      reason: 'has 1 node and nothing to fail over to',
      severity: 'critical',
    },
    { name: 'no node yet', facts: group(inZones()), reason: 'has 0 nodes' },
    {
      name: 'automatic failover is off',
      facts: group({ automaticFailover: 'disabled' }),
      reason: 'has automatic failover disabled',
    },
    {
      name: 'automatic failover is on its way: it does not work yet',
      facts: group({ automaticFailover: 'enabling' }),
      reason: 'has automatic failover enabling',
    },
    {
      name: 'automatic failover is on its way in a group that serves',
      facts: group({ status: 'modifying', automaticFailover: 'enabling' }),
      reason: 'has automatic failover enabling',
      severity: 'critical',
    },
    {
      name: 'the creation failed',
      facts: group({ status: 'create-failed', ...inZones() }),
      reason: 'has 0 nodes',
    },
    {
      name: 'Multi-AZ is off',
      facts: group({ multiAz: 'disabled' }),
      reason: 'has Multi-AZ disabled',
    },
    {
      name: 'all nodes in one zone, whatever Multi-AZ says',
      facts: group(inZones('eu-west-1a', 'eu-west-1a')),
      reason: 'has all nodes in eu-west-1a',
    },
    {
      name: 'nodes in no known zone',
      facts: group(inZones(null, null)),
      reason: 'has all nodes in no known zone',
    },
    {
      name: 'what is general matters most',
      facts: { ...group({ multiAz: 'disabled' }), ...ownedBy('acme-2-3-db-redis-general') },
      severity: 'critical',
    },
    {
      name: 'a cache matters less',
      facts: { ...group({ multiAz: 'disabled' }), ...ownedBy('acme-2-3-db-redis-cache') },
      severity: 'medium',
    },
    {
      name: 'events matter less',
      facts: { ...group({ multiAz: 'disabled' }), ...ownedBy('acme-2-3-db-redis-events') },
      severity: 'medium',
    },
    {
      name: 'what nobody is known to own matters most',
      facts: {
        ...group({ multiAz: 'disabled' }),
        'cloudformation.stack-resources': denied('cloudformation:ListStackResources'),
      },
      severity: 'critical',
    },
    {
      name: 'expected and absent',
      facts: { 'elasticache.groups': [] },
      expected: { templates: ['2-3-db-redis'] },
      subject: '2-3-db-redis',
      reason: 'should have brought a Redis replication group',
    },
  ],
  warn: [
    {
      name: 'being created, no node yet',
      facts: group({ status: 'creating', ...inZones() }),
      subject: 'sessions',
      reason: 'is being created, and has 0 nodes and nothing to fail over to',
    },
    {
      name: 'being created, automatic failover on its way',
      facts: group({ status: 'creating', automaticFailover: 'enabling' }),
      reason: 'is being created, and has automatic failover enabling',
    },
    {
      name: 'being created, nodes in no known zone yet',
      facts: group({ status: 'creating', ...inZones(null, null) }),
      reason: 'is being created, and has all nodes in no known zone',
    },
    {
      name: 'being created, whoever owns it',
      facts: {
        ...group({ status: 'creating', multiAz: 'disabled' }),
        'cloudformation.stack-resources': denied('cloudformation:ListStackResources'),
      },
      reason: 'is being created, and has Multi-AZ disabled',
    },
  ],
  unknown: [
    {
      name: 'the groups may not be listed',
      facts: { 'elasticache.groups': denied('elasticache:DescribeReplicationGroups') },
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: { 'elasticache.groups': [] } }],
  several: [
    {
      name: 'each group by itself',
      facts: {
        'elasticache.groups': [aGroup(), aGroup({ id: 'cache', automaticFailover: 'disabled' })],
      },
      statuses: { sessions: 'pass', cache: 'fail' },
    },
  ],
});
