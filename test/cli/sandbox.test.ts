/** `stack-auditor sandbox`: a made-up account any AWS client can talk to. */
import { describe, expect, it } from 'vitest';
import type { CliProcess } from '../support/run-cli.ts';
import { type Environment, patience, run, start, temporaryFolder, until } from './support.ts';

describe.concurrent('stack-auditor sandbox', { timeout: patience }, () => {
  it('prints what leads an AWS client to it, and ends with Ctrl-C', async () => {
    const folder = await temporaryFolder();
    const { process, text, env } = await serving(['sandbox'], folder);
    expect(text).toMatch(
      /^The sandbox world drifted answers on this machine until you press Ctrl-C/,
    );
    expect(env).toEqual({
      AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'sandbox',
      AWS_SECRET_ACCESS_KEY: 'sandbox',
    });

    const audited = await run(['audit', '--no-store', '--quiet'], folder, env);
    expect(audited).toMatchObject({ code: 1, err: '' });
    expect(audited.out).toMatch(/^FAIL +acme-prod-eu1 /m);

    process.child.kill('SIGINT');
    expect(await process.ended).toMatchObject({ code: 130, err: '' });
  });

  it('listens where it is told, and says when something else does already', async () => {
    const folder = await temporaryFolder();
    const { env } = await serving(['sandbox', 'empty'], folder);
    const port = new URL(env.AWS_ENDPOINT_URL ?? '').port;
    expect(await run(['sandbox', '--port', port], folder)).toEqual({
      code: 64,
      out: '',
      err: `the sandbox cannot listen on port ${port}: something else does already.\n`,
    });
  });

  it.each([
    [['--port', '65536'], '--port "65536" is not a port: give a number from 0 to 65535.\n'],
    [['--port', 'http'], '--port "http" is not a port: give a number from 0 to 65535.\n'],
    [['broken'], noWorld('broken')],
    [['fleet-x'], noWorld('fleet-x')],
    [['fleet-0'], noWorld('fleet-0')],
    [['fleet-501'], noWorld('fleet-501')],
  ])('%j is refused', async (args, sentence) => {
    const refused = await run(['sandbox', ...args], await temporaryFolder());
    expect(refused).toEqual({ code: 64, out: '', err: sentence });
  });

  it('says in its help which worlds there are', async () => {
    const { code, out } = await run(['sandbox', '--help'], await temporaryFolder());
    expect(code).toBe(0);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('drifted, healthy, empty or fleet-<n>');
  });
});

/** What is said of a name that is no world, and is nearer to `drifted` than to the others. */
function noWorld(name: string): string {
  return `no sandbox world is called "${name}". There are: drifted, empty, healthy, and fleet-<n> with n deployments (1 to 500).\n`;
}

interface Serving {
  readonly process: CliProcess;
  readonly text: string;
  /** What the printed export lines set. */
  readonly env: Environment;
}

async function serving(args: readonly string[], folder: string): Promise<Serving> {
  const process = start(args, folder);
  let text = '';
  process.child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await until(() => text.includes('any AWS client will do'));
  const exports = text.split('\n').filter((line) => line.startsWith('export '));
  const pairs = exports.flatMap((line) => [...line.matchAll(/([A-Z_]+)=(\S+)/g)]);
  return { process, text, env: Object.fromEntries(pairs.map(([, name, value]) => [name, value])) };
}
