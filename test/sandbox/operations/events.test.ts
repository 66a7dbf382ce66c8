import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { addNeighbouringCertificates } from '../../../sandbox/worlds/certificates.ts';
import { call, nothing, readAll, refusal } from './call.ts';

function neighbours() {
  const account = nothing();
  addNeighbouringCertificates(account);
  return account;
}

describe('ListRules', () => {
  it('reads every rule once', async () => {
    const account = neighbours();
    const { rows, pages } = await readAll(
      (NextToken) => call(ListRulesCommand, { Limit: 15, NextToken }, account),
      ({ Rules }) => Rules,
      ({ NextToken }) => NextToken,
    );
    expect(pages).toBe(3);
    expect(rows).toEqual(account.events.rules);
  });

  it('can be narrowed by what names begin with', async () => {
    const input = { NamePrefix: 'warehouse-report-01', EventBusName: 'default' };
    const { Rules } = await call(ListRulesCommand, input, neighbours());
    expect(Rules).toHaveLength(10);
  });

  it.each([
    [{ Limit: 0 }, 'ValidationException'],
    [{ Limit: 101 }, 'ValidationException'],
    [{ NextToken: 'nope' }, 'InvalidToken'],
    [{ EventBusName: 'orders' }, 'ResourceNotFoundException'],
  ])('refuses %o', async (input, code) => {
    await expect(call(ListRulesCommand, input, neighbours())).rejects.toThrow(refusal(code));
  });
});
