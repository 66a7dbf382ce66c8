/** What AWS Backup keeps of a resource. */
import type { ProtectedResource } from '../model/backup.ts';
import { type Fact, known, missing } from '../model/fact.ts';
import type { ResourceRef } from '../model/target.ts';

/** When AWS Backup last copied it, as an ISO 8601 time; null when it never did. */
export function lastCopyOf(
  { arn }: ResourceRef,
  copied: readonly ProtectedResource[],
): Fact<string | null> {
  if (arn === undefined) {
    return missing('failed', 'has no ARN, by which AWS Backup would know it');
  }
  const row = copied.find((each) => each.arn === arn);
  if (row === undefined) return known(null);
  return row.lastBackupAt === null
    ? missing('failed', 'is known to AWS Backup, which does not say when it last copied it')
    : known(row.lastBackupAt);
}
