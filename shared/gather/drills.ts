/** Reports of restore drills: rows of the small table our own 7-2 template deploys beside what it drills. */
import { DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Stack } from '../model/cloudformation.ts';
import type { DrillReport } from '../model/drill.ts';
import { isTtsStack, ownStackPrefix, parseStackName } from '../model/tts.ts';
import { collect, type Gatherer, need } from './gatherer.ts';

const gatherer: Gatherer<'drills'> = {
  'drills.reports': {
    actions: ['dynamodb:Query'],
    read: async (context) => {
      const stacks = await need(context, 'cloudformation.stacks');
      const client = context.connection.client(DynamoDBClient);
      const reports = await Promise.all(
        placesToAsk(stacks, context.declared.deployments).map(({ table, deployment }) =>
          reportsOf(client, table, deployment),
        ),
      );
      return reports.flat();
    },
  },
};
export default gatherer;

interface Place {
  readonly table: string;
  readonly deployment: string;
}

/** A deployment with a table of its own has its reports there; one without may have them in any. */
function placesToAsk(stacks: readonly Stack[], declared: readonly string[]): readonly Place[] {
  const tables = new Map(
    stacks.flatMap(({ name, drillTable }) =>
      drillTable === undefined ? [] : [[ownStackPrefix(name) ?? name, drillTable] as const],
    ),
  );
  const prefixes = stacks
    .filter(isTtsStack)
    .flatMap(({ name }) => parseStackName(name)?.prefix ?? []);
  return [...new Set([...prefixes, ...declared])].flatMap((deployment) => {
    const own = tables.get(deployment);
    const candidates = own === undefined ? new Set(tables.values()) : [own];
    return [...candidates].map((table) => ({ table, deployment }));
  });
}

async function reportsOf(
  client: DynamoDBClient,
  table: string,
  deployment: string,
): Promise<DrillReport[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':pk': { S: `D#${deployment}` } },
    },
  );
  const rows = await collect(pages, (page) => page.Items);
  return rows.map((row) => toReport(unmarshall(row), table));
}

function toReport(row: Record<string, unknown>, table: string): DrillReport {
  const { id, deployment, store, sourceId, scratchId, outcome, reached, reason } = row;
  const { startedAt, endedAt = null, deadline } = row;
  const report = { id, deployment, store, sourceId, scratchId, outcome, reached, reason };
  const missing = Object.entries({ ...report, startedAt, deadline }).find(
    ([, value]) => typeof value !== 'string',
  );
  if (missing !== undefined) throw new Error(`a drill report in ${table} has no ${missing[0]}`);
  return { ...report, startedAt, endedAt, deadline } as DrillReport;
}
