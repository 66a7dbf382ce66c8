/** The history of monitoring is backed up. The vendor calls it unimportant, so that only who needs it fails. */
import { daysSince, inWords } from '../derive/age.ts';
import { lastCopyOf } from '../derive/backup-copies.ts';
import { judgeFileSystems } from '../derive/file-systems.ts';
import type { ProtectedResource } from '../model/backup.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { FileSystem } from '../model/efs.ts';
import type { Fact } from '../model/fact.ts';

interface Wanted {
  readonly now: Date;
  readonly maximumDays: number;
  readonly important: boolean;
}

export default defineCheck({
  id: 'efs-file-system-backed-up',
  practice: 'back-ups',
  title: 'EFS file systems are backed up where their history is needed',
  severity: 'info',
  why: 'Monitoring keeps its history on EFS; without a back-up the graphs begin anew after a loss, and nothing else is lost.',
  fix: 'Turn on automatic backups of the file system in the EFS console. If you need the history, list efs under `importantStores`.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/',
  catalogueIds: ['BKP-EFS-01'],
  controls: [
    { source: 'security-hub', id: 'EFS.2' },
    { source: 'security-hub', id: 'EFS.7' },
    { source: 'prowler', id: 'efs_have_backup_enabled' },
    { source: 'aws-config', id: 'EFS_IN_BACKUP_PLAN' },
    { source: 'aws-config', id: 'EFS_RESOURCES_PROTECTED_BY_BACKUP_PLAN' },
    { source: 'aws-config', id: 'EFS_LAST_BACKUP_RECOVERY_POINT_CREATED' },
    { source: 'steampipe', id: 'efs_file_system_in_backup_plan' },
    { source: 'steampipe', id: 'efs_file_system_protected_by_backup_plan' },
    { source: 'electriceye', id: 'Backup.5' },
    { source: 'service-screener', id: 'AutomatedBackup' },
    { source: 'trusted-advisor', id: 'c18d2gz117' },
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
  needs: ['efs.file-systems'],
  wants: ['backup.protected-resources'],
  run: (facts, context) => {
    const wanted = {
      now: context.now,
      maximumDays: context.settings.maximumDays,
      important: context.declared.importantStores.includes('efs'),
    };
    return judgeFileSystems(facts['efs.file-systems'], context, (fileSystem) =>
      judge(fileSystem, facts['backup.protected-resources'], wanted),
    );
  },
});

function judge(
  { ref, automaticBackups }: FileSystem,
  copied: Fact<readonly ProtectedResource[]>,
  { now, maximumDays, important }: Wanted,
): Verdict {
  const copy = copied.known ? lastCopyOf(ref, copied.value) : copied;
  const age = copy.known && copy.value !== null ? daysSince(copy.value, now) : undefined;
  if (age !== undefined && age <= maximumDays) {
    return pass(ref, `was copied by AWS Backup ${inWords(age * 24)} ago`);
  }
  if (!automaticBackups.known) return unsure(ref, automaticBackups);
  const automatic = /^ENABL/.test(automaticBackups.value);
  const excuse = 'the vendor calls what it holds unimportant';
  if (!copy.known) {
    return automatic && !important
      ? pass(ref, `has automatic backups on; ${excuse}`)
      : unsure(ref, copy);
  }
  const reason = inPractice(automatic, age);
  if (!important) return pass(ref, `${reason}; ${excuse}`);
  return automatic && age === undefined
    ? warn(ref, reason)
    : fail(ref, `${reason}, and is declared important`, 'medium');
}

/** What becomes of automatic backups, on or off, by the age of the newest copy in days; undefined without one. */
function inPractice(automatic: boolean, age: number | undefined): string {
  if (age === undefined) {
    return automatic ? 'has automatic backups on, and no copy yet' : 'is not backed up';
  }
  const setting = automatic ? 'automatic backups on' : 'no automatic backups';
  return `has ${setting}, and was last copied by AWS Backup ${inWords(age * 24)} ago`;
}
