import { DescribeInstancesCommand, type DescribeInstancesRequest } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import { call, healthyAccount, readAll, refusal } from './call.ts';

async function idsOf(input: DescribeInstancesRequest, account: Account) {
  const { Reservations = [] } = await call(DescribeInstancesCommand, input, account);
  return Reservations.flatMap(({ Instances = [] }) => Instances.map((each) => each.InstanceId));
}

describe('DescribeInstances', () => {
  it('reads every instance once, counted by instance and not by reservation', async () => {
    const account = healthyAccount();
    const { rows, pages } = await readAll(
      (NextToken) => call(DescribeInstancesCommand, { MaxResults: 5, NextToken }, account),
      ({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances),
      ({ NextToken }) => NextToken,
    );
    expect(rows).toEqual(account.ec2.instances);
    expect(pages).toBe(Math.ceil(account.ec2.instances.length / 5));
  });

  it('filters by tag with wildcards, by network and by state', async () => {
    const account = healthyAccount();
    const tagged = (value: string) => ({
      Filters: [{ Name: 'tag:aws:cloudformation:stack-name', Values: [value] }],
    });
    expect(await idsOf(tagged('acme-prod-eu1-*'), account)).toHaveLength(3);
    expect(await idsOf(tagged('acme-prod-eu1-1-2-bastion'), account)).toHaveLength(1);
    const VpcId = account.ec2.instances.at(-1)?.VpcId ?? '';
    expect(
      await idsOf(
        {
          Filters: [
            { Name: 'vpc-id', Values: [VpcId] },
            { Name: 'instance-state-name', Values: ['running', 'stopped'] },
          ],
        },
        account,
      ),
    ).toHaveLength(3);
    expect(
      await idsOf({ Filters: [{ Name: 'instance-state-name', Values: ['stopped'] }] }, account),
    ).toEqual([]);
  });

  it.each([
    ['InvalidParameterValue', { MaxResults: 4 }],
    ['InvalidParameterValue', { MaxResults: 1001 }],
    ['InvalidParameterValue', { Filters: [{ Name: 'colour', Values: ['red'] }] }],
    ['InvalidNextToken', { NextToken: 'nope' }],
    ['InvalidInstanceID.NotFound', { InstanceIds: ['i-0123456789abcdef0'] }],
    ['InvalidInstanceID.Malformed', { InstanceIds: ['nope'] }],
    ['InvalidParameterCombination', { InstanceIds: ['i-0123456789abcdef0'], MaxResults: 5 }],
  ])('refuses with %s: %j', async (code, input) => {
    await expect(call(DescribeInstancesCommand, input, healthyAccount())).rejects.toThrow(
      refusal(code),
    );
  });
});
