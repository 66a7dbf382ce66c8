import check from '../../../shared/checks/rds-cluster-restore-drilled.ts';
import type { DrillReport } from '../../../shared/model/drill.ts';
import {
  aDbCluster,
  aDrillReport,
  aRunningDrill,
  daysAgo,
  denied,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const drills = (...reports: readonly DrillReport[]) => ({
  'rds.clusters': [aDbCluster()],
  'drills.reports': reports,
});

// What a drill proves, rung by rung: test/shared/derive/drills.test.ts.
testCheck(check, {
  pass: [
    {
      name: 'a drill verified the data lately',
      facts: drills(aDrillReport()),
      reason: 'reached L5',
    },
    {
      name: 'a drill exactly as old as allowed',
      facts: drills(aDrillReport({ startedAt: daysAgo(30) })),
    },
    {
      name: 'an older drill, where that is allowed',
      facts: drills(aDrillReport({ startedAt: daysAgo(60) })),
      settings: { maximumAgeDays: 90 },
    },
  ],
  fail: [
    {
      name: 'never drilled',
      facts: drills(),
      subject: 'orders',
      reason: 'was never restored in a drill',
      severity: 'critical',
    },
    {
      name: 'a drill just older than allowed',
      facts: drills(aDrillReport({ startedAt: daysAgo(30.1) })),
      reason: 'last drill that verified the data was 30 days ago, over the 30 days allowed',
    },
    {
      name: 'a drill that restored and looked at nothing',
      facts: drills(aDrillReport({ reached: 'L3' })),
    },
    { name: 'the first drill is still running', facts: drills(aRunningDrill()) },
    {
      name: 'expected and absent',
      facts: { 'rds.clusters': [], 'drills.reports': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
    },
  ],
  warn: [
    {
      name: 'a later drill failed',
      facts: drills(
        aDrillReport(),
        aDrillReport({
          outcome: 'failed',
          reached: 'L3',
          reason: 'has no tables',
          startedAt: daysAgo(1),
        }),
      ),
      subject: 'orders',
      reason: '3 days ago; a later one failed at L3: has no tables',
    },
  ],
  unknown: [
    {
      name: 'the drill reports may not be read',
      facts: { 'rds.clusters': [aDbCluster()], 'drills.reports': denied('dynamodb:Query') },
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: { 'rds.clusters': [], 'drills.reports': [] } },
  ],
  several: [
    {
      name: 'each cluster by its own drills',
      facts: {
        ...drills(aDrillReport()),
        'rds.clusters': [aDbCluster(), aDbCluster({ id: 'recovered' })],
      },
      statuses: { orders: 'pass', recovered: 'fail' },
    },
  ],
});
