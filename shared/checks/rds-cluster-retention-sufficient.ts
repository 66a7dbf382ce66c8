/** Aurora keeps automated back-ups long enough. AWS keeps one day when nobody says more. */
import { plural } from '../derive/age.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass } from '../model/check.ts';

export default defineCheck({
  id: 'rds-cluster-retention-sufficient',
  practice: 'back-ups',
  title: 'Aurora clusters keep automated back-ups for at least a week',
  severity: 'high',
  why: 'A fault that is noticed after the last good back-up has expired cannot be undone.',
  fix: 'Raise the back-up retention period of the cluster.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html',
  catalogueIds: ['BKP-RDS-01'],
  controls: [
    { source: 'security-hub', id: 'RDS.11' },
    { source: 'prowler', id: 'rds_instance_backup_enabled' },
    { source: 'aws-config', id: 'DB_INSTANCE_BACKUP_ENABLED' },
    { source: 'cloudsploit', id: 'rdsAutomatedBackups' },
    { source: 'trusted-advisor', id: 'opQPADkZvH' },
  ],
  settings: {
    minimumDays: { default: 7, minimum: 1, unit: 'days', about: 'retention of automated back-ups' },
  },
  needs: ['rds.clusters'],
  run: (facts, context) => {
    const { minimumDays } = context.settings;
    const verdicts = facts['rds.clusters'].map(({ ref, backupRetentionDays: days }) =>
      days >= minimumDays
        ? pass(ref, `keeps back-ups for ${plural(days, 'day')}`)
        : fail(ref, `keeps back-ups for ${plural(days, 'day')}; ${minimumDays} are wanted`),
    );
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});
