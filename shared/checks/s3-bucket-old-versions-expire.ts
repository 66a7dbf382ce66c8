/** What versioning keeps goes some day: a bucket that was ever versioned has a rule that removes old versions. */
import { judgeBuckets } from '../derive/buckets.ts';
import { defineCheck, notApplicable, pass, unsure, type Verdict, warn } from '../model/check.ts';
import type { Bucket } from '../model/s3.ts';

export default defineCheck({
  id: 's3-bucket-old-versions-expire',
  practice: 'back-ups',
  title: 'Versioned S3 buckets remove old versions some day',
  severity: 'low',
  why: 'Old versions are paid for until somebody removes them, and a secret that was taken out of a file is still in them.',
  fix: 'Add a lifecycle rule for the whole bucket that permanently deletes noncurrent versions, after 90 days for example.',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html',
  catalogueIds: ['BKP-S3-02'],
  controls: [
    { source: 'security-hub', id: 'S3.10' },
    { source: 'prowler', id: 's3_bucket_lifecycle_enabled' },
    { source: 'aws-config', id: 'S3_VERSION_LIFECYCLE_POLICY_CHECK' },
  ],
  needs: ['s3.buckets'],
  run: (facts, context) => judgeBuckets(facts['s3.buckets'], context, judge),
});

function judge({ ref, versioning, oldVersionsExpire }: Bucket): Verdict {
  if (!versioning.known) return unsure(ref, versioning);
  // Suspended, it still has the versions it made before.
  if (versioning.value === 'Never') return notApplicable(ref, 'was never versioned');
  if (!oldVersionsExpire.known) return unsure(ref, oldVersionsExpire);
  return oldVersionsExpire.value
    ? pass(ref, 'removes old versions')
    : warn(ref, 'keeps old versions forever');
}
