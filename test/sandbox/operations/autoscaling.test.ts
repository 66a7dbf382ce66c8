import {
  type AutoScalingGroupNamesType,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { describe, expect, it } from 'vitest';
import { noon } from '../../support/sandboxed.ts';
import { call, readAll, refusal } from './call.ts';
import { accountWithMachines } from './ec2-account.ts';

describe('DescribeAutoScalingGroups', () => {
  const { account, hosts } = accountWithMachines();
  const found = async (input: AutoScalingGroupNamesType) =>
    (await call(DescribeAutoScalingGroupsCommand, input, account)).AutoScalingGroups ?? [];

  it('hands out every group with its machines, page by page', async () => {
    const { rows, pages } = await readAll(
      (NextToken) => call(DescribeAutoScalingGroupsCommand, { MaxRecords: 1, NextToken }, account),
      ({ AutoScalingGroups }) => AutoScalingGroups,
      ({ NextToken }) => NextToken,
    );
    expect(rows).toEqual(account.autoscaling.groups);
    expect(pages).toBe(3);
    expect(rows[1]?.Instances?.map(({ InstanceId }) => InstanceId)).toEqual([
      ...hosts.containerInstances,
    ]);
    expect(rows.every(({ CreatedTime }) => (CreatedTime ?? noon) < noon)).toBe(true);
  });

  it('finds them by name and by tag, and leaves the machines out when told', async () => {
    const names = { AutoScalingGroupNames: ['billing-batch', 'unknown'] };
    expect(await found(names)).toHaveLength(1);
    const stack = 'acme-prod-eu1-5-1-ecs-cluster';
    const Filters = [{ Name: 'tag:aws:cloudformation:stack-name', Values: [stack] }];
    const [group] = await found({ Filters, IncludeInstances: false });
    expect(group?.AutoScalingGroupName).toContain(stack);
    expect(group?.Instances).toBeUndefined();
  });

  it.each([
    ['ValidationError', { MaxRecords: 101 }],
    ['ValidationError', { MaxRecords: 0 }],
    ['ValidationError', { Filters: [{ Name: 'name', Values: ['x'] }] }],
    ['InvalidNextToken', { NextToken: 'nope' }],
  ])('refuses with %s: %j', async (code, input) => {
    await expect(found(input)).rejects.toThrow(refusal(code));
  });
});
