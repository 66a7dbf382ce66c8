/** Redis leaves memory for its snapshots: while one is made, what is written meanwhile is kept twice. */
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { NodeMemory } from '../model/cloudwatch.ts';
import type { ReplicationGroup } from '../model/elasticache.ts';
import { missing } from '../model/fact.ts';

export default defineCheck({
  id: 'elasticache-group-memory-headroom',
  practice: 'back-ups',
  title: 'Redis groups that take snapshots have memory left for them',
  severity: 'medium',
  why: 'A snapshot fails, or the node begins to swap, when there is no memory left for what is written while it is made.',
  fix: 'Choose a larger node type in 2-3-db-redis, and leave reserved-memory-percent of its parameter group at 25 or more.',
  docs: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-memory-management.html',
  catalogueIds: ['BKP-RED-05'],
  controls: [],
  settings: {
    maximumPercent: {
      default: 75,
      minimum: 1,
      unit: 'percent',
      about: 'memory a node used in all but the highest hours of the last week',
    },
  },
  needs: ['elasticache.groups', 'cloudwatch.redis-memory'],
  run: (facts, context) => {
    const verdicts = facts['elasticache.groups'].map((group) =>
      judge(group, facts['cloudwatch.redis-memory'], context.settings.maximumPercent),
    );
    return orAbsent(verdicts, 'a Redis replication group', '2-3-db-redis', context);
  },
});

function judge(
  { ref, nodes, snapshotRetentionDays }: ReplicationGroup,
  memory: readonly NodeMemory[],
  maximum: number,
): Verdict {
  if (snapshotRetentionDays === 0) {
    return notApplicable(ref, 'takes no automated snapshots that would need memory');
  }
  const used = nodes.map(({ id }) => ({
    id,
    percent: memory.find(({ nodeId }) => nodeId === id)?.usedPercent ?? null,
  }));
  const read = used.flatMap(({ id, percent }) => (percent === null ? [] : { id, percent }));
  const fullest = [...read].sort((a, b) => b.percent - a.percent)[0];
  if (fullest === undefined) {
    return unsure(ref, missing('failed', 'CloudWatch does not say how much memory it uses'));
  }
  // Rounded up, so that what is over the limit reads so.
  const reason = `used ${Math.ceil(fullest.percent)}% of the memory of ${fullest.id}`;
  if (fullest.percent > maximum) {
    return fail(ref, `${reason}; a snapshot needs room: at most ${maximum}% is wanted`);
  }
  const silent = used.filter(({ percent }) => percent === null).map(({ id }) => id);
  return silent.length > 0
    ? unsure(
        ref,
        missing('failed', `CloudWatch does not say how much memory ${silent.join(', ')} uses`),
      )
    : pass(ref, `${reason}, its fullest node`);
}
