/** The newest automated snapshot of every Aurora cluster is recent. A cluster too young to have one is a warning. */
import { hoursSince, inWords } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { newestUsable } from '../derive/snapshots.ts';
import { defineCheck, fail, pass, warn } from '../model/check.ts';

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
    const { now, settings } = context;
    const verdicts = facts['rds.clusters'].map(({ ref, id, createdAt }) => {
      const newest = newestUsable(
        facts['rds.snapshots'].filter(({ clusterId }) => clusterId === id),
      );
      if (newest === undefined) {
        const age = createdAt === null ? Number.POSITIVE_INFINITY : hoursSince(createdAt, now);
        return age <= settings.maximumAgeHours
          ? warn(ref, `was created ${inWords(age)} ago and has no automated snapshot yet`)
          : fail(ref, 'has no automated snapshot that could be restored');
      }
      const age = hoursSince(newest.createdAt, now);
      const reason = `newest automated snapshot is ${inWords(age)} old`;
      return age > settings.maximumAgeHours
        ? fail(ref, `${reason}; ${settings.maximumAgeHours} hours are allowed`)
        : pass(ref, reason);
    });
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});
