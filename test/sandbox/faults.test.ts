import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import {
  type DBClusterSnapshot,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  paginateDescribeDBClusterSnapshots,
  RDSClient,
} from '@aws-sdk/client-rds';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyAccount } from '../../sandbox/account.ts';
import { stoppedClock } from '../../sandbox/clock.ts';
import { type FaultPlan, type FaultRule, followPlan } from '../../sandbox/faults.ts';
import { sts } from '../../sandbox/operations/sts.ts';
import { requestHandler } from '../../sandbox/request-handler.ts';
import { type SandboxServer, serve } from '../../sandbox/server.ts';
import { operation, SandboxError, type Service } from '../../sandbox/service.ts';
import { createWire, type WireCall } from '../../sandbox/wire.ts';

const account = emptyAccount('123456789012', 'eu-west-1', stoppedClock(new Date('2026-11-23')));
const caller = 'arn:aws:sts::123456789012:assumed-role/stack-auditor/sandbox';

/** Three pages of one snapshot each. */
function snapshots({ Marker: marker }: { Marker?: string | undefined }) {
  const page = marker === undefined ? 1 : Number(marker.replace('page-', ''));
  return {
    DBClusterSnapshots: [{ DBClusterSnapshotIdentifier: `snapshot-${page}` }],
    ...(page < 3 && { Marker: `page-${page + 1}` }),
  };
}

const services: readonly Service[] = [
  sts,
  {
    signingName: 'rds',
    client: RDSClient,
    operations: [
      operation(DescribeDBClustersCommand, ({ Marker: marker }) => {
        if (marker !== undefined) throw new SandboxError('InvalidParameterValue', 'not our marker');
        return { DBClusters: [{ DBClusterIdentifier: 'tti-aurora' }] };
      }),
      operation(DescribeDBInstancesCommand, () => ({ DBInstances: [] })),
      operation(DescribeDBClusterSnapshotsCommand, snapshots),
    ],
  },
  {
    signingName: 'ec2',
    client: EC2Client,
    operations: [operation(DescribeInstancesCommand, () => ({ Reservations: [] }))],
  },
  {
    signingName: 'ecs',
    client: ECSClient,
    operations: [operation(ListClustersCommand, () => ({ clusterArns: ['arn:of:a:cluster'] }))],
  },
  {
    signingName: 'dynamodb',
    client: DynamoDBClient,
    operations: [operation(QueryCommand, () => ({ Items: [{ pk: { S: 'a' } }], Count: 1 }))],
  },
];

/** One client class and one command that stand for each protocol. */
const protocols = {
  awsQuery: [RDSClient, DescribeDBClustersCommand],
  ec2Query: [EC2Client, DescribeInstancesCommand],
  awsJson: [ECSClient, ListClustersCommand],
  awsJson10: [DynamoDBClient, QueryCommand],
} as const;

interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
}

type AnyClient = new (
  options: object,
) => {
  send(command: object, options?: object): Promise<object>;
};
type AnyCommand = new (input: object) => object;

const opened: SandboxServer[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

/** The two ways to the wire: the outcome of a fault is the same on both. */
const paths = [
  [
    'in process',
    async (plan: FaultPlan, calls: WireCall[]) => {
      const wire = createWire(services, account, { faults: plan, onCall: (c) => calls.push(c) });
      return { requestHandler: requestHandler(wire, { stallTimeoutMs: 150 }) };
    },
  ],
  [
    'over HTTP',
    async (plan: FaultPlan, calls: WireCall[]) => {
      const wire = createWire(services, account, { faults: plan, onCall: (c) => calls.push(c) });
      const server = await serve(wire);
      opened.push(server);
      const handler = new NodeHttpHandler({ requestTimeout: 150, throwOnRequestTimeout: true });
      return { endpoint: server.url, requestHandler: handler };
    },
  ],
] as const;

describe.each(paths)('%s', (_path, connect) => {
  async function attempt(
    [Client, Command]: readonly [unknown, unknown],
    plan: FaultPlan,
    options: { maxAttempts?: number; abortSignal?: AbortSignal } = {},
  ) {
    const calls: WireCall[] = [];
    const client = new (Client as AnyClient)({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'none' },
      maxAttempts: options.maxAttempts ?? 1,
      ...(await connect(plan, calls)),
    });
    const { abortSignal } = options;
    const outcome = await client
      .send(new (Command as AnyCommand)({}), { ...(abortSignal && { abortSignal }) })
      .then(
        (answer) => ({ answer, error: undefined }),
        (error: SdkError) => ({ answer: undefined, error }),
      );
    return { ...outcome, calls };
  }

  describe('denied, in the words of each service', () => {
    const because = (action: string) =>
      `because no identity-based policy allows the ${action} action`;

    it.each([
      ['awsQuery', 'AccessDenied', 403, 'rds:DescribeDBClusters', 'rds'],
      ['awsJson', 'AccessDeniedException', 400, 'ecs:ListClusters', 'ecs'],
      ['awsJson10', 'AccessDeniedException', 400, 'dynamodb:Query', 'dynamodb'],
    ] as const)('%s', async (protocol, name, httpStatusCode, action, service) => {
      const { error } = await attempt(protocols[protocol], always({ kind: 'denied' }), {
        maxAttempts: 3,
      });
      const resource = `arn:aws:${service}:eu-west-1:123456789012:*`;
      expect(error).toMatchObject({
        name,
        message: `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${because(action)}`,
        $metadata: { httpStatusCode, attempts: 1 },
      });
    });

    it('ec2Query', async () => {
      const { error } = await attempt(protocols.ec2Query, always({ kind: 'denied' }));
      expect(error).toMatchObject({
        name: 'UnauthorizedOperation',
        message: `You are not authorized to perform this operation. User: ${caller} is not authorized to perform: ec2:DescribeInstances ${because('ec2:DescribeInstances')}`,
        $metadata: { httpStatusCode: 403 },
      });
    });

    it('names the principal GetCallerIdentity tells', async () => {
      const { answer } = await attempt([STSClient, GetCallerIdentityCommand], []);
      expect(answer).toMatchObject({ Arn: caller });
    });
  });

  describe('throttled', () => {
    it.each([
      ['awsQuery', 'Throttling', 400],
      ['ec2Query', 'RequestLimitExceeded', 503],
      ['awsJson', 'ThrottlingException', 400],
      ['awsJson10', 'ThrottlingException', 400],
    ] as const)('%s', async (protocol, name, httpStatusCode) => {
      const { error } = await attempt(protocols[protocol], always({ kind: 'throttled' }));
      expect(error).toMatchObject({ name, $metadata: { httpStatusCode } });
    });

    it('twice is retried', async () => {
      const plan = [{ first: 2, fault: { kind: 'throttled' } }] as const;
      const { answer, calls } = await attempt(protocols.awsQuery, plan, { maxAttempts: 3 });
      expect(answer).toMatchObject({ $metadata: { attempts: 3 } });
      expect(calls.map(({ fault }) => fault)).toEqual(['throttled', 'throttled', undefined]);
    });
  });

  it.each([
    ['awsQuery', 'ExpiredToken', 403],
    ['ec2Query', 'RequestExpired', 400],
    ['awsJson', 'ExpiredTokenException', 400],
    ['awsJson10', 'ExpiredTokenException', 400],
  ] as const)('expired credentials are not retried: %s', async (protocol, name, httpStatusCode) => {
    const plan = always({ kind: 'expired' });
    const { error } = await attempt(protocols[protocol], plan, { maxAttempts: 3 });
    expect(error).toMatchObject({ name, $metadata: { httpStatusCode, attempts: 1 } });
  });

  describe.each(Object.entries(protocols))('every protocol: %s', (protocol, pair) => {
    it('any error', async () => {
      const fault = {
        kind: 'error',
        code: 'NotToday',
        message: 'no <thanks>',
        status: 409,
      } as const;
      expect((await attempt(pair, always(fault))).error).toMatchObject({
        name: 'NotToday',
        message: 'no <thanks>',
        $metadata: { httpStatusCode: 409 },
      });
    });

    it('a server error once is retried', async () => {
      const plan = [{ first: 1, fault: { kind: 'server-error' } }] as const;
      const { answer } = await attempt(pair, plan, { maxAttempts: 2 });
      expect(answer).toMatchObject({ $metadata: { attempts: 2 } });
    });

    it('a server error for ever fails', async () => {
      const plan = always({ kind: 'server-error' });
      const { error } = await attempt(pair, plan, { maxAttempts: 2 });
      expect(error).toMatchObject({
        name: 'ServiceUnavailable',
        $metadata: { httpStatusCode: 503, attempts: 2 },
      });
    });

    it('an HTML page once is retried', async () => {
      const plan = [{ first: 1, fault: { kind: 'html', status: 502 } }] as const;
      const { answer } = await attempt(pair, plan, { maxAttempts: 2 });
      expect(answer).toMatchObject({ $metadata: { attempts: 2 } });
    });

    it('an HTML page for ever fails, and nothing takes it for an answer', async () => {
      const { error } = await attempt(pair, always({ kind: 'html' }));
      expect(error?.$metadata?.httpStatusCode).toBe(500);
    });

    it('a cut connection once is retried', async () => {
      const plan = [{ first: 1, fault: { kind: 'reset' } }] as const;
      const { answer } = await attempt(pair, plan, { maxAttempts: 2 });
      expect(answer).toMatchObject({ $metadata: { attempts: 2 } });
    });

    it('a cut connection for ever is ECONNRESET', async () => {
      const { error } = await attempt(pair, always({ kind: 'reset' }));
      expect(error?.code).toBe('ECONNRESET');
    });

    it('a stall ends at the timeout, and is retried', async () => {
      const plan = [{ first: 1, fault: { kind: 'stall' } }] as const;
      const { answer } = await attempt(pair, plan, { maxAttempts: 2 });
      expect(answer).toMatchObject({ $metadata: { attempts: 2 } });
    });

    it('a stall for ever is a TimeoutError', async () => {
      const { error } = await attempt(pair, always({ kind: 'stall' }));
      expect(error?.name).toBe('TimeoutError');
    });

    it('a stall ends when the caller gives up', async () => {
      const abortSignal = AbortSignal.timeout(40);
      const { error } = await attempt(pair, always({ kind: 'stall' }), { abortSignal });
      expect(error?.name).toBe('AbortError');
    });

    it.each(['garbage', 'half'] as const)('%s cannot be read, and is not retried', async (kind) => {
      const { error, calls } = await attempt(pair, always({ kind }), { maxAttempts: 3 });
      expect(error?.message).toMatch(/parse error|JSON/);
      expect(error?.name).toBe(protocol.startsWith('awsJson') ? 'SyntaxError' : 'Error');
      expect(calls).toHaveLength(1);
    });

    it('latency delays the right answer', async () => {
      const start = performance.now();
      const { answer } = await attempt(pair, always({ kind: 'latency', ms: 60 }));
      expect(answer).toMatchObject({ $metadata: { httpStatusCode: 200 } });
      expect(performance.now() - start).toBeGreaterThanOrEqual(55);
    });
  });

  it('latency of several rules adds up, and a later rule still decides', async () => {
    const slow: FaultRule = { fault: { kind: 'latency', ms: 40 } };
    const start = performance.now();
    const { error } = await attempt(protocols.awsQuery, [
      slow,
      slow,
      { fault: { kind: 'denied' } },
    ]);
    expect(error?.name).toBe('AccessDenied');
    expect(performance.now() - start).toBeGreaterThanOrEqual(75);
  });

  describe('lists of several pages', () => {
    async function list(plan: FaultPlan, limit = 10) {
      const calls: WireCall[] = [];
      const client = new RDSClient({
        region: 'eu-west-1',
        credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'none' },
        maxAttempts: 2,
        ...(await connect(plan, calls)),
      });
      const rows: DBClusterSnapshot[] = [];
      const pages = paginateDescribeDBClusterSnapshots({ client }, {});
      const read = async () => {
        for await (const page of pages) {
          rows.push(...(page.DBClusterSnapshots ?? []));
          if (rows.length >= limit) return;
        }
      };
      const error = await read().then(
        () => undefined,
        (failure: SdkError) => failure,
      );
      return { names: rows.map((row) => row.DBClusterSnapshotIdentifier), error, calls };
    }

    it('are read to the end without faults', async () => {
      const { names, calls } = await list([]);
      expect(names).toEqual(['snapshot-1', 'snapshot-2', 'snapshot-3']);
      expect(calls.map(({ page }) => page)).toEqual([1, 2, 3]);
    });

    it('are denied on one page only', async () => {
      const { names, error } = await list([{ page: 2, fault: { kind: 'denied' } }]);
      expect(names).toEqual(['snapshot-1']);
      expect(error?.name).toBe('AccessDenied');
    });

    it('are throttled once on one page, and retried there', async () => {
      const plan = [{ page: 3, first: 1, fault: { kind: 'throttled' } }] as const;
      const { names, calls } = await list(plan);
      expect(names).toEqual(['snapshot-1', 'snapshot-2', 'snapshot-3']);
      expect(calls.map(({ page }) => page)).toEqual([1, 2, 3, 3]);
    });

    it('never end when the same token comes back', async () => {
      const { names, error } = await list(always({ kind: 'repeated-token' }), 5);
      expect(error).toBeUndefined();
      expect(names).toEqual(['snapshot-1', 'snapshot-2', 'snapshot-2', 'snapshot-2', 'snapshot-2']);
    });

    it('break off in the middle when the token starts to repeat late', async () => {
      const plan = [{ page: 3, fault: { kind: 'repeated-token' } }] as const;
      const { names } = await list(plan, 5);
      expect(names).toEqual(['snapshot-1', 'snapshot-2', 'snapshot-3', 'snapshot-3', 'snapshot-3']);
    });
  });

  it.each([
    ['awsQuery', 'Marker', 'Marker'],
    ['ec2Query', 'NextToken', 'NextToken'],
    ['awsJson', 'nextToken', 'nextToken'],
    ['awsJson10', 'ExclusiveStartKey', 'LastEvaluatedKey'],
  ] as const)('a list of one page repeats its token too: %s', async (protocol, asks, tells) => {
    const [Client, Command] = protocols[protocol] as unknown as readonly [AnyClient, AnyCommand];
    const calls: WireCall[] = [];
    const client = new Client({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'none' },
      ...(await connect(always({ kind: 'repeated-token' }), calls)),
    });
    const { [tells]: first } = (await client.send(new Command({}))) as Record<string, unknown>;
    const again = await client.send(new Command({ [asks]: first }));
    expect(first).toBeDefined();
    expect(again).toMatchObject({ [tells]: first });
  });

  it('too many requests a second are throttled, and none a second later', async () => {
    const calls: WireCall[] = [];
    const client = new RDSClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'none' },
      maxAttempts: 1,
      ...(await connect([{ service: 'rds', fault: { kind: 'rate', perSecond: 3 } }], calls)),
    });
    const burst = () =>
      Promise.allSettled(
        Array.from({ length: 5 }, () => client.send(new DescribeDBClustersCommand({}))),
      );
    const passed = async () => (await burst()).filter(({ status }) => status === 'fulfilled');
    expect(await passed()).toHaveLength(3);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await passed()).toHaveLength(0);
    await new Promise((resolve) => setTimeout(resolve, 550));
    expect(await passed()).toHaveLength(3);
    expect(calls.filter(({ fault }) => fault === 'rate')).toHaveLength(9);
  });
});

describe('a plan', () => {
  const call = { service: 'rds', operation: 'DescribeDBClusters', page: 1 };
  const kinds = (plan: FaultPlan, count: number, of = call) => {
    const decide = followPlan(plan);
    return Array.from({ length: count }, () => decide(of).fault?.kind);
  };

  it('is for a service, an operation or a glob of operations', () => {
    const decide = followPlan([
      { service: 'ec2', fault: { kind: 'reset' } },
      { operation: 'DescribeDBInstances', fault: { kind: 'stall' } },
      { service: 'rds', operation: 'Describe*Snapshots', fault: { kind: 'half' } },
    ]);
    const fault = (service: string, operationName: string) =>
      decide({ service, operation: operationName, page: 1 }).fault?.kind;
    expect(fault('ec2', 'DescribeInstances')).toBe('reset');
    expect(fault('rds', 'DescribeDBInstances')).toBe('stall');
    expect(fault('rds', 'DescribeDBClusterSnapshots')).toBe('half');
    expect(fault('elasticache', 'DescribeSnapshots')).toBeUndefined();
    expect(fault('rds', 'DescribeDBClusters')).toBeUndefined();
  });

  it('counts: the nth, the first, those after', () => {
    expect(kinds([{ nth: 2, fault: { kind: 'reset' } }], 3)).toEqual([
      undefined,
      'reset',
      undefined,
    ]);
    expect(kinds([{ first: 2, fault: { kind: 'reset' } }], 3)).toEqual([
      'reset',
      'reset',
      undefined,
    ]);
    expect(kinds([{ after: 1, first: 2, fault: { kind: 'reset' } }], 3)).toEqual([
      undefined,
      'reset',
      undefined,
    ]);
  });

  it('is a sequence: a rule does not count what an earlier one has taken', () => {
    const plan = [
      { first: 2, fault: { kind: 'throttled' } },
      { first: 1, fault: { kind: 'reset' } },
    ] as const;
    expect(kinds(plan, 4)).toEqual(['throttled', 'throttled', 'reset', undefined]);
  });

  it('is data: everyone who follows it counts for themselves', () => {
    const plan = [{ first: 1, fault: { kind: 'reset' } }] as const;
    expect(kinds(plan, 2)).toEqual(['reset', undefined]);
    expect(kinds(plan, 2)).toEqual(['reset', undefined]);
  });
});

describe('what stays behind', () => {
  it('a server closes while requests stall, and they end', async () => {
    const server = await serve(
      createWire(services, account, { faults: always({ kind: 'stall' }) }),
    );
    const client = new RDSClient({
      region: 'eu-west-1',
      endpoint: server.url,
      credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'none' },
      maxAttempts: 1,
    });
    const stalled = client.send(new DescribeDBClustersCommand({})).then(
      () => undefined,
      (error: SdkError) => error.code,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.close();
    expect(await stalled).toBe('ECONNRESET');
  });

  it.each(paths)('no timer outlives a request that was given up, %s', async (_path, connect) => {
    const client = new RDSClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'none' },
      maxAttempts: 1,
      ...(await connect(always({ kind: 'latency', ms: 60_000 }), [])),
    });
    const set = vi.spyOn(globalThis, 'setTimeout');
    const given = new AbortController();
    const call = client.send(new DescribeDBClustersCommand({}), { abortSignal: given.signal });
    const refused = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    const latencyTimer = () =>
      set.mock.calls.findIndex(([, milliseconds]) => milliseconds === 60_000);
    await vi.waitFor(() => expect(latencyTimer()).toBeGreaterThanOrEqual(0));
    const timer = set.mock.results[latencyTimer()]?.value as NodeJS.Timeout & {
      _destroyed: boolean;
    };
    given.abort();
    await refused;
    await vi.waitFor(() => expect(timer._destroyed).toBe(true));
    set.mockRestore();
  });
});

function always(fault: FaultRule['fault']): FaultPlan {
  return [{ fault }];
}
