/** What AWS Backup copies every night. */
import type { Account } from '../account.ts';
import { arn } from './identifiers.ts';
import { hours, trail } from './times.ts';

/** From now on, and last seven hours ago. `type` is as AWS Backup spells it: `EFS`, `Aurora`. */
export function copyEveryNight(
  account: Account,
  resourceArn: string,
  { type, vault }: { readonly type: string; readonly vault: string },
): void {
  const resource: { LastBackupTime?: Date } = {};
  trail(account, resource, 'LastBackupTime', hours(7));
  account.backup.protectedResources.push(
    Object.assign(resource, {
      ResourceArn: resourceArn,
      ResourceType: type,
      LastBackupVaultArn: arn(account, 'backup', `backup-vault:${vault}`),
    }),
  );
}

/** Nobody ever told AWS Backup of it. */
export function forgetCopies({ backup }: Account, resourceArn: string): void {
  backup.protectedResources = backup.protectedResources.filter(
    ({ ResourceArn }) => ResourceArn !== resourceArn,
  );
}

/** The copies that were made stay; the last one is of then. */
export function stopCopies({ backup }: Account, resourceArn: string, last: Date): void {
  for (const resource of backup.protectedResources) {
    if (resource.ResourceArn === resourceArn) resource.LastBackupTime = last;
  }
}
