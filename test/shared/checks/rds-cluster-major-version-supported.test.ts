import check from '../../../shared/checks/rds-cluster-major-version-supported.ts';
import type { MajorVersion } from '../../../shared/model/rds.ts';
import { aDbCluster, daysAgo, denied, minutesAgo, now } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aMajorVersion, inDays } from '../../support/surroundings.ts';

const runs = (over: Partial<MajorVersion> = {}) => ({
  'rds.clusters': [aDbCluster()],
  'rds.major-versions': [aMajorVersion(over)],
});
const atNow = now.toISOString();

testCheck(check, {
  pass: [
    {
      name: 'in standard support for years',
      facts: runs(),
      reason: 'runs aurora-postgresql 15, in standard support until 2028-02-29',
    },
    {
      name: 'for a minute longer than to warn of',
      facts: runs({ supportedUntil: minutesAgo(-180 * 1440 - 1) }),
    },
    {
      name: 'for a hundred days, where that is long enough',
      facts: runs({ supportedUntil: inDays(100) }),
      settings: { warnDays: 99 },
    },
    {
      name: 'a major of two numbers',
      facts: {
        'rds.clusters': [
          aDbCluster({ engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.08.0' }),
        ],
        'rds.major-versions': [
          aMajorVersion({ engine: 'aurora-mysql', version: '5.7', supportedUntil: daysAgo(700) }),
          aMajorVersion({ engine: 'aurora-mysql', version: '8.0' }),
        ],
      },
      reason: 'runs aurora-mysql 8.0',
    },
    {
      name: 'a version that is a major',
      facts: { ...runs(), 'rds.clusters': [aDbCluster({ engineVersion: '15' })] },
    },
  ],
  fail: [
    {
      name: 'in Extended Support',
      facts: runs({ supportedUntil: daysAgo(22) }),
      subject: 'orders',
      reason: 'runs aurora-postgresql 15, in paid Extended Support since 2026-11-01',
      severity: 'high',
    },
    { name: 'in Extended Support from now on', facts: runs({ supportedUntil: atNow }) },
    {
      name: 'out of all support',
      facts: runs({ supportedUntil: daysAgo(1200), extendedUntil: daysAgo(22) }),
      reason: 'runs aurora-postgresql 15, out of any support since 2026-11-01',
    },
    {
      name: 'out of all support from now on',
      facts: runs({ supportedUntil: daysAgo(1200), extendedUntil: atNow }),
      reason: 'out of any support',
    },
    {
      name: 'out of standard support, and no word of Extended Support',
      facts: runs({ supportedUntil: daysAgo(22), extendedUntil: null }),
      reason: 'runs aurora-postgresql 15, out of standard support since 2026-11-01',
    },
    {
      name: 'expected and absent',
      facts: { ...runs(), 'rds.clusters': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
    },
  ],
  warn: [
    {
      name: 'for half a year',
      facts: runs({ supportedUntil: inDays(180) }),
      reason: 'runs aurora-postgresql 15, in standard support until 2027-05-22',
    },
    {
      name: 'for a year, where that is too short',
      facts: runs({ supportedUntil: inDays(365) }),
      settings: { warnDays: 365 },
    },
  ],
  unknown: [
    {
      name: 'no date is given',
      facts: runs({ supportedUntil: null }),
      reason: 'RDS does not say until when',
    },
    { name: 'a major that is not listed', facts: runs({ version: '16' }) },
    { name: 'a major that only begins alike', facts: runs({ version: '1' }) },
    { name: 'another engine’s', facts: runs({ engine: 'aurora-mysql' }) },
    {
      name: 'an engine version AWS does not say',
      facts: { ...runs(), 'rds.clusters': [aDbCluster({ engineVersion: '' })] },
    },
    {
      name: 'majors may not be listed',
      facts: { ...runs(), 'rds.major-versions': denied('rds:DescribeDBMajorEngineVersions') },
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: { ...runs(), 'rds.clusters': [] } }],
  several: [
    {
      name: 'each cluster by its own major',
      facts: {
        'rds.clusters': [aDbCluster(), aDbCluster({ id: 'billing', engineVersion: '13.9' })],
        'rds.major-versions': [
          aMajorVersion({ version: '13', supportedUntil: daysAgo(1) }),
          aMajorVersion(),
        ],
      },
      statuses: { orders: 'pass', billing: 'fail' },
    },
  ],
});
