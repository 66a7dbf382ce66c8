/** One target, unattended: gather once, judge each deployment, remember. Findings go to the table; counts come back. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import * as z from 'zod';
import { type Connection, connect } from '../shared/aws/connection.ts';
import { checks } from '../shared/checks/index.ts';
import { defaultConfig } from '../shared/config/config.ts';
import { nothingDeclared } from '../shared/gather/gatherer.ts';
import { countStatuses } from '../shared/model/finding.ts';
import { gatherTarget } from '../shared/run/gather-target.ts';
import { judgeTarget } from '../shared/run/judge-target.ts';
import { recordJudgement } from '../shared/run/record-target.ts';
import { documentClient, openTable, type Table } from '../shared/store/table.ts';
import { rememberedIn } from '../shared/store/topology.ts';
import { readEnvironment } from './env.ts';

const eventSchema = z.strictObject({
  runId: z.string().min(1),
  /** When the run was claimed; the same at every attempt. */
  startedAt: z.iso.datetime(),
});

export interface Ports {
  readonly connection: Connection;
  readonly table: Table;
  readonly now: () => Date;
}

/** Audits the connection's target. Throws for an event that is none, and when nothing can be read or written. */
export async function auditTarget(event: unknown, { connection, table, now }: Ports) {
  const { runId, startedAt } = eventSchema.parse(event);
  const gathered = await gatherTarget(connection, {
    checks,
    declared: nothingDeclared,
    wholeRegion: false,
    now: now(),
  });
  const judgements = judgeTarget(gathered, {
    checks,
    config: defaultConfig,
    remembered: await rememberedIn(table, gathered.target),
    wholeRegion: false,
  });
  const run = {
    startedAt,
    holder: runId,
    configVersion: defaultConfig.configVersion,
    knownChecks: checks.map(({ id }) => id),
  };
  const reports = await Promise.all(
    judgements.map((judgement) => recordJudgement(table, judgement, run, now)),
  );
  return reports.map(({ deployment, findings, changes }) => ({
    deployment: deployment.name,
    counts: countStatuses(findings),
    changes: changes.length,
  }));
}

export async function handler(event: unknown) {
  const { TABLE_NAME, AWS_REGION } = readEnvironment(process.env);
  const connection = connect({ region: AWS_REGION, credentials: fromNodeProviderChain() });
  const table = openTable(documentClient(new DynamoDBClient({ region: AWS_REGION })), TABLE_NAME);
  try {
    return await auditTarget(event, { connection, table, now: () => new Date() });
  } finally {
    connection.close();
  }
}
