/** The newest automated snapshot of every Aurora cluster is recent. A cluster too young to have one is a warning. */
import { orAbsent } from '../derive/presence.ts';
import { judgeRecency } from '../derive/snapshots.ts';
import { defineCheck } from '../model/check.ts';

export default defineCheck({
  id: 'rds-cluster-snapshot-recent',
  practice: 'back-ups',
  title: 'Aurora clusters have a recent automated snapshot',
  severity: 'high',
  why: 'Aurora holds all users, applications, gateways and devices; without a recent snapshot they are lost with the cluster.',
  fix: 'Look at the events and the back-up window of the cluster; take a manual snapshot until the automated ones are back.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html',
  catalogueIds: ['BKP-RDS-03'],
  controls: [
    { source: 'aws-config', id: 'AURORA_LAST_BACKUP_RECOVERY_POINT_CREATED' },
    { source: 'cloud-custodian', id: 'rds-cluster-snapshot:age' },
  ],
  settings: {
    maximumAgeHours: {
      default: 26,
      minimum: 1,
      unit: 'hours',
      about: 'age of the newest snapshot: a day and two hours for the back-up window',
    },
  },
  needs: ['rds.clusters', 'rds.snapshots'],
  run: (facts, context) => {
    const limits = { now: context.now, maximumAgeHours: context.settings.maximumAgeHours };
    const verdicts = facts['rds.clusters'].map((cluster) =>
      judgeRecency(
        cluster,
        facts['rds.snapshots'].filter(({ clusterId }) => clusterId === cluster.id),
        limits,
      ),
    );
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});
