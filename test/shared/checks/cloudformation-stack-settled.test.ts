import check from '../../../shared/checks/cloudformation-stack-settled.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import { aStack, daysAgo, denied, hoursAgo, minutesAgo } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const being = (status: string, over: Partial<Stack> = {}) => ({
  'cloudformation.stacks': [aStack({ status, ...over })],
});
const updating = (updatedAt: string) => being('UPDATE_IN_PROGRESS', { updatedAt });

testCheck(check, {
  pass: [
    { name: 'created', facts: being('CREATE_COMPLETE'), reason: 'is CREATE_COMPLETE' },
    { name: 'updated', facts: being('UPDATE_COMPLETE') },
    { name: 'imported', facts: being('IMPORT_COMPLETE') },
  ],
  fail: [
    {
      name: 'UPDATE_ROLLBACK_FAILED',
      facts: being('UPDATE_ROLLBACK_FAILED'),
      subject: 'acme-1-1-vpc',
      reason:
        'is UPDATE_ROLLBACK_FAILED: an update failed and so did undoing it; it takes no update until the rollback is continued',
      severity: 'medium',
    },
    ...(
      [
        ['CREATE_FAILED', 'is CREATE_FAILED: only a part of it was created'],
        ['ROLLBACK_FAILED', 'is ROLLBACK_FAILED: it was never created, and leftovers remain'],
        ['UPDATE_FAILED', 'is UPDATE_FAILED: its last update stopped halfway'],
        ['DELETE_FAILED', 'is DELETE_FAILED: it was to be deleted, and a part of it remains'],
        [
          'IMPORT_ROLLBACK_FAILED',
          'is IMPORT_ROLLBACK_FAILED: an import failed and so did undoing',
        ],
        ['DREAM_FAILED', 'is DREAM_FAILED'],
      ] as const
    ).map(([status, reason]) => ({ name: status, facts: being(status), reason })),
    {
      name: 'never created',
      facts: being('ROLLBACK_COMPLETE'),
      reason: 'is ROLLBACK_COMPLETE: it was never created, and can only be deleted',
    },
    {
      name: 'being updated for exactly two hours',
      facts: updating(hoursAgo(2)),
      reason:
        'has been UPDATE_IN_PROGRESS for 2 hours, and should take less than 2 hours: until it ends, it takes no other change',
    },
    {
      name: 'being created since yesterday',
      facts: being('CREATE_IN_PROGRESS', { createdAt: daysAgo(1), updatedAt: null }),
      reason: 'for 24 hours',
    },
    {
      name: 'being deleted since yesterday',
      facts: being('DELETE_IN_PROGRESS', { deletedAt: daysAgo(1) }),
    },
    {
      name: 'cleaning up since yesterday',
      facts: being('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { updatedAt: daysAgo(1) }),
    },
  ],
  warn: [
    {
      name: 'the last update did not happen',
      facts: being('UPDATE_ROLLBACK_COMPLETE'),
      reason: 'the last change of it did not happen',
    },
    { name: 'the last import did not happen', facts: being('IMPORT_ROLLBACK_COMPLETE') },
    {
      name: 'being updated for just less than two hours',
      facts: updating(minutesAgo(119)),
      reason: 'has been UPDATE_IN_PROGRESS for 119 minutes',
    },
    {
      name: 'being updated for longer, where that is allowed',
      facts: updating(hoursAgo(5)),
      settings: { maximumHours: 6 },
    },
    {
      name: 'being created',
      facts: being('CREATE_IN_PROGRESS', { createdAt: minutesAgo(5), updatedAt: null }),
    },
    {
      name: 'being deleted, long after its last update',
      facts: being('DELETE_IN_PROGRESS', { deletedAt: minutesAgo(5) }),
    },
    {
      name: 'being deleted, nobody says since when',
      facts: being('DELETE_IN_PROGRESS'),
      reason: 'nobody knows since when',
    },
  ],
  unknown: [
    { name: 'a state that is not known here', facts: being('DREAMING'), reason: 'is DREAMING' },
    {
      name: 'the stacks may not be listed',
      facts: { 'cloudformation.stacks': denied('cloudformation:DescribeStacks') },
      subject: 'acme',
    },
  ],
  notApplicable: [
    {
      name: 'no stacks of The Things Stack',
      facts: being('UPDATE_FAILED', { name: 'billing', versionTag: '12' }),
      reason: 'has no stacks of The Things Stack',
    },
    {
      name: 'none where some are expected: others say so',
      facts: { 'cloudformation.stacks': [] },
      expected: { templates: ['1-1-vpc'] },
    },
  ],
});
