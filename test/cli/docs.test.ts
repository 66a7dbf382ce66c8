/** `npm run docs`: the generated pages, where their links lead, and the word that one is stale. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { checks } from '../../shared/checks/index.ts';
import { catalogue } from '../../shared/model/catalogue.ts';
import { patience, temporaryFolder } from './support.ts';

const docs = fileURLToPath(new URL('../../cli/docs.ts', import.meta.url));

let folder: string;
let checksPage: string;
let permissionsPage: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, 'docs'));
  await generate();
  checksPage = await readFile(join(folder, 'docs', 'checks.md'), 'utf8');
  permissionsPage = await readFile(join(folder, 'docs', 'permissions.md'), 'utf8');
}, patience);

function generate(...args: readonly string[]) {
  return promisify(execFile)(process.execPath, [docs, ...args], { cwd: folder });
}

it('lead with every link to the section of a check', () => {
  const sections = matches(checksPage, /^### (\S+)$/gm);
  const links = [
    ...matches(checksPage, /\]\(#([^)]*)\)/g),
    ...matches(permissionsPage, /\]\(checks\.md#([^)]*)\)/g),
  ];
  expect(sections).toEqual(checks.map(({ id }) => id));
  expect(new Set(links)).toEqual(new Set(sections));
});

it('show every row of the catalogue once, with the checks that answer it or why none does', () => {
  const coverage = checksPage.slice(checksPage.indexOf('\n## Coverage\n'));
  // The head of the table and the rule below it come first.
  const rows = [...coverage.matchAll(/^\| (\S+) \| (.+) \| (.+) \|$/gm)].slice(2);
  expect(rows.map(([, id, asks]) => [id, asks])).toEqual(
    Object.entries(catalogue).map(([id, { asks }]) => [id, asks]),
  );
  for (const [, id = '', , answer = ''] of rows) {
    const reason = catalogue[id]?.unanswered;
    const answering = checks.filter(({ catalogueIds }) => catalogueIds.includes(id));
    expect(matches(answer, /\[([^\]]+)\]/g)).toEqual(answering.map((check) => check.id));
    expect(answer.startsWith('*none: ')).toBe(answering.length === 0);
    if (reason !== undefined) expect(answer).toBe(`*none: ${reason}*`);
  }
});

it('are known to be stale, or not', { timeout: patience }, async () => {
  const page = join(folder, 'docs', 'checks.md');
  expect(await generate('--check')).toEqual({ stdout: '', stderr: '' });
  await writeFile(page, checksPage.replace('# Checks', '# Tests'));
  await expect(generate('--check')).rejects.toMatchObject({
    code: 1,
    stderr: 'stale: docs/checks.md. Run npm run docs.\n',
  });
});

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}
