import check from '../../../shared/checks/elasticache-group-snapshot-unbroken.ts';
import type { CacheEvent } from '../../../shared/model/elasticache.ts';
import { aGroup, aStackResource, daysAgo, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aCacheEvent } from '../../support/surroundings.ts';

const broken = 'Snapshot failed for snapshot with ID automatic.sessions-2026-11-22-04-00';
const ownedBy = (stackName: string) => ({
  'cloudformation.stack-resources': [aStackResource({ stackName })],
});
const events = (...each: readonly Partial<CacheEvent>[]) => ({
  'elasticache.groups': [aGroup()],
  'elasticache.events': each.map(aCacheEvent),
  ...ownedBy('acme-2-3-db-redis-general'),
});
const failure = (over: Partial<CacheEvent> = {}) =>
  events({ message: broken, at: daysAgo(1), ...over });
const unowned = { 'cloudformation.stack-resources': denied('cloudformation:ListStackResources') };

testCheck(check, {
  pass: [
    {
      name: 'snapshots succeed',
      facts: events({}),
      subject: 'sessions',
      reason: 'has no failed snapshot in the last 7 days',
    },
    { name: 'nothing happened', facts: events() },
    { name: 'a snapshot failed long ago', facts: failure({ at: daysAgo(7.1) }) },
    {
      name: 'a snapshot failed, outside of a shorter window',
      facts: failure({ at: daysAgo(3) }),
      settings: { windowDays: 2 },
    },
    {
      name: 'something else failed',
      facts: failure({ message: 'Unable to recover the cache cluster' }),
    },
    {
      name: 'a failover that speaks of a snapshot',
      facts: failure({ message: 'Failover of sessions completed after its snapshot' }),
    },
    { name: 'a snapshot of something else failed', facts: failure({ sourceId: 'events' }) },
    { name: 'snapshots succeed, whoever owns the group', facts: { ...events({}), ...unowned } },
  ],
  fail: [
    {
      name: 'a snapshot of the group failed',
      facts: failure(),
      subject: 'sessions',
      reason: 'has 1 failed snapshot in the last 7 days, the newest 24 hours ago',
      severity: 'high',
    },
    { name: 'a snapshot of one of its nodes failed', facts: failure({ sourceId: 'sessions-002' }) },
    { name: 'exactly as long ago as counts', facts: failure({ at: daysAgo(7) }) },
    {
      name: 'longer ago, in a longer window',
      facts: failure({ at: daysAgo(10) }),
      settings: { windowDays: 14 },
      reason: 'in the last 14 days',
    },
    {
      name: 'a newer one that succeeded does not hide it',
      facts: events({ message: broken, at: daysAgo(2) }, {}),
    },
    {
      name: 'all are counted, and the newest is named, in whatever order',
      facts: events(
        { message: broken, at: daysAgo(5) },
        { message: broken, at: daysAgo(2) },
        { message: broken, at: daysAgo(4) },
      ),
      reason: 'has 3 failed snapshots in the last 7 days, the newest 48 hours ago',
    },
    ...[
      'SNAPSHOT FAILED',
      'Error creating the automatic snapshot',
      'Unable to create a snapshot: not enough memory',
    ].map((message) => ({ name: `"${message}"`, facts: failure({ message }) })),
    {
      name: 'events are no cache',
      facts: { ...failure(), ...ownedBy('acme-2-3-db-redis-events') },
    },
    {
      name: 'a group no stack owns: the strictest',
      facts: { ...failure(), 'cloudformation.stack-resources': [] },
    },
    {
      name: 'expected and absent',
      facts: { 'elasticache.groups': [], 'elasticache.events': [] },
      expected: { templates: ['2-3-db-redis'] },
      subject: '2-3-db-redis',
    },
  ],
  unknown: [
    {
      name: 'the events may not be listed',
      facts: {
        'elasticache.groups': [aGroup()],
        'elasticache.events': denied('elasticache:DescribeEvents'),
      },
      reason: 'elasticache:DescribeEvents was refused',
    },
    {
      name: 'a snapshot failed, and whose group it is could not be read: a cache needs none',
      facts: { ...failure(), ...unowned },
      subject: 'sessions',
      reason: 'cloudformation:ListStackResources was refused',
    },
  ],
  notApplicable: [
    {
      name: 'a cache, whatever failed',
      facts: { ...failure(), ...ownedBy('acme-2-3-db-redis-cache') },
      subject: 'sessions',
      reason: 'is a cache',
    },
    {
      name: 'absent and not expected',
      facts: { 'elasticache.groups': [], 'elasticache.events': [] },
    },
  ],
  several: [
    {
      name: 'each group by its own events',
      facts: {
        'elasticache.groups': [aGroup(), aGroup({ id: 'events' })],
        'elasticache.events': [aCacheEvent({ sourceId: 'events-001', message: broken })],
        'cloudformation.stack-resources': [],
      },
      statuses: { sessions: 'pass', events: 'fail' },
    },
  ],
});
