import check from '../../../shared/checks/rds-cluster-minor-upgrade-consistent.ts';
import { aDbCluster, aDbInstance, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const facts = (autoMinorVersionUpgrade: boolean | null, ...members: readonly boolean[]) => ({
  'rds.clusters': [aDbCluster({ autoMinorVersionUpgrade })],
  'rds.instances': [
    ...members.map((on, at) =>
      aDbInstance({ id: `orders-${at + 1}`, autoMinorVersionUpgrade: on }),
    ),
    aDbInstance({ id: 'users-1', clusterId: 'users', autoMinorVersionUpgrade: true }),
  ],
});

testCheck(check, {
  pass: [
    { name: 'off, as its instances', facts: facts(false, false), reason: 'is upgraded by hand' },
    { name: 'off: an instance that is on has a check of its own', facts: facts(false, true) },
    {
      name: 'AWS does not say of the cluster, and every instance is off',
      facts: facts(null, false, false),
      reason: 'as every instance of it says',
    },
  ],
  fail: [
    {
      name: 'on, though its instances are off',
      facts: facts(true, false, false),
      subject: 'orders',
      reason: 'has automatic minor version upgrades switched on',
      severity: 'low',
    },
    { name: 'on, as its instances', facts: facts(true, true, true) },
    {
      name: 'AWS does not say of the cluster, and every instance is on',
      facts: facts(null, true, true),
      reason: '2 of its 2 instances may be upgraded by AWS',
    },
    {
      name: 'expected and absent',
      facts: { 'rds.clusters': [], 'rds.instances': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
    },
  ],
  warn: [
    {
      name: 'AWS does not say of the cluster, and one instance is on',
      facts: facts(null, true, false),
      reason: '1 of its 2 instances may be upgraded by AWS',
    },
  ],
  unknown: [
    {
      name: 'AWS does not say of the cluster, and it has no instance',
      facts: facts(null),
      subject: 'orders',
      reason: 'does not say',
    },
    {
      name: 'the instances may not be listed',
      facts: { ...facts(false), 'rds.instances': denied('rds:DescribeDBInstances') },
      subject: 'acme',
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: { 'rds.clusters': [], 'rds.instances': [] } },
  ],
});
