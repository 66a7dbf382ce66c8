/** `npm run docs`: the generated pages, and the word that one is stale. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { patience, temporaryFolder } from './support.ts';

const docs = fileURLToPath(new URL('../../cli/docs.ts', import.meta.url));

it('says which pages are stale, and writes them', { timeout: patience }, async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'docs'));
  const page = join(folder, 'docs', 'checks.md');
  const generate = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [docs, ...args], { cwd: folder });

  await generate();
  expect(await generate('--check')).toEqual({ stdout: '', stderr: '' });
  await writeFile(page, (await readFile(page, 'utf8')).replace('# Checks', '# Tests'));
  await expect(generate('--check')).rejects.toMatchObject({
    code: 1,
    stderr: 'stale: docs/checks.md. Run npm run docs.\n',
  });
});
