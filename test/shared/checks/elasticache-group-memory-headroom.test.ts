import check from '../../../shared/checks/elasticache-group-memory-headroom.ts';
import type { ReplicationGroup } from '../../../shared/model/elasticache.ts';
import { aGroup, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

/** What the two nodes of the group used. */
const used = (
  first: number | null,
  second: number | null,
  group: Partial<ReplicationGroup> = {},
) => ({
  'elasticache.groups': [aGroup(group)],
  'cloudwatch.redis-memory': [
    { nodeId: 'sessions-001', usedPercent: first },
    { nodeId: 'sessions-002', usedPercent: second },
  ],
});

testCheck(check, {
  pass: [
    {
      name: 'room on both nodes',
      facts: used(41.2, 40),
      subject: 'sessions',
      reason: 'used 42% of the memory of sessions-001, its fullest node',
    },
    { name: 'exactly as much as allowed', facts: used(40, 75), reason: 'used 75% of the memory' },
    {
      name: 'more, where that is allowed',
      facts: used(85, 85),
      settings: { maximumPercent: 85 },
    },
  ],
  fail: [
    {
      name: 'just more than allowed',
      facts: used(75.1, 40),
      subject: 'sessions',
      reason:
        'used 76% of the memory of sessions-001; a snapshot needs room: at most 75% is wanted',
      severity: 'medium',
    },
    {
      name: 'the fullest node counts, in whatever order',
      facts: used(76, 90),
      reason: 'used 90% of the memory of sessions-002',
    },
    { name: 'one node is full, and of the other nothing is known', facts: used(null, 90) },
    {
      name: 'less, where only that is allowed',
      facts: used(61, 40),
      settings: { maximumPercent: 60 },
    },
    {
      name: 'expected and absent',
      facts: { 'elasticache.groups': [], 'cloudwatch.redis-memory': [] },
      expected: { templates: ['2-3-db-redis'] },
      subject: '2-3-db-redis',
    },
  ],
  unknown: [
    {
      name: 'CloudWatch may not be asked',
      facts: { ...used(40, 40), 'cloudwatch.redis-memory': denied('cloudwatch:GetMetricData') },
      reason: 'cloudwatch:GetMetricData was refused',
    },
    {
      name: 'one node has room, and the other has no data',
      facts: used(40, null),
      subject: 'sessions',
      reason: 'CloudWatch does not say how much memory sessions-002 uses',
    },
    {
      name: 'no node has data',
      facts: used(null, null),
      reason: 'CloudWatch does not say how much memory it uses',
    },
    {
      name: 'no node has a row',
      facts: { ...used(null, null), 'cloudwatch.redis-memory': [] },
      subject: 'sessions',
    },
    { name: 'a group that shows no nodes', facts: used(40, 40, { nodes: [] }) },
  ],
  notApplicable: [
    {
      name: 'no snapshots are taken, however full it is',
      facts: used(99, 99, { snapshotRetentionDays: 0 }),
      subject: 'sessions',
      reason: 'takes no automated snapshots',
    },
    {
      name: 'absent and not expected',
      facts: { 'elasticache.groups': [], 'cloudwatch.redis-memory': [] },
    },
  ],
  several: [
    {
      name: 'each group by its own nodes',
      facts: {
        'elasticache.groups': [
          aGroup({ snapshotRetentionDays: 1 }),
          aGroup({ id: 'events', nodes: [{ id: 'events-001', availabilityZone: 'eu-west-1a' }] }),
        ],
        'cloudwatch.redis-memory': [
          { nodeId: 'sessions-001', usedPercent: 40 },
          { nodeId: 'sessions-002', usedPercent: 40 },
          { nodeId: 'events-001', usedPercent: 80 },
        ],
      },
      statuses: { sessions: 'pass', events: 'fail' },
    },
  ],
});
