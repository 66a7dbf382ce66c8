import check from '../../../shared/checks/rds-cluster-minor-version-current.ts';
import type { EngineVersion } from '../../../shared/model/rds.ts';
import { aDbCluster, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { anEngineVersion } from '../../support/surroundings.ts';

const runs = (over: Partial<EngineVersion> = {}) => ({
  'rds.clusters': [aDbCluster()],
  'rds.engine-versions': [anEngineVersion(over)],
});
const minors = (...versions: readonly string[]) => ({
  targets: [
    ...versions.map((version) => ({ version, major: false })),
    { version: '16.8', major: true },
  ],
});

testCheck(check, {
  pass: [
    {
      name: 'the newest minor version, whatever majors there are',
      facts: runs(),
      reason: 'runs aurora-postgresql 15.4, the newest minor version',
    },
    {
      name: 'one behind',
      facts: runs(minors('15.5')),
      reason: 'runs aurora-postgresql 15.4, 1 minor version behind 15.5',
    },
    {
      name: 'two behind',
      facts: runs(minors('15.5', '15.6')),
      reason: '2 minor versions behind 15.6',
    },
    {
      name: 'three behind, where that is allowed',
      facts: runs(minors('15.5', '15.6', '15.10')),
      settings: { maximumBehind: 3 },
    },
  ],
  fail: [
    {
      name: 'three behind',
      facts: runs(minors('15.5', '15.6', '15.10')),
      subject: 'orders',
      reason: 'runs aurora-postgresql 15.4, 3 minor versions behind 15.10',
      severity: 'high',
    },
    {
      name: 'one behind, where none is allowed',
      facts: runs(minors('15.5')),
      settings: { maximumBehind: 0 },
    },
    {
      name: 'deprecated, though one behind',
      facts: runs({ ...minors('15.5'), status: 'deprecated' }),
      reason: 'runs aurora-postgresql 15.4, which is deprecated; the newest minor version is 15.5',
    },
    {
      name: 'deprecated, with nothing newer of its major',
      facts: runs({ status: 'deprecated' }),
      reason: '15.4, which is deprecated',
    },
    {
      name: 'no longer offered',
      facts: runs({ status: null, targets: [] }),
      reason: 'runs aurora-postgresql 15.4, which AWS no longer offers',
    },
    {
      name: 'expected and absent',
      facts: { ...runs(), 'rds.clusters': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
    },
  ],
  unknown: [
    {
      name: 'nothing is told of its version',
      facts: runs({ version: '15.5' }),
      reason: 'RDS does not tell of the engine version it runs',
    },
    { name: 'nothing is told of its engine', facts: runs({ engine: 'aurora-mysql' }) },
    {
      name: 'versions may not be listed',
      facts: { ...runs(), 'rds.engine-versions': denied('rds:DescribeDBEngineVersions') },
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: { ...runs(), 'rds.clusters': [] } }],
  several: [
    {
      name: 'each cluster by its own version',
      facts: {
        'rds.clusters': [aDbCluster(), aDbCluster({ id: 'billing', engineVersion: '14.3' })],
        'rds.engine-versions': [
          anEngineVersion({ version: '14.3', status: 'deprecated' }),
          anEngineVersion(),
        ],
      },
      statuses: { orders: 'pass', billing: 'fail' },
    },
  ],
});
