/** Service updates of Redis that matter are applied in time: AWS says by when, and does not do it by itself. */
import { daysSince, plural } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, type Verdict, warn } from '../model/check.ts';
import type { UpdateAction } from '../model/elasticache.ts';
import type { ResourceRef } from '../model/target.ts';

const urgent = new Set(['critical', 'important']);

export default defineCheck({
  id: 'elasticache-group-update-applied',
  practice: 'software-updates',
  title: 'Redis groups have every important service update, in time',
  severity: 'medium',
  why: 'Service updates close known holes in Redis; AWS recommends a date for each and leaves it to you to apply them.',
  fix: 'Apply the service update in the ElastiCache console, in a quiet hour, after staging had it.',
  docs: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Self-Service-Updates.html',
  catalogueIds: ['AMV-07'],
  controls: [],
  needs: ['elasticache.groups', 'elasticache.update-actions'],
  run: (facts, context) => {
    const verdicts = facts['elasticache.groups'].map(({ ref, id }) => {
      const own = facts['elasticache.update-actions'].filter(({ groupId }) => groupId === id);
      return judge(ref, own, context.now);
    });
    return orAbsent(verdicts, 'a Redis replication group', '2-3-db-redis', context);
  },
});

function judge(ref: ResourceRef, actions: readonly UpdateAction[], now: Date): Verdict {
  const pressing = actions.filter(({ severity }) => urgent.has(severity));
  const overdue = pressing.filter(
    ({ recommendedBy }) => recommendedBy !== null && daysSince(recommendedBy, now) > 0,
  );
  if (overdue.length > 0)
    return fail(ref, `has overdue service updates: ${overdue.map(name).join('; ')}`);
  if (pressing.length > 0) return warn(ref, `waits for ${pressing.map(name).join('; ')}`);
  return actions.length === 0
    ? pass(ref, 'waits for no service update')
    : pass(ref, `waits for ${plural(actions.length, 'service update')} of lower severity`);
}

function name({ update, severity, recommendedBy, status }: UpdateAction): string {
  const by = recommendedBy === null ? 'no date given' : `due ${recommendedBy.slice(0, 10)}`;
  return `${update} (${severity}, ${by}, ${status})`;
}
