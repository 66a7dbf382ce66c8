import check from '../../../shared/checks/rds-cluster-retention-sufficient.ts';
import { aDbCluster, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const keeping = (backupRetentionDays: number) => ({
  'rds.clusters': [aDbCluster({ backupRetentionDays })],
});

testCheck(check, {
  pass: [
    { name: 'exactly a week', facts: keeping(7), reason: 'keeps back-ups for 7 days' },
    { name: 'longer than a week', facts: keeping(35) },
    { name: 'less, where that is enough', facts: keeping(3), settings: { minimumDays: 3 } },
  ],
  fail: [
    {
      name: 'a day short of a week',
      facts: keeping(6),
      subject: 'orders',
      reason: 'keeps back-ups for 6 days; 7 are wanted',
      severity: 'high',
    },
    {
      name: 'what AWS sets when nobody says more',
      facts: keeping(1),
      reason: 'keeps back-ups for 1 day; 7 are wanted',
    },
    { name: 'a week, where more is wanted', facts: keeping(7), settings: { minimumDays: 14 } },
    {
      name: 'expected and absent',
      facts: { 'rds.clusters': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
    },
  ],
  unknown: [
    {
      name: 'the clusters may not be listed',
      facts: { 'rds.clusters': denied('rds:DescribeDBClusters') },
      subject: 'acme',
      reason: 'rds:DescribeDBClusters was refused',
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: { 'rds.clusters': [] }, subject: 'acme' },
  ],
  several: [
    {
      name: 'each cluster by itself',
      facts: {
        'rds.clusters': [aDbCluster(), aDbCluster({ id: 'users', backupRetentionDays: 1 })],
      },
      statuses: { orders: 'pass', users: 'fail' },
    },
  ],
});
