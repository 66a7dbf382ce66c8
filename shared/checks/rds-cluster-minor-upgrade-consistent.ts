/**
 * Aurora clusters say about minor upgrades what their instances should say: off. AWS upgrades when the cluster and all
 * of its instances are on, so one that is left on waits for the last instance. The instances have a check of their own.
 */
import { plural } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import { missing } from '../model/fact.ts';
import type { DbCluster, DbInstance } from '../model/rds.ts';

export default defineCheck({
  id: 'rds-cluster-minor-upgrade-consistent',
  practice: 'minor-upgrades',
  title: 'Auto minor version upgrade is off on Aurora clusters, as on their instances',
  severity: 'low',
  why: 'A cluster that is left on is upgraded and restarted by AWS as soon as all of its instances are on too, which is how new ones are created.',
  fix: 'Turn off auto minor version upgrade on the cluster and upgrade by hand. Suppress Security Hub RDS.35, Prowler and Steampipe, which demand the opposite.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#rds-auto-minor-version-upgrade',
  catalogueIds: ['AMV-02'],
  controls: [
    { source: 'security-hub', id: 'RDS.35', opposes: true },
    { source: 'prowler', id: 'rds_cluster_minor_version_upgrade_enabled', opposes: true },
    {
      source: 'steampipe',
      id: 'rds_db_cluster_automatic_minor_version_upgrade_enabled',
      opposes: true,
    },
  ],
  needs: ['rds.clusters', 'rds.instances'],
  run: (facts, context) => {
    const verdicts = facts['rds.clusters'].map((cluster) =>
      judge(
        cluster,
        facts['rds.instances'].filter(({ clusterId }) => clusterId === cluster.id),
      ),
    );
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});

function judge(
  { ref, autoMinorVersionUpgrade }: DbCluster,
  members: readonly DbInstance[],
): Verdict {
  if (autoMinorVersionUpgrade === true)
    return fail(ref, 'has automatic minor version upgrades switched on');
  if (autoMinorVersionUpgrade === false) return pass(ref, 'is upgraded by hand');
  // Where the cluster does not say, its instances decide.
  if (members.length === 0) {
    return unsure(ref, missing('failed', 'RDS does not say how it is upgraded'));
  }
  const on = members.filter((member) => member.autoMinorVersionUpgrade).length;
  if (on === 0) return pass(ref, 'is upgraded by hand, as every instance of it says');
  const said = `${on} of its ${plural(members.length, 'instance')} may be upgraded by AWS`;
  return on === members.length ? fail(ref, `${said}: so may the cluster`) : warn(ref, said);
}
