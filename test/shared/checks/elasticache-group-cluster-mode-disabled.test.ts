import check from '../../../shared/checks/elasticache-group-cluster-mode-disabled.ts';
import { aGroup, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const inMode = (clusterMode: string | null) => ({
  'elasticache.groups': [aGroup({ clusterMode })],
});

testCheck(check, {
  pass: [{ name: 'disabled', facts: inMode('disabled'), reason: 'has cluster mode disabled' }],
  fail: [
    {
      name: 'enabled',
      facts: inMode('enabled'),
      subject: 'sessions',
      reason: 'has cluster mode enabled',
      severity: 'critical',
    },
    {
      name: 'expected and absent',
      facts: { 'elasticache.groups': [] },
      expected: { templates: ['2-3-db-redis'] },
      subject: '2-3-db-redis',
    },
  ],
  warn: [{ name: 'on the way to enabled', facts: inMode('compatible'), reason: 'compatible' }],
  unknown: [
    { name: 'AWS does not say', facts: inMode(null), subject: 'sessions', reason: 'does not say' },
    { name: 'a mode that is not known here', facts: inMode('sideways') },
    {
      name: 'the groups may not be listed',
      facts: { 'elasticache.groups': denied('elasticache:DescribeReplicationGroups') },
      subject: 'acme',
    },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: { 'elasticache.groups': [] } }],
  several: [
    {
      name: 'each group by itself',
      facts: { 'elasticache.groups': [aGroup(), aGroup({ id: 'cache', clusterMode: 'enabled' })] },
      statuses: { sessions: 'pass', cache: 'fail' },
    },
  ],
});
