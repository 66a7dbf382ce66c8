/** Who may import whom: the linter refuses what the table in CONTRIBUTING.md forbids, and lets pass what it allows. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

interface Import {
  readonly folder: string;
  readonly from: string;
}

interface Diagnostic {
  readonly category: string;
  readonly severity: string;
  readonly message: string;
  readonly location?: { readonly path?: string | { readonly file?: string } };
}

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** What our linter says of files with one import each, laid out in a tree like ours. */
async function lint(imports: readonly Import[]): Promise<ReadonlyMap<Import, readonly string[]>> {
  const root = await mkdtemp(join(tmpdir(), 'stack-auditor-fence-'));
  folders.push(root);
  await copyFile(here('biome.json'), join(root, 'biome.json'));
  const paths = new Map(imports.map((each, at) => [`${each.folder}/import-${at}.ts`, each]));
  for (const [path, { from }] of paths) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    const source = `import { thing } from '${from}';\n\nexport const other = thing;\n`;
    await writeFile(join(root, path), source);
  }
  const diagnostics = await biome(root);
  return new Map(
    [...paths].map(([path, each]) => [
      each,
      diagnostics
        .filter((diagnostic) => pathOf(diagnostic) === path)
        .map(({ category, message }) => `${category}: ${message}`),
    ]),
  );
}

function biome(root: string): Promise<readonly Diagnostic[]> {
  const options = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
  return new Promise((resolve, reject) => {
    execFile(here('node_modules/.bin/biome'), options, { cwd: root }, (_error, out, err) => {
      try {
        resolve((JSON.parse(out) as { diagnostics: Diagnostic[] }).diagnostics);
      } catch {
        reject(new Error(`the linter said: ${out}${err}`));
      }
    });
  });
}

function pathOf({ location }: Diagnostic): string | undefined {
  return typeof location?.path === 'string' ? location.path : location?.path?.file;
}

const refused = [
  {
    folder: 'shared/run',
    from: '../../sandbox/wire.ts',
    words: 'run puts the shared folders together',
  },
  { folder: 'shared/model', from: 'zod', words: 'model holds nouns' },
  { folder: 'shared/model', from: '../derive/age.ts', words: 'model holds nouns' },
  { folder: 'shared/derive', from: '../checks/index.ts', words: 'derive is pure' },
  { folder: 'shared/checks', from: 'node:fs', words: 'checks are pure' },
  { folder: 'shared/checks', from: '@aws-sdk/client-rds', words: 'checks are pure' },
  { folder: 'shared/checks', from: '../gather/index.ts', words: 'checks are pure' },
  { folder: 'shared/audit', from: '../checks/index.ts', words: 'audit is pure' },
  { folder: 'shared/audit', from: 'node:fs/promises', words: 'audit is pure' },
  { folder: 'shared/report', from: '../store/table.ts', words: 'report is pure' },
  { folder: 'shared/config', from: '../checks/index.ts', words: 'config imports model' },
  { folder: 'shared/aws', from: '../gather/index.ts', words: 'aws imports model' },
  { folder: 'shared/gather', from: '../../sandbox/account.ts', words: 'gather imports model' },
  { folder: 'shared/gather', from: '../audit/view.ts', words: 'gather imports model' },
  { folder: 'shared/store', from: '../audit/diff.ts', words: 'store imports model' },
  {
    folder: 'shared/run',
    from: '@aws-sdk/client-rds',
    words: 'run puts the shared folders together',
  },
  { folder: 'sandbox', from: '../shared/gather/index.ts', words: 'the sandbox stands in for AWS' },
  {
    folder: 'sandbox/worlds',
    from: '../../shared/checks/index.ts',
    words: 'the sandbox stands in for AWS',
  },
  { folder: 'functions', from: '../sandbox/wire.ts', words: 'handlers import shared folders only' },
  { folder: 'functions', from: '../cli/main.ts', words: 'handlers import shared folders only' },
  { folder: 'cli', from: '../functions/audit-run.ts', words: 'nobody imports functions' },
  { folder: 'cli', from: '../test/support/builders.ts', words: 'nobody imports functions' },
  { folder: 'infra', from: '../sandbox/wire.ts', words: 'infra reaches handlers by path' },
];

const accepted = [
  { folder: 'shared/model', from: './fact.ts' },
  { folder: 'shared/derive', from: '../model/rds.ts' },
  { folder: 'shared/checks', from: '../derive/age.ts' },
  { folder: 'shared/audit', from: 'node:crypto' },
  { folder: 'shared/gather', from: '@aws-sdk/client-rds' },
  { folder: 'shared/gather', from: '../aws/connection.ts' },
  { folder: 'shared/store', from: '../model/change.ts' },
  { folder: 'shared/run', from: '../gather/index.ts' },
  { folder: 'sandbox/worlds', from: '../../shared/model/drill.ts' },
  { folder: 'functions', from: '../shared/run/gather-target.ts' },
  { folder: 'cli', from: '../sandbox/wire.ts' },
];

const said = await lint([...refused, ...accepted]);

describe('is refused', () => {
  it.each(refused)('$folder importing $from', (each) => {
    expect(said.get(each)).toEqual([expect.stringMatching(/^lint\/style\/noRestrictedImports: /)]);
    expect(said.get(each)?.[0]).toContain(each.words);
  });
});

describe('is accepted', () => {
  it.each(accepted)('$folder importing $from', (each) => {
    expect(said.get(each)).toEqual([]);
  });
});
