import check from '../../../shared/checks/s3-bucket-versioned.ts';
import { known } from '../../../shared/model/fact.ts';
import { denied } from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';
import { aBucket } from '../../support/surroundings.ts';

const bucket = (versioning: string, stackName = 'acme-2-4b-routing-s3') => ({
  's3.buckets': [aBucket({ versioning: known(versioning), stackName })],
});

testCheck(check, {
  pass: [
    {
      name: 'versioned',
      facts: bucket('Enabled'),
      subject: 'acme-interop',
      reason: 'is versioned',
    },
    { name: 'pictures that are versioned', facts: bucket('Enabled', 'acme-2-4a-is-s3') },
  ],
  fail: [
    {
      name: 'never versioned',
      facts: bucket('Never'),
      subject: 'acme-interop',
      reason: 'is not versioned',
      severity: 'medium',
    },
    {
      name: 'suspended is off',
      facts: bucket('Suspended'),
      reason: 'has its versioning suspended: what is overwritten now is lost',
    },
    { name: 'the certificates of Mutual TLS', facts: bucket('Never', 'acme-2-4c-mtls-s3') },
    {
      name: 'a bucket of a stack whose name says nothing: the strictest',
      facts: bucket('Never', 'buckets'),
    },
    {
      name: 'expected and absent',
      facts: { 's3.buckets': [] },
      expected: { templates: ['2-4b-routing-s3'] },
      subject: '2-4b-routing-s3',
      reason: 'should have brought S3 buckets',
    },
  ],
  warn: [
    {
      name: 'pictures without versions',
      facts: bucket('Never', 'acme-2-4a-is-s3'),
      subject: 'acme-interop',
      reason: 'is not versioned; it holds pictures',
      severity: 'low',
    },
    {
      name: 'pictures whose versioning is suspended',
      facts: bucket('Suspended', 'acme-2-4a-is-s3'),
      reason: 'has its versioning suspended',
    },
  ],
  unknown: [
    {
      name: 'the buckets may not be found',
      facts: { 's3.buckets': denied('cloudformation:ListStackResources') },
    },
    {
      name: 'the versioning of one may not be read',
      facts: { 's3.buckets': [aBucket({ versioning: denied('s3:GetBucketVersioning') })] },
      subject: 'acme-interop',
      reason: 's3:GetBucketVersioning was refused',
    },
  ],
  notApplicable: [
    {
      name: 'absent and not expected',
      facts: { 's3.buckets': [] },
      reason: 'has no S3 buckets, and none is expected',
    },
  ],
  several: [
    {
      name: 'each by its own versioning and stack',
      facts: {
        's3.buckets': [
          aBucket(),
          aBucket({ name: 'edcs', versioning: known('Never') }),
          aBucket({ name: 'plugins', versioning: denied('s3:GetBucketVersioning') }),
          aBucket({ name: 'pictures', versioning: known('Never'), stackName: 'acme-2-4a-is-s3' }),
        ],
      },
      statuses: { 'acme-interop': 'pass', edcs: 'fail', plugins: 'unknown', pictures: 'warn' },
    },
  ],
});
