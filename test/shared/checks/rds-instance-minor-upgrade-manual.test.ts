import check from '../../../shared/checks/rds-instance-minor-upgrade-manual.ts';
import { aDbInstance, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const instance = (autoMinorVersionUpgrade: boolean) => ({
  'rds.instances': [aDbInstance({ autoMinorVersionUpgrade })],
});

testCheck(check, {
  pass: [
    { name: 'off, as the vendor wants it', facts: instance(false), reason: 'is upgraded by hand' },
  ],
  fail: [
    {
      name: 'on, as every other tool wants it',
      facts: instance(true),
      subject: 'orders-1',
      reason: 'may be upgraded and restarted by AWS',
      severity: 'medium',
    },
    {
      name: 'expected and absent',
      facts: { 'rds.instances': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
      reason: 'should have brought an Aurora instance',
    },
  ],
  unknown: [
    {
      name: 'the instances may not be listed',
      facts: { 'rds.instances': denied('rds:DescribeDBInstances') },
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: { 'rds.instances': [] } }],
  several: [
    {
      name: 'every member by itself: one that is on is enough',
      facts: {
        'rds.instances': [
          aDbInstance(),
          aDbInstance({ id: 'orders-2', autoMinorVersionUpgrade: true }),
        ],
      },
      statuses: { 'orders-1': 'pass', 'orders-2': 'fail' },
    },
  ],
});
