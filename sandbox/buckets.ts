/** An S3 bucket as the sandbox keeps it. S3 spreads what it is over many small answers; here it is together. */
import type {
  BucketVersioningStatus,
  LifecycleRule,
  PublicAccessBlockConfiguration,
  Tag,
} from '@aws-sdk/client-s3';

export interface Bucket {
  readonly name: string;
  readonly region: string;
  createdAt: Date;
  /** Absent: versioning was never switched on. */
  versioning?: BucketVersioningStatus;
  /** Absent: nobody ever set it. */
  publicAccessBlock?: PublicAccessBlockConfiguration;
  /** Whether it has a bucket policy, and one that lets everybody in; absent: it has none. */
  policyIsPublic?: boolean;
  /** Absent: it has no lifecycle configuration. */
  lifecycleRules?: LifecycleRule[];
  tags: Tag[];
  /** Keys of what is in it. */
  keys: string[];
}
