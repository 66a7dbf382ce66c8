import check from '../../../shared/checks/elasticache-group-restore-drilled.ts';
import type { DrillReport } from '../../../shared/model/drill.ts';
import { aDrillReport, aGroup, aStackResource, daysAgo, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const drills = (...each: readonly Partial<DrillReport>[]) => ({
  'elasticache.groups': [aGroup()],
  'drills.reports': each.map((over) =>
    aDrillReport({ store: 'redis', sourceId: 'sessions', ...over }),
  ),
});
const ownedBy = (stackName: string) => ({
  'cloudformation.stack-resources': [aStackResource({ stackName })],
});

// What a drill proves, rung by rung: test/shared/derive/drills.test.ts.
testCheck(check, {
  pass: [
    { name: 'a drill verified the data lately', facts: drills({}), reason: 'reached L5' },
    { name: 'a drill exactly as old as allowed', facts: drills({ startedAt: daysAgo(30) }) },
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
      reason: '30 days are allowed',
    },
    {
      name: 'a drill that restored and looked at nothing',
      facts: drills({ reached: 'L3' }),
      reason: 'no drill has verified its data; the last one reached L3',
    },
    {
      name: 'whose group it is could not be read: the strictest',
      facts: {
        ...drills(),
        'cloudformation.stack-resources': denied('cloudformation:ListStackResources'),
      },
    },
    {
      name: 'expected and absent',
      facts: { 'elasticache.groups': [], 'drills.reports': [] },
      expected: { templates: ['2-3-db-redis'] },
      subject: '2-3-db-redis',
    },
  ],
  unknown: [
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
  ],
});
