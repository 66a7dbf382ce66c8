/** Whatever goes wrong: a clear sentence, the right exit code, never a stack trace, nothing lost, in bounded time. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../shared/store/embedded.ts';
import { acquireLease } from '../../shared/store/lease.ts';
import { openTable } from '../../shared/store/table.ts';
import type { CliRun } from '../support/run-cli.ts';
import {
  accountOf,
  type Environment,
  few,
  later,
  leadingTo,
  patience,
  reportIn,
  run,
  start,
  temporaryFolder,
  until,
} from './support.ts';

const noStackTrace = /^(?![\s\S]*\n\s+at )/;

/** The run ended with this code and a sentence, and with nothing on standard output that a script could take for a report. */
function expectRefusal({ code, out, err }: CliRun, expected: number, sentence: string | RegExp) {
  expect({ code, out, err }).toEqual({
    code: expected,
    out: '',
    err:
      typeof sentence === 'string'
        ? expect.stringContaining(sentence)
        : expect.stringMatching(sentence),
  });
  expect(err).toMatch(noStackTrace);
  expect(err).not.toContain('a fault of stack-auditor');
}

describe.concurrent('what was typed', { timeout: patience }, () => {
  it.each<[string, string[], string]>([
    ['an unknown command', ['adit'], "unknown command 'adit'"],
    [
      'an unknown option',
      ['audit', '--sandbx'],
      "unknown option '--sandbx'\n(Did you mean --sandbox?)",
    ],
    ['an option without its value', ['audit', '--save'], "option '--save <file>' argument missing"],
    ['a word too many', ['audit', 'everything'], "too many arguments for 'audit'"],
    [
      '--fail-on',
      ['audit', '--fail-on', 'hihg'],
      '--fail-on "hihg" is not one of: critical, high, medium, low, info.',
    ],
    ['--format', ['audit', '--format', 'xml'], '--format "xml" is not one of: terminal, json.'],
    [
      '--check',
      ['audit', '--check', 'rds-cluster-retenton*'],
      'no check matches "rds-cluster-retenton*". Nearest: rds-cluster-retention-sufficient,',
    ],
    ['an empty --check', ['audit', '--check', ''], '--check "" is not a pattern'],
    ['an empty --deployment', ['audit', '--deployment', ''], '--deployment "" is not a pattern'],
    [
      '--practice',
      ['audit', '--practice', 'toString'],
      'no practice is called "toString". There are: stack-naming,',
    ],
    [
      'a world, and no folder is made of its name',
      ['audit', '--sandbox', '../../drifts'],
      'no sandbox world is called "../../drifts". There are: drifted,',
    ],
    [
      'a fleet larger than any account',
      ['audit', '--sandbox', 'fleet-501'],
      'no sandbox world is called "fleet-501". There are: drifted, empty, healthy, and fleet-<n> with n deployments (1 to 500).',
    ],
    [
      'a region',
      ['audit', '--region', 'Ireland'],
      '"Ireland" is not the name of an AWS region, like eu-west-1.',
    ],
    [
      'no region at all',
      ['audit'],
      'no region is known: pass --region, set AWS_REGION, or give the profile a region.',
    ],
    [
      'a sandbox elsewhere',
      ['audit', '--sandbox', '--region', 'us-east-1'],
      'the sandbox lives in eu-west-1: leave out --region us-east-1.',
    ],
    [
      'two sources',
      ['audit', '--sandbox', '--from', 'i.json'],
      '--from judges a saved inventory and reads nothing else: leave out --sandbox.',
    ],
  ])('%s', async (_what, args, sentence) => {
    const folder = await temporaryFolder();
    expectRefusal(await run(args, folder), 64, sentence);
    expect(existsSync(join(folder, 'drifts'))).toBe(false);
  });

  it('a deployment: those there are, are named', async () => {
    const refused = await run(
      ['audit', '--sandbox', '--no-store', ...few, '--deployment', 'acme-prd-eu1'],
      await temporaryFolder(),
    );
    expectRefusal(
      refused,
      64,
      'no deployment is called "acme-prd-eu1". There are: acme-prod-eu1, acme-prod-ap1, acme-staging-eu1.',
    );
  });
});

describe.concurrent('the configuration', { timeout: patience }, () => {
  it('is refused with line, path, what was found and what is allowed', async () => {
    const folder = await temporaryFolder();
    await writeFile(
      join(folder, 'auditor.yaml'),
      'version: 1\ndeployments:\n  - name: acme-prod-eu1\n    environment: prod\n',
    );
    expectRefusal(
      await run(['audit'], folder),
      64,
      'auditor.yaml:4:18 deployments[0].environment: found "prod", allowed: production, staging',
    );
    expect(existsSync(join(folder, '.stack-auditor'))).toBe(false);
  });

  it.each<[string, string, string]>([
    [
      'a file that is not there',
      'elsewhere.yaml',
      'cannot read elsewhere.yaml: there is no such file',
    ],
    ['a folder', '.', 'cannot read .: it is a directory'],
  ])('cannot be %s', async (_what, path, sentence) => {
    expectRefusal(await run(['audit', '--config', path], await temporaryFolder()), 64, sentence);
  });
});

describe.concurrent('AWS', { timeout: patience }, () => {
  const credentials = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };

  async function audit(env: Environment, ...options: readonly string[]): Promise<CliRun> {
    return run(['audit', '--no-store', ...options], await temporaryFolder(), env);
  }

  it('without credentials', async () => {
    expectRefusal(
      await audit({ AWS_REGION: 'eu-west-1' }),
      3,
      'AWS cannot be asked: no credentials were found. Refresh them (for single sign-on: aws sso login), or name others with --profile.',
    );
  });

  it('with a profile there is not', async () => {
    expectRefusal(
      await audit({}, '--region', 'eu-west-1', '--profile', 'nobody'),
      3,
      'AWS cannot be asked: no credentials were found.',
    );
  });

  it('with credentials that have expired', async () => {
    const expired = await accountOf('healthy', [{ fault: { kind: 'expired' } }]);
    expectRefusal(await audit(expired), 3, 'AWS cannot be asked: the credentials have expired.');
  });

  it('in a region there is not', async () => {
    expectRefusal(
      await audit(credentials, '--region', 'xx-nowhere-9'),
      3,
      /AWS cannot be reached in region xx-nowhere-9: (the host name|no answer).*\. Check the region and the network\./,
    );
  });

  it('behind an endpoint that is no address', async () => {
    expectRefusal(await audit(leadingTo('banana')), 3, 'The endpoint banana cannot be used: ');
  });

  it('behind an endpoint that refuses', async () => {
    const url = 'http://127.0.0.1:9';
    expectRefusal(
      await audit(leadingTo(url)),
      3,
      `The endpoint ${url} cannot be used: nothing listens there.`,
    );
  });

  it('behind an endpoint that never answers', async () => {
    const url = await listening(createTcpServer(() => undefined));
    expectRefusal(
      await audit(leadingTo(url)),
      3,
      `The endpoint ${url} cannot be used: no answer in time.`,
    );
  });

  it('behind an endpoint that cuts every connection', async () => {
    const url = await listening(createTcpServer((socket) => socket.resetAndDestroy()));
    expectRefusal(
      await audit(leadingTo(url)),
      3,
      `The endpoint ${url} cannot be used: the connection was cut.`,
    );
  });

  it.each([
    [200, 'the answer names no account'],
    [500, 'HTTP 500'],
  ])('behind an endpoint that answers HTML with status %i', async (status, reason) => {
    const page: RequestListener = (_request, response) => {
      response.writeHead(status, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Hotel</title><p>Please sign in<br>&nbsp;');
    };
    const url = await listening(createServer(page));
    expectRefusal(await audit(leadingTo(url)), 3, `The endpoint ${url} cannot be used: ${reason}`);
  });
});

describe.concurrent('an inventory file', { timeout: patience }, () => {
  let inventory: string;
  let report: string;

  beforeAll(async () => {
    const folder = await temporaryFolder();
    const audit = ['audit', '--sandbox', 'healthy', '--no-store', ...few];
    report = (await run([...audit, '--save', 'i.json', '--format', 'json'], folder)).out;
    inventory = await readFile(join(folder, 'i.json'), 'utf8');
  }, patience);

  it.each<[string, () => string, string]>([
    [
      'cut short',
      () => inventory.slice(0, 5_000),
      'i.json is cut short after 5000 bytes. Save it again with --save.',
    ],
    ['empty', () => '', 'i.json is cut short after 0 bytes. Save it again with --save.'],
    [
      'of another version',
      () => inventory.replace('"schemaVersion": 1', '"schemaVersion": 7'),
      'i.json has schemaVersion 7; this program reads 1.',
    ],
    ['not JSON', () => 'targets: []', 'i.json is not JSON: '],
    [
      'JSON of another kind',
      () => '[1, 2]',
      'i.json is not an inventory: it has no schemaVersion. Make one with --save.',
    ],
    ['a report', () => report, 'i.json is a report, not an inventory. Make one with --save.'],
    [
      'damaged in its shape',
      () => inventory.replace('"known": true', '"known": "yes"'),
      'i.json is damaged at targets.0.inventory.',
    ],
    [
      'damaged in a value',
      () => inventory.replace('"backupRetentionDays": ', '"backupRetentionDays": 9'),
      'i.json is damaged: it is not what was saved.',
    ],
    [
      'made by hand, of things there are not',
      () => made({ 'cloudformation.stacks': [{ name: 7 }] }),
      'i.json is damaged: its facts make no sense (',
    ],
  ])('that is %s', async (_what, text, sentence) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'i.json'), text());
    expectRefusal(await run(['audit', '--from', 'i.json'], folder), 64, sentence);
  });

  it('that is not there', async () => {
    expectRefusal(
      await run(['audit', '--from', 'i.json'], await temporaryFolder()),
      64,
      'cannot read i.json: ',
    );
  });

  it('that cannot be written costs nothing but the file: the audit is shown and remembered', async () => {
    const folder = await temporaryFolder();
    const args = ['audit', '--sandbox', 'healthy', ...few, '--format', 'json'];
    const unsaved = await run([...args, '--save', 'nowhere/i.json'], folder);
    expect(unsaved.code).toBe(64);
    expect(unsaved.err).toContain('cannot write nowhere/i.json: ');
    expect(unsaved.err).toMatch(noStackTrace);
    expect(reportIn(unsaved)).toMatchObject({ exitCode: 0, stored: true });

    const next = reportIn(await run(args, folder));
    expect(next.results[0]?.comparedWith).toBe(reportIn(unsaved).startedAt);
  });
});

describe.concurrent('the store', { timeout: patience }, () => {
  const audit = ['audit', '--sandbox', 'healthy', ...few, '--quiet'];
  const storeIn = (folder: string) => join(folder, '.stack-auditor', 'sandbox', 'healthy');

  it('in a folder that cannot be written to', async () => {
    expectRefusal(
      await run(audit, await readOnlyFolder()),
      3,
      "the store's folder .stack-auditor/sandbox/healthy cannot be used: ",
    );
  });

  it('whose folder is a file', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, '.stack-auditor'), '');
    expectRefusal(
      await run(audit, folder),
      3,
      "the store's folder .stack-auditor/sandbox/healthy cannot be used: ",
    );
  });

  it('whose database is garbage', async () => {
    const folder = await temporaryFolder();
    const database = join(storeIn(folder), 'db');
    await mkdir(database, { recursive: true });
    await writeFile(join(database, 'CURRENT'), 'garbage');
    expectRefusal(
      await run(audit, folder),
      3,
      /the store in .*db cannot be opened: .*; move it away to start with an empty store/,
    );
  });

  it('whose database was cut short by a full disk', async () => {
    const folder = await temporaryFolder();
    const { close } = await openEmbedded(storeIn(folder));
    await close();
    await truncate(join(storeIn(folder), 'db', 'CURRENT'), 0);
    expectRefusal(await run(audit, folder), 3, 'move it away to start with an empty store');
  });

  it('whose lock file nobody can read is taken over, and the report says so', async () => {
    const folder = await temporaryFolder();
    await mkdir(storeIn(folder), { recursive: true });
    await writeFile(join(storeIn(folder), 'lock.json'), '{"pid":');
    const { code, out } = await run(audit.slice(0, -1), folder);
    expect(code).toBe(0);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /Note: took over the lock .*lock\.json, which could not be read/,
    );
  });

  it('of a process killed in the middle of writing is not closed to the next one', async () => {
    const folder = await temporaryFolder();
    const { client, tableName, close } = await openEmbedded(storeIn(folder));
    const target = { accountId: '111122223333', region: 'eu-west-1' };
    const holder = 'the process that has the store open';
    await acquireLease(openTable(client, tableName), target, 'acme-prod-eu1', holder, new Date());
    await close();
    expect(await run(audit, folder)).toMatchObject({ code: 0, err: '' });
  });
});

describe.concurrent('an audit that is interrupted', { timeout: patience }, () => {
  it('by a reader that has seen enough ends as it would have', async () => {
    const folder = await temporaryFolder();
    const { child, ended } = start(['audit', '--sandbox', 'drifted', ...few], folder);
    child.stdout.destroy();
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^reading sandbox drifted\nread sandbox drifted after \d+ calls\n$/);
  });

  it('by Ctrl-C ends at once with 130, and the next run finds nothing in its way', async () => {
    const folder = await temporaryFolder();
    const stalled = await accountOf('healthy', [{ fault: { kind: 'stall' } }]);
    const { child, ended } = start(['audit', ...few], folder, stalled);
    await until(() => existsSync(join(folder, '.stack-auditor', 'db', 'CURRENT')));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, out: '' });
    expect(existsSync(join(folder, '.stack-auditor', 'lock.json'))).toBe(false);

    const next = await run(['audit', ...few], folder, await accountOf('healthy'));
    expect(next.code).toBe(0);
    expect(next.out).not.toContain('took over');
  });
});

/** The text of an inventory nobody saved. */
function made(facts: Readonly<Record<string, readonly object[]>>): string {
  const inventory = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, { known: true, value }]),
  );
  const target = { accountId: '111122223333', region: 'eu-west-1' };
  return JSON.stringify({
    schemaVersion: 1,
    targets: [{ target, gatheredAt: new Date().toISOString(), calls: 1, inventory }],
  });
}

/** Nothing keeps root from writing but a file system that takes no files. */
async function readOnlyFolder(): Promise<string> {
  if (process.getuid?.() === 0) return '/sys';
  const folder = await temporaryFolder();
  await chmod(folder, 0o555);
  later(() => chmod(folder, 0o755));
  return folder;
}

/** Gives the address; what is connected at the end of the tests is cut. */
async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  later(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
