/** Aurora refuses to be deleted. AWS leaves deletion protection off when nobody says more. */
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure } from '../model/check.ts';
import { missing } from '../model/fact.ts';

export default defineCheck({
  id: 'rds-cluster-deletion-protected',
  practice: 'high-availability',
  title: 'Aurora clusters are protected from deletion',
  severity: 'medium',
  why: 'One wrong click or stack deletion ends the database, and its automated back-ups go with it.',
  fix: 'Turn on deletion protection of the cluster; it applies at once and restarts nothing.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html',
  catalogueIds: ['HA-08'],
  controls: [
    { source: 'security-hub', id: 'RDS.7' },
    { source: 'prowler', id: 'rds_cluster_deletion_protection' },
    { source: 'aws-config', id: 'RDS_CLUSTER_DELETION_PROTECTION_ENABLED' },
    { source: 'cloudsploit', id: 'rdsDeletionProtectionEnabled' },
    { source: 'steampipe', id: 'rds_db_cluster_deletion_protection_enabled' },
    { source: 'electriceye', id: 'RDS.7' },
    { source: 'service-screener', id: 'DeleteProtectionCluster' },
  ],
  needs: ['rds.clusters'],
  run: (facts, context) => {
    const verdicts = facts['rds.clusters'].map(({ ref, deletionProtection }) => {
      if (deletionProtection === null) {
        return unsure(ref, missing('failed', 'RDS does not say whether it is protected'));
      }
      return deletionProtection
        ? pass(ref, 'is protected from deletion')
        : fail(ref, 'can be deleted by a single call');
    });
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});
