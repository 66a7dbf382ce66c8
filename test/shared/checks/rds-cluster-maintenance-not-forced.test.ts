import check from '../../../shared/checks/rds-cluster-maintenance-not-forced.ts';
import type { PendingMaintenance } from '../../../shared/model/rds.ts';
import { aDbCluster, aDbInstance, daysAgo, denied, minutesAgo } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aPendingMaintenance, inDays } from '../../support/surroundings.ts';

const arnOf = (kind: 'cluster' | 'db', id: string) =>
  `arn:aws:rds:eu-west-1:111122223333:${kind}:${id}`;
const cluster = (id = 'orders') =>
  aDbCluster({
    id,
    ref: { type: 'rds-cluster', name: id, arn: arnOf('cluster', id) },
    members: [{ instanceId: `${id}-1`, writer: true }],
  });
const instance = (id = 'orders-1', clusterId = 'orders') =>
  aDbInstance({ id, clusterId, ref: { type: 'rds-instance', name: id, arn: arnOf('db', id) } });
const pending = (...actions: readonly Partial<PendingMaintenance>[]) => ({
  'rds.clusters': [cluster()],
  'rds.instances': [instance()],
  'rds.pending-maintenance': actions.map((each) => aPendingMaintenance(each)),
});
const soon = { forcedAt: inDays(3) };
const withoutArn = { ref: { type: 'rds-cluster', name: 'orders' } };

testCheck(check, {
  pass: [
    { name: 'nothing is pending', facts: pending(), reason: 'waits for no maintenance' },
    {
      name: 'nothing is forced',
      facts: pending({}, { action: 'db-upgrade' }),
      reason: 'waits for 2 maintenance actions; nothing is forced',
    },
    {
      name: 'scheduled for the next window',
      facts: pending({ ...soon, optIn: 'next-maintenance' }),
      reason: 'waits for maintenance that is scheduled on purpose',
    },
    {
      name: 'one scheduled on purpose, one that nobody forces',
      facts: pending({ ...soon, optIn: 'next-maintenance' }, { action: 'db-upgrade' }),
      reason: 'waits for maintenance that is scheduled on purpose',
    },
    { name: 'scheduled for now', facts: pending({ ...soon, optIn: 'immediate' }) },
    {
      name: 'another cluster’s',
      facts: pending({ ...soon, resourceArn: arnOf('cluster', 'storefront') }),
      reason: 'waits for no maintenance',
    },
    {
      name: 'an instance’s of another cluster',
      facts: {
        ...pending({ ...soon, resourceArn: arnOf('db', 'storefront-1') }),
        'rds.instances': [instance(), instance('storefront-1', 'storefront')],
      },
    },
  ],
  fail: [
    {
      name: 'forced in three days',
      facts: pending(soon),
      subject: 'orders',
      reason: 'is to get system-update, which is forced from 2026-11-26',
      severity: 'high',
    },
    { name: 'forced in the nick of time', facts: pending({ forcedAt: inDays(14) }) },
    {
      name: 'applied in a window soon',
      facts: pending({ autoAppliedAfter: inDays(14), action: 'db-upgrade' }),
      reason: 'is to get db-upgrade, which is forced from 2026-12-07',
    },
    {
      name: 'the earlier date counts, whichever it is',
      facts: pending({ autoAppliedAfter: inDays(60), forcedAt: inDays(3) }),
      reason: 'from 2026-11-26',
    },
    {
      name: 'and the other way round',
      facts: pending({ autoAppliedAfter: inDays(3), forcedAt: inDays(60) }),
      reason: 'from 2026-11-26',
    },
    {
      name: 'forced this minute',
      facts: pending({ forcedAt: daysAgo(0) }),
      reason: 'is forced from 2026-11-23',
    },
    {
      name: 'overdue',
      facts: pending({ forcedAt: daysAgo(22) }),
      reason: 'is to get system-update, which is due since 2026-11-01',
    },
    {
      name: 'opted for, and taken back',
      facts: pending({ ...soon, optIn: 'undo-opt-in' }),
    },
    {
      name: 'of an instance',
      facts: pending({ ...soon, resourceArn: arnOf('db', 'orders-1') }),
      subject: 'orders',
    },
    {
      name: 'several, of which one is opted for and one is far off',
      facts: pending(
        { ...soon, action: 'os-upgrade', optIn: 'immediate' },
        { action: 'db-upgrade', forcedAt: inDays(90) },
        soon,
        { ...soon, resourceArn: arnOf('db', 'orders-1') },
        { forcedAt: daysAgo(1), action: 'ca-certificate-rotation' },
      ),
      reason:
        'is to get system-update, which is forced from 2026-11-26; ca-certificate-rotation, which is due since 2026-11-22',
    },
    {
      name: 'of a cluster, though an instance has no ARN',
      facts: { ...pending(soon), 'rds.instances': [aDbInstance()] },
    },
    {
      name: 'in 30 days, where that is too soon',
      facts: pending({ forcedAt: inDays(30) }),
      settings: { failDays: 30 },
    },
    {
      name: 'expected and absent',
      facts: { ...pending(), 'rds.clusters': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
    },
  ],
  warn: [
    {
      name: 'forced, not soon',
      facts: pending({ forcedAt: minutesAgo(-14 * 1440 - 1) }),
      reason: 'is to get system-update, which is forced from 2026-12-07',
    },
    {
      name: 'forced in three days, where that is time enough',
      facts: pending(soon),
      settings: { failDays: 2 },
    },
  ],
  unknown: [
    {
      name: 'a cluster without ARN',
      facts: { ...pending(), 'rds.clusters': [{ ...cluster(), ...withoutArn }] },
      subject: 'orders',
      reason: 'has no ARN',
    },
    {
      name: 'an instance without ARN, and something far off',
      facts: { ...pending({ forcedAt: inDays(90) }), 'rds.instances': [aDbInstance()] },
    },
    {
      name: 'an instance that is not listed',
      facts: { ...pending(), 'rds.instances': [] },
    },
    {
      name: 'pending maintenance may not be listed',
      facts: {
        ...pending(),
        'rds.pending-maintenance': denied('rds:DescribePendingMaintenanceActions'),
      },
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: { ...pending(), 'rds.clusters': [] } }],
  several: [
    {
      name: 'each cluster by its own maintenance',
      facts: {
        ...pending({ ...soon, resourceArn: arnOf('db', 'billing-1') }),
        'rds.clusters': [cluster(), cluster('billing')],
        'rds.instances': [instance(), instance('billing-1', 'billing')],
      },
      statuses: { orders: 'pass', billing: 'fail' },
    },
  ],
});
