/** What the tests of the command line share: folders that are cleared away, made-up accounts behind a port, processes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { runningClock } from '../../sandbox/clock.ts';
import type { FaultPlan } from '../../sandbox/faults.ts';
import { services } from '../../sandbox/operations/index.ts';
import { serve } from '../../sandbox/server.ts';
import { createWire } from '../../sandbox/wire.ts';
import { createWorld } from '../../sandbox/worlds/index.ts';
import type { WorldName } from '../../sandbox/worlds/names.ts';
import type { JsonReport } from '../../shared/report/json.ts';
import { type CliProcess, type CliRun, startCli } from '../support/run-cli.ts';

export type Environment = Readonly<Record<string, string>>;

/** For cases any check will do for: a run reads and judges a tenth of an account, in less than half the time. */
export const few = ['--check', 'rds-*'];

/** Generous: the machine may be doing ten other things. */
export const patience = 120_000;

const cleanUps: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
}, patience);

/** Runs when the tests of the file are over; the last one said is the first one done. */
export function later(cleanUp: () => Promise<unknown>): void {
  cleanUps.push(cleanUp);
}

/** An empty folder to work in, so that no store ever lands in the repository. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stack-auditor-cli-'));
  later(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

// Compiled once and not by every process: more than a third of their time.
const compiled: Environment = { NODE_COMPILE_CACHE: join(tmpdir(), 'stack-auditor-compile-cache') };

export function run(args: readonly string[], cwd: string, env?: Environment): Promise<CliRun> {
  return start(args, cwd, env).ended;
}

export function start(args: readonly string[], cwd: string, env: Environment = {}): CliProcess {
  const started = startCli(args, { cwd, env: { ...compiled, ...env } });
  // A test that gave up waiting leaves none behind.
  later(async () => started.child.kill('SIGKILL'));
  return started;
}

/** The environment that leads every AWS client to this endpoint. */
export function leadingTo(url: string): Environment {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'sandbox',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
  };
}

/** A made-up account behind a port; gives the environment that leads to it. */
export async function accountOf(world: WorldName, faults: FaultPlan = []): Promise<Environment> {
  const account = createWorld(world, runningClock());
  const server = await serve(createWire(services, account, { faults }));
  later(() => server.close());
  return leadingTo(server.url);
}

export function reportIn({ out }: CliRun): JsonReport {
  return JSON.parse(out) as JsonReport;
}

/** Waits until it is so. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + patience;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error('it never came to be');
    await sleep(20);
  }
}
