/** Verdicts on the buckets of a deployment, and what a bucket is for. */
import type { Topology, Verdict } from '../model/check.ts';
import type { Bucket } from '../model/s3.ts';
import type { Deployment } from '../model/target.ts';
import { parseStackName } from '../model/tts.ts';
import { orAbsent } from './presence.ts';

/** One verdict per bucket. Every cluster has those for its configuration. */
export function judgeBuckets(
  buckets: readonly Bucket[],
  context: { readonly deployment: Deployment; readonly expected: Topology },
  judge: (bucket: Bucket) => Verdict,
): readonly Verdict[] {
  return orAbsent(buckets.map(judge), 'S3 buckets', '2-4b-routing-s3', context);
}

/**
 * Whether it holds profile and device pictures, which anybody may see. A bucket whose stack's name says nothing is taken
 * for one with configuration, the strictest.
 * Source: https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/
 */
export function holdsPictures({ stackName }: Bucket): boolean {
  return parseStackName(stackName)?.template === '2-4a-is-s3';
}
