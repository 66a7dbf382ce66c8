/** The IAM action a call needs: mostly the service and the operation, but not always. */

/** Where IAM knows a service by another name than requests are signed for. */
const prefixes: Readonly<Record<string, string>> = {
  monitoring: 'cloudwatch',
};

/** Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const exceptions: Readonly<Record<string, string>> = {
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3:ListObjectsV2': 's3:ListBucket',
};

/** `iamAction('monitoring', 'DescribeAlarms')` is `cloudwatch:DescribeAlarms`. */
export function iamAction(signingName: string, operation: string): string {
  const action = `${prefixes[signingName] ?? signingName}:${operation}`;
  return exceptions[action] ?? action;
}
