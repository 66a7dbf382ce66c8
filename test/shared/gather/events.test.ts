import { describe, expect, it } from 'vitest';
import {
  gatherFrom,
  isWholeOrMissing,
  json,
  missingOf,
  read,
  readWhole,
} from '../../support/raw-aws.ts';

// The answer of https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html
function rule(Name: string, over: object = {}) {
  return {
    Arn: `arn:aws:events:eu-west-1:111122223333:rule/${Name}`,
    EventBusName: 'default',
    Name,
    ScheduleExpression: 'rate(2 days)',
    State: 'ENABLED',
    ...over,
  };
}

function rules(list: readonly object[], NextToken?: string) {
  return json({ Rules: list, NextToken });
}

describe('events.rules', () => {
  it('are read as AWS documents them, without the patterns they wait for', async () => {
    const pattern = { ScheduleExpression: undefined, EventPattern: '{"detail":["secret"]}' };
    const ListRules = rules([rule('certbot'), rule('audit', pattern)]);
    const fact = await read('events.rules', { ListRules });
    expect(readWhole(fact)).toEqual([
      {
        ref: {
          type: 'events-rule',
          name: 'certbot',
          arn: 'arn:aws:events:eu-west-1:111122223333:rule/certbot',
        },
        name: 'certbot',
        enabled: true,
        schedule: 'rate(2 days)',
      },
      expect.objectContaining({ name: 'audit', schedule: null }),
    ]);
    expect(JSON.stringify(fact)).not.toContain('secret');
  });

  it.each([
    ['ENABLED', true],
    ['ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', true],
    ['DISABLED', false],
  ])('in state %s are enabled: %s', async (State, enabled) => {
    const ListRules = rules([rule('certbot', { State })]);
    expect(readWhole(await read('events.rules', { ListRules }))[0]?.enabled).toBe(enabled);
  });

  it('are missing when one has no state', async () => {
    const ListRules = rules([rule('certbot', { State: undefined })]);
    expect(missingOf(await read('events.rules', { ListRules })).detail).toContain('State');
  });

  it('are asked for on the default bus, 100 at a time', async () => {
    const { requests } = await gatherFrom({ ListRules: rules([]) }, ['events.rules']);
    expect(requests).toEqual([{ operation: 'ListRules', input: { Limit: 100 } }]);
  });

  isWholeOrMissing({
    fact: 'events.rules',
    action: 'events:ListRules',
    token: 'NextToken',
    page: (number, next) => rules([rule(`one-${number}`), rule(`two-${number}`)], next),
    rows: 6,
  });
});
