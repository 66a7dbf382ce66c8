/** Staging runs the major version of every Aurora cluster of production. */
import { orAbsent } from '../derive/presence.ts';
import { againstStaging, judgeEngine } from '../derive/staging.ts';
import { defineCheck } from '../model/check.ts';

export default defineCheck({
  id: 'rds-cluster-version-staged',
  practice: 'staging',
  title: 'Staging runs the same major version of Aurora as production',
  severity: 'medium',
  why: 'A migration that works on one major version of PostgreSQL may fail, or lock for long, on another.',
  fix: 'Upgrade the Aurora cluster that is behind, staging first; see the engine version of 2-1-db-aurora-master.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#staging',
  catalogueIds: ['STG-07'],
  controls: [],
  needs: ['rds.clusters', 'counterpart.deployments', 'counterpart.clusters'],
  run: (facts, context) =>
    againstStaging(facts['counterpart.deployments'], context, () =>
      orAbsent(
        facts['rds.clusters'].map((cluster) => judgeEngine(cluster, facts['counterpart.clusters'])),
        'an Aurora cluster',
        '2-1-db-aurora-master',
        context,
      ),
    ),
});
