import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { Bucket as KeptBucket } from '../../../sandbox/buckets.ts';
import type { CommandClass } from '../../../sandbox/service.ts';
import { call, nothing, now, readAll, refusal } from './call.ts';

const Bucket = 'pictures';

function withBucket(over: Partial<KeptBucket> = {}) {
  const account = nothing();
  account.s3.buckets.push({
    name: Bucket,
    region: account.region,
    createdAt: now,
    tags: [],
    keys: [],
    ...over,
  });
  return account;
}

describe('a bucket', () => {
  it('tells how it is set up', async () => {
    const publicAccessBlock = { BlockPublicAcls: true, BlockPublicPolicy: false };
    const lifecycleRules = [{ Status: 'Enabled' as const, Filter: { Prefix: '' } }];
    const account = withBucket({
      versioning: 'Enabled',
      publicAccessBlock,
      policyIsPublic: true,
      lifecycleRules,
    });
    expect(await call(GetBucketVersioningCommand, { Bucket }, account)).toEqual({
      Status: 'Enabled',
    });
    expect(await call(GetPublicAccessBlockCommand, { Bucket }, account)).toEqual({
      PublicAccessBlockConfiguration: publicAccessBlock,
    });
    expect(await call(GetBucketPolicyStatusCommand, { Bucket }, account)).toEqual({
      PolicyStatus: { IsPublic: true },
    });
    expect(await call(GetBucketLifecycleConfigurationCommand, { Bucket }, account)).toEqual({
      Rules: lifecycleRules,
    });
  });

  it('has nothing to say of what nobody set, each in its own way', async () => {
    const account = withBucket();
    expect(await call(GetBucketVersioningCommand, { Bucket }, account)).toEqual({});
    await expect(call(GetPublicAccessBlockCommand, { Bucket }, account)).rejects.toThrow(
      refusal('NoSuchPublicAccessBlockConfiguration'),
    );
    await expect(call(GetBucketPolicyStatusCommand, { Bucket }, account)).rejects.toThrow(
      refusal('NoSuchBucketPolicy'),
    );
    await expect(call(GetBucketLifecycleConfigurationCommand, { Bucket }, account)).rejects.toThrow(
      refusal('NoSuchLifecycleConfiguration'),
    );
  });

  it.each([
    GetBucketVersioningCommand,
    GetPublicAccessBlockCommand,
    GetBucketPolicyStatusCommand,
    GetBucketLifecycleConfigurationCommand,
    ListObjectsV2Command,
  ])('must be there, and be whose the caller says: %o', async (Command) => {
    const ask = (input: { Bucket: string; ExpectedBucketOwner?: string }) =>
      call(Command as CommandClass<typeof input, object>, input, withBucket());
    await expect(ask({ Bucket: 'other' })).rejects.toThrow(refusal('NoSuchBucket'));
    await expect(ask({ Bucket, ExpectedBucketOwner: '444455556666' })).rejects.toThrow(
      refusal('AccessDenied'),
    );
  });
});

describe('ListObjectsV2', () => {
  it('lists keys in the order of their bytes, a page at a time', async () => {
    const account = withBucket({ keys: ['ä', 'b', 'a/2', 'a/10', 'B'] });
    const { rows, pages } = await readAll(
      (ContinuationToken) =>
        call(ListObjectsV2Command, { Bucket, MaxKeys: 2, ContinuationToken }, account),
      ({ Contents }) => Contents,
      ({ NextContinuationToken }) => NextContinuationToken,
    );
    expect(rows.map(({ Key }) => Key)).toEqual(['B', 'a/10', 'a/2', 'b', 'ä']);
    expect(pages).toBe(3);
  });

  it('sends the key that was asked for before those that begin with it', async () => {
    const account = withBucket({ keys: ['config.yml.bak', 'config.yml', 'config.yaml'] });
    const answer = await call(
      ListObjectsV2Command,
      { Bucket, Prefix: 'config.yml', MaxKeys: 1 },
      account,
    );
    expect(answer).toMatchObject({ KeyCount: 1, IsTruncated: true, MaxKeys: 1 });
    expect(answer.Contents?.map(({ Key }) => Key)).toEqual(['config.yml']);
  });

  it('sends no list where there is nothing to list', async () => {
    const answer = await call(ListObjectsV2Command, { Bucket, Prefix: 'a' }, withBucket());
    expect(answer).toMatchObject({ KeyCount: 0, IsTruncated: false });
    expect(answer.Contents).toBeUndefined();
  });

  it('sends a thousand at the most, whoever asks for more', async () => {
    const keys = Array.from({ length: 1001 }, (_, at) => `key ${at}`);
    const account = withBucket({ keys });
    const answer = await call(ListObjectsV2Command, { Bucket, MaxKeys: 5000 }, account);
    expect(answer).toMatchObject({ KeyCount: 1000, MaxKeys: 1000, IsTruncated: true });
  });

  it('begins behind a key', async () => {
    const account = withBucket({ keys: ['a', 'b', 'c'] });
    const answer = await call(ListObjectsV2Command, { Bucket, StartAfter: 'a' }, account);
    expect(answer.Contents?.map(({ Key }) => Key)).toEqual(['b', 'c']);
  });

  it('refuses sizes, tokens and members it does not know', async () => {
    await expect(call(ListObjectsV2Command, { Bucket, MaxKeys: -1 }, withBucket())).rejects.toThrow(
      refusal('InvalidArgument'),
    );
    await expect(
      call(ListObjectsV2Command, { Bucket, ContinuationToken: 'nope' }, withBucket()),
    ).rejects.toThrow(refusal('InvalidArgument'));
    await expect(
      call(ListObjectsV2Command, { Bucket, Delimiter: '/' }, withBucket()),
    ).rejects.toThrow(refusal('NotImplemented'));
  });
});
