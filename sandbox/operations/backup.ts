/** AWS Backup: what it keeps copies of. */
import {
  BackupClient,
  ListProtectedResourcesCommand,
  type ListProtectedResourcesInput,
  type ListProtectedResourcesOutput,
} from '@aws-sdk/client-backup';
import type { Account } from '../account.ts';
import { pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

// MaxResults: 1 to 1000. How many come unasked is not documented; 100 here.
const page = pager(
  { minimum: 1, maximum: 1000, default: 100 },
  {
    size: (asked, { minimum, maximum }) =>
      invalid(`MaxResults must be between ${minimum} and ${maximum}, not ${asked}`),
    marker: () => invalid('Invalid nextToken'),
  },
);

function listProtectedResources(
  { MaxResults, NextToken }: ListProtectedResourcesInput,
  account: Account,
): ListProtectedResourcesOutput {
  const request = { list: 'ListProtectedResources', size: MaxResults, marker: NextToken };
  const { rows, next } = page(account.backup.protectedResources, request, account);
  return { Results: rows, NextToken: next };
}

function invalid(message: string): SandboxError {
  return new SandboxError('InvalidParameterValueException', message);
}

export const backup: Service = {
  signingName: 'backup',
  client: BackupClient,
  operations: [operation(ListProtectedResourcesCommand, listProtectedResources)],
};
