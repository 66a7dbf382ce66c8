/** Redis keeps automated snapshots long enough. A cache holds nothing worth one. */
import { plural } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { purposeOf, unlessExcused } from '../derive/redis.ts';
import { defineCheck, fail, notApplicable, pass } from '../model/check.ts';

export default defineCheck({
  id: 'elasticache-group-retention-sufficient',
  practice: 'back-ups',
  title: 'Redis groups keep automated snapshots for at least a week',
  severity: 'critical',
  why: 'Redis holds the session of every device; a fault that is noticed after the last good snapshot has expired cannot be undone.',
  fix: 'Raise the snapshot retention of the group in 2-3-db-redis; 0 means that no snapshots are taken.',
  docs: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html',
  catalogueIds: ['BKP-RED-01'],
  controls: [
    { source: 'security-hub', id: 'ElastiCache.1' },
    { source: 'prowler', id: 'elasticache_redis_cluster_backup_enabled' },
    { source: 'aws-config', id: 'ELASTICACHE_REDIS_CLUSTER_AUTOMATIC_BACKUP_CHECK' },
    { source: 'steampipe', id: 'elasticache_redis_cluster_automatic_backup_retention_15_days' },
    { source: 'service-screener', id: 'BackupEnabled' },
    { source: 'trusted-advisor', id: 'c18d2gz178' },
  ],
  settings: {
    minimumDays: {
      default: 7,
      minimum: 1,
      unit: 'days',
      about: 'retention of automated snapshots',
    },
  },
  needs: ['elasticache.groups'],
  wants: ['cloudformation.stack-resources'],
  run: (facts, context) => {
    const { minimumDays } = context.settings;
    const resources = facts['cloudformation.stack-resources'];
    const verdicts = facts['elasticache.groups'].map((group) => {
      const { ref, snapshotRetentionDays: days } = group;
      const purpose = purposeOf(group, resources);
      if (purpose === 'cache') {
        return notApplicable(ref, 'is a cache: nothing in it needs a back-up');
      }
      if (days >= minimumDays) return pass(ref, `keeps snapshots for ${plural(days, 'day')}`);
      const reason =
        days === 0 ? 'takes no automated snapshots' : `keeps snapshots for ${plural(days, 'day')}`;
      return unlessExcused(
        fail(
          ref,
          `${reason}; ${plural(minimumDays, 'day')} are wanted`,
          // Only `general` holds what cannot be rebuilt.
          purpose === 'general' ? 'critical' : 'medium',
        ),
        resources,
      );
    });
    return orAbsent(verdicts, 'a Redis replication group', '2-3-db-redis', context);
  },
});
