/** Alert topics: what encrypts them, who may publish to them, and who is told. */
import {
  type Subscription as AwsSubscription,
  GetTopicAttributesCommand,
  NotFoundException,
  paginateListSubscriptionsByTopic,
  SNSClient,
} from '@aws-sdk/client-sns';
import { MissingFactError } from '../aws/errors.ts';
import { type Fact, missing } from '../model/fact.ts';
import type { Subscription, Topic, TopicSettings } from '../model/sns.ts';
import {
  attempt,
  collect,
  type Gatherer,
  type ReadAction,
  type ReadContext,
  required,
} from './gatherer.ts';
import { cloudwatchMayPublish } from './topic-policy.ts';
import { type AlertTopic, alertTopics, placeOf } from './topics.ts';

const gatherer: Gatherer<'sns'> = {
  'sns.topics': {
    actions: ['sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'],
    read: async (context) => {
      const topics = await alertTopics(context);
      return Promise.all(topics.map((topic) => readTopic(context, topic)));
    },
  },
};
export default gatherer;

async function readTopic(context: ReadContext, { arn, stackName }: AlertTopic): Promise<Topic> {
  const { region, name } = placeOf(arn);
  const topic = { ref: { type: 'sns-topic', name, arn }, arn, stackName };
  if (region !== context.connection.region) {
    const elsewhere = missing(
      'unsupported',
      `topic ${name} is in ${region}; only ${context.connection.region} was asked`,
    );
    // Another topic of that name may be here: only the ARN tells them apart.
    return {
      ...topic,
      ref: { ...topic.ref, name: arn },
      settings: elsewhere,
      subscriptions: elsewhere,
    };
  }
  const client = context.connection.client(SNSClient);
  const [settings, subscriptions] = await Promise.all([
    partOf(name, 'sns:GetTopicAttributes', () => settingsOf(client, arn)),
    partOf(name, 'sns:ListSubscriptionsByTopic', () => subscriptionsOf(client, arn)),
  ]);
  return { ...topic, settings, subscriptions };
}

/** An alarm may point to a topic that was deleted: that is said, and the topic stays in the list. */
function partOf<T>(name: string, action: ReadAction, read: () => Promise<T>): Promise<Fact<T>> {
  return attempt(action, async () => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
      throw new MissingFactError(missing('failed', `topic ${name} does not exist`, action));
    }
  });
}

async function settingsOf(client: SNSClient, arn: string): Promise<TopicSettings> {
  const answer = await client.send(new GetTopicAttributesCommand({ TopicArn: arn }));
  const attributes = required(answer.Attributes, 'Attributes');
  return {
    kmsKey: attributes.KmsMasterKeyId || null,
    cloudwatchMayPublish: cloudwatchMayPublish(attributes.Policy, arn),
  };
}

async function subscriptionsOf(client: SNSClient, arn: string): Promise<readonly Subscription[]> {
  const pages = paginateListSubscriptionsByTopic({ client }, { TopicArn: arn });
  return (await collect(pages, (page) => page.Subscriptions)).map(toSubscription);
}

function toSubscription({ Protocol, Endpoint, SubscriptionArn }: AwsSubscription): Subscription {
  const protocol = required(Protocol, 'Protocol');
  return {
    protocol,
    host: hostOf(protocol, Endpoint ?? ''),
    // `PendingConfirmation` and `Deleted` stand where the ARN of a subscription would.
    confirmed: required(SubscriptionArn, 'SubscriptionArn').startsWith('arn:'),
  };
}

/** All of an endpoint that is no secret: the path and query of an URL carry API keys. */
function hostOf(protocol: string, endpoint: string): string | null {
  switch (protocol) {
    case 'http':
    case 'https':
      return URL.canParse(endpoint) ? new URL(endpoint).host || null : null;
    case 'email':
    case 'email-json':
      return /@([^@]+)$/.exec(endpoint)?.[1]?.toLowerCase() ?? null;
    default:
      return null;
  }
}
