import { describe, expect, it } from 'vitest';
import type { Bucket } from '../../../shared/model/s3.ts';
import {
  factIn,
  gatherFrom,
  missingOf,
  type RawAnswer,
  type RawAnswers,
  type RawRequest,
  read,
  readWhole,
  refused,
  s3,
  xml,
} from '../../support/raw-aws.ts';

const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

// The answers of https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
function versioning(members: string) {
  return s3(`<VersioningConfiguration ${namespace}>${members}</VersioningConfiguration>`);
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
function block(...settings: readonly [boolean, boolean, boolean, boolean]) {
  const [acls, ignore, policy, restrict] = settings;
  return s3(
    `<PublicAccessBlockConfiguration ${namespace}><BlockPublicAcls>${acls}</BlockPublicAcls><IgnorePublicAcls>${ignore}</IgnorePublicAcls><BlockPublicPolicy>${policy}</BlockPublicPolicy><RestrictPublicBuckets>${restrict}</RestrictPublicBuckets></PublicAccessBlockConfiguration>`,
  );
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html
function policyStatus(isPublic: boolean) {
  return s3(`<PolicyStatus ${namespace}><IsPublic>${isPublic}</IsPublic></PolicyStatus>`);
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html
function lifecycle(...rules: readonly string[]) {
  const written = rules.map((rule) => `<Rule><ID>secret</ID>${rule}</Rule>`).join('');
  return s3(`<LifecycleConfiguration ${namespace}>${written}</LifecycleConfiguration>`);
}

const enabled = '<Status>Enabled</Status>';
const expiration =
  '<NoncurrentVersionExpiration><NoncurrentDays>90</NoncurrentDays></NoncurrentVersionExpiration>';

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
function objects(...keys: readonly string[]) {
  const contents = keys.map(
    (key) =>
      `<Contents><Key>${key}</Key><LastModified>2026-10-12T17:50:30.000Z</LastModified><ETag>&quot;fba9dede5f27731c9771645a39863328&quot;</ETag><Size>434234</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  return s3(
    `<ListBucketResult ${namespace}><Name>bucket</Name><Prefix/><KeyCount>${keys.length}</KeyCount><MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
  );
}

function error(Code: string) {
  return s3(`<Error><Code>${Code}</Code><Message>no</Message></Error>`, 404);
}

/** By the word of the query that tells what is asked. */
type Answers = Readonly<Record<string, RawAnswer>>;

const healthy: Answers = {
  versioning: versioning('<Status>Enabled</Status>'),
  publicAccessBlock: block(true, true, true, true),
  policyStatus: policyStatus(false),
  lifecycle: lifecycle(`<Filter/>${enabled}${expiration}`),
  'list-type': objects('config.yml'),
};

function subject({ input }: RawRequest): string {
  return Object.keys(input).find((word) => word in healthy) ?? '';
}

function stack(name: string): string {
  return `<member><StackName>${name}</StackName><StackId>arn:aws:cloudformation:eu-west-1:111122223333:stack/${name}/1</StackId><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2025-10-07T09:12:00Z</CreationTime><Outputs><member><OutputKey>VersionTag</OutputKey><OutputValue>3.36.2</OutputValue></member></Outputs></member>`;
}

function resource(logicalId: string, type = 'AWS::S3::Bucket'): string {
  return `<member><LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>the-${logicalId.toLowerCase()}</PhysicalResourceId><ResourceType>${type}</ResourceType><LastUpdatedTimestamp>2025-10-07T09:12:00Z</LastUpdatedTimestamp><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>`;
}

/** A stack with these resources, and what S3 says of every bucket. */
function account(
  stackName: string,
  logicalIds: readonly string[],
  answers: Answers = healthy,
): RawAnswers {
  const summaries = logicalIds.map((id) => resource(id)).join('');
  return {
    DescribeStacks: xml('cloudformation', 'DescribeStacks', `<Stacks>${stack(stackName)}</Stacks>`),
    ListStackResources: xml(
      'cloudformation',
      'ListStackResources',
      `<StackResourceSummaries>${summaries}${resource('Policy', 'AWS::S3::BucketPolicy')}</StackResourceSummaries>`,
    ),
    'GET /': (request) => answers[subject(request)] ?? expect.fail('asked for something else'),
  };
}

const routing = 'acme-2-4b-routing-s3';

async function bucket(
  over: Answers,
  [stackName, logicalId]: readonly [string, string] = [routing, 'InteropConfigBucket'],
): Promise<Bucket> {
  const answers = account(stackName, [logicalId], { ...healthy, ...over });
  const [row] = readWhole(await read('s3.buckets', answers));
  return row ?? expect.fail('no bucket');
}

describe('s3.buckets', () => {
  it('are read as AWS documents them', async () => {
    const answer = await read('s3.buckets', account(routing, ['InteropConfigBucket']));
    expect(readWhole(answer)).toEqual([
      {
        ref: { type: 's3-bucket', name: 'the-interopconfigbucket' },
        name: 'the-interopconfigbucket',
        stackName: routing,
        logicalId: 'InteropConfigBucket',
        versioning: { known: true, value: 'Enabled' },
        publicAccessBlocked: { known: true, value: true },
        publicByPolicy: { known: true, value: false },
        oldVersionsExpire: { known: true, value: true },
        configFile: { known: true, value: { key: 'config.yml', present: true } },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('cost four questions each, all for the bucket itself', async () => {
    const answers = account(routing, ['InteropConfigBucket', 'PluginsConfigBucket']);
    const { requests } = await gatherFrom(answers, ['s3.buckets']);
    const asked = requests.filter(({ operation }) => operation === 'GET /');
    for (const name of ['the-interopconfigbucket', 'the-pluginsconfigbucket']) {
      const host = `${name}.s3.eu-west-1.amazonaws.com`;
      const subjects = asked.filter(({ input }) => input.host === host).map(subject);
      expect(subjects.sort()).toEqual([
        'lifecycle',
        'list-type',
        'publicAccessBlock',
        'versioning',
      ]);
    }
    expect(asked).toHaveLength(8);
  });

  it.each([
    ['acme-2-4a-is-s3', 1],
    [routing, 1],
    ['acme-2-4c-mtls-s3', 1],
    ['things-of-acme', 1],
    ['acme-1-1-vpc', 0],
    ['acme-5-6-ecs-monitoring', 0],
  ])('of %s: %i', async (stackName, count) => {
    const answers = account(stackName, ['Bucket']);
    // All stacks are opened when nothing is known of what lists show.
    const { inventory } = await gatherFrom(answers, [
      's3.buckets',
      'cloudformation.stack-resources',
    ]);
    expect(readWhole(factIn(inventory, 's3.buckets'))).toHaveLength(count);
  });

  it('are missing when the resources of the stacks are, for the same reason', async () => {
    const answers = {
      ...account(routing, ['InteropConfigBucket']),
      ListStackResources: refused('cloudformation:ListStackResources'),
    };
    expect(missingOf(await read('s3.buckets', answers))).toMatchObject({
      cause: 'denied',
      action: 'cloudformation:ListStackResources',
    });
  });

  it.each([
    ['versioning', 'versioning', 's3:GetBucketVersioning'],
    ['publicAccessBlock', 'publicAccessBlocked', 's3:GetBucketPublicAccessBlock'],
    ['lifecycle', 'oldVersionsExpire', 's3:GetLifecycleConfiguration'],
    ['list-type', 'configFile', 's3:ListBucket'],
  ] as const)('are known even where %s is denied', async (word, member, action) => {
    const row = await bucket({ [word]: refused(action) });
    expect(row[member]).toMatchObject({ known: false, cause: 'denied', action });
    expect(Object.values(row).filter((part) => part.known === false)).toHaveLength(1);
  });

  it.each([
    ['a page of somebody else', '<html><body><h1>Welcome</h1></body></html>', 'text/html'],
    ['no XML', '}{', 'text/plain'],
    ['nothing', '', 'text/plain'],
  ])('know nothing from %s', async (_what, body, type) => {
    const portal = { status: 200, type, body };
    const row = await bucket({
      versioning: portal,
      publicAccessBlock: portal,
      policyStatus: portal,
      lifecycle: portal,
      'list-type': portal,
    });
    for (const part of [
      row.versioning,
      row.publicAccessBlocked,
      row.publicByPolicy,
      row.oldVersionsExpire,
      row.configFile,
    ]) {
      expect(part).toMatchObject({ known: false, cause: 'failed' });
    }
  });

  it('say so when their bucket is gone', async () => {
    const gone = error('NoSuchBucket');
    const words = Object.keys(healthy).map((word) => [word, gone] as const);
    const row = await bucket(Object.fromEntries(words));
    const detail = `bucket the-interopconfigbucket does not exist any more, though stack ${routing} owns it`;
    for (const part of [
      row.versioning,
      row.publicAccessBlocked,
      row.publicByPolicy,
      row.oldVersionsExpire,
      row.configFile,
    ]) {
      expect(part).toMatchObject({ known: false, cause: 'failed', detail });
    }
  });
});

describe('the versioning of a bucket', () => {
  it.each([
    ['<Status>Suspended</Status>', 'Suspended'],
    ['<Status>Enabled</Status><MfaDelete>Disabled</MfaDelete>', 'Enabled'],
    ['', 'Never'],
  ])('%s is %s', async (members, expected) => {
    const { versioning: read } = await bucket({ versioning: versioning(members) });
    expect(read).toEqual({ known: true, value: expected });
  });
});

describe('public access to a bucket', () => {
  const known = (value: boolean) => ({ known: true, value });

  it.each([
    [block(true, true, true, false), policyStatus(true), false, true],
    [block(true, true, false, false), policyStatus(false), false, false],
    [error('NoSuchPublicAccessBlockConfiguration'), policyStatus(true), false, true],
    [block(false, false, false, false), error('NoSuchBucketPolicy'), false, false],
    [block(true, true, true, true), error('NobodyAsks'), true, false],
  ])('case %#', async (publicAccessBlock, policy, blocked, open) => {
    const row = await bucket({ publicAccessBlock, policyStatus: policy });
    expect(row.publicAccessBlocked).toEqual(known(blocked));
    expect(row.publicByPolicy).toEqual(known(open));
  });

  it('is asked of the policy when nobody says whether it is blocked', async () => {
    const row = await bucket({
      publicAccessBlock: refused('s3:GetBucketPublicAccessBlock'),
      policyStatus: policyStatus(true),
    });
    expect(row.publicByPolicy).toEqual(known(true));
  });

  it('is not known when the policy is not', async () => {
    const row = await bucket({
      publicAccessBlock: block(true, true, false, false),
      policyStatus: refused('s3:GetBucketPolicyStatus'),
    });
    expect(row.publicByPolicy).toMatchObject({ cause: 'denied' });
  });
});

describe('old versions in a bucket', () => {
  const disabled = '<Status>Disabled</Status>';
  const tag = '<Tag><Key>a</Key><Value>b</Value></Tag>';

  it.each([
    ['by a rule for all', lifecycle(`<Filter/>${enabled}${expiration}`), true],
    ['by an empty prefix', lifecycle(`<Filter><Prefix/></Filter>${enabled}${expiration}`), true],
    ['by an old rule', lifecycle(`<Prefix/>${enabled}${expiration}`), true],
    [
      'by the second rule',
      lifecycle(`<Filter/>${enabled}`, `<Filter/>${enabled}${expiration}`),
      true,
    ],
    ['not by a rule that is off', lifecycle(`<Filter/>${disabled}${expiration}`), false],
    ['not by a rule for others', lifecycle(`<Filter/>${enabled}`), false],
    [
      'not by a prefix',
      lifecycle(`<Filter><Prefix>a/</Prefix></Filter>${enabled}${expiration}`),
      false,
    ],
    ['not by an old prefix', lifecycle(`<Prefix>a/</Prefix>${enabled}${expiration}`), false],
    ['not by a tag', lifecycle(`<Filter>${tag}</Filter>${enabled}${expiration}`), false],
    [
      'not by several',
      lifecycle(`<Filter><And><Prefix/>${tag}</And></Filter>${enabled}${expiration}`),
      false,
    ],
    [
      'not by size',
      lifecycle(
        `<Filter><ObjectSizeGreaterThan>1</ObjectSizeGreaterThan></Filter>${enabled}${expiration}`,
      ),
      false,
    ],
    ['not without any rule', error('NoSuchLifecycleConfiguration'), false],
  ])('expire %s', async (_how, answer, expected) => {
    const { oldVersionsExpire } = await bucket({ lifecycle: answer });
    expect(oldVersionsExpire).toEqual({ known: true, value: expected });
  });
});

describe('the configuration file of a bucket', () => {
  it.each([
    [routing, 'InteropConfigBucket', 'config.yml'],
    [routing, 'EDCSConfigBucket', 'config.yml'],
    [routing, 'DeviceClaimingBucket', 'config.yml'],
    [routing, 'PluginsConfigBucket', 'plugins.yml'],
    ['acme-2-4c-mtls-s3', 'Bucket', 'index.yml'],
    ['things-of-acme', 'InteropConfigBucket', 'config.yml'],
  ])('%s %s is %s', async (stackName, logicalId, key) => {
    const where = [stackName, logicalId] as const;
    const there = await bucket({ 'list-type': objects(key) }, where);
    expect(there.configFile).toEqual({ known: true, value: { key, present: true } });
    const other = await bucket({ 'list-type': objects(`${key}.secret`) }, where);
    expect(other.configFile).toEqual({ known: true, value: { key, present: false } });
    const empty = await bucket({ 'list-type': objects() }, where);
    expect(empty.configFile).toEqual({ known: true, value: { key, present: false } });
  });

  it('is asked for by its key, and nothing more is listed', async () => {
    const { requests } = await gatherFrom(account(routing, ['PluginsConfigBucket']), [
      's3.buckets',
    ]);
    const lists = requests.filter((request) => subject(request) === 'list-type');
    expect(lists.map(({ input }) => input)).toMatchObject([
      { 'list-type': '2', prefix: 'plugins.yml', 'max-keys': '1' },
    ]);
  });

  it('is not looked for among pictures', async () => {
    const { configFile } = await bucket({ 'list-type': error('NobodyAsks') }, [
      'acme-2-4a-is-s3',
      'ProfilePicturesBucket',
    ]);
    expect(configFile).toEqual({ known: true, value: null });
  });
});
