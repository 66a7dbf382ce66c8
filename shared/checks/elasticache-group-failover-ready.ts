/** Every Redis group fails over by itself to a node in another zone. */
import { plural } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { purposeOf } from '../derive/redis.ts';
import { defineCheck, fail, pass, warn } from '../model/check.ts';
import type { ReplicationGroup } from '../model/elasticache.ts';

export default defineCheck({
  id: 'elasticache-group-failover-ready',
  practice: 'high-availability',
  title: 'Redis groups fail over automatically to another zone',
  severity: 'critical',
  why: 'Redis holds the session of every device; when its only node fails, the network server stops.',
  fix: 'Set RedisMultiAZ to true in 2-3-db-redis, with two nodes.',
  docs: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html',
  catalogueIds: ['HA-09'],
  controls: [
    { source: 'security-hub', id: 'ElastiCache.3' },
    { source: 'prowler', id: 'elasticache_redis_cluster_automatic_failover_enabled' },
    { source: 'prowler', id: 'elasticache_redis_cluster_multi_az_enabled' },
    { source: 'aws-config', id: 'ELASTICACHE_REPL_GRP_AUTO_FAILOVER_ENABLED' },
    { source: 'cloudsploit', id: 'elasticacheRedisMultiAZ' },
    { source: 'trusted-advisor', id: 'ECHdfsQ402' },
  ],
  volatile: true,
  needs: ['elasticache.groups'],
  wants: ['cloudformation.stack-resources'],
  run: (facts, context) => {
    const verdicts = facts['elasticache.groups'].map((group) => {
      const purpose = purposeOf(group, facts['cloudformation.stack-resources']);
      const problem = problemOf(group);
      if (problem === undefined) return pass(group.ref, 'fails over to another zone');
      if (group.status === 'creating') return warn(group.ref, `is being created, and ${problem}`);
      // Only `general` holds what cannot be rebuilt.
      return fail(group.ref, problem, purpose === 'general' ? 'critical' : 'medium');
    });
    return orAbsent(verdicts, 'a Redis replication group', '2-3-db-redis', context);
  },
});

function problemOf({ automaticFailover, multiAz, nodes }: ReplicationGroup): string | undefined {
  if (nodes.length < 2) return `has ${plural(nodes.length, 'node')} and nothing to fail over to`;
  if (automaticFailover !== 'enabled') return `has automatic failover ${automaticFailover}`;
  if (multiAz !== 'enabled') return `has Multi-AZ ${multiAz}`;
  const zones = new Set(nodes.flatMap(({ availabilityZone }) => availabilityZone ?? []));
  return zones.size < 2
    ? `has all nodes in ${[...zones].join(', ') || 'no known zone'}`
    : undefined;
}
