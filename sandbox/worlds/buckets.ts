/** The S3 buckets of a deployment. */
import type { LifecycleRule, PublicAccessBlockConfiguration } from '@aws-sdk/client-s3';
import type { Account } from '../account.ts';
import type { Bucket } from '../buckets.ts';
import { canaries } from './canaries.ts';
import { type DeploymentDescription, stackName } from './description.ts';
import { databaseId } from './identifiers.ts';
import { own, stackTags } from './stacks.ts';
import { ago, days } from './times.ts';

/** Bucket names; those of configuration are in every cluster. */
export interface ConfigBuckets {
  readonly interopConfig: string;
  readonly claimingConfig: string;
  readonly pluginsConfig: string;
}

/** With those of pictures, which are where the Identity Server is. */
export interface DeployedBuckets extends ConfigBuckets {
  readonly profilePictures: string;
  readonly devicePictures: string;
}

type Owner = Readonly<Record<'stack' | 'logicalId', string>>;

/** Puts them into the account: pictures for everybody to see, configuration for nobody but the servers. */
export function addBuckets(account: Account, description: DeploymentDescription): DeployedBuckets {
  const stack = stackName(description, '2-4a-is-s3');
  const createdAt = ago(account, days(description.ageDays));
  const addPictures = (logicalId: string) =>
    addPictureBucket(account, { stack, logicalId }, createdAt);
  return {
    profilePictures: addPictures('ProfilePicturesBucket'),
    devicePictures: addPictures('EndDevicePicturesBucket'),
    ...addConfigBuckets(account, description),
  };
}

/** Those of a secondary cluster. */
export function addConfigBuckets(
  account: Account,
  description: DeploymentDescription,
): ConfigBuckets {
  const stack = stackName(description, '2-4b-routing-s3');
  const createdAt = ago(account, days(description.ageDays));
  const addConfig = (logicalId: string, file: string) =>
    addConfigBucket(account, { stack, logicalId }, { createdAt, file });
  return {
    interopConfig: addConfig('InteropConfigBucket', 'config.yml'),
    claimingConfig: addConfig('EDCSConfigBucket', 'config.yml'),
    pluginsConfig: addConfig('PluginsConfigBucket', 'plugins.yml'),
  };
}

function addPictureBucket(account: Account, owner: Owner, createdAt: Date): string {
  return addBucket(account, owner, {
    createdAt,
    publicAccessBlock: blockingPolicies(false),
    policyIsPublic: true,
    keys: [`${canaries.tagValue}/128.png`],
  });
}

/** What is beside the file begins with its name, and must never be taken for it. */
function addConfigBucket(
  account: Account,
  owner: Owner,
  { createdAt, file }: { createdAt: Date; file: string },
): string {
  return addBucket(account, owner, {
    createdAt,
    publicAccessBlock: blockingPolicies(true),
    keys: [`${file}.${canaries.tagValue}`, file],
  });
}

function addBucket(
  account: Account,
  { stack, logicalId }: Owner,
  bucket: Pick<Bucket, 'createdAt' | 'publicAccessBlock' | 'policyIsPublic' | 'keys'>,
): string {
  // Names of buckets are as long as those of databases, and as lower case.
  const name = databaseId(stack, logicalId);
  own(account, stack, { type: 'AWS::S3::Bucket', logicalId, physicalId: name });
  account.s3.buckets.push({
    name,
    region: account.region,
    versioning: 'Enabled',
    lifecycleRules: [oldVersionsRule(90)],
    tags: stackTags(account, stack, logicalId),
    ...bucket,
  });
  return name;
}

/** Access lists are blocked in either case: AWS does so for every bucket since 2023. */
function blockingPolicies(blocked: boolean): PublicAccessBlockConfiguration {
  return {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: blocked,
    RestrictPublicBuckets: blocked,
  };
}

function oldVersionsRule(noncurrentDays: number): LifecycleRule {
  return {
    ID: 'old-versions',
    Filter: { Prefix: '' },
    Status: 'Enabled',
    NoncurrentVersionExpiration: { NoncurrentDays: noncurrentDays },
  };
}

/** A bucket that must be there: a world that names one that is not is wrong. */
export function bucketNamed({ s3 }: Account, name: string): Bucket {
  const bucket = s3.buckets.find((each) => each.name === name);
  if (bucket === undefined) throw new Error(`no bucket ${name} in this world`);
  return bucket;
}

/** As if it had never been switched on: once it was, S3 can only suspend it. */
export function switchVersioningOff(account: Account, name: string): void {
  delete bucketNamed(account, name).versioning;
}

export function suspendVersioning(account: Account, name: string): void {
  bucketNamed(account, name).versioning = 'Suspended';
}

/** Nothing blocks it, and a policy lets everybody in. */
export function openToThePublic(account: Account, name: string): void {
  const bucket = bucketNamed(account, name);
  delete bucket.publicAccessBlock;
  bucket.policyIsPublic = true;
}

/** Nothing blocks it, but no policy lets anybody in either: one careless change away from open. */
export function unblockPublicAccess(account: Account, name: string): void {
  delete bucketNamed(account, name).publicAccessBlock;
}

/** What only begins with the name of the file stays. */
export function removeConfigFile(account: Account, name: string): void {
  const bucket = bucketNamed(account, name);
  bucket.keys = bucket.keys.filter((key) => key !== 'config.yml' && key !== 'plugins.yml');
}

export function keepOldVersionsForEver(account: Account, name: string): void {
  delete bucketNamed(account, name).lifecycleRules;
}

/** Old versions are removed, but not of all objects. */
export function expireOldVersionsOfSome(account: Account, name: string): void {
  bucketNamed(account, name).lifecycleRules = [
    { ...oldVersionsRule(90), Filter: { Prefix: 'backup/' } },
  ];
}

/** Deleted by hand: its stack still lists it. */
export function deleteBucket(account: Account, name: string): void {
  bucketNamed(account, name);
  account.s3.buckets = account.s3.buckets.filter((each) => each.name !== name);
}

/** What the billing team publishes by mistake, and nobody here may judge. */
export function addNeighbouringBuckets(account: Account): void {
  account.s3.buckets.push({
    name: 'billing-exports',
    region: account.region,
    createdAt: ago(account, days(900)),
    policyIsPublic: true,
    tags: [],
    keys: ['config.yml', 'invoices/2026.csv'],
  });
}
