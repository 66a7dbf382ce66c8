/** What AWS Backup keeps copies of. */

export interface ProtectedResource {
  readonly arn: string;
  /** ISO 8601; null when AWS does not say. */
  readonly lastBackupAt: string | null;
}
