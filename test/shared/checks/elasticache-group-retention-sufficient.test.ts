import check from '../../../shared/checks/elasticache-group-retention-sufficient.ts';
import { aGroup, aStackResource, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const keeping = (snapshotRetentionDays: number, purpose = 'general') => ({
  'elasticache.groups': [aGroup({ snapshotRetentionDays })],
  'cloudformation.stack-resources': [aStackResource({ stackName: `acme-2-3-db-redis-${purpose}` })],
});
const hidden = {
  'cloudformation.stack-resources': denied('cloudformation:ListStackResources'),
};

testCheck(check, {
  pass: [
    { name: 'exactly a week', facts: keeping(7), reason: 'keeps snapshots for 7 days' },
    { name: 'longer than a week', facts: keeping(35) },
    { name: 'less, where that is enough', facts: keeping(1), settings: { minimumDays: 1 } },
    { name: 'enough for whatever it is for', facts: { ...keeping(7), ...hidden } },
  ],
  fail: [
    {
      name: 'a day short of a week',
      facts: keeping(6),
      subject: 'sessions',
      reason: 'keeps snapshots for 6 days; 7 days are wanted',
      severity: 'critical',
    },
    {
      name: 'none',
      facts: keeping(0),
      reason: 'takes no automated snapshots; 7 days are wanted',
      severity: 'critical',
    },
    { name: 'events matter less', facts: keeping(0, 'events'), severity: 'medium' },
    {
      name: 'of no stack that is known: the strictest',
      facts: { ...keeping(6), 'cloudformation.stack-resources': [] },
      severity: 'critical',
    },
    { name: 'a week, where more is wanted', facts: keeping(7), settings: { minimumDays: 14 } },
    {
      name: 'expected and absent',
      facts: { 'elasticache.groups': [], 'cloudformation.stack-resources': [] },
      expected: { templates: ['2-3-db-redis'] },
      subject: '2-3-db-redis',
    },
  ],
  unknown: [
    {
      name: 'too little, and nobody can say whether it is a cache',
      facts: { ...keeping(0), ...hidden },
      subject: 'sessions',
    },
    {
      name: 'the groups may not be listed',
      facts: { 'elasticache.groups': denied('elasticache:DescribeReplicationGroups') },
      subject: 'acme',
    },
  ],
  notApplicable: [
    { name: 'a cache', facts: keeping(0, 'cache'), subject: 'sessions', reason: 'is a cache' },
    { name: 'absent and not expected', facts: { 'elasticache.groups': [] }, subject: 'acme' },
  ],
});
