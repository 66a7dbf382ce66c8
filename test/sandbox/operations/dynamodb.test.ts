import { QueryCommand, type QueryInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import { call, nothing, refusal } from './call.ts';

function accountWithRows(): Account {
  const account = nothing();
  const rows = ['redis#2', 'aurora#1', 'aurora#3', 'aurora#2'].map((sk) => ({
    pk: 'D#a',
    sk,
    count: 3,
    endedAt: null,
  }));
  account.dynamodb.tables.set('drills', [...rows, { pk: 'D#b', sk: 'aurora#1' }]);
  return account;
}

const everything: QueryInput = {
  TableName: 'drills',
  KeyConditionExpression: '#pk = :pk',
  ExpressionAttributeNames: { '#pk': 'pk' },
  ExpressionAttributeValues: { ':pk': { S: 'D#a' } },
};

const auroraOnly: QueryInput = {
  ...everything,
  KeyConditionExpression: '#pk = :pk AND begins_with(sk, :sk)',
  ExpressionAttributeValues: { ':pk': { S: 'D#a' }, ':sk': { S: 'aurora#' } },
};

async function sortKeys(input: QueryInput, account: Account) {
  const { Items = [] } = await call(QueryCommand, input, account);
  return Items.map(({ sk }) => sk?.S);
}

describe('Query', () => {
  it('answers the rows of one partition in order, in the form DynamoDB writes them', async () => {
    const account = accountWithRows();
    const { Items = [], Count } = await call(QueryCommand, everything, account);
    expect(Items.map(({ sk }) => sk?.S)).toEqual(['aurora#1', 'aurora#2', 'aurora#3', 'redis#2']);
    expect(Items[0]).toEqual({
      pk: { S: 'D#a' },
      sk: { S: 'aurora#1' },
      count: { N: '3' },
      endedAt: { NULL: true },
    });
    expect(Count).toBe(4);
  });

  it('knows begins_with and the way back', async () => {
    const account = accountWithRows();
    const newestFirst = { ...auroraOnly, ScanIndexForward: false };
    expect(await sortKeys(auroraOnly, account)).toEqual(['aurora#1', 'aurora#2', 'aurora#3']);
    expect(await sortKeys({ ...newestFirst, Limit: 1 }, account)).toEqual(['aurora#3']);
  });

  it('reads on from the last key, to the end', async () => {
    const account = { ...accountWithRows(), pageSize: 3 };
    const first = await call(QueryCommand, everything, account);
    expect(first.LastEvaluatedKey).toEqual({ pk: { S: 'D#a' }, sk: { S: 'aurora#3' } });
    const rest = { ...everything, ExclusiveStartKey: first.LastEvaluatedKey };
    expect(await sortKeys(rest, account)).toEqual(['redis#2']);
    expect((await call(QueryCommand, rest, account)).LastEvaluatedKey).toBeUndefined();
  });

  it('refuses what it does not know or understand', async () => {
    const account = accountWithRows();
    await expect(call(QueryCommand, { ...everything, TableName: 'x' }, account)).rejects.toThrow(
      refusal('ResourceNotFoundException'),
    );
    for (const input of [
      { ...everything, FilterExpression: 'attribute_exists(x)' },
      { ...everything, KeyConditionExpression: '#pk > :pk' },
      { ...everything, ExpressionAttributeNames: { '#pk': 'other' } },
      { ...everything, ExclusiveStartKey: { pk: { S: 'D#a' }, sk: { S: 'x' } } },
      { ...everything, Limit: 0 },
    ]) {
      await expect(call(QueryCommand, input, account)).rejects.toThrow(
        refusal('ValidationException'),
      );
    }
  });
});
