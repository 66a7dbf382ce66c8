import check from '../../../shared/checks/rds-cluster-snapshot-recent.ts';
import type { DbClusterSnapshot } from '../../../shared/model/rds.ts';
import { aDbCluster, aDbSnapshot, denied, hoursAgo } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const snapshots = (...each: readonly Partial<DbClusterSnapshot>[]) => ({
  'rds.clusters': [aDbCluster()],
  'rds.snapshots': each.map(aDbSnapshot),
});
const without = (createdAt: string | null) => ({
  'rds.clusters': [aDbCluster({ createdAt })],
  'rds.snapshots': [],
});

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
      facts: snapshots(
        { createdAt: hoursAgo(50) },
        { createdAt: hoursAgo(2) },
        { createdAt: hoursAgo(26) },
      ),
    },
    {
      name: 'an older one, where that is allowed',
      facts: snapshots({ createdAt: hoursAgo(40) }),
      settings: { maximumAgeHours: 48 },
    },
  ],
  fail: [
    {
      name: 'a snapshot just older than allowed',
      facts: snapshots({ createdAt: hoursAgo(26.1) }),
      subject: 'orders',
      reason: 'newest automated snapshot is 26 hours old, over the 26 hours allowed',
      severity: 'high',
    },
    {
      name: 'a newer snapshot that is still being made does not count',
      facts: snapshots({ createdAt: hoursAgo(72) }, { status: 'creating', createdAt: hoursAgo(1) }),
      reason: 'is 3 days old',
    },
    {
      name: 'only a failed snapshot',
      facts: snapshots({ status: 'failed' }),
      reason: 'has no automated snapshot that could be restored',
    },
    { name: 'only a snapshot without a time', facts: snapshots({ createdAt: null }) },
    { name: 'only a snapshot of another cluster', facts: snapshots({ clusterId: 'users' }) },
    { name: 'none, and old enough to have one', facts: without(hoursAgo(26.1)) },
    { name: 'none, and nobody knows how old it is', facts: without(null) },
    {
      name: 'expected and absent',
      facts: { 'rds.clusters': [], 'rds.snapshots': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
    },
  ],
  warn: [
    {
      name: 'none, and exactly too young to have one',
      facts: without(hoursAgo(26)),
      reason: 'was created 26 hours ago and has no automated snapshot yet',
    },
  ],
  unknown: [
    {
      name: 'the snapshots may not be listed',
      facts: {
        'rds.clusters': [aDbCluster()],
        'rds.snapshots': denied('rds:DescribeDBClusterSnapshots'),
      },
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: { 'rds.clusters': [], 'rds.snapshots': [] } },
  ],
  several: [
    {
      name: 'each cluster by its own snapshots',
      facts: { ...snapshots({}), 'rds.clusters': [aDbCluster(), aDbCluster({ id: 'users' })] },
      statuses: { orders: 'pass', users: 'fail' },
    },
  ],
});
