import check from '../../../shared/checks/rds-cluster-restorable-to-now.ts';
import type { DbCluster } from '../../../shared/model/rds.ts';
import { aDbCluster, denied, minutesAgo } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const cluster = (over: Partial<DbCluster> = {}) => ({ 'rds.clusters': [aDbCluster(over)] });

testCheck(check, {
  pass: [
    { name: 'minutes behind', facts: cluster(), reason: 'latest restorable time is 4 minutes ago' },
    {
      name: 'behind exactly as far as allowed',
      facts: cluster({ latestRestorableTime: minutesAgo(60) }),
    },
    {
      name: 'behind further, where that is allowed',
      facts: cluster({ latestRestorableTime: minutesAgo(90) }),
      settings: { maximumLagMinutes: 120 },
    },
  ],
  fail: [
    {
      name: 'just further behind than allowed',
      facts: cluster({ latestRestorableTime: minutesAgo(60.1) }),
      subject: 'orders',
      reason: 'latest restorable time is 60 minutes ago, over the 60 minutes allowed',
      severity: 'critical',
    },
    {
      name: 'no restorable time, and old enough to have one',
      facts: cluster({ latestRestorableTime: null }),
      reason: 'names no time to which it could be restored',
    },
    {
      name: 'no restorable time, just after it should have one',
      facts: cluster({ latestRestorableTime: null, createdAt: minutesAgo(60.1) }),
    },
    {
      name: 'no restorable time, and nobody knows how old it is',
      facts: cluster({ latestRestorableTime: null, createdAt: null }),
    },
    {
      name: 'expected and absent',
      facts: { 'rds.clusters': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
    },
  ],
  warn: [
    {
      name: 'no restorable time, and created just now',
      facts: cluster({ latestRestorableTime: null, createdAt: minutesAgo(60) }),
      reason: 'was created just now',
    },
  ],
  unknown: [
    {
      name: 'the clusters may not be listed',
      facts: { 'rds.clusters': denied('rds:DescribeDBClusters') },
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: { 'rds.clusters': [] } }],
  several: [
    {
      name: 'each cluster by itself',
      facts: {
        'rds.clusters': [
          aDbCluster(),
          aDbCluster({ id: 'stuck', latestRestorableTime: minutesAgo(180) }),
        ],
      },
      statuses: { orders: 'pass', stuck: 'fail' },
    },
  ],
});
