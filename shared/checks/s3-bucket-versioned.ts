/** Buckets keep what is overwritten or deleted. Older templates did not turn that on, and an update cannot. */
import { holdsPictures, judgeBuckets } from '../derive/buckets.ts';
import { defineCheck, fail, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Bucket } from '../model/s3.ts';

export default defineCheck({
  id: 's3-bucket-versioned',
  practice: 'back-ups',
  title: 'S3 buckets are versioned',
  severity: 'medium',
  why: 'Versioning is the only back-up of a bucket: without it a configuration that was overwritten or deleted is gone.',
  fix: 'Enable versioning in the settings of the bucket, in the S3 console; the templates do not change it for a bucket that exists.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/best-practices/',
  catalogueIds: ['BKP-S3-01'],
  controls: [
    { source: 'security-hub', id: 'S3.14' },
    { source: 'prowler', id: 's3_bucket_object_versioning' },
    { source: 'aws-config', id: 'S3_BUCKET_VERSIONING_ENABLED' },
    { source: 'cloudsploit', id: 'bucketVersioning' },
    { source: 'scoutsuite', id: 's3-bucket-no-versioning' },
    { source: 'steampipe', id: 's3_bucket_versioning_enabled' },
    { source: 'electriceye', id: 'S3.3' },
    { source: 'service-screener', id: 'BucketVersioning' },
    { source: 'cloud-custodian', id: 'toggle-versioning' },
  ],
  needs: ['s3.buckets'],
  run: (facts, context) => judgeBuckets(facts['s3.buckets'], context, judge),
});

function judge(bucket: Bucket): Verdict {
  const { ref, versioning } = bucket;
  if (!versioning.known) return unsure(ref, versioning);
  if (versioning.value === 'Enabled') return pass(ref, 'is versioned');
  const reason =
    versioning.value === 'Suspended'
      ? 'has its versioning suspended: what is overwritten now is lost'
      : 'is not versioned';
  return holdsPictures(bucket)
    ? { ...warn(ref, `${reason}; it holds pictures`), severity: 'low' }
    : fail(ref, reason);
}
