/** SNS: topics and who subscribes to them. */
import {
  GetTopicAttributesCommand,
  type GetTopicAttributesInput,
  type GetTopicAttributesResponse,
  ListSubscriptionsByTopicCommand,
  type ListSubscriptionsByTopicInput,
  type ListSubscriptionsByTopicResponse,
  SNSClient,
} from '@aws-sdk/client-sns';
import type { Account } from '../account.ts';
import { pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

// 100 subscriptions a page, and no way to ask for fewer.
const page = pager(
  { minimum: 100, maximum: 100, default: 100 },
  { size: () => invalid('MaxResults'), marker: () => invalid('NextToken') },
);

function getTopicAttributes(
  { TopicArn = '' }: GetTopicAttributesInput,
  account: Account,
): GetTopicAttributesResponse {
  return { Attributes: attributesOf(TopicArn, account) };
}

function listSubscriptionsByTopic(
  { TopicArn = '', NextToken: marker }: ListSubscriptionsByTopicInput,
  account: Account,
): ListSubscriptionsByTopicResponse {
  attributesOf(TopicArn, account);
  const chosen = account.sns.subscriptions.filter((each) => each.TopicArn === TopicArn);
  const { rows, next } = page(chosen, { list: `Subscriptions:${TopicArn}`, marker }, account);
  return { Subscriptions: rows, NextToken: next };
}

/** SNS answers for topics of its own region, whoever they belong to. */
function attributesOf(topicArn: string, account: Account): Record<string, string> {
  const [scheme, , service, region, , name] = topicArn.split(':');
  if (scheme !== 'arn' || service !== 'sns' || region !== account.region || !name) {
    throw invalid('TopicArn');
  }
  const attributes = account.sns.topics.get(topicArn);
  if (attributes === undefined) throw new SandboxError('NotFound', 'Topic does not exist', 404);
  return { TopicArn: topicArn, ...attributes };
}

function invalid(parameter: string): SandboxError {
  return new SandboxError('InvalidParameter', `Invalid parameter: ${parameter}`);
}

export const sns: Service = {
  signingName: 'sns',
  client: SNSClient,
  operations: [
    operation(GetTopicAttributesCommand, getTopicAttributes),
    operation(ListSubscriptionsByTopicCommand, listSubscriptionsByTopic),
  ],
};
