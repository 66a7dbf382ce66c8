/** EC2 Auto Scaling: groups with their instances. */
import {
  AutoScalingClient,
  type AutoScalingGroup,
  type AutoScalingGroupNamesType,
  type AutoScalingGroupsType,
  DescribeAutoScalingGroupsCommand,
  type Filter,
} from '@aws-sdk/client-auto-scaling';
import type { Account } from '../account.ts';
import { pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

// MaxRecords: 100 at the most, 50 unless told.
const page = pager(
  { minimum: 1, maximum: 100, default: 50 },
  {
    size: (asked, { minimum, maximum }) => {
      const bound =
        asked < minimum
          ? `greater than or equal to ${minimum}`
          : `less than or equal to ${maximum}`;
      return validationError(
        `1 validation error detected: Value '${asked}' at 'maxRecords' failed to satisfy constraint: Member must have value ${bound}`,
      );
    },
    marker: () => new SandboxError('InvalidNextToken', 'The token is not valid.'),
  },
);

function describeAutoScalingGroups(
  input: AutoScalingGroupNamesType,
  account: Account,
): AutoScalingGroupsType {
  const { AutoScalingGroupNames: names = [], Filters: filters = [] } = input;
  // A name nobody knows is no error here: it is just not in the answer.
  const chosen = account.autoscaling.groups.filter(
    (group) =>
      (names.length === 0 || names.includes(group.AutoScalingGroupName ?? '')) &&
      filters.every((filter) => passes(group, filter)),
  );
  const { rows, next } = page(
    chosen,
    { list: 'DescribeAutoScalingGroups', size: input.MaxRecords, marker: input.NextToken },
    account,
  );
  const shown = input.IncludeInstances === false ? rows.map(withoutInstances) : rows;
  return { AutoScalingGroups: shown, NextToken: next };
}

function withoutInstances({ Instances: _, ...group }: AutoScalingGroup): AutoScalingGroup {
  return group;
}

/** Values are compared as they are: these filters know no wildcards. */
function passes({ Tags = [] }: AutoScalingGroup, { Name = '', Values = [] }: Filter): boolean {
  if (Name === 'tag-key') return Tags.some(({ Key = '' }) => Values.includes(Key));
  if (Name === 'tag-value') return Tags.some(({ Value = '' }) => Values.includes(Value));
  if (Name.startsWith('tag:')) {
    const key = Name.slice('tag:'.length);
    return Tags.some((tag) => tag.Key === key && Values.includes(tag.Value ?? ''));
  }
  throw validationError(
    `Filter type ${Name} is not correct. Allowed Filter types are: tag-key, tag-value, tag:<key>`,
  );
}

function validationError(message: string): SandboxError {
  return new SandboxError('ValidationError', message);
}

export const autoscaling: Service = {
  signingName: 'autoscaling',
  client: AutoScalingClient,
  operations: [operation(DescribeAutoScalingGroupsCommand, describeAutoScalingGroups)],
};
