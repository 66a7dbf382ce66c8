/** The newest automated snapshot of every Redis group is recent. A cache holds nothing worth one. */
import { hoursSince, inWords } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { purposeOf } from '../derive/redis.ts';
import { newestUsable } from '../derive/snapshots.ts';
import { defineCheck, fail, notApplicable, pass, warn } from '../model/check.ts';

export default defineCheck({
  id: 'elasticache-group-snapshot-recent',
  practice: 'back-ups',
  title: 'Redis groups have a recent automated snapshot',
  severity: 'critical',
  why: 'Redis holds the session of every device; without a recent snapshot all of them must join again.',
  fix: 'Look at the snapshot window, the retention (0 means no snapshots) and the memory headroom of the group.',
  docs: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html',
  catalogueIds: ['BKP-RED-02'],
  controls: [{ source: 'security-hub', id: 'ElastiCache.1' }],
  settings: {
    maximumAgeHours: {
      default: 26,
      minimum: 1,
      unit: 'hours',
      about: 'age of the newest snapshot: a day and two hours for the snapshot window',
    },
  },
  needs: ['elasticache.groups', 'elasticache.snapshots'],
  wants: ['cloudformation.stack-resources'],
  run: (facts, context) => {
    const { now, settings } = context;
    const verdicts = facts['elasticache.groups'].map((group) => {
      const { ref, id, createdAt, snapshotRetentionDays } = group;
      if (purposeOf(group, facts['cloudformation.stack-resources']) === 'cache') {
        return notApplicable(ref, 'is a cache: nothing in it needs a back-up');
      }
      const newest = newestUsable(
        facts['elasticache.snapshots'].filter(({ groupId }) => groupId === id),
      );
      if (newest === undefined) {
        if (snapshotRetentionDays === 0) return fail(ref, 'takes no automated snapshots');
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
    return orAbsent(verdicts, 'a Redis replication group', '2-3-db-redis', context);
  },
});
