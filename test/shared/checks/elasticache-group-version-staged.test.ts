import check from '../../../shared/checks/elasticache-group-version-staged.ts';
import type { ReplicationGroup } from '../../../shared/model/elasticache.ts';
import { aDeployment, aGroup, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const staging = aDeployment({ name: 'test', environment: 'staging' });
const compared = (
  production: readonly Partial<ReplicationGroup>[],
  staged: readonly Partial<ReplicationGroup>[],
) => ({
  'elasticache.groups': production.map(aGroup),
  'counterpart.deployments': [staging],
  'counterpart.groups': staged.map(aGroup),
});

testCheck(check, {
  pass: [
    {
      name: 'the same major version, whatever it is for',
      facts: compared([{}], [{ engineVersion: '6.2.6' }, { id: 'cache', engineVersion: '7.0.7' }]),
      subject: 'sessions',
      reason: 'runs redis 7, as staging does',
    },
  ],
  fail: [
    {
      name: 'staging is behind',
      facts: compared([{}], [{ engineVersion: '6.2.6' }]),
      subject: 'sessions',
      severity: 'medium',
      reason: 'runs redis 7; staging runs redis 6',
    },
    {
      name: 'staging runs Valkey',
      facts: compared([{}], [{ engine: 'valkey', engineVersion: '7.2.6' }]),
      reason: 'staging runs valkey 7',
    },
    { name: 'staging has no Redis', facts: compared([{}], []) },
    {
      name: 'expected and absent',
      facts: compared([], [{}]),
      expected: { templates: ['2-3-db-redis'] },
      subject: '2-3-db-redis',
    },
  ],
  unknown: [
    {
      name: 'the groups of staging may not be listed',
      facts: {
        ...compared([{}], []),
        'counterpart.groups': denied('elasticache:DescribeReplicationGroups'),
      },
    },
    {
      name: 'AWS does not say which version it runs',
      facts: compared([{ engineVersion: null }], [{}]),
      subject: 'sessions',
    },
    { name: 'nor which staging runs', facts: compared([{}], [{ engine: null }]) },
  ],
  notApplicable: [
    {
      name: 'no staging deployment',
      facts: { ...compared([{}], []), 'counterpart.deployments': [] },
      subject: 'acme',
      reason: 'has no staging deployment to compare with',
    },
    { name: 'absent and not expected', facts: compared([], []) },
  ],
  several: [
    {
      name: 'each group by its own version',
      facts: compared([{}, { id: 'cache', engineVersion: '6.2.6' }], [{}]),
      statuses: { sessions: 'pass', cache: 'fail' },
    },
  ],
});
