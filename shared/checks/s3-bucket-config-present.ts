/** Every bucket that is to hold a configuration file does: an empty file is valid, none is not. */
import { judgeBuckets } from '../derive/buckets.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { Bucket } from '../model/s3.ts';

export default defineCheck({
  id: 's3-bucket-config-present',
  practice: 'back-ups',
  title: 'S3 buckets for configuration hold their configuration file',
  severity: 'medium',
  why: 'The Join Server and the Device Claiming Server read their configuration from the bucket, and cannot do their work without the file.',
  fix: 'Upload the file to the root of the bucket; where there is nothing to configure, upload an empty one.',
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/',
  catalogueIds: ['BKP-S3-04', 'INT-03'],
  controls: [],
  needs: ['s3.buckets'],
  run: (facts, context) => judgeBuckets(facts['s3.buckets'], context, judge),
});

function judge({ ref, configFile }: Bucket): Verdict {
  if (!configFile.known) return unsure(ref, configFile);
  if (configFile.value === null) return notApplicable(ref, 'needs no configuration file');
  const { key, present } = configFile.value;
  return present ? pass(ref, `has ${key}`) : fail(ref, `has no ${key}`);
}
