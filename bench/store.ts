/** What remembering costs: an audit's findings into the embedded store, the first time and when nothing changed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stoppedClock } from '../sandbox/clock.ts';
import { services } from '../sandbox/operations/index.ts';
import { requestHandler } from '../sandbox/request-handler.ts';
import { createWire } from '../sandbox/wire.ts';
import { fleet } from '../sandbox/worlds/fleet.ts';
import { connect } from '../shared/aws/connection.ts';
import { checks } from '../shared/checks/index.ts';
import { defaultConfig } from '../shared/config/config.ts';
import { nothingDeclared } from '../shared/gather/gatherer.ts';
import { gatherTarget } from '../shared/run/gather-target.ts';
import { type Judgement, judgeTarget } from '../shared/run/judge-target.ts';
import { recordJudgement } from '../shared/run/record-target.ts';
import { openEmbedded } from '../shared/store/embedded.ts';
import { openTable } from '../shared/store/table.ts';

/** A row per number of deployments, under a head. */
export async function measureStore(sizes: readonly number[]): Promise<string[][]> {
  const rows = [['deployments', 'findings', 'open ms', 'first run ms', 'unchanged run ms']];
  for (const size of sizes) {
    const judgements = await judge(size);
    const folder = await mkdtemp(join(tmpdir(), 'stack-auditor-bench-'));
    try {
      const { opened, recorded: first } = await record(folder, judgements);
      const { recorded: unchanged } = await record(folder, judgements);
      const findings = judgements.flatMap((each) => each.findings).length;
      rows.push([size, findings, opened, first, unchanged].map((each) => each.toFixed(0)));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return rows;
}

async function judge(size: number): Promise<readonly Judgement[]> {
  const account = fleet(size, stoppedClock(new Date()));
  const connection = connect({
    region: account.region,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    requestHandler: requestHandler(createWire(services, account)),
  });
  const asked = { checks, declared: nothingDeclared, wholeRegion: false, now: new Date() };
  const gathered = await gatherTarget(connection, asked);
  connection.close();
  return judgeTarget(gathered, {
    checks,
    config: defaultConfig,
    remembered: [],
    wholeRegion: false,
  });
}

/** Milliseconds to open the store and to write what changed. */
async function record(folder: string, judgements: readonly Judgement[]) {
  const start = performance.now();
  const { client, tableName, close } = await openEmbedded(folder);
  const opened = performance.now() - start;
  const table = openTable(client, tableName);
  const run = {
    startedAt: new Date().toISOString(),
    holder: 'bench',
    configVersion: 'defaults',
    knownChecks: checks.map(({ id }) => id),
  };
  const from = performance.now();
  await Promise.all(judgements.map((each) => recordJudgement(table, each, run, () => new Date())));
  const recorded = performance.now() - from;
  await close();
  return { opened, recorded };
}
