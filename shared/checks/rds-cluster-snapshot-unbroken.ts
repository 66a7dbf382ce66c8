/** No automated snapshot of Aurora failed lately. A newer one that succeeded does not hide one that did not. */
import { daysSince, inWords, plural } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass } from '../model/check.ts';

export default defineCheck({
  id: 'rds-cluster-snapshot-unbroken',
  practice: 'back-ups',
  title: 'No automated snapshot of an Aurora cluster failed in the last week',
  severity: 'high',
  why: 'Snapshots that fail now and then soon fail always, and each one that is missing is a day that cannot be restored.',
  fix: 'Look at the events of the cluster, its KMS key and its back-up window; take a manual snapshot until the next automated one succeeds.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html',
  catalogueIds: ['BKP-RDS-03'],
  controls: [{ source: 'cloud-custodian', id: 'consecutive-snapshots' }],
  settings: {
    windowDays: {
      default: 7,
      minimum: 1,
      unit: 'days',
      about: 'how long a failed snapshot counts',
    },
  },
  needs: ['rds.clusters', 'rds.snapshots'],
  run: (facts, { now, settings: { windowDays }, ...context }) => {
    const verdicts = facts['rds.clusters'].map(({ ref, id }) => {
      // One without a date may be of today.
      const ages = facts['rds.snapshots']
        .filter(({ clusterId, status }) => clusterId === id && status === 'failed')
        .map(({ createdAt }) => (createdAt === null ? 0 : daysSince(createdAt, now)))
        .filter((age) => age <= windowDays);
      return ages.length === 0
        ? pass(ref, `has no failed automated snapshot of the last ${plural(windowDays, 'day')}`)
        : fail(
            ref,
            `has ${plural(ages.length, 'failed automated snapshot')} of the last ${plural(windowDays, 'day')}, the newest ${inWords(Math.min(...ages) * 24)} old`,
          );
    });
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});
