/** Aurora is encrypted at rest, whoever owns the key. */
import { orAbsent } from '../derive/presence.ts';
import { defineCheck, fail, pass, unsure } from '../model/check.ts';
import { missing } from '../model/fact.ts';
import type { DbCluster } from '../model/rds.ts';

export default defineCheck({
  id: 'rds-cluster-encrypted',
  practice: 'high-availability',
  title: 'Aurora clusters are encrypted at rest',
  severity: 'medium',
  why: 'Aurora holds all users and API keys; without encryption whoever gets at its storage or a copied snapshot reads them.',
  fix: 'A cluster cannot be encrypted in place: restore a snapshot of it into an encrypted cluster, or dump and restore, and move over.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html',
  catalogueIds: ['HA-08'],
  controls: [
    { source: 'security-hub', id: 'RDS.27' },
    { source: 'prowler', id: 'rds_cluster_storage_encrypted' },
    { source: 'aws-config', id: 'RDS_CLUSTER_ENCRYPTED_AT_REST' },
    { source: 'steampipe', id: 'rds_db_cluster_encryption_at_rest_enabled' },
  ],
  needs: ['rds.clusters'],
  run: (facts, context) => {
    const verdicts = facts['rds.clusters'].map((cluster) => {
      const encrypted = isEncrypted(cluster);
      if (encrypted === undefined) {
        return unsure(cluster.ref, missing('failed', 'RDS does not say whether it is encrypted'));
      }
      const { storageEncryptionType: type } = cluster;
      return encrypted
        ? pass(cluster.ref, type === null ? 'is encrypted' : `is encrypted (${type})`)
        : fail(cluster.ref, 'is not encrypted');
    });
    return orAbsent(verdicts, 'an Aurora cluster', '2-1-db-aurora-master', context);
  },
});

// The flag is false also where a key that AWS owns encrypts, so it counts only where there is no type.
function isEncrypted({
  storageEncryptionType: type,
  storageEncrypted,
}: DbCluster): boolean | undefined {
  if (type === null) return storageEncrypted ?? undefined;
  if (type === 'none') return false;
  return type === 'sse-rds' || type === 'sse-kms' ? true : undefined;
}
