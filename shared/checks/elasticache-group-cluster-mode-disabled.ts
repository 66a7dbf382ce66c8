/** Redis is not sharded: The Things Stack does not work with a clustered one, whatever it is for. */
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { ReplicationGroup } from '../model/elasticache.ts';
import { missing } from '../model/fact.ts';

export default defineCheck({
  id: 'elasticache-group-cluster-mode-disabled',
  practice: 'high-availability',
  title: 'Redis groups have cluster mode disabled',
  severity: 'critical',
  why: 'The Things Stack does not work with clustered Redis: commands on keys of several shards are refused.',
  fix: 'Build a new group with cluster mode disabled from 2-3-db-redis and move over: the mode cannot be turned back.',
  docs: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Redis-RedisCluster.html',
  catalogueIds: ['HA-10'],
  controls: [],
  needs: ['elasticache.groups'],
  run: (facts, context) =>
    orAbsent(
      facts['elasticache.groups'].map(judge),
      'a Redis replication group',
      '2-3-db-redis',
      context,
    ),
});

function judge({ ref, clusterMode }: ReplicationGroup): Verdict {
  if (clusterMode === 'disabled') return pass(ref, 'has cluster mode disabled');
  if (clusterMode === 'enabled') return fail(ref, 'has cluster mode enabled');
  return clusterMode === 'compatible'
    ? warn(ref, 'has cluster mode compatible: it stops working once that is enabled')
    : unsure(ref, missing('failed', 'ElastiCache does not say whether it is clustered'));
}
