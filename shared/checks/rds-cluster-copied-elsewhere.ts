/** AWS Backup keeps Aurora as well: its copies outlive the cluster, and can be sent to another account. */
import { daysSince, inWords } from '../derive/age.ts';
import { lastCopyOf } from '../derive/backup-copies.ts';
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, pass, unsure, warn } from '../model/check.ts';

export default defineCheck({
  id: 'rds-cluster-copied-elsewhere',
  practice: 'back-ups',
  title: 'Aurora clusters are kept by AWS Backup as well',
  severity: 'low',
  why: 'Automated snapshots live in the account of the cluster, and are deleted with it unless somebody asks to keep them; whoever can delete the one can delete both.',
  fix: 'Add the cluster to an AWS Backup plan that copies to a vault in another account. Manual snapshots are not read: if you rely on them, see that they are taken.',
  docs: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html',
  catalogueIds: ['BKP-RDS-04'],
  controls: [
    { source: 'prowler', id: 'rds_cluster_protected_by_backup_plan' },
    { source: 'aws-config', id: 'AURORA_RESOURCES_PROTECTED_BY_BACKUP_PLAN' },
    { source: 'aws-config', id: 'AURORA_LAST_BACKUP_RECOVERY_POINT_CREATED' },
    { source: 'steampipe', id: 'rds_db_cluster_aurora_protected_by_backup_plan' },
    { source: 'cloud-custodian', id: 'consecutive-aws-backups' },
  ],
  settings: {
    maximumDays: {
      default: 35,
      minimum: 1,
      unit: 'days',
      about: 'age of the newest copy in AWS Backup',
    },
  },
  needs: ['rds.clusters', 'backup.protected-resources'],
  run: (facts, { now, settings: { maximumDays }, ...context }) => {
    const verdicts = facts['rds.clusters'].map(({ ref }) => {
      const copy = lastCopyOf(ref, facts['backup.protected-resources']);
      if (!copy.known) return unsure(ref, copy);
      if (copy.value === null) {
        return warn(ref, 'is not kept by AWS Backup: its automated snapshots are its only ones');
      }
      const age = daysSince(copy.value, now);
      const reason = `was copied by AWS Backup ${inWords(age * 24)} ago`;
      return age > maximumDays
        ? warn(ref, `${reason}, over the ${maximumDays} days allowed`)
        : pass(ref, reason);
    });
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});
