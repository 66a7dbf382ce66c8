/** Session Manager's preferences, of which an account and region has one set. */
import type { Account } from '../account.ts';
import { canaries } from './canaries.ts';

const documentName = 'SSM-SessionManagerRunShell';

/** Sessions are recorded in a log group. */
export function addSessionLogging(account: Account): void {
  setPreferences(account, '/aws/ssm/sessions');
}

/** The preferences stay; only nothing is recorded any more. */
export function stopSessionLogging(account: Account): void {
  setPreferences(account, '');
}

/** As if nobody had ever set any. */
export function forgetSessionPreferences({ ssm }: Account): void {
  ssm.documents.delete(documentName);
}

// The shape of https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
function setPreferences({ ssm }: Account, cloudWatchLogGroupName: string): void {
  const document = {
    schemaVersion: '1.0',
    description: 'Document to hold regional settings for Session Manager',
    sessionType: 'Standard_Stream',
    inputs: {
      s3BucketName: '',
      s3KeyPrefix: '',
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName,
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      idleSessionTimeout: '20',
      kmsKeyId: '',
      runAsEnabled: false,
      runAsDefaultUser: '',
      // People do write secrets here.
      shellProfile: { linux: `export PGPASSWORD=${canaries.shellProfile}`, windows: '' },
    },
  };
  ssm.documents.set(documentName, JSON.stringify(document));
}
