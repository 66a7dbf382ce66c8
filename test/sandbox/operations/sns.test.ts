import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  SNSClient,
} from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import { connectTo } from '../../support/sandboxed.ts';
import { call, nothing, readAll, refusal } from './call.ts';

const pages = 'arn:aws:sns:eu-west-1:111122223333:pages';

function withTopic(subscribers = 0): Account {
  const account = nothing();
  account.sns.topics.set(pages, { Owner: account.id, Policy: '{"Statement":[]}' });
  for (let number = 1; number <= subscribers; number++) {
    account.sns.subscriptions.push({
      SubscriptionArn: `${pages}:${number}`,
      Owner: account.id,
      Protocol: 'email',
      Endpoint: `${number}@example.com`,
      TopicArn: pages,
    });
  }
  return account;
}

describe('GetTopicAttributes', () => {
  it('gives what the topic was given, and its ARN', async () => {
    const { connection } = connectTo(withTopic());
    const answer = await connection
      .client(SNSClient)
      .send(new GetTopicAttributesCommand({ TopicArn: pages }));
    expect(answer.Attributes).toEqual({
      TopicArn: pages,
      Owner: '111122223333',
      Policy: '{"Statement":[]}',
    });
  });

  it('knows no topic that is not there, in the words of the SDK', async () => {
    const client = connectTo(withTopic()).connection.client(SNSClient);
    const TopicArn = `${pages}-2`;
    await expect(client.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toThrow(
      NotFoundException,
    );
    await expect(client.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).rejects.toThrow(
      NotFoundException,
    );
  });

  it.each([
    undefined,
    'pages',
    'arn:aws:sqs:eu-west-1:111122223333:pages',
    'arn:aws:sns:us-east-1:111122223333:pages',
    'arn:aws:sns:eu-west-1:111122223333:',
  ])('refuses %s', async (TopicArn) => {
    await expect(call(GetTopicAttributesCommand, { TopicArn }, withTopic())).rejects.toThrow(
      refusal('InvalidParameter'),
    );
  });
});

describe('ListSubscriptionsByTopic', () => {
  it('reads every subscription of the topic once, a hundred at a time', async () => {
    const account = withTopic(201);
    const ours = [...account.sns.subscriptions];
    account.sns.subscriptions.unshift({ SubscriptionArn: 'x', TopicArn: `${pages}-2` });
    const { rows, pages: count } = await readAll(
      (NextToken) => call(ListSubscriptionsByTopicCommand, { TopicArn: pages, NextToken }, account),
      ({ Subscriptions }) => Subscriptions,
      ({ NextToken }) => NextToken,
    );
    expect(rows).toEqual(ours);
    expect(count).toBe(3);
  });

  it('refuses a token it never gave, and that of another topic', async () => {
    const account = withTopic(101);
    account.sns.topics.set(`${pages}-2`, {});
    const { NextToken } = await call(ListSubscriptionsByTopicCommand, { TopicArn: pages }, account);
    for (const [TopicArn, token] of [
      [pages, 'nope'],
      [`${pages}-2`, NextToken],
    ] as const) {
      await expect(
        call(ListSubscriptionsByTopicCommand, { TopicArn, NextToken: token }, account),
      ).rejects.toThrow(refusal('InvalidParameter'));
    }
  });
});
