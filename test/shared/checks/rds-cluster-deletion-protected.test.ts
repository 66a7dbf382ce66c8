import check from '../../../shared/checks/rds-cluster-deletion-protected.ts';
import { aDbCluster, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const saying = (deletionProtection: boolean | null) => ({
  'rds.clusters': [aDbCluster({ deletionProtection })],
});

testCheck(check, {
  pass: [{ name: 'protected', facts: saying(true), reason: 'is protected from deletion' }],
  fail: [
    {
      name: 'not protected',
      facts: saying(false),
      subject: 'orders',
      reason: 'can be deleted by a single call',
      severity: 'medium',
    },
    {
      name: 'expected and absent',
      facts: { 'rds.clusters': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
    },
  ],
  unknown: [
    { name: 'AWS does not say', facts: saying(null), subject: 'orders', reason: 'does not say' },
    {
      name: 'the clusters may not be listed',
      facts: { 'rds.clusters': denied('rds:DescribeDBClusters') },
      subject: 'acme',
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: { 'rds.clusters': [] }, subject: 'acme' },
  ],
  several: [
    {
      name: 'each cluster by itself',
      facts: {
        'rds.clusters': [aDbCluster(), aDbCluster({ id: 'users', deletionProtection: false })],
      },
      statuses: { orders: 'pass', users: 'fail' },
    },
  ],
});
