/** A back-up that was never restored is a hope: every Aurora cluster was restored and its data verified lately. */
import { judgeDrills } from '../derive/drills.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck } from '../model/check.ts';

export default defineCheck({
  id: 'rds-cluster-restore-drilled',
  practice: 'back-ups',
  title: 'A back-up of every Aurora cluster was restored and its data verified lately',
  severity: 'critical',
  why: 'Snapshots exist in every outage story; what was missing is one that restores. The vendor asks to check that periodically.',
  fix: 'Run a restore drill of this cluster, and keep it scheduled.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#back-ups',
  catalogueIds: ['BKP-RDS-05'],
  controls: [
    { source: 'iso-27001-2022', id: 'A.8.13' },
    { source: 'nist-800-53-r5', id: 'CP-9(1)' },
    { source: 'aws-well-architected', id: 'REL09-BP04' },
    { source: 'soc-2', id: 'A1.3' },
    { source: 'service-screener', id: 'backupRecoveryPointNeverRestored' },
  ],
  settings: {
    maximumAgeDays: {
      default: 30,
      minimum: 1,
      unit: 'days',
      about: 'age of the last drill that verified the data',
    },
  },
  needs: ['rds.clusters', 'drills.reports'],
  run: (facts, context) => {
    const { now, settings } = context;
    const verdicts = facts['rds.clusters'].map(({ ref, id }) =>
      judgeDrills(ref, id, facts['drills.reports'], {
        now,
        maximumAgeDays: settings.maximumAgeDays,
      }),
    );
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});
