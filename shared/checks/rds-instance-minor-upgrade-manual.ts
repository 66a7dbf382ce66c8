/**
 * Minor upgrades of Aurora are done by hand, after staging. The vendor wants the opposite of what every other tool
 * wants; staying current is judged by other checks.
 */
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass } from '../model/check.ts';

export default defineCheck({
  id: 'rds-instance-minor-upgrade-manual',
  practice: 'minor-upgrades',
  title: 'Auto minor version upgrade is off on every Aurora instance',
  severity: 'medium',
  why: 'AWS may restart the database for a minor upgrade whenever the maintenance window opens; the vendor advises to choose the time yourself.',
  fix: 'Turn off auto minor version upgrade on the instance and upgrade by hand. Suppress what other tools demand to the contrary, such as Security Hub RDS.13.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/#rds-auto-minor-version-upgrade',
  catalogueIds: ['AMV-01'],
  controls: [
    { source: 'security-hub', id: 'RDS.13', opposes: true },
    { source: 'prowler', id: 'rds_instance_minor_version_upgrade_enabled', opposes: true },
    { source: 'aws-config', id: 'RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED', opposes: true },
    { source: 'cloudsploit', id: 'rdsMinorVersionUpgrade', opposes: true },
    { source: 'scoutsuite', id: 'rds-instance-no-minor-upgrade', opposes: true },
    {
      source: 'steampipe',
      id: 'rds_db_instance_automatic_minor_version_upgrade_enabled',
      opposes: true,
    },
    { source: 'service-screener', id: 'AutoMinorVersionUpgrade', opposes: true },
  ],
  needs: ['rds.instances'],
  run: (facts, context) => {
    const verdicts = facts['rds.instances'].map(({ ref, autoMinorVersionUpgrade }) =>
      autoMinorVersionUpgrade
        ? fail(ref, 'may be upgraded and restarted by AWS in its maintenance window')
        : pass(ref, 'is upgraded by hand'),
    );
    return orAbsent(verdicts, 'an Aurora instance', '2-1-db-aurora-master', context);
  },
});
