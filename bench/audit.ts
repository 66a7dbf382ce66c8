/**
 * The built command line against the sandbox over HTTP in a second process: wall, CPU, memory, calls beside the fewest
 * that could answer, how many were made twice, and how many had to wait for each other; then the store alone.
 * `npm run bench`, or `npm run bench -- 10` for ten deployments.
 */
import { fork, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallSpan, Served } from './server.ts';
import { measureStore } from './store.ts';

const runs = 5;
const asked = process.argv.slice(2).map(Number);
const cases = (asked.length > 0 ? asked : [1, 10, 100]).flatMap((deployments) =>
  [0, 20, 50].map((latencyMs) => ({ deployments, latencyMs })),
);

interface Measured {
  readonly wall: number;
  readonly cpu: number;
  readonly rssMb: number;
  readonly spans: readonly CallSpan[];
}

const cli = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
const serverFile = fileURLToPath(new URL('server.ts', import.meta.url));

interface Case {
  readonly runs: readonly Measured[];
  readonly fewest: Served['fewest'];
}

async function measure(deployments: number, latencyMs: number): Promise<Case> {
  const server = fork(serverFile, [String(deployments), String(latencyMs)]);
  const { url, region, fewest } = await nextMessage<Served>(server);
  const folder = await mkdtemp(join(tmpdir(), 'stack-auditor-bench-'));
  try {
    const measured: Measured[] = [];
    // The first run warms the file cache and the server, and does not count.
    for (let run = 0; run <= runs; run += 1) {
      const figures = await runOnce(url, region, folder);
      server.send('log');
      const spans = await nextMessage<CallSpan[]>(server);
      if (run > 0) measured.push({ ...figures, spans });
    }
    return { runs: measured, fewest };
  } finally {
    server.disconnect();
    await rm(folder, { recursive: true, force: true });
  }
}

function nextMessage<T>(child: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

/** GNU time sees the whole process, start-up included, and tells its peak memory. */
async function runOnce(url: string, region: string, cwd: string) {
  const report = join(cwd, 'time');
  const args = ['-o', report, '-f', '%e %U %S %M', process.execPath, cli, 'audit', '--no-store'];
  const child = spawn('/usr/bin/time', [...args, '--quiet'], {
    cwd,
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: url,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const line = (await readFile(report, 'utf8')).trim().split('\n').at(-1) ?? '';
  if (code !== 0) throw new Error(`the audit ended with ${code}: ${said}`);
  const [wall = 0, user = 0, system = 0, kilobytes = 0] = line.split(' ').map(Number);
  return { wall, cpu: user + system, rssMb: kilobytes / 1024 };
}

/** The longest chain of calls each of which began after the one before it had ended. */
function serialDepth(spans: readonly CallSpan[]): number {
  const ordered = [...spans].sort((a, b) => a.from - b.from);
  const ended: { to: number; depth: number }[] = [];
  let deepest = 0;
  for (const { from, to } of ordered) {
    const before = ended.filter((each) => each.to <= from).map(({ depth }) => depth);
    const depth = 1 + Math.max(0, ...before);
    ended.push({ to, depth });
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function repeated(spans: readonly CallSpan[]): number {
  return spans.length - new Set(spans.map(({ operation, input }) => `${operation} ${input}`)).size;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function print(rows: readonly (readonly string[])[], alignLeft: readonly number[] = []): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      alignLeft.includes(column)
        ? cell.padEnd(widths[column] ?? 0)
        : cell.padStart(widths[column] ?? 0),
    );
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}

/** One line per operation: how often it was called, how often it must be, and why so often. */
function operationRows({ runs: [first], fewest }: Case): string[][] {
  const made = new Map<string, number>();
  for (const { operation } of first?.spans ?? []) {
    made.set(operation, (made.get(operation) ?? 0) + 1);
  }
  const known = new Map(fewest);
  return [...new Set([...made.keys(), ...known.keys()])]
    .sort()
    .map((operation) => [
      operation,
      String(made.get(operation) ?? 0),
      String(known.get(operation)?.calls ?? 0),
      known.get(operation)?.formula ?? 'not needed',
    ]);
}

const rows: string[][] = [
  [
    'deployments',
    'ms/call',
    'wall s',
    'cpu s',
    'rss MB',
    'calls',
    'fewest',
    'twice',
    'cpu ms/call',
    'depth',
  ],
];
let last: Case | undefined;
for (const { deployments, latencyMs } of cases) {
  last = await measure(deployments, latencyMs);
  const { runs: measured, fewest } = last;
  const calls = median(measured.map(({ spans }) => spans.length));
  const cpu = median(measured.map((each) => each.cpu));
  rows.push([
    String(deployments),
    String(latencyMs),
    median(measured.map(({ wall }) => wall)).toFixed(2),
    cpu.toFixed(2),
    median(measured.map(({ rssMb }) => rssMb)).toFixed(0),
    String(calls),
    String(sum(fewest.map(([, each]) => each.calls))),
    String(Math.max(...measured.map(({ spans }) => repeated(spans)))),
    ((cpu * 1000) / calls).toFixed(2),
    // Without a delay calls are too short to tell apart what waits and what merely comes later.
    latencyMs === 0 ? '' : String(median(measured.map(({ spans }) => serialDepth(spans)))),
  ]);
}
print(rows);
if (last !== undefined) {
  process.stdout.write(`\nCalls for ${cases.at(-1)?.deployments} deployments\n`);
  print([['operation', 'made', 'fewest', 'because'], ...operationRows(last)], [0, 3]);
}
process.stdout.write('\nThe store alone\n');
print(
  await measureStore(
    [1, 10, 100].filter((size) => cases.some((each) => each.deployments === size)),
  ),
);
