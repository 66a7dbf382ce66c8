import { DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { call, healthyAccount, readAll, refusal } from './call.ts';

const vpcStack = 'acme-prod-eu1-1-1-vpc';

describe('DescribeStacks', () => {
  it('reads every stack once, on more than one page', async () => {
    const account = healthyAccount();
    const { rows, pages } = await readAll(
      (marker) => call(DescribeStacksCommand, { NextToken: marker }, account),
      ({ Stacks }) => Stacks,
      ({ NextToken }) => NextToken,
    );
    expect(pages).toBeGreaterThan(1);
    expect(rows).toEqual(account.cloudformation.stacks);
  });

  it('finds one by name and by id', async () => {
    const account = healthyAccount();
    const byName = await call(DescribeStacksCommand, { StackName: vpcStack }, account);
    const id = byName.Stacks?.[0]?.StackId;
    const byId = await call(DescribeStacksCommand, { StackName: id }, account);
    expect(byId).toEqual(byName);
    expect(byName.Stacks).toHaveLength(1);
  });

  it('shows a deleted one by its id only', async () => {
    const account = healthyAccount();
    const stack = account.cloudformation.stacks[0];
    if (stack === undefined) throw new Error('no stack');
    stack.StackStatus = 'DELETE_COMPLETE';
    const { StackName, StackId } = stack;
    await expect(call(DescribeStacksCommand, { StackName }, account)).rejects.toThrow(
      `Stack with id ${StackName} does not exist`,
    );
    const found = await call(DescribeStacksCommand, { StackName: StackId }, account);
    expect(found.Stacks).toHaveLength(1);
    const all = await call(DescribeStacksCommand, {}, account);
    expect(all.Stacks?.map((each) => each.StackName)).not.toContain(StackName);
  });

  it('refuses unknown names and markers it did not hand out', async () => {
    const account = healthyAccount();
    for (const input of [{ StackName: 'nope' }, { NextToken: 'nope' }]) {
      await expect(call(DescribeStacksCommand, input, account)).rejects.toThrow(
        refusal('ValidationError'),
      );
    }
  });

  it('hands out copies', async () => {
    const account = healthyAccount();
    const answer = await call(DescribeStacksCommand, { StackName: vpcStack }, account);
    for (const stack of answer.Stacks ?? []) stack.StackStatus = 'DELETE_COMPLETE';
    const again = await call(DescribeStacksCommand, { StackName: vpcStack }, account);
    expect(again.Stacks?.[0]?.StackStatus).toBe('UPDATE_COMPLETE');
  });
});

describe('ListStackResources', () => {
  it('sends a hundred at a time', async () => {
    const account = healthyAccount();
    account.cloudformation.resources.set(
      vpcStack,
      Array.from({ length: 230 }, (_, at) => ({
        LogicalResourceId: `Resource${at}`,
        ResourceType: 'AWS::EC2::Route',
        ResourceStatus: 'CREATE_COMPLETE' as const,
        LastUpdatedTimestamp: account.clock.now(),
      })),
    );
    const { rows, pages } = await readAll(
      (marker) =>
        call(ListStackResourcesCommand, { StackName: vpcStack, NextToken: marker }, account),
      ({ StackResourceSummaries }) => StackResourceSummaries,
      ({ NextToken }) => NextToken,
    );
    expect(pages).toBe(3);
    expect(new Set(rows.map(({ LogicalResourceId }) => LogicalResourceId)).size).toBe(230);
  });

  it('refuses a stack that is not there', async () => {
    await expect(
      call(ListStackResourcesCommand, { StackName: 'nope' }, healthyAccount()),
    ).rejects.toThrow('Stack with id nope does not exist');
  });
});
