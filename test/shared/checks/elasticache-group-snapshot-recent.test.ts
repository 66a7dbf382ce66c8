import check from '../../../shared/checks/elasticache-group-snapshot-recent.ts';
import type { CacheSnapshot, ReplicationGroup } from '../../../shared/model/elasticache.ts';
import {
  aCacheSnapshot,
  aGroup,
  aStackResource,
  denied,
  hoursAgo,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const ownedBy = (stackName: string) => ({
  'cloudformation.stack-resources': [aStackResource({ stackName })],
});
const snapshots = (...each: readonly Partial<CacheSnapshot>[]) => ({
  'elasticache.groups': [aGroup()],
  'elasticache.snapshots': each.map(aCacheSnapshot),
  ...ownedBy('acme-2-3-db-redis-general'),
});
const without = (over: Partial<ReplicationGroup> = {}) => ({
  'elasticache.groups': [aGroup(over)],
  'elasticache.snapshots': [],
  ...ownedBy('acme-2-3-db-redis-general'),
});
const unowned = { 'cloudformation.stack-resources': denied('cloudformation:ListStackResources') };

testCheck(check, {
  pass: [
    { name: 'a snapshot of today', facts: snapshots({}), reason: 'is 2 hours old' },
    { name: 'a snapshot exactly as old as allowed', facts: snapshots({ createdAt: hoursAgo(26) }) },
    {
      name: 'a snapshot that is being restored from counts',
      facts: snapshots({ status: 'restoring' }),
    },
    {
      name: 'the newest counts, in whatever order',
      facts: snapshots({ createdAt: hoursAgo(50) }, { createdAt: hoursAgo(2) }),
    },
    {
      name: 'an older one, where that is allowed',
      facts: snapshots({ createdAt: hoursAgo(40) }),
      settings: { maximumAgeHours: 48 },
    },
    {
      name: 'a snapshot of today, whoever owns the group',
      facts: { ...snapshots({}), ...unowned },
      subject: 'sessions',
    },
    {
      name: 'a new group that has its first snapshot',
      facts: {
        'elasticache.groups': [aGroup({ createdAt: hoursAgo(3) })],
        'elasticache.snapshots': [aCacheSnapshot()],
      },
    },
  ],
  fail: [
    {
      name: 'a snapshot just older than allowed',
      facts: snapshots({ createdAt: hoursAgo(26.1) }),
      subject: 'sessions',
      reason: 'newest automated snapshot is 26 hours old, over the 26 hours allowed',
      severity: 'critical',
    },
    {
      name: 'a newer snapshot that is still being made does not count',
      facts: snapshots({ createdAt: hoursAgo(50) }, { status: 'creating', createdAt: hoursAgo(1) }),
      reason: 'is 50 hours old',
    },
    {
      name: 'only a failed snapshot',
      facts: snapshots({ status: 'failed' }),
      reason: 'has no automated snapshot that could be restored',
    },
    { name: 'only a snapshot without a time', facts: snapshots({ createdAt: null }) },
    { name: 'only a snapshot of another group', facts: snapshots({ groupId: 'events' }) },
    {
      name: 'retention is off',
      facts: without({ snapshotRetentionDays: 0 }),
      reason: 'takes no automated snapshots',
    },
    {
      name: 'retention is off, however young the group is',
      facts: without({ snapshotRetentionDays: 0, createdAt: hoursAgo(1) }),
    },
    { name: 'none, and old enough to have one', facts: without({ createdAt: hoursAgo(26.1) }) },
    { name: 'none, and nobody knows how old it is', facts: without({ createdAt: null }) },
    {
      name: 'events are no cache',
      facts: { ...without(), ...ownedBy('acme-2-3-db-redis-events') },
    },
    {
      name: 'a group no stack owns: the strictest',
      facts: { ...without(), 'cloudformation.stack-resources': [] },
      reason: 'has no automated snapshot that could be restored',
    },
    {
      name: 'expected and absent',
      facts: { 'elasticache.groups': [], 'elasticache.snapshots': [] },
      expected: { templates: ['2-3-db-redis'] },
      subject: '2-3-db-redis',
    },
  ],
  warn: [
    {
      name: 'none, and exactly too young to have one',
      facts: without({ createdAt: hoursAgo(26) }),
      reason: 'was created 26 hours ago and has no automated snapshot yet',
    },
    {
      name: 'too young to have one, whoever owns it',
      facts: { ...without({ createdAt: hoursAgo(3) }), ...unowned },
      subject: 'sessions',
    },
  ],
  unknown: [
    {
      name: 'none, and whose group it is could not be read: a cache needs none',
      facts: { ...without(), ...unowned },
      subject: 'sessions',
      reason: 'cloudformation:ListStackResources was refused',
    },
    {
      name: 'retention is off, and whose group it is could not be read',
      facts: { ...without({ snapshotRetentionDays: 0 }), ...unowned },
      subject: 'sessions',
    },
    {
      name: 'too old a snapshot, and whose group it is could not be read',
      facts: { ...snapshots({ createdAt: hoursAgo(26.1) }), ...unowned },
      subject: 'sessions',
    },
    {
      name: 'none, and nobody asked whose group it is',
      facts: { 'elasticache.groups': [aGroup()], 'elasticache.snapshots': [] },
      subject: 'sessions',
      reason: 'cloudformation.stack-resources was not gathered',
    },
    {
      name: 'the snapshots may not be listed',
      facts: {
        'elasticache.groups': [aGroup()],
        'elasticache.snapshots': denied('elasticache:DescribeSnapshots'),
      },
      reason: 'elasticache:DescribeSnapshots was refused',
    },
  ],
  notApplicable: [
    {
      name: 'a cache, even without retention',
      facts: { ...without({ snapshotRetentionDays: 0 }), ...ownedBy('acme-2-3-db-redis-cache') },
      subject: 'sessions',
      reason: 'is a cache',
    },
    {
      name: 'absent and not expected',
      facts: { 'elasticache.groups': [], 'elasticache.snapshots': [] },
    },
  ],
  several: [
    {
      name: 'each group by its own snapshots and purpose',
      facts: {
        'elasticache.groups': [aGroup(), aGroup({ id: 'cache' }), aGroup({ id: 'events' })],
        'elasticache.snapshots': [aCacheSnapshot()],
        'cloudformation.stack-resources': [
          aStackResource(),
          aStackResource({ physicalId: 'cache', stackName: 'acme-2-3-db-redis-cache' }),
        ],
      },
      statuses: { sessions: 'pass', cache: 'not-applicable', events: 'fail' },
    },
    {
      name: 'each group by its own snapshots, while nobody knows the owners',
      facts: {
        ...snapshots({}),
        ...unowned,
        'elasticache.groups': [aGroup(), aGroup({ id: 'cache' })],
      },
      statuses: { sessions: 'pass', cache: 'unknown' },
    },
    {
      name: 'no group at all, though one is expected, whoever would own it',
      facts: { ...snapshots(), ...unowned, 'elasticache.groups': [] },
      expected: { templates: ['2-3-db-redis'] },
      statuses: { '2-3-db-redis': 'fail' },
    },
  ],
});
