import check from '../../../shared/checks/rds-cluster-encrypted.ts';
import { aDbCluster, denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const saying = (storageEncryptionType: string | null, storageEncrypted: boolean | null) => ({
  'rds.clusters': [aDbCluster({ storageEncryptionType, storageEncrypted })],
});

testCheck(check, {
  pass: [
    { name: 'with a KMS key', facts: saying('sse-kms', true), reason: 'is encrypted (sse-kms)' },
    {
      name: 'with a key that AWS owns, where the flag says no',
      facts: saying('sse-rds', false),
      reason: 'is encrypted (sse-rds)',
    },
    { name: 'AWS names no type, but says yes', facts: saying(null, true), reason: 'is encrypted' },
  ],
  fail: [
    {
      name: 'of no type',
      facts: saying('none', false),
      subject: 'orders',
      reason: 'is not encrypted',
      severity: 'medium',
    },
    { name: 'AWS names no type and says no', facts: saying(null, false) },
    {
      name: 'expected and absent',
      facts: { 'rds.clusters': [] },
      expected: { templates: ['2-1-db-aurora-master'] },
      subject: '2-1-db-aurora-master',
    },
  ],
  unknown: [
    { name: 'AWS says neither', facts: saying(null, null), reason: 'does not say' },
    { name: 'of a type that is not known here', facts: saying('sse-moon', false) },
    {
      name: 'the clusters may not be listed',
      facts: { 'rds.clusters': denied('rds:DescribeDBClusters') },
      subject: 'acme',
    },
  ],
  notApplicable: [
    { name: 'absent and not expected', facts: { 'rds.clusters': [] }, subject: 'acme' },
  ],
});
