import { describe, expect, it } from 'vitest';
import {
  factIn,
  gatherFrom,
  isWholeOrMissing,
  json,
  missingOf,
  type RawAnswers,
  type RawRequest,
  read,
  readWhole,
  refused,
  xml,
} from '../../support/raw-aws.ts';

function stack(name: string, table?: string): string {
  const output = `<Outputs><member><OutputKey>DrillTableName</OutputKey><OutputValue>${table}</OutputValue></member></Outputs>`;
  return `<member>
    <StackName>${name}</StackName>
    <CreationTime>2025-10-07T09:10:00.101Z</CreationTime>
    <StackStatus>CREATE_COMPLETE</StackStatus>${table === undefined ? '' : output}
  </member>`;
}

function stacks(...list: readonly string[]) {
  return xml('cloudformation', 'DescribeStacks', `<Stacks>${list.join('')}</Stacks>`);
}

const report = {
  id: 'd0a1b2c3d4e5',
  deployment: 'acme',
  store: 'aurora',
  sourceId: 'orders',
  scratchId: 'sa-drill-pg-d0a1b2c3d4e5',
  outcome: 'passed',
  reached: 'L5',
  reason: 'restored, 12 tables',
  startedAt: '2026-11-20T03:00:00.000Z',
  endedAt: '2026-11-20T03:24:00.000Z',
  deadline: '2026-11-20T07:00:00.000Z',
};

// The answer of https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
function rows(list: readonly object[], last?: string) {
  const Items = list.map((row) => ({
    pk: { S: 'D#acme' },
    sk: { S: 'aurora#2026-11-20T03:00:00.000Z' },
    ...Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        value === null ? { NULL: true } : { S: value },
      ]),
    ),
  }));
  return json({
    ConsumedCapacity: { CapacityUnits: 1, TableName: 'acme-drills' },
    Count: Items.length,
    Items,
    ScannedCount: Items.length,
    ...(last !== undefined && { LastEvaluatedKey: { pk: { S: 'D#acme' }, sk: { S: last } } }),
  });
}

const account: RawAnswers = {
  DescribeStacks: stacks(stack('acme-1-1-vpc'), stack('acme-7-2-restore-drill', 'acme-drills')),
  Query: rows([report]),
};

function partitions(requests: readonly RawRequest[]): string[] {
  return requests
    .filter(({ operation }) => operation === 'Query')
    .map(({ input }) => {
      const { ':pk': pk } = input.ExpressionAttributeValues as { ':pk': { S: string } };
      return `${input.TableName} ${pk.S}`;
    })
    .sort();
}

describe('drills.reports', () => {
  it('are rows of the table our own stack names', async () => {
    const { inventory, requests } = await gatherFrom(account, ['drills.reports']);
    expect(readWhole(factIn(inventory, 'drills.reports'))).toEqual([report]);
    expect(partitions(requests)).toEqual(['acme-drills D#acme']);
  });

  it('are asked for by name: in a deployment’s own table, or in every one where it has none', async () => {
    const answers: RawAnswers = {
      DescribeStacks: stacks(
        stack('acme-1-1-vpc'),
        stack('acme-2-3-db-redis'),
        stack('beta-1-1-vpc'),
        stack('delta-1-1-vpc'),
        stack('website'),
        stack('acme-7-2-restore-drill', 'acme-drills'),
        stack('beta-7-2-restore-drill', 'beta-drills'),
      ),
      Query: rows([]),
    };
    const { requests } = await gatherFrom(answers, ['drills.reports'], {
      declared: { deployments: ['gamma', 'acme'], topics: [] },
    });
    expect(partitions(requests)).toEqual([
      'acme-drills D#acme',
      'acme-drills D#delta',
      'acme-drills D#gamma',
      'beta-drills D#beta',
      'beta-drills D#delta',
      'beta-drills D#gamma',
    ]);
  });

  it('have no end while the drill runs', async () => {
    const { endedAt: _, ...running } = { ...report, outcome: 'running' };
    for (const row of [running, { ...running, endedAt: null }]) {
      const answer = await read('drills.reports', { ...account, Query: rows([row]) });
      expect(readWhole(answer)).toEqual([{ ...running, endedAt: null }]);
    }
  });

  it('are none where no stack of ours is', async () => {
    const answer = await read('drills.reports', { DescribeStacks: stacks(stack('acme-1-1-vpc')) });
    expect(readWhole(answer)).toEqual([]);
  });

  it('keep nothing of a row but what a report is made of', async () => {
    const answer = await read('drills.reports', {
      ...account,
      Query: rows([{ ...report, password: 'secret' }]),
    });
    expect(readWhole(answer)).toEqual([report]);
  });

  it.each([
    'id',
    'deployment',
    'sourceId',
    'scratchId',
    'outcome',
    'startedAt',
    'deadline',
  ] as const)('are missing when one has no %s', async (member) => {
    const { [member]: _, ...rest } = report;
    const answer = await read('drills.reports', { ...account, Query: rows([rest]) });
    expect(missingOf(answer).detail).toContain(`a drill report in acme-drills has no ${member}`);
  });

  it('are missing when one of several tables may not be read', async () => {
    const action = 'dynamodb:Query';
    const answer = await read('drills.reports', {
      DescribeStacks: stacks(
        stack('acme-1-1-vpc'),
        stack('beta-1-1-vpc'),
        stack('acme-7-2-restore-drill', 'acme-drills'),
        stack('beta-7-2-restore-drill', 'beta-drills'),
      ),
      Query: ({ input }) => (input.TableName === 'acme-drills' ? rows([report]) : refused(action)),
    });
    expect(missingOf(answer)).toMatchObject({ cause: 'denied', action });
  });

  it('are missing when the stacks are, for the same reason', async () => {
    const action = 'cloudformation:DescribeStacks';
    const answer = await read('drills.reports', { DescribeStacks: refused(action) });
    expect(missingOf(answer)).toMatchObject({ cause: 'denied', action });
  });

  isWholeOrMissing({
    fact: 'drills.reports',
    action: 'dynamodb:Query',
    token: 'ExclusiveStartKey',
    page: (_number, next) => rows([report], next),
    others: account,
    rows: 3,
  });
});
