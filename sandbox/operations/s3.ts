/** S3: how buckets are set up, and which keys are in them. */
import {
  GetBucketLifecycleConfigurationCommand,
  type GetBucketLifecycleConfigurationOutput,
  GetBucketPolicyStatusCommand,
  type GetBucketPolicyStatusOutput,
  GetBucketVersioningCommand,
  type GetBucketVersioningOutput,
  GetPublicAccessBlockCommand,
  type GetPublicAccessBlockOutput,
  ListObjectsV2Command,
  type ListObjectsV2Output,
  type ListObjectsV2Request,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Account } from '../account.ts';
import type { Bucket } from '../buckets.ts';
import { pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

/** What every request for a bucket may say. */
interface BucketRequest {
  readonly Bucket: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

function getBucketVersioning(input: BucketRequest, account: Account): GetBucketVersioningOutput {
  return { Status: bucketNamed(input, account).versioning };
}

function getPublicAccessBlock(input: BucketRequest, account: Account): GetPublicAccessBlockOutput {
  const { publicAccessBlock } = bucketNamed(input, account);
  if (publicAccessBlock === undefined) {
    throw notFound(
      'NoSuchPublicAccessBlockConfiguration',
      'The public access block configuration was not found',
    );
  }
  return { PublicAccessBlockConfiguration: publicAccessBlock };
}

function getBucketPolicyStatus(
  input: BucketRequest,
  account: Account,
): GetBucketPolicyStatusOutput {
  const { policyIsPublic } = bucketNamed(input, account);
  if (policyIsPublic === undefined) {
    throw notFound('NoSuchBucketPolicy', 'The bucket policy does not exist');
  }
  return { PolicyStatus: { IsPublic: policyIsPublic } };
}

function getBucketLifecycleConfiguration(
  input: BucketRequest,
  account: Account,
): GetBucketLifecycleConfigurationOutput {
  const { lifecycleRules } = bucketNamed(input, account);
  if (lifecycleRules === undefined) {
    throw notFound('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist');
  }
  return { Rules: lifecycleRules };
}

const mostKeys = 1000;
// Whoever asks for more gets 1000: S3 does not refuse it.
const page = pager(
  { minimum: 0, maximum: mostKeys, default: mostKeys },
  {
    size: () => invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647'),
    marker: () => invalidArgument('The continuation token provided is incorrect'),
  },
);

/** Keys come in the order of their bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ListingKeysUsingAPIs.html */
function listObjectsV2(input: ListObjectsV2Request, account: Account): ListObjectsV2Output {
  const bucket = bucketNamed(input, account);
  const { Prefix = '', StartAfter = '', ContinuationToken, MaxKeys = mostKeys } = input;
  refuseWhatIsNotHere(input);
  const keys = bucket.keys
    .filter((key) => key.startsWith(Prefix) && compareBytes(key, StartAfter) > 0)
    .sort(compareBytes);
  const size = Math.min(MaxKeys, mostKeys);
  const { rows, next } = page(
    keys,
    { list: `ListObjectsV2/${bucket.name}`, size, marker: ContinuationToken },
    account,
  );
  return {
    Name: bucket.name,
    Prefix,
    MaxKeys: size,
    KeyCount: rows.length,
    IsTruncated: next !== undefined,
    ContinuationToken,
    NextContinuationToken: next,
    ...(rows.length > 0 && { Contents: rows.map((Key) => ({ ...object(bucket), Key })) }),
  };
}

function object({ createdAt }: Bucket) {
  return {
    LastModified: createdAt,
    ETag: '"d41d8cd98f00b204e9800998ecf8427e"',
    Size: 0,
    StorageClass: 'STANDARD' as const,
  };
}

function refuseWhatIsNotHere(input: ListObjectsV2Request): void {
  const members = ['Delimiter', 'EncodingType', 'FetchOwner', 'OptionalObjectAttributes'] as const;
  const given = members.find((member) => input[member] !== undefined);
  if (given === undefined) return;
  throw new SandboxError('NotImplemented', `The sandbox lists no objects with ${given}`, 501);
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function bucketNamed(
  { Bucket: asked, ExpectedBucketOwner: owner }: BucketRequest,
  { s3, id }: Account,
): Bucket {
  const bucket = s3.buckets.find(({ name }) => name === asked);
  if (bucket === undefined) throw notFound('NoSuchBucket', 'The specified bucket does not exist');
  if (owner !== undefined && owner !== id) {
    throw new SandboxError('AccessDenied', 'Access Denied', 403);
  }
  return bucket;
}

function notFound(code: string, message: string): SandboxError {
  return new SandboxError(code, message, 404);
}

function invalidArgument(message: string): SandboxError {
  return new SandboxError('InvalidArgument', message);
}

/** Actions: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const s3: Service = {
  signingName: 's3',
  client: S3Client,
  operations: [
    operation(GetBucketVersioningCommand, getBucketVersioning),
    operation(GetPublicAccessBlockCommand, getPublicAccessBlock, {
      iamAction: 's3:GetBucketPublicAccessBlock',
    }),
    operation(GetBucketPolicyStatusCommand, getBucketPolicyStatus),
    operation(GetBucketLifecycleConfigurationCommand, getBucketLifecycleConfiguration, {
      iamAction: 's3:GetLifecycleConfiguration',
    }),
    operation(ListObjectsV2Command, listObjectsV2, { iamAction: 's3:ListBucket' }),
  ],
};
