/** CloudFormation: stacks and what they own. */
import {
  CloudFormationClient,
  DescribeStacksCommand,
  type DescribeStacksInput,
  type DescribeStacksOutput,
  ListStackResourcesCommand,
  type ListStackResourcesInput,
  type ListStackResourcesOutput,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { Account } from '../account.ts';
import { pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

// Neither operation takes a size. ListStackResources documents 100 a page; DescribeStacks only says that it
// pages (at 1 MB), and is given the same here.
const page = pager(
  { minimum: 1, maximum: 100, default: 100 },
  {
    size: (asked) => validationError(`Invalid page size ${asked}`),
    marker: () => validationError('NextToken is invalid'),
  },
);

function describeStacks(input: DescribeStacksInput, account: Account): DescribeStacksOutput {
  if (input.StackName !== undefined) return { Stacks: [stackNamed(input.StackName, account)] };
  // A deleted stack is found by its id only.
  const standing = account.cloudformation.stacks.filter(isStanding);
  const { rows, next } = page(
    standing,
    { list: 'DescribeStacks', marker: input.NextToken },
    account,
  );
  return { Stacks: rows, NextToken: next };
}

function listStackResources(
  input: ListStackResourcesInput,
  account: Account,
): ListStackResourcesOutput {
  if (!input.StackName) throw validationError('StackName is required');
  const stack = stackNamed(input.StackName, account);
  const resources = account.cloudformation.resources.get(stack.StackName ?? '') ?? [];
  const { rows, next } = page(
    resources,
    { list: 'ListStackResources', marker: input.NextToken },
    account,
  );
  return { StackResourceSummaries: rows, NextToken: next };
}

function stackNamed(nameOrId: string, account: Account): Stack {
  const stack = account.cloudformation.stacks.find(
    (candidate) =>
      candidate.StackId === nameOrId || (candidate.StackName === nameOrId && isStanding(candidate)),
  );
  if (stack === undefined) throw validationError(`Stack with id ${nameOrId} does not exist`);
  return stack;
}

function isStanding(stack: Stack): boolean {
  return stack.StackStatus !== 'DELETE_COMPLETE';
}

function validationError(message: string): SandboxError {
  return new SandboxError('ValidationError', message);
}

export const cloudformation: Service = {
  signingName: 'cloudformation',
  client: CloudFormationClient,
  operations: [
    operation(DescribeStacksCommand, describeStacks),
    operation(ListStackResourcesCommand, listStackResources),
  ],
};
