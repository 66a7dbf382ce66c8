import check from '../../../shared/checks/elasticache-group-update-applied.ts';
import type { UpdateAction } from '../../../shared/model/elasticache.ts';
import { aGroup, denied, hoursAgo, inHours } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { anUpdateAction } from '../../support/surroundings.ts';

const updates = (...each: readonly Partial<UpdateAction>[]) => ({
  'elasticache.groups': [aGroup()],
  'elasticache.update-actions': each.map(anUpdateAction),
});

testCheck(check, {
  pass: [
    {
      name: 'no update waits',
      facts: updates(),
      subject: 'sessions',
      reason: 'waits for no service update',
    },
    {
      name: 'updates wait that are not urgent, however late',
      facts: updates(
        { severity: 'medium', recommendedBy: hoursAgo(999) },
        { severity: 'low', recommendedBy: null },
      ),
      reason: 'waits for 2 service updates of lower severity',
    },
    { name: 'one waits for another group', facts: updates({ groupId: 'events' }) },
  ],
  fail: [
    {
      name: 'an important one is late',
      facts: updates({ recommendedBy: hoursAgo(0.1) }),
      subject: 'sessions',
      reason:
        'has overdue service updates: elasticache-20260911-001 (important, due 2026-11-23, not-applied)',
      severity: 'medium',
    },
    {
      name: 'a critical one is late, though it is scheduled',
      facts: updates({ severity: 'critical', recommendedBy: hoursAgo(50), status: 'scheduled' }),
      reason: '(critical, due 2026-11-21, scheduled)',
    },
    {
      name: 'late ones are named, and no others',
      facts: updates(
        { update: 'first', recommendedBy: hoursAgo(50) },
        { update: 'second' },
        { update: 'third', severity: 'low', recommendedBy: hoursAgo(50) },
        { update: 'fourth', recommendedBy: hoursAgo(50) },
      ),
      reason:
        'has overdue service updates: first (important, due 2026-11-21, not-applied); fourth (important, due 2026-11-21, not-applied)',
    },
    {
      name: 'expected and absent',
      facts: { 'elasticache.groups': [], 'elasticache.update-actions': [] },
      expected: { templates: ['2-3-db-redis'] },
      subject: '2-3-db-redis',
    },
  ],
  warn: [
    {
      name: 'an important one waits',
      facts: updates({ recommendedBy: inHours(480) }),
      subject: 'sessions',
      reason: 'waits for elasticache-20260911-001 (important, due 2026-12-13, not-applied)',
    },
    { name: 'a critical one waits', facts: updates({ severity: 'critical' }, { severity: 'low' }) },
    { name: 'one is due this very moment', facts: updates({ recommendedBy: hoursAgo(0) }) },
    {
      name: 'one without a date',
      facts: updates({ recommendedBy: null }),
      reason: '(important, no date given, not-applied)',
    },
  ],
  unknown: [
    {
      name: 'the updates may not be listed',
      facts: {
        'elasticache.groups': [aGroup()],
        'elasticache.update-actions': denied('elasticache:DescribeUpdateActions'),
      },
      reason: 'elasticache:DescribeUpdateActions was refused',
    },
  ],
  notApplicable: [
    {
      name: 'absent and not expected',
      facts: { 'elasticache.groups': [], 'elasticache.update-actions': [] },
    },
  ],
  several: [
    {
      name: 'each group by its own updates; those of somebody else say nothing',
      facts: {
        'elasticache.groups': [aGroup(), aGroup({ id: 'events' }), aGroup({ id: 'cache' })],
        'elasticache.update-actions': [
          anUpdateAction(),
          anUpdateAction({ groupId: 'events', recommendedBy: hoursAgo(50) }),
          anUpdateAction({ groupId: 'somebody-elses', recommendedBy: hoursAgo(50) }),
        ],
      },
      statuses: { sessions: 'warn', events: 'fail', cache: 'pass' },
    },
  ],
});
