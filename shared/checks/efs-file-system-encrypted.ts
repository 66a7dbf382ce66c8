/** The history of monitoring is encrypted at rest. */
import { judgeFileSystems } from '../derive/file-systems.ts';
import { defineCheck, fail, pass, unsure } from '../model/check.ts';
import { missing } from '../model/fact.ts';

export default defineCheck({
  id: 'efs-file-system-encrypted',
  practice: 'back-ups',
  title: 'EFS file systems are encrypted at rest',
  severity: 'low',
  why: 'Metrics name gateways, tenants and addresses; without encryption whoever gets at a copy of the file system reads them.',
  fix: 'A file system cannot be encrypted in place: create an encrypted one, copy what is needed with DataSync, and let monitoring mount that.',
  docs: 'https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html',
  catalogueIds: ['BKP-EFS-02'],
  controls: [
    { source: 'security-hub', id: 'EFS.1' },
    { source: 'prowler', id: 'efs_encryption_at_rest_enabled' },
    { source: 'aws-config', id: 'EFS_ENCRYPTED_CHECK' },
  ],
  needs: ['efs.file-systems'],
  run: (facts, context) =>
    judgeFileSystems(facts['efs.file-systems'], context, ({ ref, encrypted }) => {
      if (encrypted === null) {
        return unsure(ref, missing('failed', 'EFS does not say whether it is encrypted'));
      }
      return encrypted ? pass(ref, 'is encrypted') : fail(ref, 'is not encrypted');
    }),
});
