/** ElastiCache reported no failed snapshot of Redis lately. A newer one that succeeded does not hide one that did not. */
import { daysSince, inWords, plural } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { purposeOf, unlessExcused } from '../derive/redis.ts';
import { defineCheck, fail, notApplicable, pass } from '../model/check.ts';
import type { CacheEvent, ReplicationGroup } from '../model/elasticache.ts';

export default defineCheck({
  id: 'elasticache-group-snapshot-unbroken',
  practice: 'back-ups',
  title: 'No snapshot of a Redis group failed in the last week',
  severity: 'high',
  why: 'Snapshots that fail now and then soon fail always, and Redis holds the session of every device.',
  fix: 'Read the event in the ElastiCache console; most often the node has too little memory left. Take a manual snapshot until the next automated one succeeds.',
  docs: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html',
  catalogueIds: ['BKP-RED-03'],
  controls: [],
  settings: {
    windowDays: {
      default: 7,
      minimum: 1,
      unit: 'days',
      about: 'how long a failed snapshot counts; ElastiCache keeps its events for 14',
    },
  },
  needs: ['elasticache.groups', 'elasticache.events'],
  wants: ['cloudformation.stack-resources'],
  run: (facts, { now, settings: { windowDays }, ...context }) => {
    const resources = facts['cloudformation.stack-resources'];
    const failures = facts['elasticache.events'].filter(
      (event) => tellsOfFailedSnapshot(event) && daysSince(event.at, now) <= windowDays,
    );
    const window = `in the last ${plural(windowDays, 'day')}`;
    const verdicts = facts['elasticache.groups'].map((group) => {
      const { ref } = group;
      if (purposeOf(group, resources) === 'cache') {
        return notApplicable(ref, 'is a cache: nothing in it needs a back-up');
      }
      const ages = failures
        .filter((event) => isOf(event, group))
        .map(({ at }) => daysSince(at, now));
      if (ages.length === 0) return pass(ref, `has no failed snapshot ${window}`);
      const newest = inWords(Math.min(...ages) * 24);
      return unlessExcused(
        fail(
          ref,
          `has ${plural(ages.length, 'failed snapshot')} ${window}, the newest ${newest} ago`,
        ),
        resources,
      );
    });
    return orAbsent(verdicts, 'a Redis replication group', '2-3-db-redis', context);
  },
});

// An event has no code: only its wording tells. A failover is no failure.
function tellsOfFailedSnapshot({ message }: CacheEvent): boolean {
  return /snapshot/i.test(message) && /fail(?!over)|error|unable/i.test(message);
}

function isOf({ sourceId }: CacheEvent, { id, nodes }: ReplicationGroup): boolean {
  return sourceId === id || nodes.some((node) => node.id === sourceId);
}
