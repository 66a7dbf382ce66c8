import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../../sandbox/faults.ts';
import { services } from '../../../sandbox/operations/index.ts';
import { type SandboxServer, serve } from '../../../sandbox/server.ts';
import { createWire } from '../../../sandbox/wire.ts';
import { connect } from '../../../shared/aws/connection.ts';
import { callerIdentity, UnreachableError } from '../../../shared/aws/identity.ts';
import { connectTo, credentials, worldAtNoon } from '../../support/sandboxed.ts';

const servers: SandboxServer[] = [];

afterEach(async () => {
  delete process.env.AWS_ENDPOINT_URL;
  vi.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** What the operator is told. */
async function refusal(identity: Promise<unknown>): Promise<string> {
  const error = await identity.then(
    () => undefined,
    (failed: Error) => failed,
  );
  expect(error).toBeInstanceOf(UnreachableError);
  expect(error?.message).not.toMatch(/\n|[<>{}]|undefined/);
  return error?.message ?? '';
}

/** In process: as if AWS itself answered. */
function fromAws(fault?: Fault) {
  const faults = fault === undefined ? [] : [{ fault }];
  const patience = { attempts: 1, callMs: 300 };
  return callerIdentity(connectTo(worldAtNoon('healthy'), { faults, patience }).connection);
}

/** Over a socket, as with AWS_ENDPOINT_URL. */
async function fromEndpoint(fault?: Fault) {
  const faults = fault === undefined ? [] : [{ fault }];
  const server = await serve(createWire(services, worldAtNoon('healthy'), { faults }));
  servers.push(server);
  const said = await refusal(callerIdentity(atEndpoint(server.url)));
  return { said, url: server.url };
}

function atEndpoint(url: string) {
  process.env.AWS_ENDPOINT_URL = url;
  const patience = { attempts: 1, callMs: 300 };
  return connect({ region: 'eu-west-1', credentials, patience });
}

describe('who we are', () => {
  it('is account and principal', async () => {
    expect(await fromAws()).toEqual({
      accountId: '111122223333',
      arn: 'arn:aws:sts::111122223333:assumed-role/stack-auditor/sandbox',
    });
  });
});

describe('credentials that do not work: the sentence says what to do', () => {
  const remedy = 'Refresh them (for single sign-on: aws sso login), or name others with --profile.';

  it('expired', async () => {
    expect(await refusal(fromAws({ kind: 'expired' }))).toBe(
      `AWS cannot be asked: the credentials have expired. ${remedy}`,
    );
  });

  it('none', async () => {
    const none = async () => {
      throw Object.assign(new Error('Could not load credentials from any providers'), {
        name: 'CredentialsProviderError',
      });
    };
    const connection = connect({ region: 'eu-west-1', credentials: none });
    expect(await refusal(callerIdentity(connection))).toBe(
      `AWS cannot be asked: no credentials were found. ${remedy}`,
    );
  });

  it('unknown to AWS, or of an account in which the region is off', async () => {
    const fault = { kind: 'error', code: 'InvalidClientTokenId', status: 403 } as const;
    expect(await refusal(fromAws(fault))).toBe(
      `AWS cannot be asked: AWS does not know these credentials, or the region is not enabled for the account. ${remedy}`,
    );
  });
});

describe('an endpoint that cannot be used: the sentence names it', () => {
  it('refuses the connection', async () => {
    const said = await refusal(callerIdentity(atEndpoint('http://127.0.0.1:9')));
    expect(said).toBe(
      'The endpoint http://127.0.0.1:9 cannot be used: nothing listens there. Check AWS_ENDPOINT_URL.',
    );
  });

  it.each<[string, Fault, string]>([
    ['answers with a page', { kind: 'html' }, 'HTTP 500 with an answer that could not be read'],
    [
      'answers with a page, as if all were well',
      { kind: 'html', status: 200 },
      'the answer could not be read',
    ],
    ['answers nonsense', { kind: 'garbage' }, 'the answer could not be read'],
    ['hangs', { kind: 'stall' }, 'no answer in time'],
    ['cuts the connection', { kind: 'reset' }, 'the connection was cut'],
  ])('%s', async (_name, fault, words) => {
    const { said, url } = await fromEndpoint(fault);
    expect(said).toBe(`The endpoint ${url} cannot be used: ${words}. Check AWS_ENDPOINT_URL.`);
  });

  it('answers well, but not as STS does', async () => {
    const requestHandler = {
      handle: async () => {
        const { HttpResponse } = await import('@smithy/core/protocols');
        const body = Buffer.from('<html><body><p>It works!</p></body></html>');
        return { response: new HttpResponse({ statusCode: 200, headers: {}, body }) };
      },
    };
    const connection = connect({ region: 'eu-west-1', credentials, requestHandler });
    expect(await refusal(callerIdentity(connection))).toContain('the answer names no account');
  });
});

describe('AWS that cannot be reached', () => {
  it('names the region', async () => {
    expect(await refusal(fromAws({ kind: 'reset' }))).toBe(
      'AWS cannot be reached in region eu-west-1: the connection was cut. Check the region and the network.',
    );
  });

  it('is given 15 seconds, whatever other calls are given', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const asked = vi
      .spyOn(AbortSignal, 'timeout')
      .mockImplementation((ms) => timeout(ms === 15_000 ? 50 : ms));
    const { connection } = connectTo(worldAtNoon('healthy'), {
      faults: [{ fault: { kind: 'stall' } }],
      patience: {},
    });
    expect(await refusal(callerIdentity(connection))).toContain('no answer in time');
    expect(asked).toHaveBeenCalledWith(15_000);
  });
});
