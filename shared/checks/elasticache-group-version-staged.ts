/** Staging runs the engine and major version of every Redis group of production, for whatever purpose. */
import { orAbsent } from '../derive/presence.ts';
import { againstStaging, judgeEngine } from '../derive/staging.ts';
import { defineCheck } from '../model/check.ts';

export default defineCheck({
  id: 'elasticache-group-version-staged',
  practice: 'staging',
  title: 'Staging runs the same engine and major version of Redis as production',
  severity: 'medium',
  why: 'Commands, scripts and what fits into memory differ from one major version to the next, and from Redis to Valkey.',
  fix: 'Upgrade the Redis group that is behind, staging first; see the engine version of 2-3-db-redis.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#staging',
  catalogueIds: ['STG-07'],
  controls: [],
  needs: ['elasticache.groups', 'counterpart.deployments', 'counterpart.groups'],
  run: (facts, context) =>
    againstStaging(facts['counterpart.deployments'], context, () =>
      orAbsent(
        facts['elasticache.groups'].map((group) => judgeEngine(group, facts['counterpart.groups'])),
        'a Redis replication group',
        '2-3-db-redis',
        context,
      ),
    ),
});
