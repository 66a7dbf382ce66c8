import { getEventListeners } from 'node:events';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  paginateDescribeDBClusterSnapshots,
  RDSClient,
} from '@aws-sdk/client-rds';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultPlan } from '../../../sandbox/faults.ts';
import { services } from '../../../sandbox/operations/index.ts';
import { requestHandler } from '../../../sandbox/request-handler.ts';
import { type SandboxServer, serve } from '../../../sandbox/server.ts';
import { createWire, type WireCall } from '../../../sandbox/wire.ts';
import {
  actionOf,
  type CallEvent,
  connect,
  type Patience,
} from '../../../shared/aws/connection.ts';
import { toMissing } from '../../../shared/aws/errors.ts';
import { credentials, worldAtNoon } from '../../support/sandboxed.ts';

interface Options {
  readonly faults?: FaultPlan;
  readonly latencyMs?: number;
  readonly patience?: Partial<Patience>;
  readonly signal?: AbortSignal;
}

/** A connection to the healthy world, and what it and the world saw of its calls. */
function open({ faults = [], latencyMs = 0, ...options }: Options = {}) {
  const arrived: WireCall[] = [];
  const events: CallEvent[] = [];
  const wire = createWire(services, worldAtNoon('healthy'), {
    faults,
    latencyMs,
    onCall: (call) => arrived.push(call),
  });
  const connection = connect({
    region: 'eu-west-1',
    credentials,
    requestHandler: requestHandler(wire),
    onCall: (event) => events.push(event),
    ...options,
  });
  return { connection, arrived, events };
}

const clusters = () => new DescribeDBClustersCommand({});

async function failure(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => {
      throw new Error('the call had an answer');
    },
    (error: Error) => error,
  );
}

describe('clients', () => {
  it('are one per class, and another on another connection', () => {
    const { connection } = open();
    expect(connection.client(RDSClient)).toBe(connection.client(RDSClient));
    expect(connection.client(RDSClient)).not.toBe(connection.client(EC2Client));
    expect(connection.client(RDSClient)).not.toBe(open().connection.client(RDSClient));
  });

  it('are in the region of the connection', async () => {
    const { connection } = open();
    expect(connection.region).toBe('eu-west-1');
    expect(await connection.client(RDSClient).config.region()).toBe('eu-west-1');
  });

  it('send nothing before they are used', () => {
    const { connection, arrived } = open();
    connection.client(RDSClient);
    expect([arrived.length, connection.calls()]).toEqual([0, 0]);
    connection.close();
  });
});

describe('calls', () => {
  it('are counted and told once each, however many attempts they take', async () => {
    const { connection, arrived, events } = open({
      faults: [{ first: 2, fault: { kind: 'server-error' } }],
    });
    await connection.client(RDSClient).send(clusters());
    const call = { service: 'rds', operation: 'DescribeDBClusters' };
    expect(arrived).toHaveLength(3);
    expect(connection.calls()).toBe(1);
    expect(events).toEqual([
      { phase: 'started', ...call },
      { phase: 'ended', ...call },
    ]);
  });

  it('are counted and told when they fail, too', async () => {
    const { connection, events } = open({ faults: [{ fault: { kind: 'denied' } }] });
    await failure(connection.client(RDSClient).send(clusters()));
    expect(connection.calls()).toBe(1);
    expect(events.map(({ phase }) => phase)).toEqual(['started', 'ended']);
  });

  it('are counted once for each page of a list', async () => {
    const { connection, arrived } = open();
    const client = connection.client(RDSClient);
    for await (const _ of paginateDescribeDBClusterSnapshots({ client, pageSize: 100 }, {})) {
      // All pages.
    }
    expect(connection.calls()).toBe(arrived.length);
    expect(connection.calls()).toBeGreaterThan(1);
  });

  it('that fail say which IAM action they needed', async () => {
    const { connection } = open({
      faults: [{ fault: { kind: 'reset' } }],
      patience: { attempts: 1 },
    });
    const error = await failure(
      connection.client(EC2Client).send(new DescribeInstancesCommand({})),
    );
    expect(actionOf(error)).toBe('ec2:DescribeInstances');
    expect(actionOf(new Error('of something else'))).toBeUndefined();
  });
});

describe('retries', () => {
  it.each(['server-error', 'reset', 'html'] as const)('get over one %s', async (kind) => {
    const { connection, arrived } = open({ faults: [{ first: 1, fault: { kind } }] });
    const { DBClusters = [] } = await connection.client(RDSClient).send(clusters());
    expect(DBClusters.length).toBeGreaterThan(1);
    expect(arrived).toHaveLength(2);
  });

  it('end after six attempts', async () => {
    const { connection, arrived } = open({ faults: [{ fault: { kind: 'server-error' } }] });
    await failure(connection.client(RDSClient).send(clusters()));
    expect(arrived).toHaveLength(6);
  });

  it.each(['denied', 'expired', 'garbage'] as const)('are not wasted on %s', async (kind) => {
    const { connection, arrived } = open({ faults: [{ fault: { kind } }] });
    await failure(connection.client(RDSClient).send(clusters()));
    expect(arrived).toHaveLength(1);
  });
});

describe('throttling', () => {
  /** How many of 40 calls begin before one of them has ended. */
  async function room(faults: FaultPlan): Promise<number> {
    const abort = new AbortController();
    const { connection, events } = open({
      faults,
      latencyMs: 30,
      signal: abort.signal,
      patience: { attempts: 2 },
    });
    const client = connection.client(RDSClient);
    await client.send(new DescribeDBInstancesCommand({})).catch(() => {});
    const before = events.length;
    const calls = Array.from({ length: 40 }, () => client.send(clusters()));
    await new Promise((resolve) => setImmediate(resolve));
    const begun = events.length - before;
    abort.abort();
    await Promise.allSettled(calls);
    return begun;
  }

  it('leaves the service 32 calls at once when there is none', async () => {
    expect(await room([])).toBe(32);
  });

  it('halves them with each attempt that was throttled', async () => {
    const fault = { kind: 'throttled' } as const;
    expect(await room([{ operation: 'DescribeDBInstances', fault }])).toBe(8);
  });

  it('until the budget of a call ends is what the call is said to have died of', async () => {
    const { connection, arrived } = open({
      faults: [{ fault: { kind: 'throttled' } }],
      patience: { callMs: 100, attempts: 100 },
    });
    const error = await failure(connection.client(RDSClient).send(clusters()));
    expect(error.name).toBe('ThrottlingException');
    expect(actionOf(error)).toBe('rds:DescribeDBClusters');
    expect(toMissing(error, actionOf(error)).cause).toBe('throttled');
    expect(arrived.length).toBeLessThan(100);
  });

  it('of one call is not what another died of', async () => {
    const { connection } = open({
      faults: [
        { operation: 'DescribeDBInstances', fault: { kind: 'throttled' } },
        { fault: { kind: 'stall' } },
      ],
      patience: { callMs: 100, attempts: 1 },
    });
    const client = connection.client(RDSClient);
    await failure(client.send(new DescribeDBInstancesCommand({})));
    const error = await failure(client.send(clusters()));
    expect(toMissing(error, actionOf(error))).toMatchObject({
      cause: 'failed',
      detail: 'rds:DescribeDBClusters failed: no answer in time',
    });
  });

  it('of one service leaves the others alone', async () => {
    const { connection, events } = open({
      faults: [{ service: 'rds', fault: { kind: 'throttled' } }],
      latencyMs: 30,
      patience: { attempts: 1 },
    });
    await failure(connection.client(RDSClient).send(clusters()));
    const client = connection.client(EC2Client);
    await Promise.all(
      Array.from({ length: 20 }, () => client.send(new DescribeInstancesCommand({}))),
    );
    const first = events.findIndex(({ service }) => service === 'ec2');
    const started = events.slice(first, first + 20).map(({ phase }) => phase);
    expect(started).toEqual(Array.from({ length: 20 }, () => 'started'));
  });
});

describe('time', () => {
  const servers: SandboxServer[] = [];

  afterEach(async () => {
    delete process.env.AWS_ENDPOINT_URL;
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  /** Over a real socket, with the time-outs of the network. */
  async function overTheNetwork(faults: FaultPlan, patience: Partial<Patience>) {
    const arrived: WireCall[] = [];
    const wire = createWire(services, worldAtNoon('healthy'), {
      faults,
      onCall: (call) => arrived.push(call),
    });
    const server = await serve(wire);
    servers.push(server);
    process.env.AWS_ENDPOINT_URL = server.url;
    return { connection: connect({ region: 'eu-west-1', credentials, patience }), arrived };
  }

  async function timed(call: Promise<unknown>) {
    const start = performance.now();
    const error = await failure(call);
    return { missing: toMissing(error, actionOf(error)), ms: performance.now() - start };
  }

  it('ends a stalled call within its budget, attempts included', async () => {
    const { connection, arrived } = open({
      faults: [{ fault: { kind: 'stall' } }],
      patience: { callMs: 200 },
    });
    const { missing, ms } = await timed(connection.client(RDSClient).send(clusters()));
    expect(missing.detail).toBe('rds:DescribeDBClusters failed: no answer in time');
    expect(ms).toBeLessThan(2000);
    expect(arrived).toHaveLength(1);
  });

  it('gives up on a stalled attempt and tries again', async () => {
    const { connection, arrived } = await overTheNetwork([{ first: 1, fault: { kind: 'stall' } }], {
      answerMs: 100,
    });
    const { DBClusters = [] } = await connection.client(RDSClient).send(clusters());
    expect(DBClusters.length).toBeGreaterThan(1);
    expect(arrived).toHaveLength(2);
    connection.close();
  });

  it('ends a call that stalls at every attempt', async () => {
    const { connection, arrived } = await overTheNetwork([{ fault: { kind: 'stall' } }], {
      answerMs: 50,
      attempts: 3,
    });
    const { missing } = await timed(connection.client(RDSClient).send(clusters()));
    expect(missing.detail).toBe('rds:DescribeDBClusters failed: no answer in time');
    expect(arrived).toHaveLength(3);
    connection.close();
  });

  it('does not count while a call waits for its place', async () => {
    const { connection } = open({ latencyMs: 200, patience: { callMs: 900, attempts: 1 } });
    const client = connection.client(STSClient);
    const calls = Array.from({ length: 32 * 5 }, () =>
      client.send(new GetCallerIdentityCommand({})),
    );
    const start = performance.now();
    await Promise.all(calls);
    expect(performance.now() - start).toBeGreaterThan(900);
  });
});

describe('closing', () => {
  it('ends calls that are under way, and those that wait for their place', async () => {
    const { connection, arrived, events } = open({ faults: [{ fault: { kind: 'stall' } }] });
    const calls = [
      ...Array.from({ length: 40 }, () => connection.client(RDSClient).send(clusters())),
      connection.client(EC2Client).send(new DescribeInstancesCommand({})),
    ].map(failure);
    await expect.poll(() => arrived.length).toBe(33);
    const start = performance.now();
    connection.close();
    for (const { name } of await Promise.all(calls)) expect(name).toBe('AbortError');
    expect(performance.now() - start).toBeLessThan(2000);
    expect(arrived).toHaveLength(33);
    expect(events.filter(({ phase }) => phase === 'ended')).toHaveLength(41);
  });

  it('lets no call begin afterwards, and may be done twice', async () => {
    const { connection, arrived } = open();
    const client = connection.client(RDSClient);
    connection.close();
    connection.close();
    expect((await failure(client.send(clusters()))).name).toBe('AbortError');
    expect(arrived).toEqual([]);
  });

  it('leaves other connections alone', async () => {
    const [one, other] = [open(), open({ latencyMs: 30 })];
    const call = other.connection.client(RDSClient).send(clusters());
    one.connection.close();
    expect((await call).DBClusters?.length).toBeGreaterThan(1);
  });
});

describe('the signal', () => {
  it('ends calls that are under way', async () => {
    const abort = new AbortController();
    const { connection } = open({ faults: [{ fault: { kind: 'stall' } }], signal: abort.signal });
    const calls = [
      failure(connection.client(RDSClient).send(clusters())),
      failure(connection.client(EC2Client).send(new DescribeInstancesCommand({}))),
    ];
    setTimeout(() => abort.abort(), 30);
    for (const { name } of await Promise.all(calls)) expect(name).toBe('AbortError');
  });

  it('lets no call begin once it has been given', async () => {
    const abort = new AbortController();
    const { connection, arrived } = open({ signal: abort.signal });
    abort.abort();
    await failure(connection.client(RDSClient).send(clusters()));
    expect(arrived).toEqual([]);
  });

  it('of the caller counts as well', async () => {
    const { connection } = open({ faults: [{ fault: { kind: 'stall' } }] });
    const abortSignal = AbortSignal.timeout(30);
    const call = connection.client(RDSClient).send(clusters(), { abortSignal });
    expect((await failure(call)).name).toBe('AbortError');
  });

  it('gathers no listeners over many calls', async () => {
    const { signal } = new AbortController();
    const { connection } = open({ signal });
    const client = connection.client(RDSClient);
    for (let number = 0; number < 30; number++) await client.send(clusters());
    expect(getEventListeners(signal, 'abort').length).toBeLessThan(5);
  });
});
