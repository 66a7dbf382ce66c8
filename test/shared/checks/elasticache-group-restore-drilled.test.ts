import check from '../../../shared/checks/elasticache-group-restore-drilled.ts';
import type { DrillReport } from '../../../shared/model/drill.ts';
import { aDrillReport, aGroup, aStackResource, daysAgo, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const ownedBy = (stackName: string) => ({
  'cloudformation.stack-resources': [aStackResource({ stackName })],
});
const drills = (...each: readonly Partial<DrillReport>[]) => ({
  'elasticache.groups': [aGroup()],
  'drills.reports': each.map((over) =>
    aDrillReport({ store: 'redis', sourceId: 'sessions', ...over }),
  ),
  ...ownedBy('acme-2-3-db-redis-general'),
});
const unowned = { 'cloudformation.stack-resources': denied('cloudformation:ListStackResources') };

// What a drill proves, rung by rung: test/shared/derive/drills.test.ts.
testCheck(check, {
  pass: [
    { name: 'a drill verified the data lately', facts: drills({}), reason: 'reached L5' },
    { name: 'a drill exactly as old as allowed', facts: drills({ startedAt: daysAgo(30) }) },
    {
      name: 'a drill lately, whoever owns the group',
      facts: { ...drills({}), ...unowned },
      subject: 'sessions',
    },
    {
      name: 'an older drill, where that is allowed',
      facts: drills({ startedAt: daysAgo(60) }),
      settings: { maximumAgeDays: 90 },
    },
  ],
  fail: [
    {
      name: 'never drilled',
      facts: drills(),
      subject: 'sessions',
      reason: 'was never restored in a drill',
      severity: 'critical',
    },
    { name: 'only another group was drilled', facts: drills({ sourceId: 'cache' }) },
    {
      name: 'a drill just older than allowed',
      facts: drills({ startedAt: daysAgo(30.1) }),
      reason: 'last drill that verified the data was 30 days ago, over the 30 days allowed',
    },
    {
      name: 'a drill that restored and looked at nothing',
      facts: drills({ reached: 'L3' }),
      reason: 'no drill has verified its data; the last one reached L3',
    },
    {
      name: 'a group no stack owns: the strictest',
      facts: { ...drills(), 'cloudformation.stack-resources': [] },
      reason: 'was never restored in a drill',
    },
    {
      name: 'expected and absent',
      facts: { 'elasticache.groups': [], 'drills.reports': [] },
      expected: { templates: ['2-3-db-redis'] },
      subject: '2-3-db-redis',
    },
  ],
  warn: [
    {
      name: 'a later drill failed',
      facts: drills(
        {},
        { outcome: 'failed', reached: 'L3', reason: 'has no keys', startedAt: daysAgo(1) },
      ),
      subject: 'sessions',
      reason: '3 days ago; a later one failed at L3: has no keys',
    },
  ],
  unknown: [
    {
      name: 'never drilled, and whose group it is could not be read: it may need no drill',
      facts: { ...drills(), ...unowned },
      subject: 'sessions',
      reason: 'cloudformation:ListStackResources was refused',
    },
    {
      name: 'drilled too long ago, and whose group it is could not be read',
      facts: { ...drills({ startedAt: daysAgo(30.1) }), ...unowned },
      subject: 'sessions',
    },
    {
      name: 'never drilled, and nobody asked whose group it is',
      facts: { 'elasticache.groups': [aGroup()], 'drills.reports': [] },
      subject: 'sessions',
      reason: 'cloudformation.stack-resources was not gathered',
    },
    {
      name: 'the drill reports may not be read',
      facts: { 'elasticache.groups': [aGroup()], 'drills.reports': denied('dynamodb:Query') },
      reason: 'dynamodb:Query was refused',
    },
  ],
  notApplicable: [
    {
      name: 'a cache',
      facts: { ...drills(), ...ownedBy('acme-2-3-db-redis-cache') },
      reason: 'is for cache: it holds nothing that cannot be rebuilt',
    },
    {
      name: 'events',
      facts: { ...drills(), ...ownedBy('acme-2-3-db-redis-events') },
      reason: 'is for events',
    },
    {
      name: 'absent and not expected',
      facts: { 'elasticache.groups': [], 'drills.reports': [] },
    },
  ],
  several: [
    {
      name: 'each group by its own drills',
      facts: { ...drills({}), 'elasticache.groups': [aGroup(), aGroup({ id: 'other' })] },
      statuses: { sessions: 'pass', other: 'fail' },
    },
    {
      name: 'each group by its own drills, while nobody knows the owners',
      facts: {
        ...drills({}),
        ...unowned,
        'elasticache.groups': [aGroup(), aGroup({ id: 'other' })],
      },
      statuses: { sessions: 'pass', other: 'unknown' },
    },
    {
      name: 'no group at all, though one is expected, whoever would own it',
      facts: { ...drills(), ...unowned, 'elasticache.groups': [] },
      expected: { templates: ['2-3-db-redis'] },
      statuses: { '2-3-db-redis': 'fail' },
    },
  ],
});
