import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test } from 'vitest';
import { openEmbedded } from '../../../shared/store/embedded.ts';
import { standingOf } from '../../../shared/store/findings.ts';
import { StoreFolderError, StoreLockedError } from '../../../shared/store/folder-lock.ts';
import { tableDefinition } from '../../../shared/store/keys.ts';
import {
  cleanUp,
  deployment,
  openStore,
  runOf,
  standing,
  target,
  temporaryFolder,
} from './support.ts';

const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  await cleanUp();
});

const lockOf = (folder: string): string => join(folder, 'lock.json');
// A number no process has: above the largest Linux gives out.
const nobody = 2 ** 22 + 1;
const since = '2020-01-02T03:04:05.000Z';

test('a store is there again when its folder is opened again', async () => {
  const store = await openStore();
  await store.table.put({ pk: 'a', sk: 'b', number: 1 });
  await store.close();
  await store.close();
  expect(await readdir(store.folder)).toEqual(['db']);
  const again = await openStore(store.folder);
  expect(again.notice).toBeUndefined();
  expect(await again.table.get({ pk: 'a', sk: 'b' })).toMatchObject({ number: 1 });
});

test('the table is made as it is defined', async () => {
  const { client, tableName } = await openStore();
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = tableDefinition(tableName);
  expect(Table).toMatchObject({ TableStatus: 'ACTIVE', KeySchema, AttributeDefinitions });
  expect(Table?.GlobalSecondaryIndexes).toMatchObject(GlobalSecondaryIndexes ?? []);
});

test('what it cannot do it refuses aloud', async () => {
  const { client } = await openStore();
  await expect(client.send(new ListTablesCommand({}))).rejects.toThrow(
    'the embedded store does not know ListTables',
  );
});

test('opened twice in one process it says so', async () => {
  const { folder } = await openStore();
  await expect(openEmbedded(folder)).rejects.toThrow(StoreLockedError);
  expect(existsSync(lockOf(folder))).toBe(true);
});

test('a second process is told who holds the lock, since when, and what to do', async () => {
  const folder = await temporaryFolder();
  const holder = holding(folder, 'stack-auditor audit');
  await said(holder, 'open');
  const { startedAt } = JSON.parse(await readFile(lockOf(folder), 'utf8'));

  const message = await said(holding(folder, 'stack-auditor sandbox'), 'StoreLockedError');
  expect(message).toContain(
    `is in use by process ${holder.pid} (stack-auditor audit) since ${startedAt}; wait until it ends`,
  );
});

test('the lock goes when its process ends without closing', async () => {
  const folder = await temporaryFolder();
  const holder = holding(folder, 'one', 'process.exit(0);');
  await once(holder, 'exit');
  expect(existsSync(lockOf(folder))).toBe(false);
});

test('the lock of a killed process is taken over, and what it had recorded is there', async () => {
  const folder = await temporaryFolder();
  const findings = Array.from({ length: 30 }, (_, number) =>
    standing({ id: number.toString(16).padStart(20, '0') }),
  );
  const record = `
    const { openTable } = await import('${shared('table.ts')}');
    const { recordRun } = await import('${shared('findings.ts')}');
    await recordRun(openTable(store.client, store.tableName), ${JSON.stringify(runOf(findings))}, new Date());
    console.log('recorded');`;
  const holder = holding(folder, 'stack-auditor audit', record);
  await said(holder, 'recorded');
  await kill(holder);
  expect(existsSync(lockOf(folder))).toBe(true);

  const store = await openStore(folder);
  expect(store.notice).toMatch(
    `took over the lock of process ${holder.pid} (stack-auditor audit) since`,
  );
  expect(await standingOf(store.table, target, deployment.name)).toEqual(findings);
});

test('of many who find a dead lock one gets the store', async () => {
  const folder = await temporaryFolder();
  await writeFile(lockOf(folder), lockBy({ pid: nobody }));
  const contenders = Array.from({ length: 5 }, (_, number) => holding(folder, `number ${number}`));
  const answers = await Promise.all(
    contenders.map((child) => said(child, /open|StoreLockedError|Error/)),
  );
  expect(answers.filter((answer) => answer.startsWith('open'))).toHaveLength(1);
  expect(answers.filter((answer) => answer.startsWith('StoreLockedError'))).toHaveLength(4);
  expect(await readdir(folder)).toEqual(['db', 'lock.json']);
}, 60_000);

test('where lock files failed, the lock of the database still lets only one in', async () => {
  const folder = await temporaryFolder();
  const holder = holding(folder, 'one');
  await said(holder, 'open');
  await writeFile(lockOf(folder), lockBy({ pid: nobody }));
  await expect(openEmbedded(folder)).rejects.toThrow('is in use by another process');
  await expect(openEmbedded(folder)).rejects.toThrow(StoreLockedError);
});

test('the lock of a process with our own number, as containers have, is dead', async () => {
  const folder = await temporaryFolder();
  await writeFile(lockOf(folder), lockBy({ pid: process.pid }));
  expect((await openStore(folder)).notice).toContain(`process ${process.pid} (old)`);
});

test('the lock of another host is not judged from here', async () => {
  const folder = await temporaryFolder();
  await writeFile(lockOf(folder), lockBy({ pid: nobody, host: 'elsewhere' }));
  await expect(openEmbedded(folder)).rejects.toThrow(
    `it runs on elsewhere, which cannot be asked from here: if it is gone, delete ${lockOf(folder)}`,
  );
});

test.each(['', '{"pid":', 'null', '{"pid":-1,"host":"x"}'])(
  'a lock file that says %j is taken over once it is old',
  async (text) => {
    const folder = await temporaryFolder();
    const notice = `took over the lock ${lockOf(folder)}, which could not be read`;
    for (const date of [since, '2120-01-02T03:04:05.000Z']) {
      await writeFile(lockOf(folder), text);
      await utimes(lockOf(folder), new Date(date), new Date(date));
      const store = await openStore(folder);
      expect(store.notice).toBe(notice);
      await store.close();
    }
  },
);

test('a lock file that is just being written is waited for', async () => {
  const folder = await temporaryFolder();
  await writeFile(lockOf(folder), '');
  const opening = openEmbedded(folder);
  await writeFile(lockOf(folder), lockBy({ pid: process.ppid }));
  await expect(opening).rejects.toThrow(`process ${process.ppid} (old)`);
});

test('a folder that cannot be written is named', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  const opening = openEmbedded(join(file, 'store'));
  await expect(opening).rejects.toThrow(StoreFolderError);
  await expect(opening).rejects.toThrow(`the store's folder ${join(file, 'store')} cannot be used`);
});

test('a database that cannot be opened is named, and its lock given back', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'db'), '');
  await expect(openEmbedded(folder)).rejects.toThrow(
    `the store in ${join(folder, 'db')} cannot be opened`,
  );
  expect(existsSync(lockOf(folder))).toBe(false);
});

function lockBy(holder: { readonly pid: number; readonly host?: string }): string {
  return JSON.stringify({ host: hostname(), command: 'old', startedAt: since, ...holder });
}

function shared(file: string): string {
  return new URL(`../../../shared/store/${file}`, import.meta.url).href;
}

/** A process of its own that opens the store, does something, and stays. */
function holding(folder: string, command: string, then = ''): ChildProcess {
  const script = `
    const { openEmbedded } = await import('${shared('embedded.ts')}');
    try {
      const store = await openEmbedded(${JSON.stringify(folder)}, { command: '${command}' });
      console.log('open');
      ${then}
      setInterval(() => {}, 1000);
    } catch (error) {
      console.log(error.name + ': ' + error.message);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  children.push(child);
  return child;
}

/** Waits for the child to say it; gives everything it said so far. */
function said(child: ChildProcess, words: string | RegExp): Promise<string> {
  return new Promise((fulfil, reject) => {
    let text = '';
    const hear = (chunk: Buffer): void => {
      text += chunk.toString();
      if (text.match(words)) fulfil(text);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`ended without saying ${words}: ${text}`)));
  });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
