import check from '../../../shared/checks/rds-cluster-version-staged.ts';
import { aDbCluster, aDeployment, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const staging = aDeployment({ name: 'test', environment: 'staging' });
const compared = (production: readonly string[], staged: readonly string[]) => ({
  'rds.clusters': production.map((engineVersion) =>
    aDbCluster({ id: `orders-${engineVersion}`, engineVersion }),
  ),
  'counterpart.deployments': [staging],
  'counterpart.clusters': staged.map((engineVersion) => aDbCluster({ engineVersion })),
});

testCheck(check, {
  pass: [
    {
      name: 'the same major version',
      facts: compared(['15.4'], ['15.7']),
      subject: 'orders-15.4',
      reason: 'runs aurora-postgresql 15, as staging does',
    },
    { name: 'one of several clusters of staging', facts: compared(['15.4'], ['13.8', '15.4']) },
  ],
  fail: [
    {
      name: 'staging is behind',
      facts: compared(['15.4'], ['13.8']),
      subject: 'orders-15.4',
      severity: 'medium',
      reason: 'runs aurora-postgresql 15; staging runs aurora-postgresql 13',
    },
    { name: 'staging is ahead', facts: compared(['15.4'], ['16.1']) },
    {
      name: 'staging has no Aurora',
      facts: compared(['15.4'], []),
      reason: 'staging runs none of the kind',
    },
    {
      name: 'expected and absent',
      facts: compared([], ['15.4']),
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
    },
  ],
  unknown: [
    {
      name: 'the clusters of staging may not be listed',
      facts: {
        ...compared(['15.4'], []),
        'counterpart.clusters': denied('rds:DescribeDBClusters'),
      },
    },
    {
      name: 'AWS does not say which version staging runs',
      facts: compared(['15.4'], ['']),
      reason: 'AWS does not say which engine version staging runs',
    },
  ],
  notApplicable: [
    {
      name: 'no staging deployment',
      facts: { ...compared(['15.4'], []), 'counterpart.deployments': [] },
      subject: 'acme',
      reason: 'has no staging deployment to compare with',
    },
    { name: 'absent and not expected', facts: compared([], []) },
  ],
  several: [
    {
      name: 'each cluster by its own version',
      facts: compared(['15.4', '13.8'], ['15.4']),
      statuses: { 'orders-15.4': 'pass', 'orders-13.8': 'fail' },
    },
  ],
});
