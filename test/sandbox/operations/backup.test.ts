import { ListProtectedResourcesCommand } from '@aws-sdk/client-backup';
import { describe, expect, it } from 'vitest';
import { call, nothing, readAll, refusal } from './call.ts';

function withResources(count: number) {
  const account = nothing();
  account.backup.protectedResources = Array.from({ length: count }, (_, at) => ({
    ResourceArn: `arn:aws:dynamodb:eu-west-1:111122223333:table/${at}`,
    ResourceType: 'DynamoDB',
  }));
  return account;
}

describe('ListProtectedResources', () => {
  it.each([
    [undefined, 3],
    [1000, 1],
    [70, 3],
  ])('reads every resource once, asking for %s', async (MaxResults, expectedPages) => {
    const account = withResources(201);
    const { rows, pages } = await readAll(
      (NextToken) => call(ListProtectedResourcesCommand, { MaxResults, NextToken }, account),
      ({ Results }) => Results,
      ({ NextToken }) => NextToken,
    );
    expect(pages).toBe(expectedPages);
    expect(rows).toEqual(account.backup.protectedResources);
  });

  it('refuses sizes and tokens it does not know', async () => {
    for (const input of [{ MaxResults: 0 }, { MaxResults: 1001 }, { NextToken: 'nope' }]) {
      await expect(call(ListProtectedResourcesCommand, input, withResources(1))).rejects.toThrow(
        refusal('InvalidParameterValueException'),
      );
    }
  });
});
