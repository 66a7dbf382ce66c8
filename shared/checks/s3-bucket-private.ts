/** Buckets with configuration are closed to the public in every way: they hold secrets. Pictures are meant to be seen. */
import { holdsPictures, judgeBuckets } from '../derive/buckets.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { Bucket } from '../model/s3.ts';

export default defineCheck({
  id: 's3-bucket-private',
  practice: 'back-ups',
  title: 'S3 buckets with configuration block public access',
  severity: 'high',
  why: 'Interoperability and claiming configuration holds keys of join servers and devices; one policy or ACL too many gives them to everybody.',
  fix: 'Turn on all four settings of Block Public Access on the bucket, and remove from its policy whatever makes it public.',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  catalogueIds: ['BKP-S3-03'],
  controls: [
    { source: 'security-hub', id: 'S3.8' },
    { source: 'prowler', id: 's3_bucket_level_public_access_block' },
    { source: 'prowler', id: 's3_bucket_public_access' },
    { source: 'aws-config', id: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED' },
  ],
  needs: ['s3.buckets'],
  run: (facts, context) => judgeBuckets(facts['s3.buckets'], context, judge),
});

function judge(bucket: Bucket): Verdict {
  const { ref, publicAccessBlocked: blocked, publicByPolicy } = bucket;
  if (holdsPictures(bucket))
    return notApplicable(ref, 'holds pictures, which are meant to be seen');
  if (!blocked.known) return unsure(ref, blocked);
  if (blocked.value) return pass(ref, 'blocks public access');
  // Not to block it is a failure whatever the policy says.
  if (!publicByPolicy.known) {
    return fail(
      ref,
      'does not block public access; whether its policy makes it public is not known',
    );
  }
  return publicByPolicy.value
    ? fail(ref, 'is public by its policy', 'critical')
    : fail(ref, 'does not block public access; its policy does not make it public now');
}
