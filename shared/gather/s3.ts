/** The buckets of the stacks, one small question after another: S3 has no answer that tells all. */
import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
  ListObjectsV2Command,
  type PublicAccessBlockConfiguration,
  S3Client,
} from '@aws-sdk/client-s3';
import { MissingFactError } from '../aws/errors.ts';
import type { StackResource } from '../model/cloudformation.ts';
import { type Fact, known, missing } from '../model/fact.ts';
import type { Bucket, ConfigFile } from '../model/s3.ts';
import { parseStackName, type TemplateName } from '../model/tts.ts';
import { unlessRefused } from './absence.ts';
import { attempt, type Gatherer, need, type ReadAction, required } from './gatherer.ts';

/** Of the other templates, 1-1 keeps access logs in a bucket and 5-6 old metrics: nobody misses an old version of them. */
const templatesLookedAt: readonly TemplateName[] = [
  '2-4a-is-s3',
  '2-4b-routing-s3',
  '2-4c-mtls-s3',
];

/** Actions that are not called like their operations: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const gatherer: Gatherer<'s3'> = {
  's3.buckets': {
    actions: [
      's3:GetBucketVersioning',
      's3:GetBucketPublicAccessBlock',
      's3:GetBucketPolicyStatus',
      's3:GetLifecycleConfiguration',
      's3:ListBucket',
    ],
    read: async (context) => {
      const resources = await need(context, 'cloudformation.stack-resources');
      const owned = resources.filter(isLookedAt);
      if (owned.length === 0) return [];
      const client = context.connection.client(S3Client);
      return Promise.all(owned.map((resource) => readBucket(client, resource)));
    },
  },
};
export default gatherer;

function isLookedAt({ type, stackName }: StackResource): boolean {
  if (type !== 'AWS::S3::Bucket') return false;
  const template = parseStackName(stackName)?.template;
  return template === undefined || templatesLookedAt.includes(template);
}

async function readBucket(client: S3Client, resource: StackResource): Promise<Bucket> {
  const { physicalId: name, stackName, logicalId } = resource;
  const [versioning, access, oldVersionsExpire, configFile] = await Promise.all([
    part(resource, 's3:GetBucketVersioning', () => readVersioning(client, name)),
    readAccess(client, resource),
    part(resource, 's3:GetLifecycleConfiguration', () => readOldVersionsExpire(client, name)),
    readConfigFile(client, resource),
  ]);
  return {
    ref: { type: 's3-bucket', name },
    name,
    stackName,
    logicalId,
    versioning,
    ...access,
    oldVersionsExpire,
    configFile,
  };
}

/** What a bucket says of itself; missing with a reason of its own when the bucket is no more. */
function part<T>(
  { physicalId, stackName }: StackResource,
  action: ReadAction,
  read: () => Promise<T>,
): Promise<Fact<T>> {
  const gone = `bucket ${physicalId} does not exist any more, though stack ${stackName} owns it`;
  return attempt(action, async () => {
    const answer = await unlessRefused(read(), 'NoSuchBucket', bucketGone);
    if (answer === bucketGone) throw new MissingFactError(missing('failed', gone, action));
    return answer;
  });
}

const bucketGone = Symbol('bucket gone');

/**
 * A bucket whose versioning was never switched on answers with an empty document, as anybody might: the request id
 * tells that it was S3. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
 */
async function readVersioning(client: S3Client, Bucket: string): Promise<string> {
  const answer = await client.send(new GetBucketVersioningCommand({ Bucket }));
  required(answer.$metadata.requestId, 'request id');
  return answer.Status ?? 'Never';
}

const nobodyAsked = missing('not-gathered', 'pictures are meant to be seen: nobody asked who may');

/** A policy can make a bucket public only where the bucket lets it. Pictures are meant to be seen. */
async function readAccess(
  client: S3Client,
  resource: StackResource,
): Promise<Pick<Bucket, 'publicAccessBlocked' | 'publicByPolicy'>> {
  if (parseStackName(resource.stackName)?.template === '2-4a-is-s3') {
    return { publicAccessBlocked: nobodyAsked, publicByPolicy: nobodyAsked };
  }
  const publicAccessBlocked = await part(resource, 's3:GetBucketPublicAccessBlock', () =>
    readPublicAccessBlocked(client, resource.physicalId),
  );
  if (publicAccessBlocked.known && publicAccessBlocked.value) {
    return { publicAccessBlocked, publicByPolicy: known(false) };
  }
  const publicByPolicy = await part(resource, 's3:GetBucketPolicyStatus', () =>
    readPublicByPolicy(client, resource.physicalId),
  );
  return { publicAccessBlocked, publicByPolicy };
}

async function readPublicAccessBlocked(client: S3Client, Bucket: string): Promise<boolean> {
  const block = client
    .send(new GetPublicAccessBlockCommand({ Bucket }))
    .then(({ PublicAccessBlockConfiguration }) =>
      isWhole(required(PublicAccessBlockConfiguration, 'PublicAccessBlockConfiguration')),
    );
  return unlessRefused(block, 'NoSuchPublicAccessBlockConfiguration', false);
}

function isWhole(block: PublicAccessBlockConfiguration): boolean {
  const settings = [
    required(block.BlockPublicAcls, 'BlockPublicAcls'),
    required(block.IgnorePublicAcls, 'IgnorePublicAcls'),
    required(block.BlockPublicPolicy, 'BlockPublicPolicy'),
    required(block.RestrictPublicBuckets, 'RestrictPublicBuckets'),
  ];
  return settings.every((setting) => setting);
}

async function readPublicByPolicy(client: S3Client, Bucket: string): Promise<boolean> {
  const status = client
    .send(new GetBucketPolicyStatusCommand({ Bucket }))
    .then(({ PolicyStatus }) => required(PolicyStatus?.IsPublic, 'PolicyStatus.IsPublic'));
  return unlessRefused(status, 'NoSuchBucketPolicy', false);
}

async function readOldVersionsExpire(client: S3Client, Bucket: string): Promise<boolean> {
  const rules = client
    .send(new GetBucketLifecycleConfigurationCommand({ Bucket }))
    .then(({ Rules }) => required(Rules, 'Rules').some(removesOldVersionsOfAll));
  return unlessRefused(rules, 'NoSuchLifecycleConfiguration', false);
}

/** Rules with a filter leave objects out, and so do those with a prefix, which older rules carry beside the filter. */
function removesOldVersionsOfAll(rule: LifecycleRule): boolean {
  const { Status, Filter = {}, Prefix = '', NoncurrentVersionExpiration } = rule;
  const { Prefix: filterPrefix = '', ...narrower } = Filter;
  const isForAll = Prefix === '' && filterPrefix === '' && Object.keys(narrower).length === 0;
  return Status === 'Enabled' && isForAll && NoncurrentVersionExpiration !== undefined;
}

/** The file the vendor's documentation wants at the root of a bucket: https://www.thethingsindustries.com/docs/enterprise/aws/ecs/deployment/ */
function configKey({ stackName, logicalId }: StackResource): string | undefined {
  if (parseStackName(stackName)?.template === '2-4c-mtls-s3') return 'index.yml';
  if (/interop|edcs|claiming/i.test(logicalId)) return 'config.yml';
  return /plugin/i.test(logicalId) ? 'plugins.yml' : undefined;
}

async function readConfigFile(
  client: S3Client,
  resource: StackResource,
): Promise<Fact<ConfigFile | null>> {
  const key = configKey(resource);
  if (key === undefined) return known(null);
  return part(resource, 's3:ListBucket', async () => ({
    key,
    present: await isPresent(client, resource.physicalId, key),
  }));
}

/**
 * Keys are listed in the order of their bytes, so that the key itself comes before all that begin with it and one
 * answer is enough. It must be compared: `config.yml.bak` begins with `config.yml`, too.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
async function isPresent(client: S3Client, Bucket: string, key: string): Promise<boolean> {
  const { Contents = [], KeyCount } = await client.send(
    new ListObjectsV2Command({ Bucket, Prefix: key, MaxKeys: 1 }),
  );
  required(KeyCount, 'KeyCount');
  return Contents.some(({ Key }) => Key === key);
}
