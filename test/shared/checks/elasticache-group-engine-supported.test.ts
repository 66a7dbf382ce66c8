import check from '../../../shared/checks/elasticache-group-engine-supported.ts';
import { aGroup, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const group = (engine: string | null, engineVersion: string | null) => ({
  'elasticache.groups': [aGroup({ engine, engineVersion })],
});

testCheck(check, {
  pass: [
    {
      name: 'Redis 7',
      facts: group('redis', '7.1.0'),
      subject: 'sessions',
      reason: 'runs Redis OSS 7, of which no end of support is announced',
    },
    { name: 'Valkey', facts: group('valkey', '8.0.1'), reason: 'runs Valkey 8' },
    {
      name: 'Redis 6, where 69 days ahead are soon enough: it has 69 and three quarters',
      facts: group('redis', '6.2.6'),
      settings: { warnDays: 69 },
      reason: 'runs Redis OSS 6, in standard support until 2027-01-31',
    },
  ],
  fail: [
    {
      name: 'Redis 5',
      facts: group('redis', '5.0.6'),
      subject: 'sessions',
      reason: 'runs Redis OSS 5, out of standard support since 2026-01-31',
      severity: 'high',
    },
    {
      name: 'Redis 4, however late to warn',
      facts: group('redis', '4.0.10'),
      settings: { warnDays: 0 },
    },
    {
      name: 'expected and absent',
      facts: { 'elasticache.groups': [] },
      expected: { templates: ['2-3-db-redis'] },
      subject: '2-3-db-redis',
    },
  ],
  warn: [
    {
      name: 'Redis 6',
      facts: group('redis', '6.2.6'),
      subject: 'sessions',
      reason: 'runs Redis OSS 6, in standard support until 2027-01-31, for 69 days more',
    },
    {
      name: 'Redis 6, exactly as long before as is warned',
      facts: group('redis', '6.2.6'),
      settings: { warnDays: 69.75 },
    },
  ],
  unknown: [
    {
      name: 'the groups may not be listed',
      facts: { 'elasticache.groups': denied('elasticache:DescribeReplicationGroups') },
    },
    {
      name: 'the version is not said',
      facts: group('redis', null),
      subject: 'sessions',
      reason: 'ElastiCache does not say which engine it runs',
    },
    {
      name: 'the engine is not said',
      facts: group(null, '7.1.0'),
      reason: 'ElastiCache does not say which engine it runs',
    },
    {
      name: 'a major version nobody knew of',
      facts: group('redis', '9.0.0'),
      subject: 'sessions',
      reason: 'until when redis 9.0.0 is supported is not known here',
    },
    { name: 'an engine nobody knew of', facts: group('dragonfly', '7.1.0') },
  ],
  notApplicable: [{ name: 'absent and not expected', facts: { 'elasticache.groups': [] } }],
  several: [
    {
      name: 'each group by its own engine',
      facts: {
        'elasticache.groups': [aGroup(), aGroup({ id: 'events', engineVersion: '5.0.6' })],
      },
      statuses: { sessions: 'pass', events: 'fail' },
    },
  ],
});
