/** EventBridge: the rules of the default bus. */
import {
  EventBridgeClient,
  ListRulesCommand,
  type ListRulesRequest,
  type ListRulesResponse,
} from '@aws-sdk/client-eventbridge';
import type { Account } from '../account.ts';
import { pager } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

// Limit: 1 to 100.
const page = pager(
  { minimum: 1, maximum: 100, default: 100 },
  {
    size: (asked, { minimum, maximum }) =>
      new SandboxError(
        'ValidationException',
        `1 validation error detected: Value '${asked}' at 'limit' failed to satisfy constraint: Member must have value between ${minimum} and ${maximum}`,
      ),
    marker: () => new SandboxError('InvalidToken', 'The provided token is invalid.'),
  },
);

function listRules(input: ListRulesRequest, account: Account): ListRulesResponse {
  const { EventBusName: bus = 'default', NamePrefix: prefix = '' } = input;
  if (bus !== 'default' && !bus.endsWith(':event-bus/default')) {
    throw new SandboxError('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
  }
  const chosen = account.events.rules.filter(({ Name = '' }) => Name.startsWith(prefix));
  const { rows, next } = page(
    chosen,
    { list: 'ListRules', size: input.Limit, marker: input.NextToken },
    account,
  );
  return { Rules: rows, NextToken: next };
}

export const events: Service = {
  signingName: 'events',
  client: EventBridgeClient,
  operations: [operation(ListRulesCommand, listRules)],
};
