/** `stack-auditor audit` as an operator runs it: a process, a folder, an account behind a port. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonFinding, JsonReport } from '../../shared/report/json.ts';
import type { CliRun } from '../support/run-cli.ts';
import {
  accountOf,
  type Environment,
  few,
  leadingTo,
  patience,
  reportIn,
  run,
  start,
  temporaryFolder,
  until,
} from './support.ts';

const escapeCode = '\u001b';

/** One audit of the drifted world, kept: what the options do to it is seen by judging it again, which is quick. */
let live: CliRun;
let inventory: string;
let liveFolder: string;

beforeAll(async () => {
  liveFolder = await temporaryFolder();
  inventory = join(liveFolder, 'drifted.json');
  live = await run(
    ['audit', '--sandbox', 'drifted', '--no-store', '--format', 'json', '--save', inventory],
    liveFolder,
  );
}, patience);

async function replay(options: readonly string[], env: Environment = {}): Promise<CliRun> {
  return run(['audit', '--from', inventory, ...options], await temporaryFolder(), env);
}

function statuses(report: JsonReport) {
  return report.findings.map(({ id, status, reason }) => ({ id, status, reason }));
}

function failing({ findings }: JsonReport): JsonFinding[] {
  return findings.filter(({ status }) => status === 'fail');
}

async function configure(folder: string, ...lines: readonly string[]): Promise<void> {
  await writeFile(join(folder, 'auditor.yaml'), `version: 1\n${lines.join('\n')}\n`);
}

describe.concurrent('the exit code', { timeout: patience }, () => {
  it('is 0 when nothing fails, and without a store nothing is left behind', async () => {
    const folder = await temporaryFolder();
    const { code, out, err } = await run(
      ['audit', '--sandbox', 'healthy', '--no-store', '--fail-on', 'info'],
      folder,
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^PASS +acme-prod-eu1 /m);
    expect(out).toMatch(/^exit 0: nothing fails at or above info$/m);
    expect(err).toMatch(/^reading sandbox healthy\nread sandbox healthy after \d+ calls\n$/);
    expect(existsSync(join(folder, '.stack-auditor'))).toBe(false);
  });

  it('is 1 when something fails', () => {
    expect(live.code).toBe(1);
    expect(reportIn(live)).toMatchObject({ exitCode: 1, stored: false });
  });

  it('is 2 when nothing fails but AWS denied a look, and the permission to grant is named', async () => {
    const denying = await accountOf('healthy', [
      { service: 'rds', operation: 'DescribeDBClusters', fault: { kind: 'denied' } },
    ]);
    const { code, out } = await run(
      ['audit', '--no-store', ...few],
      await temporaryFolder(),
      denying,
    );
    expect(code).toBe(2);
    expect(out).toMatch(/^UNKNOWN +acme-prod-eu1 .*could not be checked/m);
    expect(out).toContain('rds:DescribeDBClusters');
    expect(out).toMatch(/^exit 2: nothing fails at or above medium; \d+ could not be checked$/m);
  });

  it('is 0 for a fleet, whose deployments are all there, production first', async () => {
    const { code, out } = await run(
      ['audit', '--sandbox', 'fleet-3', '--no-store', '--quiet'],
      await temporaryFolder(),
    );
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^PASS +fleet-002 +production /),
      expect.stringMatching(/^PASS +fleet-001 +staging /),
      expect.stringMatching(/^PASS +fleet-003 +staging /),
      'exit 0: nothing fails at or above medium',
    ]);
    expect(code).toBe(0);
  });

  it('is 2 when there is no deployment: nothing was judged', async () => {
    const { code, out } = await run(
      ['audit', '--sandbox', 'empty', '--no-store', ...few],
      await temporaryFolder(),
    );
    expect(code).toBe(2);
    expect(out).toContain('No deployment of The Things Stack found.');
    expect(out).toMatch(/^exit 2: no deployment found, nothing was judged$/m);
  });

  it('is 3 when the run itself fails', async () => {
    const { code, out, err } = await run(
      ['audit', '--no-store'],
      await temporaryFolder(),
      leadingTo('http://127.0.0.1:9'),
    );
    expect(code).toBe(3);
    expect(out).toBe('');
    expect(err).toContain('The endpoint http://127.0.0.1:9 cannot be used: nothing listens there.');
  });

  it('is 64 for wrong usage, 0 for help', async () => {
    const folder = await temporaryFolder();
    const [wrong, nothing, help] = await Promise.all([
      run(['audit', '--form', 'json'], folder),
      run([], folder),
      run(['audit', '--help'], folder),
    ]);
    expect(wrong).toMatchObject({ code: 64, out: '' });
    expect(wrong.err).toContain("unknown option '--form'");
    expect(wrong.err).toContain('Did you mean --from?');
    expect(nothing).toMatchObject({ code: 64, out: '' });
    expect(nothing.err).toContain('Usage: stack-auditor');
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('64  wrong usage or configuration');
  });
});

describe.concurrent('what counts', { timeout: patience }, () => {
  // In the drifted world this check fails with severity low, and nothing else of it does.
  const low = ['--check', 'cloudformation-stack-named', '--quiet'];
  // Three failures and a warning, all of them high.
  const high = ['--check', 'ecs-service-running-as-desired', '--quiet'];

  it.each<[number, string[]]>([
    [0, low],
    [0, [...low, '--fail-on', 'critical']],
    [1, [...low, '--fail-on', 'info']],
    [1, [...low, '--fail-on', 'critical', '--fail-on', 'low']],
    [0, [...low, '--fail-on', 'low', '--fail-on', 'critical']],
    [0, [...high, '--fail-on', 'critical']],
    [1, [...high, '--fail-on', 'critical', '--fail-on-warn']],
  ])('exit %i with %j', async (expected, options) => {
    const { code, out } = await replay(options);
    expect({ code, said: out.split('\n').at(-2) }).toEqual({
      code: expected,
      said: expect.stringMatching(`^exit ${expected}: `),
    });
  });

  it('--quiet leaves the verdicts, and says nothing else anywhere', async () => {
    // So wide that no verdict takes two lines.
    const { out, err } = await replay(['--quiet'], { COLUMNS: '200' });
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^FAIL +acme-staging-eu1 +staging +\d+ critical, /),
      expect.stringMatching(/^FAIL +acme-prod-eu1 +production +\d+ critical, /),
      expect.stringMatching(/^FAIL +acme-prod-ap1 +production, secondary +\d+ critical, /),
      expect.stringMatching(/^exit 1: /),
    ]);
    expect(err).toBe('');
  });

  it('--check, --practice and --deployment narrow the audit, and the report says so', async () => {
    const { out } = await replay([
      ...['--check', 'rds-*', '--practice', 'back-ups', '--deployment', '*-staging-*'],
      ...['--format', 'json'],
    ]);
    const report: JsonReport = JSON.parse(out);
    const ids = new Set(report.findings.map(({ checkId }) => checkId));
    expect(report.results.map(({ deployment }) => deployment)).toEqual(['acme-staging-eu1']);
    expect([...ids].every((id) => id.startsWith('rds-'))).toBe(true);
    expect(new Set(report.findings.map(({ practice }) => practice))).toEqual(new Set(['back-ups']));
    expect(report.notes).toEqual([
      expect.stringMatching(`^${ids.size} of \\d+ checks were chosen\\.$`),
    ]);
  });

  it('--all-resources judges the whole region, whoever made it, and says that it does', async () => {
    const { code, out } = await run(
      ['audit', '--sandbox', 'empty', '--all-resources', '--no-store'],
      await temporaryFolder(),
    );
    expect(out).toContain(
      'Note: The scope is the whole region: every resource in it, whoever made it.',
    );
    expect(out).toMatch(/^(PASS|FAIL|UNKNOWN) +all-resources +whole region /m);
    expect(out).toMatch(`exit ${code}: `);
  });
});

describe.concurrent('a saved inventory', { timeout: patience }, () => {
  it('gives the same findings again, and is not remembered', async () => {
    const folder = await temporaryFolder();
    const again = await run(['audit', '--from', inventory, '--format', 'json'], folder);
    const report = reportIn(again);
    expect(again.code).toBe(live.code);
    expect(statuses(report)).toEqual(statuses(reportIn(live)));
    expect(report).toMatchObject({ source: 'file', sourceName: inventory, stored: false });
    expect(again.err).toBe('');
    expect(existsSync(join(folder, '.stack-auditor'))).toBe(false);
  });

  it('is judged by the thresholds of today', async () => {
    const folder = await temporaryFolder();
    const narrow = ['--check', 'rds-cluster-retention-sufficient', '--quiet'];
    await configure(folder, 'checks: {rds-cluster-retention-sufficient: {minimumDays: 1}}');
    const [strict, lenient] = await Promise.all([
      replay(narrow),
      run(['audit', '--from', inventory, ...narrow], folder),
    ]);
    expect(strict.code).toBe(1);
    expect(lenient.code).toBe(0);
  });
});

describe.concurrent('the output', { timeout: patience }, () => {
  it('--format json is one object with everything in it; progress goes elsewhere', () => {
    const report = reportIn(live);
    expect(report).toMatchObject({
      schemaVersion: 1,
      source: 'sandbox',
      sourceName: 'drifted',
      failOn: 'medium',
      targets: [{ account: '111122223333', region: 'eu-west-1' }],
      results: [
        { deployment: 'acme-prod-ap1', environment: 'production', clusterRole: 'secondary' },
        { deployment: 'acme-prod-eu1', environment: 'production', clusterRole: 'primary' },
        { deployment: 'acme-staging-eu1', environment: 'staging', clusterRole: 'primary' },
      ],
    });
    for (const finding of report.findings) {
      expect(finding).toMatchObject({
        id: expect.stringMatching(/^[0-9a-f]{20}$/),
        checkId: expect.any(String),
        catalogueIds: expect.any(Array),
        deployment: expect.any(String),
        status: expect.any(String),
        severity: expect.any(String),
        subject: { type: expect.any(String), name: expect.any(String) },
        reason: expect.any(String),
        fix: expect.any(String),
        firstSeenAt: report.startedAt,
      });
    }
    expect(live.err).toMatch(/^reading sandbox drifted\nread sandbox drifted after \d+ calls\n$/);
  });

  it('is plain and 100 columns wide in a pipe, and as wide as COLUMNS says', async () => {
    const [piped, narrow] = await Promise.all([replay([]), replay([], { COLUMNS: '60' })]);
    expect(piped.out).not.toContain(escapeCode);
    expect(longestLine(piped.out)).toBeGreaterThan(80);
    expect(longestLine(piped.out)).toBeLessThanOrEqual(100);
    expect(longestLine(narrow.out)).toBeLessThanOrEqual(60);
  });

  it('has colours when FORCE_COLOR asks for them, and none when NO_COLOR forbids', async () => {
    const [forced, forbidden] = await Promise.all([
      replay(['--quiet'], { FORCE_COLOR: '1' }),
      replay(['--quiet'], { FORCE_COLOR: '1', NO_COLOR: '1' }),
    ]);
    expect(forced.out).toContain(`${escapeCode}[31m`);
    expect(forbidden.out).not.toContain(escapeCode);
    expect(stripVTControlCharacters(forced.out)).toBe(forbidden.out);
  });
});

describe.concurrent('the memory', { timeout: patience }, () => {
  it('tells what changed since the run before, and since when each finding stands', async () => {
    const folder = await temporaryFolder();
    const audit = ['audit', '--sandbox', ...few];
    const first = reportIn(await run([...audit, '--format', 'json'], folder));
    const second = reportIn(await run([...audit, '--format', 'json'], folder));
    const third = await run(audit, folder);

    expect(failing(first).length).toBeGreaterThan(5);
    expect(first.results.map(({ comparedWith }) => comparedWith)).toEqual([null, null, null]);
    expect(first.stored).toBe(true);
    expect(second.results.map(({ comparedWith, changes }) => [comparedWith, changes])).toEqual([
      [first.startedAt, []],
      [first.startedAt, []],
      [first.startedAt, []],
    ]);
    expect(second.findings.map(({ id, firstSeenAt }) => [id, firstSeenAt])).toEqual(
      first.findings.map(({ id }) => [id, first.startedAt]),
    );
    expect(third.out).toMatch(/^Nothing changed since \d{4}-\d\d-\d\d \d\d:\d\d UTC/m);
    expect(existsSync(join(folder, '.stack-auditor', 'sandbox', 'drifted', 'db'))).toBe(true);
    expect(existsSync(join(folder, '.stack-auditor', 'db'))).toBe(false);
  });

  it('shows what broke and what was repaired', async () => {
    const folder = await temporaryFolder();
    const [healthy, drifted] = await Promise.all([accountOf('healthy'), accountOf('drifted')]);
    // Only the drifted world has the third deployment: it would be missed after the repair, and rightly.
    const audit = ['audit', '--check', '{rds,elasticache}-*', '--deployment', '*-eu1'];
    const whole = await run([...audit, '--quiet'], folder, healthy);
    const broken = await run([...audit, '--format', 'json'], folder, drifted);
    const repaired = await run(audit, folder, healthy);

    expect([whole.code, broken.code, repaired.code]).toEqual([0, 1, 0]);
    const report = reportIn(broken);
    const opened = report.results.flatMap(({ changes }) =>
      changes.filter(({ kind }) => kind === 'opened').map(({ findingId }) => findingId),
    );
    expect(opened.length).toBeGreaterThan(10);
    const bad = report.findings.filter(({ status }) => status === 'fail' || status === 'warn');
    expect(bad.map(({ id }) => id).sort()).toEqual(opened.sort());
    expect(repaired.out).toMatch(/^CHANGED +since .*: .*\d+ fixed/m);
  });

  it('is open to one process at a time: the second is told who has it', async () => {
    const folder = await temporaryFolder();
    const slow = await accountOf('healthy', [{ fault: { kind: 'stall' } }]);
    const first = start(['audit', '--fail-on', 'low'], folder, slow);
    await until(() => existsSync(join(folder, '.stack-auditor', 'lock.json')));
    const second = await run(['audit', ...few], folder, slow);
    expect(second).toMatchObject({ code: 3, out: '' });
    expect(second.err).toContain(
      `in use by process ${first.child.pid} (stack-auditor audit --fail-on low) since 20`,
    );
    first.child.kill('SIGINT');
    await first.ended;
  });
});

describe.concurrent('deployments', { timeout: patience }, () => {
  const quick = ['audit', '--check', 'cloudformation-*', '--format', 'json'];

  it('a declared one that shows no stacks is a critical finding', async () => {
    const folder = await temporaryFolder();
    await configure(folder, 'deployments: [{name: acme-prod-us1}]');
    const { code, out } = await run(quick, folder, await accountOf('healthy'));
    expect(code).toBe(1);
    expect(failing(JSON.parse(out))).toContainEqual(
      expect.objectContaining({
        checkId: 'cloudformation-deployment-present',
        severity: 'critical',
        deployment: 'acme-prod-us1',
        reason: 'shows no stacks named acme-prod-us1-…',
      }),
    );
  });

  it('one that was once seen and vanished is a critical finding, until it is retired', async () => {
    const folder = await temporaryFolder();
    const [before, after] = await Promise.all([accountOf('healthy'), accountOf('empty')]);
    expect((await run(quick, folder, before)).code).toBe(0);

    const vanished = await run(quick, folder, after);
    expect(vanished.code).toBe(1);
    expect(
      failing(reportIn(vanished))
        .filter(({ severity }) => severity === 'critical')
        .map(({ checkId, deployment }) => [checkId, deployment]),
    ).toEqual([
      ['cloudformation-deployment-present', 'acme-prod-eu1'],
      ['cloudformation-deployment-present', 'acme-staging-eu1'],
    ]);

    await configure(folder, 'retired: [acme-prod-eu1]');
    const one = reportIn(await run(quick, folder, after));
    expect(one.results.map(({ deployment }) => deployment)).toEqual(['acme-staging-eu1']);

    await configure(folder, 'retired: [acme-prod-eu1, acme-staging-eu1]');
    expect(await run(quick, folder, after)).toMatchObject({ code: 2 });
  });

  it('one declared in an account the credentials do not lead to is reported as not reached', async () => {
    const folder = await temporaryFolder();
    await configure(
      folder,
      'deployments:',
      '  - {name: acme-prod-eu1, account: "111122223333"}',
      '  - {name: other-prod-eu1, account: "444455556666", region: eu-west-1}',
    );
    const healthy = await accountOf('healthy');
    const [all, other, ours] = await Promise.all(
      ['*', 'other-*', 'acme-prod-*'].map((glob) =>
        run([...quick, '--no-store', '--deployment', glob], folder, healthy),
      ),
    );
    const unreached = {
      name: 'other-prod-eu1',
      reason:
        'is declared in account 444455556666, region eu-west-1, and the credentials lead elsewhere',
    };
    expect(all?.code).toBe(2);
    expect(JSON.parse(all?.out ?? '')).toMatchObject({ unreachable: [unreached] });
    expect(other?.code).toBe(2);
    expect(JSON.parse(other?.out ?? '')).toMatchObject({ results: [], unreachable: [unreached] });
    // Nobody asked for the other one.
    expect(ours?.code).toBe(0);
  });
});

describe.concurrent('--save', { timeout: patience }, () => {
  it('writes a file that says what it is, and nothing beside it', async () => {
    const saved = JSON.parse(await readFile(inventory, 'utf8'));
    expect(saved).toMatchObject({
      schemaVersion: 1,
      targets: [{ target: { accountId: '111122223333', region: 'eu-west-1' } }],
    });
    expect(existsSync(`${inventory}.part`)).toBe(false);
  });
});

function longestLine(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}
