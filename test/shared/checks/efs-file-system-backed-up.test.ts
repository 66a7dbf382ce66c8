import check from '../../../shared/checks/efs-file-system-backed-up.ts';
import { type Fact, known } from '../../../shared/model/fact.ts';
import { daysAgo, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aFileSystem } from '../../support/surroundings.ts';

const arnOf = (id: string) => `arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/${id}`;
const fileSystem = (automaticBackups: Fact<string>, id = 'fs-1') =>
  aFileSystem({
    id,
    ref: { type: 'efs-file-system', name: id, arn: arnOf(id) },
    automaticBackups,
  });
const automatic = (status: string) => ({
  'efs.file-systems': [fileSystem(known(status))],
  'backup.protected-resources': [],
});
const copied = (
  lastBackupAt: string | null,
  automaticBackups: Fact<string> = known('DISABLED'),
) => ({
  'efs.file-systems': [fileSystem(automaticBackups)],
  'backup.protected-resources': [{ arn: arnOf('fs-1'), lastBackupAt }],
});
const important = { importantStores: ['efs'] } as const;
const unread = denied('elasticfilesystem:DescribeBackupPolicy');
const unasked = { 'backup.protected-resources': denied('backup:ListProtectedResources') };

testCheck(check, {
  pass: [
    {
      name: 'automatic backups, and a copy exactly as old as allowed',
      facts: copied(daysAgo(35), known('ENABLED')),
      declared: important,
      subject: 'fs-1',
      reason: 'was copied by AWS Backup 35 days ago',
    },
    {
      name: 'automatic backups without a copy, where nobody needs it',
      facts: automatic('ENABLED'),
      reason:
        'has automatic backups on, and no copy yet; the vendor calls what it holds unimportant',
    },
    { name: 'automatic backups begin, where nobody needs it', facts: automatic('ENABLING') },
    {
      name: 'automatic backups and an old copy, where nobody needs it',
      facts: copied(daysAgo(36), known('ENABLED')),
      reason: 'has automatic backups on, and was last copied by AWS Backup 36 days ago; the vendor',
    },
    {
      name: 'automatic backups, where nobody needs it, and AWS Backup may not be asked',
      facts: { ...automatic('ENABLED'), ...unasked },
      reason: 'has automatic backups on; the vendor calls what it holds unimportant',
    },
    {
      name: 'none but a copy in AWS Backup',
      facts: copied(daysAgo(1)),
      declared: important,
      reason: 'was copied by AWS Backup 24 hours ago',
    },
    {
      name: 'a copy exactly as old as allowed',
      facts: copied(daysAgo(35)),
      declared: important,
    },
    {
      name: 'an older copy, where that is allowed',
      facts: copied(daysAgo(50)),
      declared: important,
      settings: { maximumDays: 60 },
    },
    {
      name: 'a copy, and whether there are automatic backups may not be read',
      facts: copied(daysAgo(1), unread),
      declared: important,
    },
    {
      name: 'nothing at all, where nobody needs it',
      facts: automatic('DISABLED'),
      reason: 'is not backed up; the vendor calls what it holds unimportant',
    },
    {
      name: 'nothing at all, where only another store is needed',
      facts: automatic('DISABLED'),
      declared: { importantStores: ['timescale'] },
    },
    {
      name: 'an old copy, where nobody needs it',
      facts: copied(daysAgo(36)),
      reason:
        'has no automatic backups, and was last copied by AWS Backup 36 days ago; the vendor calls',
    },
  ],
  fail: [
    {
      name: 'nothing at all, and it is important',
      facts: automatic('DISABLED'),
      declared: important,
      subject: 'fs-1',
      reason: 'is not backed up, and is declared important',
      severity: 'medium',
    },
    { name: 'automatic backups end', facts: automatic('DISABLING'), declared: important },
    {
      name: 'a copy just older than allowed',
      facts: copied(daysAgo(35.1)),
      declared: important,
      reason: 'was last copied by AWS Backup 35 days ago, and is declared important',
    },
    {
      name: 'automatic backups, and a copy just older than allowed',
      facts: copied(daysAgo(35.1), known('ENABLED')),
      declared: important,
      subject: 'fs-1',
      reason:
        'has automatic backups on, and was last copied by AWS Backup 35 days ago, and is declared important',
      severity: 'medium',
    },
    {
      name: 'automatic backups, and a copy older than an operator allows',
      facts: copied(daysAgo(8), known('ENABLED')),
      declared: important,
      settings: { maximumDays: 7 },
    },
    {
      name: 'only something else is copied',
      facts: {
        ...automatic('DISABLED'),
        'backup.protected-resources': [{ arn: arnOf('fs-2'), lastBackupAt: daysAgo(1) }],
      },
      declared: important,
    },
  ],
  warn: [
    {
      name: 'automatic backups, and no copy yet',
      facts: automatic('ENABLED'),
      declared: important,
      subject: 'fs-1',
      reason: 'has automatic backups on, and no copy yet',
    },
    { name: 'automatic backups begin', facts: automatic('ENABLING'), declared: important },
  ],
  unknown: [
    {
      name: 'automatic backups, and AWS Backup may not be asked',
      facts: { ...automatic('ENABLED'), ...unasked },
      declared: important,
      subject: 'fs-1',
      reason: 'backup:ListProtectedResources was refused',
    },
    {
      name: 'automatic backups, and a copy without a time',
      facts: copied(null, known('ENABLED')),
      declared: important,
      subject: 'fs-1',
      reason: 'does not say when it last copied it',
    },
    {
      name: 'the file systems may not be listed',
      facts: { 'efs.file-systems': denied('elasticfilesystem:DescribeFileSystems') },
    },
    {
      name: 'no copy, and whether there are automatic backups may not be read',
      facts: { 'efs.file-systems': [fileSystem(unread)], 'backup.protected-resources': [] },
      subject: 'fs-1',
      reason: 'elasticfilesystem:DescribeBackupPolicy was refused',
    },
    {
      name: 'no automatic backups, and AWS Backup may not be asked',
      facts: { ...automatic('DISABLED'), ...unasked },
      subject: 'fs-1',
      reason: 'backup:ListProtectedResources was refused',
    },
    {
      name: 'a copy without a time',
      facts: copied(null),
      subject: 'fs-1',
      reason: 'does not say when it last copied it',
    },
    {
      name: 'no automatic backups, and no ARN to look a copy up by',
      facts: {
        'efs.file-systems': [aFileSystem({ automaticBackups: known('DISABLED') })],
        'backup.protected-resources': [],
      },
      subject: 'fs-1',
      reason: 'has no ARN',
    },
  ],
  notApplicable: [
    {
      name: 'absent, whatever is expected',
      facts: { 'efs.file-systems': [] },
      expected: { templates: ['5-6-ecs-monitoring'] },
      reason: 'has no EFS file system',
    },
  ],
  several: [
    {
      name: 'each by its own backups',
      facts: {
        'efs.file-systems': [fileSystem(known('ENABLED')), fileSystem(known('DISABLED'), 'fs-2')],
        'backup.protected-resources': [],
      },
      declared: important,
      statuses: { 'fs-1': 'warn', 'fs-2': 'fail' },
    },
  ],
});
