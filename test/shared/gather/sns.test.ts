import { describe, expect, it } from 'vitest';
import type { Topic } from '../../../shared/model/sns.ts';
import {
  factIn,
  gatherFrom,
  missingOf,
  type RawAnswer,
  type RawAnswers,
  read,
  readWhole,
  refused,
  xml,
} from '../../support/raw-aws.ts';

const owner = '444455556666';
const arnOf = (name: string, region = 'eu-west-1') => `arn:aws:sns:${region}:${owner}:${name}`;
const pages = arnOf('pages');

interface StackShape {
  readonly name: string;
  readonly outputs?: readonly string[];
  readonly version?: string;
}

function stacks(...shapes: readonly StackShape[]): RawAnswer {
  const members = shapes.map(({ name, outputs = [], version }) => {
    const values = [...outputs, ...(version === undefined ? [] : [version])];
    const items = values.map((value, at) => {
      const key = value === version ? 'VersionTag' : `Output${at}`;
      return `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`;
    });
    return `<member><StackId>arn:aws:cloudformation:eu-west-1:${owner}:stack/${name}/1</StackId><StackName>${name}</StackName><CreationTime>2025-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${items.join('')}</Outputs></member>`;
  });
  return xml('cloudformation', 'DescribeStacks', `<Stacks>${members.join('')}</Stacks>`);
}

function owned(...rows: readonly (readonly [type: string, id: string])[]): RawAnswer {
  const members = rows.map(
    ([type, id], at) =>
      `<member><LogicalResourceId>R${at}</LogicalResourceId><ResourceType>${type}</ResourceType><PhysicalResourceId>${id}</PhysicalResourceId></member>`,
  );
  const list = `<StackResourceSummaries>${members.join('')}</StackResourceSummaries>`;
  return xml('cloudformation', 'ListStackResources', list);
}

const policy = {
  Version: '2008-10-17',
  Id: 'secret',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'SNS:Publish',
      Resource: '*',
    },
  ],
};

// The answer of https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
function attributes(values: Readonly<Record<string, string>> = {}): RawAnswer {
  const all = {
    Owner: owner,
    Policy: JSON.stringify(policy),
    DisplayName: 'secret',
    SubscriptionsPending: '0',
    SubscriptionsConfirmed: '1',
    TopicArn: pages,
    ...values,
  };
  const entries = Object.entries(all).map(
    ([key, value]) =>
      `<entry><key>${key}</key><value>${value.replaceAll('"', '&quot;')}</value></entry>`,
  );
  return xml('sns', 'GetTopicAttributes', `<Attributes>${entries.join('')}</Attributes>`);
}

interface SubscriptionShape {
  readonly protocol?: string;
  readonly endpoint?: string;
  readonly arn?: string;
}

// The answer of https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
function subscriptions(shapes: readonly SubscriptionShape[], next?: string): RawAnswer {
  const members = shapes.map(
    ({
      protocol = 'https',
      endpoint = 'https://api.example.com/hook?apiKey=secret',
      arn = `${pages}:80289ba6-0fd4-4079-afb4-ce8c8260f0ca`,
    }) =>
      `<member><TopicArn>${pages}</TopicArn><Protocol>${protocol}</Protocol><SubscriptionArn>${arn}</SubscriptionArn><Owner>${owner}</Owner><Endpoint>${endpoint.replaceAll('&', '&amp;')}</Endpoint></member>`,
  );
  const token = next === undefined ? '' : `<NextToken>${next}</NextToken>`;
  const list = `<Subscriptions>${members.join('')}</Subscriptions>${token}`;
  return xml('sns', 'ListSubscriptionsByTopic', list);
}

// https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html#API_GetTopicAttributes_Errors
const notThere: RawAnswer = {
  status: 404,
  type: 'text/xml',
  body: '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error><RequestId>1</RequestId></ErrorResponse>',
};

const account: RawAnswers = {
  DescribeStacks: stacks({ name: 'acme-1-3-opsgenie', outputs: [pages] }),
  ListStackResources: owned(),
  GetTopicAttributes: attributes(),
  ListSubscriptionsByTopic: subscriptions([{}]),
};

async function topicsIn(answers: RawAnswers, topics: readonly string[] = []) {
  return readWhole(
    await read('sns.topics', { ...account, ...answers }, { declared: { deployments: [], topics } }),
  );
}

async function onlyTopic(answers: RawAnswers): Promise<Topic> {
  const [only] = await topicsIn(answers);
  if (only === undefined) throw new Error('there is none');
  return only;
}

describe('sns.topics', () => {
  it('are read as AWS documents them: hosts and no endpoints, an answer and no policy', async () => {
    const topics = await topicsIn({});
    expect(topics).toEqual([
      {
        ref: { type: 'sns-topic', name: 'pages', arn: pages },
        arn: pages,
        stackName: 'acme-1-3-opsgenie',
        settings: { known: true, value: { kmsKey: null, cloudwatchMayPublish: true } },
        subscriptions: {
          known: true,
          value: [{ protocol: 'https', host: 'api.example.com', confirmed: true }],
        },
      },
    ]);
    expect(JSON.stringify(topics)).not.toContain('secret');
  });

  it('of an output cost two calls each, and no look into the stack', async () => {
    const { requests } = await gatherFrom(account, ['sns.topics']);
    expect(requests.map(({ operation }) => operation).sort()).toEqual([
      'DescribeStacks',
      'GetTopicAttributes',
      'ListSubscriptionsByTopic',
    ]);
  });

  it('are found in what a stack owns when no output tells', async () => {
    const found = await topicsIn({
      DescribeStacks: stacks({ name: 'acme-1-3-opsgenie' }),
      ListStackResources: owned(
        ['AWS::SNS::Subscription', arnOf('pages:1')],
        ['AWS::SNS::Topic', pages],
      ),
    });
    expect(found.map(({ arn, stackName }) => [arn, stackName])).toEqual([
      [pages, 'acme-1-3-opsgenie'],
    ]);
  });

  it('are missing when what the stack owns is, unless no stack needs to be opened', async () => {
    const action = 'cloudformation:ListStackResources';
    const closed = { ...account, ListStackResources: refused(action) };
    const silent = { ...closed, DescribeStacks: stacks({ name: 'acme-1-3-opsgenie' }) };
    expect(missingOf(await read('sns.topics', silent))).toMatchObject({ cause: 'denied', action });
    expect(await topicsIn(closed)).toHaveLength(1);
  });

  it('are missing when the stacks are', async () => {
    const action = 'cloudformation:DescribeStacks';
    const answer = await read('sns.topics', { ...account, DescribeStacks: refused(action) });
    expect(missingOf(answer)).toMatchObject({ cause: 'denied', action });
  });

  it('are told by stacks of one template, or whose name says nothing', async () => {
    const found = await topicsIn({
      DescribeStacks: stacks(
        { name: 'oddly-named', outputs: [arnOf('odd')], version: '3.36.2' },
        { name: 'acme-2-7-queue-sqs', outputs: [arnOf('queue')] },
        { name: 'acme-7-1-auditor', outputs: [arnOf('auditor')] },
        { name: 'website', outputs: [arnOf('website')] },
        { name: 'acme-1-3-opsgenie', outputs: [pages] },
      ),
    });
    expect(found.map(({ arn, stackName }) => [arn, stackName])).toEqual([
      [pages, 'acme-1-3-opsgenie'],
      [arnOf('odd'), 'oddly-named'],
    ]);
  });

  it('are those of all stacks but the auditor when everything is judged', async () => {
    const answers = {
      ...account,
      DescribeStacks: stacks(
        { name: 'website', outputs: [arnOf('website')] },
        { name: 'shop' },
        { name: 'acme-7-1-auditor', outputs: [arnOf('auditor')] },
      ),
    };
    const found = readWhole(await read('sns.topics', answers, { wholeRegion: true }));
    expect(found.map(({ arn }) => arn)).toEqual([arnOf('website')]);
  });

  it('are listed once, by the stack that makes them, and with those declared', async () => {
    const found = await topicsIn(
      {
        DescribeStacks: stacks(
          { name: 'oddly-named', outputs: [pages], version: '3.36.2' },
          { name: 'acme-1-3-opsgenie', outputs: [pages] },
        ),
      },
      [pages, arnOf('by-hand')],
    );
    expect(found.map(({ arn, stackName }) => [arn, stackName])).toEqual([
      [pages, 'acme-1-3-opsgenie'],
      [arnOf('by-hand'), null],
    ]);
  });

  it('of another region are not asked', async () => {
    const elsewhere = arnOf('pages', 'us-east-1');
    const { inventory, requests } = await gatherFrom(account, ['sns.topics'], {
      declared: { deployments: [], topics: [elsewhere] },
    });
    const [here, there] = readWhole(factIn(inventory, 'sns.topics'));
    expect(here?.settings.known).toBe(true);
    expect(there).toMatchObject({
      ref: { type: 'sns-topic', name: elsewhere },
      settings: {
        known: false,
        cause: 'unsupported',
        detail: expect.stringContaining('us-east-1'),
      },
      subscriptions: { known: false, cause: 'unsupported' },
    });
    expect(requests.filter(({ input }) => input.TopicArn === elsewhere)).toEqual([]);
  });

  it('that do not exist stay in the list', async () => {
    const gone = await onlyTopic({
      GetTopicAttributes: notThere,
      ListSubscriptionsByTopic: notThere,
    });
    const absent = { known: false, cause: 'failed', detail: 'topic pages does not exist' };
    expect(gone.settings).toMatchObject(absent);
    expect(gone.subscriptions).toMatchObject(absent);
  });

  it('are missing part by part', async () => {
    const settings = 'sns:GetTopicAttributes';
    const list = 'sns:ListSubscriptionsByTopic';
    const closed = await onlyTopic({ GetTopicAttributes: refused(settings) });
    expect(closed.settings).toMatchObject({ known: false, cause: 'denied', action: settings });
    expect(closed.subscriptions.known).toBe(true);
    const silent = await onlyTopic({ ListSubscriptionsByTopic: refused(list) });
    expect(silent.subscriptions).toMatchObject({ known: false, cause: 'denied', action: list });
    expect(silent.settings.known).toBe(true);
  });

  it.each<[Record<string, string>, object]>([
    [{ KmsMasterKeyId: 'alias/aws/sns' }, { kmsKey: 'alias/aws/sns', cloudwatchMayPublish: true }],
    [{ KmsMasterKeyId: '' }, { kmsKey: null, cloudwatchMayPublish: true }],
    [{ Policy: '{"Statement":[]}' }, { kmsKey: null, cloudwatchMayPublish: false }],
    [{ Policy: '?' }, { kmsKey: null, cloudwatchMayPublish: null }],
  ])('with attributes %o', async (values, expected) => {
    const { settings } = await onlyTopic({ GetTopicAttributes: attributes(values) });
    expect(settings).toEqual({ known: true, value: expected });
  });
});

describe('subscriptions', () => {
  it.each<[string, string, string | null]>([
    [
      'https',
      'https://user:secret@API.Example.com/secret?apiKey=secret&b=1#secret',
      'api.example.com',
    ],
    ['http', 'http://10.0.0.7:8080/secret', '10.0.0.7:8080'],
    ['https', 'secret', null],
    ['email', 'secret@Ops.Example.com', 'ops.example.com'],
    ['email-json', 'secret@ops.example.com', 'ops.example.com'],
    ['email', 'secret', null],
    ['sms', '+secret', null],
    ['sqs', 'arn:aws:sqs:eu-west-1:444455556666:secret', null],
    ['lambda', 'arn:aws:lambda:eu-west-1:444455556666:function:secret', null],
  ])('of %s keep no more than the host of %s', async (protocol, endpoint, host) => {
    const { subscriptions: list } = await onlyTopic({
      ListSubscriptionsByTopic: subscriptions([{ protocol, endpoint }]),
    });
    expect(list).toEqual({ known: true, value: [{ protocol, host, confirmed: true }] });
    expect(JSON.stringify(list)).not.toContain('secret');
  });

  it.each(['PendingConfirmation', 'Deleted'])('are not confirmed while %s', async (arn) => {
    const { subscriptions: list } = await onlyTopic({
      ListSubscriptionsByTopic: subscriptions([{ arn }]),
    });
    expect(list).toMatchObject({ known: true, value: [{ confirmed: false }] });
  });

  it('may be none', async () => {
    const { subscriptions: list } = await onlyTopic({
      ListSubscriptionsByTopic: subscriptions([]),
    });
    expect(list).toEqual({ known: true, value: [] });
  });

  it('are read to the last page, or missing', async () => {
    const inPages = (second: RawAnswer): RawAnswers => ({
      ListSubscriptionsByTopic: ({ input }) =>
        input.NextToken === undefined ? subscriptions([{}, {}], 'more') : second,
    });
    const whole = await onlyTopic(inPages(subscriptions([{}])));
    expect(whole.subscriptions).toMatchObject({ known: true, value: [{}, {}, {}] });
    const denied = await onlyTopic(inPages(refused('sns:ListSubscriptionsByTopic')));
    expect(denied.subscriptions).toMatchObject({ known: false, cause: 'denied' });
    const endless = await onlyTopic(inPages(subscriptions([{}], 'more')));
    expect(endless.subscriptions).toMatchObject({
      known: false,
      detail: expect.stringContaining('came twice'),
    });
  });
});
