import check from '../../../shared/checks/rds-cluster-snapshot-unbroken.ts';
import { aDbCluster, aDbSnapshot, daysAgo, denied, hoursAgo } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const failed = (createdAt: string | null, clusterId = 'orders') =>
  aDbSnapshot({ id: `rds:${clusterId}-${createdAt}`, status: 'failed', createdAt, clusterId });
const facts = (...snapshots: readonly ReturnType<typeof aDbSnapshot>[]) => ({
  'rds.clusters': [aDbCluster()],
  'rds.snapshots': [aDbSnapshot(), ...snapshots],
});

testCheck(check, {
  pass: [
    {
      name: 'none failed',
      facts: facts(),
      reason: 'has no failed automated snapshot of the last 7 days',
    },
    { name: 'one failed just longer ago', facts: facts(failed(daysAgo(7.01))) },
    { name: 'one is being taken', facts: facts(aDbSnapshot({ status: 'creating' })) },
    { name: 'one failed of another cluster', facts: facts(failed(daysAgo(1), 'users')) },
    {
      name: 'one failed two days ago, where only one day counts',
      facts: facts(failed(daysAgo(2))),
      settings: { windowDays: 1 },
      reason: 'of the last 1 day',
    },
    {
      name: 'there is none: others say so',
      facts: { 'rds.clusters': [aDbCluster()], 'rds.snapshots': [] },
    },
  ],
  fail: [
    {
      name: 'one failed, though a newer one is there',
      facts: facts(failed(hoursAgo(26))),
      subject: 'orders',
      reason: 'has 1 failed automated snapshot of the last 7 days, the newest 26 hours old',
      severity: 'high',
    },
    { name: 'one failed exactly a week ago', facts: facts(failed(daysAgo(7))) },
    {
      name: 'several failed',
      facts: facts(failed(daysAgo(5)), failed(daysAgo(3))),
      reason: 'has 2 failed automated snapshots of the last 7 days, the newest 3 days old',
    },
    { name: 'one failed, nobody says when', facts: facts(failed(null)) },
    {
      name: 'expected and absent',
      facts: { 'rds.clusters': [], 'rds.snapshots': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
    },
  ],
  unknown: [
    {
      name: 'the snapshots may not be listed',
      facts: { ...facts(), 'rds.snapshots': denied('rds:DescribeDBClusterSnapshots') },
      subject: 'acme',
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: { 'rds.clusters': [], 'rds.snapshots': [] } },
  ],
});
