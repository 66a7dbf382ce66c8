/** The newest automated snapshot of every Redis group is recent. A cache holds nothing worth one. */
import { orAbsent } from '../derive/presence.ts';
import { purposeOf, unlessExcused } from '../derive/redis.ts';
import { judgeRecency } from '../derive/snapshots.ts';
import { defineCheck, fail, notApplicable } from '../model/check.ts';

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
    const resources = facts['cloudformation.stack-resources'];
    const limits = { now: context.now, maximumAgeHours: context.settings.maximumAgeHours };
    const verdicts = facts['elasticache.groups'].map((group) => {
      if (purposeOf(group, resources) === 'cache') {
        return notApplicable(group.ref, 'is a cache: nothing in it needs a back-up');
      }
      const own = facts['elasticache.snapshots'].filter(({ groupId }) => groupId === group.id);
      const verdict =
        own.length === 0 && group.snapshotRetentionDays === 0
          ? fail(group.ref, 'takes no automated snapshots')
          : judgeRecency(group, own, limits);
      return unlessExcused(verdict, resources);
    });
    return orAbsent(verdicts, 'a Redis replication group', '2-3-db-redis', context);
  },
});
