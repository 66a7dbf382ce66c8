import check from '../../../shared/checks/cloudformation-update-soaked.ts';
import type { Stack } from '../../../shared/model/cloudformation.ts';
import { aDeployment, aStack, daysAgo, denied, hoursAgo } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const staging = aDeployment({ name: 'test', environment: 'staging' });
const updated = (hours: number, over: Partial<Stack> = {}) =>
  aStack({ updatedAt: hoursAgo(hours), ...over });
const stacks = (production: readonly Stack[], staged: readonly Stack[]) => ({
  'cloudformation.stacks': production,
  'counterpart.deployments': [staging],
  'counterpart.stacks': staged,
});
const general = { name: 'acme-2-3-db-redis-general' };
const cache = { name: 'acme-2-3-db-redis-cache' };
const redis = { name: 'test-2-3-db-redis' };

testCheck(check, {
  pass: [
    {
      name: 'production a day after staging',
      facts: stacks([updated(2)], [updated(26)]),
      subject: '1-1-vpc',
      reason: 'was updated to 3.36.2, 24 hours after staging',
    },
    {
      name: 'as long after staging as is wanted',
      facts: stacks([updated(2)], [updated(3)]),
      settings: { soakHours: 1 },
    },
    {
      name: 'an update that is too old to be judged',
      facts: stacks([updated(7 * 24 + 1)], [updated(1)]),
      reason: 'was last updated 7 days ago',
    },
    {
      name: 'an update older than is judged by the settings',
      facts: stacks([updated(50)], [updated(1)]),
      settings: { lookBackDays: 2 },
      reason: 'was last updated 50 hours ago',
    },
    {
      name: 'created in production after its last update in staging',
      facts: stacks(
        [aStack({ createdAt: daysAgo(2), updatedAt: null })],
        [updated(4 * 24, { createdAt: daysAgo(1) })],
      ),
      reason: '48 hours after staging',
    },
    {
      name: 'a stack of staging that is still of another version was updated since',
      facts: stacks(
        [updated(2, general)],
        [updated(50, redis), updated(3, { name: 'test-2-3-db-redis-cache', versionTag: '3.35.0' })],
      ),
      subject: '2-3-db-redis',
    },
    {
      name: 'a stack of production that is still of another version was updated before staging',
      facts: stacks(
        [updated(2, general), updated(60, { ...cache, versionTag: '3.35.0' })],
        [updated(50, redis)],
      ),
    },
  ],
  fail: [
    {
      name: 'production an hour too early',
      facts: stacks([updated(2)], [updated(25)]),
      subject: '1-1-vpc',
      severity: 'high',
      reason: 'was updated to 3.36.2, 23 hours after staging; 24 hours are wanted',
    },
    { name: 'both at once', facts: stacks([updated(2)], [updated(2)]), reason: '0 minutes after' },
    {
      name: 'the oldest update that is judged',
      facts: stacks([updated(7 * 24)], [updated(7 * 24 + 1)]),
    },
    {
      name: 'a longer soak is wanted',
      facts: stacks([updated(2)], [updated(49)]),
      settings: { soakHours: 48 },
      reason: '47 hours after staging; 48 hours are wanted',
    },
    {
      name: 'created in production right after staging',
      facts: stacks([aStack({ createdAt: hoursAgo(2), updatedAt: null })], [updated(3)]),
    },
    {
      name: 'one of two stacks of the template, though the other was updated before staging',
      facts: stacks([updated(30, general), updated(3, cache)], [updated(5, redis)]),
      reason: '2 hours after staging',
    },
    {
      name: 'the last of two stacks of staging counts',
      facts: stacks(
        [updated(2, general)],
        [updated(50, redis), updated(3, { name: 'test-2-3-db-redis-cache' })],
      ),
    },
  ],
  warn: [
    {
      name: 'staging was updated once more since',
      facts: stacks([updated(50)], [updated(1)]),
      subject: '1-1-vpc',
      reason: 'and staging once more since: how long it ran there before cannot be told',
    },
    {
      name: 'staging was updated between two updates of production',
      facts: stacks([updated(50, general), updated(1, cache)], [updated(30, redis)]),
    },
  ],
  unknown: [
    {
      name: 'the stacks of staging may not be listed',
      facts: {
        ...stacks([updated(2)], []),
        'counterpart.stacks': denied('cloudformation:DescribeStacks'),
      },
    },
  ],
  notApplicable: [
    {
      name: 'the versions differ',
      facts: stacks([updated(2)], [updated(3, { versionTag: '3.35.0' })]),
      subject: 'acme',
      reason: 'has no template of the version that staging has',
    },
    {
      name: 'neither says a version',
      facts: stacks([updated(2, { versionTag: 'latest' })], [updated(3, { versionTag: 'latest' })]),
    },
    { name: 'staging lacks the template', facts: stacks([updated(2)], []) },
    {
      name: 'no staging deployment',
      facts: { ...stacks([updated(2)], []), 'counterpart.deployments': [] },
      reason: 'has no staging deployment to compare with',
    },
  ],
  several: [
    {
      name: 'each template by its own updates',
      facts: stacks(
        [updated(2), updated(2, { name: 'acme-4-1-secrets' })],
        [updated(90, { name: 'test-1-1-vpc' }), updated(3, { name: 'test-4-1-secrets' })],
      ),
      statuses: { '1-1-vpc': 'pass', '4-1-secrets': 'fail' },
    },
  ],
});
