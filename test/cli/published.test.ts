/** What is published: packed, installed in an empty folder, and run as `npx stack-auditor` on every Node there is here. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './support.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const isWanted = Boolean(process.env.SLOW_TESTS);
if (!isWanted) {
  process.stderr.write(
    '\nSKIPPED: the tests of the published package, because they are slow: SLOW_TESTS=1 npm test\n\n',
  );
}

/** PATH as it is outside of npm scripts, which put the Node of our dev dependencies first. */
const systemFolders = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !/node_modules|node-gyp-bin/.test(folder));
const systemNode = systemFolders.map((folder) => join(folder, 'node')).find(existsSync);
const nodes = [...new Set([process.execPath, ...(systemNode ? [systemNode] : [])])];

const minutes = 60_000;

describe.skipIf(!isWanted)('the published package', { timeout: 2 * minutes }, () => {
  let installed: string;

  beforeAll(async () => {
    const packed = await packRepository();
    installed = await temporaryFolder();
    // Without a manifest npm would look for one above, and install in whatever folder it finds there.
    await writeFile(join(installed, 'package.json'), '{}\n');
    const options = ['--no-audit', '--no-fund', '--prefer-offline'];
    await npm(['install', '--prefix', installed, ...options, packed], installed, process.execPath);
  }, 5 * minutes);

  it('holds the bundle and what it is called for, and nothing else', async () => {
    const folder = join(installed, 'node_modules', 'stack-auditor');
    const files = await readdir(folder);
    expect(files.filter((name) => !/^(LICENSE|README\.md)$/.test(name)).sort()).toEqual([
      'dist',
      'package.json',
    ]);
  });

  it.each(nodes)('runs on %s without a word of warning', async (node) => {
    const { stdout, stderr } = await npm(
      ['exec', '--', 'stack-auditor', 'audit', '--sandbox', 'healthy', '--no-store'],
      installed,
      node,
    );
    expect(stderr).toMatch(/^reading sandbox healthy\nread sandbox healthy after \d+ calls\n$/);
    expect(stdout).toMatch(/^exit 0: nothing fails at or above medium$/m);
  });

  it.each(nodes)('remembers and compares on %s', async (node) => {
    const folder = await temporaryFolder();
    const bin = join(installed, 'node_modules', '.bin', 'stack-auditor');
    const args = [bin, 'audit', '--sandbox', 'healthy'];
    await promisify(execFile)(node, args, { cwd: folder, env: environment(node) });
    const { stdout } = await promisify(execFile)(node, args, {
      cwd: folder,
      env: environment(node),
    });
    expect(stdout).toMatch(/^Nothing changed since /m);
  });
});

/** Packs a copy, so that nobody else's `dist` is built anew under their hands; gives the path of the tarball. */
async function packRepository(): Promise<string> {
  const copy = await temporaryFolder();
  const sources = ['cli', 'infra', 'sandbox', 'shared', 'package.json', 'README.md', 'LICENSE'];
  for (const name of sources.filter((each) => existsSync(join(repository, each)))) {
    await cp(join(repository, name), join(copy, name), { recursive: true });
  }
  await symlink(join(repository, 'node_modules'), join(copy, 'node_modules'));
  const { stdout } = await npm(['pack', '--silent'], copy, process.execPath);
  return join(copy, stdout.trim().split('\n').at(-1) ?? '');
}

/** `npm exec` is what `npx` runs. Rejects unless it exits with 0. */
function npm(args: readonly string[], cwd: string, node: string) {
  return promisify(execFile)('npm', args, { cwd, env: environment(node) });
}

/** As in a fresh shell with this Node: nothing of the npm script the tests may run in, nothing of AWS. */
function environment(node: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE|INIT_CWD|AWS_|NO_COLOR|FORCE_COLOR|VITEST)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: [dirname(node), ...systemFolders].join(delimiter),
    // What npm has to say of this machine's own settings is not about the package.
    npm_config_loglevel: 'error',
    npm_config_update_notifier: 'false',
  };
}
