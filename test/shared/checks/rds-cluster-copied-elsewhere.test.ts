import check from '../../../shared/checks/rds-cluster-copied-elsewhere.ts';
import type { ProtectedResource } from '../../../shared/model/backup.ts';
import { aDbCluster, daysAgo, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const arnOf = (id: string) => `arn:aws:rds:eu-west-1:111122223333:cluster:${id}`;
const cluster = (id = 'orders') =>
  aDbCluster({ id, ref: { type: 'rds-cluster', name: id, arn: arnOf(id) } });
const copied = (over: Partial<ProtectedResource> = {}) => ({
  'rds.clusters': [cluster()],
  'backup.protected-resources': [{ arn: arnOf('orders'), lastBackupAt: daysAgo(1), ...over }],
});

testCheck(check, {
  pass: [
    {
      name: 'copied yesterday',
      facts: copied(),
      subject: 'orders',
      reason: 'was copied by AWS Backup 24 hours ago',
    },
    { name: 'copied exactly as long ago as allowed', facts: copied({ lastBackupAt: daysAgo(35) }) },
    {
      name: 'copied longer ago, where that is allowed',
      facts: copied({ lastBackupAt: daysAgo(80) }),
      settings: { maximumDays: 90 },
    },
  ],
  fail: [
    {
      name: 'expected and absent',
      facts: { 'rds.clusters': [], 'backup.protected-resources': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
      reason: 'should have brought an Aurora cluster',
    },
  ],
  warn: [
    {
      name: 'never copied',
      facts: { 'rds.clusters': [cluster()], 'backup.protected-resources': [] },
      subject: 'orders',
      reason: 'is not kept by AWS Backup',
      severity: 'low',
    },
    { name: 'only something else is copied', facts: copied({ arn: arnOf('orders-2') }) },
    {
      name: 'copied just longer ago than allowed',
      facts: copied({ lastBackupAt: daysAgo(35.1) }),
      reason: 'was copied by AWS Backup 35 days ago, over the 35 days allowed',
    },
  ],
  unknown: [
    {
      name: 'AWS Backup may not be asked',
      facts: {
        'rds.clusters': [cluster()],
        'backup.protected-resources': denied('backup:ListProtectedResources'),
      },
      reason: 'backup:ListProtectedResources was refused',
    },
    {
      name: 'a cluster without ARN',
      facts: { ...copied(), 'rds.clusters': [aDbCluster()] },
      subject: 'orders',
      reason: 'has no ARN',
    },
    {
      name: 'a copy without a time',
      facts: copied({ lastBackupAt: null }),
      reason: 'does not say when it last copied it',
    },
  ],
  notApplicable: [
    {
      name: 'absent and not expected',
      facts: { 'rds.clusters': [], 'backup.protected-resources': [] },
    },
  ],
  several: [
    {
      name: 'each cluster by its own copies; a copy of nothing of ours says nothing',
      facts: {
        'rds.clusters': [cluster(), cluster('users')],
        'backup.protected-resources': [
          { arn: arnOf('somebody-elses'), lastBackupAt: null },
          { arn: arnOf('users'), lastBackupAt: daysAgo(1) },
        ],
      },
      statuses: { orders: 'warn', users: 'pass' },
    },
  ],
});
