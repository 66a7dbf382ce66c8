import { expect, it } from 'vitest';
import { iamAction } from '../../../shared/aws/actions.ts';

it.each([
  ['rds', 'DescribeDBClusters', 'rds:DescribeDBClusters'],
  ['monitoring', 'DescribeAlarms', 'cloudwatch:DescribeAlarms'],
  ['s3', 'GetBucketVersioning', 's3:GetBucketVersioning'],
  ['s3', 'GetPublicAccessBlock', 's3:GetBucketPublicAccessBlock'],
  ['s3', 'GetBucketLifecycleConfiguration', 's3:GetLifecycleConfiguration'],
  ['s3', 'ListObjectsV2', 's3:ListBucket'],
])('%s %s needs %s', (service, operation, action) => {
  expect(iamAction(service, operation)).toBe(action);
});
