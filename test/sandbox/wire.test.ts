import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BackupClient, ListProtectedResourcesCommand } from '@aws-sdk/client-backup';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DescribeInstancesCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeBackupPolicyCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
  EFSClient,
  FileSystemNotFound,
} from '@aws-sdk/client-efs';
import {
  DescribeCacheClustersCommand,
  DescribeCacheSubnetGroupsCommand,
  DescribeReplicationGroupsCommand,
  DescribeSnapshotsCommand,
  ElastiCacheClient,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-elasticache';
import {
  DBClusterNotFoundFault,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListObjectsV2Command,
  NoSuchBucket,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DescribeInstanceInformationCommand,
  DescribeInstancePatchStatesCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticListSchema, StaticMapSchema, StaticStructureSchema } from '@smithy/types';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { emptyAccount } from '../../sandbox/account.ts';
import { stoppedClock } from '../../sandbox/clock.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { readJson, writeJson } from '../../sandbox/json-codec.ts';
import { awsQueryDialect, ec2QueryDialect, readForm } from '../../sandbox/query-codec.ts';
import { requestHandler } from '../../sandbox/request-handler.ts';
import { type SandboxServer, serve } from '../../sandbox/server.ts';
import {
  type CommandClass,
  type Operation,
  operation,
  SandboxError,
  type Service,
} from '../../sandbox/service.ts';
import { createWire, type WireCall, type WireRequest } from '../../sandbox/wire.ts';
import { writeXmlMembers } from '../../sandbox/xml-codec.ts';
import {
  anySample,
  awkward,
  type Flavour,
  fullSample,
  hollow,
  nothing,
  plain,
} from '../support/schema-samples.ts';

type AnyCommand = CommandClass<object, object>;
type AnyClient = new (
  options: object,
) => {
  send(command: object): Promise<{ $metadata: object }>;
  destroy(): void;
};

interface Tried {
  readonly signingName: string;
  readonly client: AnyClient;
  readonly commands: readonly AnyCommand[];
}

/** Every operation the auditor uses. */
const used = [
  tried('sts', STSClient, [GetCallerIdentityCommand]),
  tried('cloudformation', CloudFormationClient, [DescribeStacksCommand, ListStackResourcesCommand]),
  tried('rds', RDSClient, [
    DescribeDBClustersCommand,
    DescribeDBInstancesCommand,
    DescribeDBClusterSnapshotsCommand,
  ]),
  tried('elasticache', ElastiCacheClient, [
    DescribeReplicationGroupsCommand,
    DescribeCacheClustersCommand,
    DescribeCacheSubnetGroupsCommand,
    DescribeSnapshotsCommand,
    ListTagsForResourceCommand,
  ]),
  tried('ecs', ECSClient, [
    ListClustersCommand,
    DescribeClustersCommand,
    ListServicesCommand,
    DescribeServicesCommand,
    DescribeTaskDefinitionCommand,
  ]),
  tried('ssm', SSMClient, [DescribeInstanceInformationCommand, DescribeInstancePatchStatesCommand]),
  tried('ec2', EC2Client, [DescribeInstancesCommand]),
  tried('dynamodb', DynamoDBClient, [QueryCommand]),
];

function tried(signingName: string, client: unknown, commands: readonly unknown[]): Tried {
  return {
    signingName,
    client: client as AnyClient,
    commands: commands as readonly AnyCommand[],
  };
}

const account = emptyAccount('123456789012', 'eu-west-1', stoppedClock(new Date('2026-11-23')));
const credentials = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'none' };
const settings = { region: 'eu-west-1', credentials, maxAttempts: 1 };

/** What the handlers were asked last, and what they answer next. */
const exchange: { asked: object | undefined; answer: object } = { asked: undefined, answer: {} };

const recording: readonly Service[] = used.map(({ signingName, client, commands }) => ({
  signingName,
  client: client as unknown as Service['client'],
  operations: commands.map((command) =>
    operation(command, (input) => {
      exchange.asked = input;
      return exchange.answer;
    }),
  ),
}));

const wire = createWire(recording, account);
const servers: SandboxServer[] = [];

async function started(server: Promise<SandboxServer>): Promise<SandboxServer> {
  servers.push(await server);
  return server;
}

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

const paths: readonly [string, () => Promise<object>][] = [
  ['in process', async () => ({ requestHandler: requestHandler(wire) })],
  ['over HTTP', async () => ({ endpoint: (await started(serve(wire))).url })],
];

const flavours: readonly [string, Flavour][] = [
  ['plain', plain],
  ['awkward', awkward],
  ['empty', nothing],
  ['hollow', hollow],
];

describe.each(paths)('the round trip of every operation in use, %s', (_path, connect) => {
  for (const { signingName, client: Client, commands } of used) {
    for (const Command of commands) {
      const [, , name, , inputSchema, outputSchema] = schemaOf(Command);
      const carried = carriedInput(signingName);

      it(`${signingName} ${name}`, async () => {
        const client = new Client({ ...settings, ...(await connect()) });
        async function roundTrip(input: object, output: object) {
          exchange.asked = undefined;
          exchange.answer = output;
          const { $metadata, ...answered } = await client.send(construct(Command, input));
          expect(exchange.asked).toEqual(carried(NormalizedSchema.of(inputSchema), input) ?? {});
          expect(withPlainBytes(answered)).toEqual(output);
          expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 });
        }

        for (const [, flavour] of flavours) {
          await roundTrip(
            fullSample(inputSchema, flavour) as object,
            fullSample(outputSchema, flavour) as object,
          );
        }
        await roundTrip({}, {});
        const anyCase = fc.asyncProperty(anySample(inputSchema), anySample(outputSchema), (i, o) =>
          roundTrip(structuredClone(i) as object, structuredClone(o) as object),
        );
        await fc.assert(anyCase, { numRuns: 15, seed: 20261123 });
        client.destroy();
      });
    }
  }
});

/** Methods and paths: what travels in them cannot be left out, and a header carries no line feeds. */
const rest = [
  tried('s3', S3Client, [
    GetBucketVersioningCommand,
    GetPublicAccessBlockCommand,
    GetBucketPolicyStatusCommand,
    GetBucketLifecycleConfigurationCommand,
    ListObjectsV2Command,
  ]),
  tried('elasticfilesystem', EFSClient, [
    DescribeFileSystemsCommand,
    DescribeMountTargetsCommand,
    DescribeBackupPolicyCommand,
  ]),
  tried('backup', BackupClient, [ListProtectedResourcesCommand]),
];

const restWire = createWire(
  rest.map(({ signingName, client, commands }) => ({
    signingName,
    client: client as unknown as Service['client'],
    operations: commands.map((command) =>
      operation(command, (input) => {
        exchange.asked = input;
        return exchange.answer;
      }),
    ),
  })),
  account,
);

const restPaths: readonly [string, () => Promise<object>][] = [
  ['in process', async () => ({ requestHandler: requestHandler(restWire) })],
  ['over HTTP', async () => ({ endpoint: (await started(serve(restWire))).url })],
];

describe.each(restPaths)('the round trip of every operation of REST, %s', (_path, connect) => {
  for (const { signingName, client: Client, commands } of rest) {
    for (const Command of commands) {
      const [, , name, , inputSchema, outputSchema] = schemaOf(Command);

      it(`${signingName} ${name}`, async () => {
        const client = new Client({ ...settings, ...(await connect()) });
        async function roundTrip(given: object, output: object) {
          const input = { ...given, ...addressOf(inputSchema) };
          exchange.asked = undefined;
          exchange.answer = output;
          const { $metadata, ...answered } = await client.send(construct(Command, input));
          expect(exchange.asked).toEqual(input);
          expect(answered).toEqual(carriedByXml(NormalizedSchema.of(outputSchema), output));
          expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 });
          expect($metadata).toHaveProperty('requestId');
        }

        const full = (schema: typeof outputSchema, flavour: Flavour) =>
          plainHeaders(schema, fullSample(schema, flavour) as object);
        for (const [, flavour] of flavours) {
          // A list in a query or a header that has no items is not there.
          const input = full(inputSchema, flavour.size === 0 ? hollow : flavour);
          await roundTrip(input, full(outputSchema, flavour));
        }
        await roundTrip({}, {});
        const anyOutput = fc.asyncProperty(anySample(outputSchema), (output) =>
          roundTrip({}, plainHeaders(outputSchema, structuredClone(output) as object)),
        );
        await fc.assert(anyOutput, { numRuns: 15, seed: 20261123 });
        client.destroy();
      });
    }
  }
});

/** What stands in a path must be there, and must be a name. */
function addressOf(schema: Operation['schema'][4]): object {
  const labels = [...NormalizedSchema.of(schema).structIterator()]
    .filter(([, member]) => member.getMergedTraits().httpLabel === 1)
    .map(([name]) => [name, 'acme-0123']);
  return Object.fromEntries(labels);
}

function plainHeaders(schema: Operation['schema'][4], sample: object): object {
  const members = [...NormalizedSchema.of(schema).structIterator()]
    .filter(([name]) => name in sample)
    .map(([name, member]) => {
      const value = (sample as Record<string, unknown>)[name];
      if (member.getMergedTraits().httpHeader === undefined) return [name, value];
      return [name, member.isListSchema() ? ['one', 'two'] : 'requester'];
    });
  return Object.fromEntries(members);
}

/** XML has no element for a list without items that is written without one around it. */
function carriedByXml(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isListSchema()) {
    return (value as unknown[]).map((item) => carriedByXml(schema.getValueSchema(), item));
  }
  if (!schema.isStructSchema()) return value;
  const members = [...schema.structIterator()]
    .map(([name, member]) => [name, member, (value as Record<string, unknown>)[name]] as const)
    .filter(([, , each]) => each !== undefined)
    .filter(([, member, each]) => {
      const isFlat = member.getMergedTraits().xmlFlattened === 1;
      return !(isFlat && (each as unknown[]).length === 0);
    })
    .map(([name, member, each]) => [name, carriedByXml(member, each)] as const);
  return Object.fromEntries(members);
}

describe('REST', () => {
  const bucket = 'acme.pictures';
  const versioned = { operation: 'GetBucketVersioning', input: { Bucket: bucket } };

  async function asked(line: string, host: string, method = 'GET') {
    const calls: WireCall[] = [];
    const services = rest.map(({ signingName, client, commands }) => ({
      signingName,
      client: client as unknown as Service['client'],
      operations: commands.map((command) => operation(command, () => ({}))),
    }));
    const watched = createWire(services, account, { onCall: (call) => calls.push(call) });
    const service = host.includes('elasticfilesystem') ? 'elasticfilesystem' : 's3';
    const headers = { ...signedFor(service), host };
    const request = { method, url: line, headers, body: new Uint8Array() };
    const response = await watched(request);
    if ('destroy' in response) return expect.fail('the connection was cut');
    return { call: calls[0], status: response.status, text: response.body.toString() };
  }

  it.each([
    ['/?versioning', `${bucket}.s3.eu-west-1.amazonaws.com`],
    ['/?versioning=', `${bucket}.s3.dualstack.eu-west-1.amazonaws.com`],
    ['/?versioning', `${bucket}.s3.cn-north-1.amazonaws.com.cn`],
    ['/?versioning', `${bucket}.s3.amazonaws.com`],
    ['/?versioning', `${bucket}.localhost:4566`],
    [`/${bucket}?versioning`, 's3.eu-west-1.amazonaws.com'],
    [`/${bucket}/?versioning`, '127.0.0.1:4566'],
    [`/${bucket}?versioning`, '[::1]:4566'],
    [`/acme%2Epictures?versioning`, 'localhost:4566'],
  ])('finds the bucket of %s at %s', async (line, host) => {
    expect((await asked(line, host)).call).toMatchObject(versioned);
  });

  it.each([
    ['another word of the query', '/?encryption', 'GET'],
    ['another value', '/?list-type=3', 'GET'],
    ['another method', '/?versioning', 'PUT'],
    ['an object', '/a.png?versioning', 'GET'],
  ])('does not take %s for an operation it has', async (_what, line, method) => {
    const answer = await asked(line, `${bucket}.s3.eu-west-1.amazonaws.com`, method);
    expect(answer).toMatchObject({ call: undefined, status: 501 });
    expect(answer.text).toContain(`does not implement s3:${method} /`);
  });

  it('asks for no bucket where none is named', async () => {
    expect(await asked('/?versioning', 's3.eu-west-1.amazonaws.com')).toMatchObject({
      call: undefined,
      status: 501,
    });
  });

  it('reads labels between slashes, decoded', async () => {
    const host = 'elasticfilesystem.eu-west-1.amazonaws.com';
    const found = await asked('/2015-02-01/file-systems/fs%2D1/backup-policy', host);
    expect(found.call).toMatchObject({
      operation: 'DescribeBackupPolicy',
      input: { FileSystemId: 'fs-1' },
    });
    for (const line of ['/file-systems', '/2015-02-01/file-systems/fs-1', '/']) {
      expect(await asked(line, host)).toMatchObject({ call: undefined, status: 404 });
    }
  });

  const failing = (Client: unknown, Command: unknown, fault: Fault, input: object) => {
    const service = rest.find(({ client }) => client === Client) ?? expect.fail('no service');
    const iamAction =
      Command === GetPublicAccessBlockCommand ? 's3:GetBucketPublicAccessBlock' : undefined;
    const faulty = {
      signingName: service.signingName,
      client: Client as Service['client'],
      operations: [
        operation(Command as AnyCommand, () => ({}), iamAction === undefined ? {} : { iamAction }),
      ],
    };
    const handler = requestHandler(createWire([faulty], account, { faults: [{ fault }] }));
    const client = new (Client as AnyClient)({ ...settings, requestHandler: handler });
    return client.send(construct(Command as AnyCommand, input)).then(
      () => expect.fail('no refusal'),
      (error: Error) => error,
    );
  };

  const s3 = [S3Client, GetPublicAccessBlockCommand, { Bucket: bucket }] as const;
  const efs = [EFSClient, DescribeFileSystemsCommand, {}] as const;

  it.each([
    [s3, 'denied', 'AccessDenied', 403],
    [s3, 'throttled', 'SlowDown', 503],
    [s3, 'expired', 'ExpiredToken', 400],
    [s3, 'server-error', 'ServiceUnavailable', 503],
    [efs, 'denied', 'AccessDeniedException', 403],
    [efs, 'throttled', 'ThrottlingException', 429],
    [efs, 'expired', 'ExpiredTokenException', 403],
    [efs, 'server-error', 'ServiceUnavailable', 503],
  ] as const)(
    'case %#: refuses as AWS does',
    async ([Client, Command, input], kind, name, status) => {
      expect(await failing(Client, Command, { kind }, input)).toMatchObject({
        name,
        $metadata: { httpStatusCode: status },
      });
    },
  );

  it('names the IAM action, not the operation', async () => {
    const [Client, Command, input] = s3;
    const { message } = await failing(Client, Command, { kind: 'denied' }, input);
    expect(message).toBe(
      'User: arn:aws:sts::123456789012:assumed-role/stack-auditor/sandbox is not authorized to perform: s3:GetBucketPublicAccessBlock on resource: "arn:aws:s3:::*" because no identity-based policy allows the s3:GetBucketPublicAccessBlock action',
    );
    const fileSystems = await failing(efs[0], efs[1], { kind: 'denied' }, efs[2]);
    expect(fileSystems.message).toContain('perform: elasticfilesystem:DescribeFileSystems on');
  });

  it('refuses with the error class the SDK has for the code', async () => {
    const error = (code: string): Fault => ({
      kind: 'error',
      code,
      message: 'no <x>',
      status: 404,
    });
    const gone = await failing(s3[0], s3[1], error('NoSuchBucket'), s3[2]);
    expect(gone).toBeInstanceOf(NoSuchBucket);
    expect(gone.message).toBe('no <x>');
    const fileSystem = await failing(efs[0], efs[1], error('FileSystemNotFound'), efs[2]);
    expect(fileSystem).toBeInstanceOf(FileSystemNotFound);
    expect(fileSystem.message).toBe('no <x>');
  });

  it('refuses what it lacks, and says what that is', async () => {
    const client = new S3Client({ ...settings, requestHandler: requestHandler(restWire) });
    await expect(client.send(new GetBucketEncryptionCommand({ Bucket: bucket }))).rejects.toThrow(
      /The sandbox does not implement s3:GET \/\?encryption/,
    );
  });
});

describe('refusals', () => {
  const failing = (error: () => Error): readonly Service[] =>
    recording.map((service) => ({
      ...service,
      operations: service.operations.map((each) => ({
        ...each,
        answer: () => {
          throw error();
        },
      })),
    }));

  it('arrive as the error class the SDK has for the code on the wire', async () => {
    const missing = () => new SandboxError('DBClusterNotFoundFault', 'DBCluster x not found.', 404);
    const failed = await refusal(RDSClient, DescribeDBClustersCommand, failing(missing));
    expect(failed).toBeInstanceOf(DBClusterNotFoundFault);
    expect(failed).toMatchObject({
      name: 'DBClusterNotFoundFault',
      message: 'DBCluster x not found.',
      $fault: 'client',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it.each([
    [RDSClient, DescribeDBClustersCommand],
    [EC2Client, DescribeInstancesCommand],
    [ECSClient, ListClustersCommand],
    [DynamoDBClient, QueryCommand],
  ])('keep code, message and status in every protocol: %o', async (Client, Command) => {
    const error = () => new SandboxError('NotSoFast', 'say <please> & "thanks"', 418);
    expect(await refusal(Client, Command, failing(error))).toMatchObject({
      name: 'NotSoFast',
      message: 'say <please> & "thanks"',
      $metadata: { httpStatusCode: 418 },
    });
  });

  it('say whose fault it was', async () => {
    const blame = async (status: number) =>
      refusal(
        RDSClient,
        DescribeDBClustersCommand,
        failing(() => new SandboxError('X', 'x', status)),
      );
    expect(await blame(400)).toMatchObject({ $fault: 'client', Error: { Type: 'Sender' } });
    expect(await blame(500)).toMatchObject({ $fault: 'server', Error: { Type: 'Receiver' } });
  });

  it.each([
    [RDSClient, DescribeEventsCommand, 'InvalidAction', 'rds:DescribeEvents'],
    [EC2Client, DescribeVpcsCommand, 'InvalidAction', 'ec2:DescribeVpcs'],
    [ECSClient, ListTasksCommand, 'UnknownOperationException', 'ecs:ListTasks'],
  ])('name the operation the sandbox lacks, once: %o', async (Client, Command, name, what) => {
    const failed = await refusal(Client, Command, recording, { maxAttempts: 3 });
    expect(failed).toMatchObject({ name, $metadata: { httpStatusCode: 400, attempts: 1 } });
    expect(failed.message).toMatch(new RegExp(`the sandbox does not implement ${what}$`, 'i'));
  });

  it.each([
    [RDSClient, DescribeDBClustersCommand, 'InvalidAction'],
    [ECSClient, ListClustersCommand, 'UnknownOperationException'],
  ])('name the service the sandbox lacks: %o', async (Client, Command, name) => {
    const failed = await refusal(Client, Command, []);
    expect(failed).toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    expect(failed.message).toMatch(/the sandbox does not implement/i);
  });

  it('answer a mistake of the sandbox once, with its message, and show where it is', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const services = failing(() => new TypeError('x is not a function'));
    const failed = await refusal(RDSClient, DescribeDBClustersCommand, services, {
      maxAttempts: 3,
    });
    expect(failed).toMatchObject({ name: 'SandboxFailure', $metadata: { attempts: 1 } });
    expect(failed.message).toContain('x is not a function');
    expect(stderr).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/wire\.test\.ts:\d+/));
    stderr.mockRestore();
  });

  it('answer output that is not of the type the schema wants', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    exchange.answer = { DBClusters: [{ ClusterCreateTime: '2026-11-23' }] };
    const failed = await refusal(RDSClient, DescribeDBClustersCommand, recording);
    expect(failed.message).toContain('not a Date: ClusterCreateTime');
    stderr.mockRestore();
  });

  it('are the answer to a request nobody signed', async () => {
    const response = await ask({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(response.status).toBe(403);
    expect(response.text).toContain('<Code>MissingAuthenticationToken</Code>');
    const json = await ask({ headers: { 'content-type': 'application/x-amz-json-1.1' } });
    expect(json.status).toBe(403);
    expect(JSON.parse(json.text)).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });

  it('are the answer to a signature without a scope', async () => {
    const response = await ask({ headers: { authorization: 'AWS4-HMAC-SHA256 Credential=x' } });
    expect(response.status).toBe(400);
    expect(response.text).toContain('IncompleteSignature');
  });

  it('are the answer to input that cannot be read', async () => {
    const number = await ask({
      headers: signedFor('rds'),
      body: 'Action=DescribeDBClusters&MaxRecords=many',
    });
    expect(number.status).toBe(400);
    expect(number.text).toContain('<Type>Sender</Type>');
    expect(number.text).toContain('<Message>Not a number: many</Message>');
    const noAction = await ask({ headers: signedFor('rds'), body: 'Version=2014-10-31' });
    expect(noAction.text).toContain('<Code>MissingAction</Code>');
    const noJson = await ask({
      headers: { ...signedFor('ecs'), 'x-amz-target': 'X.ListClusters' },
      body: '{',
    });
    expect(JSON.parse(noJson.text)).toMatchObject({ __type: 'SerializationException' });
  });
});

/** Shapes the operations in use do not have, so that the next ones find them working. */
describe('shapes of other operations', () => {
  const flatList = [1, 'test', 'FlatList', { xmlFlattened: 1 }, 0] satisfies StaticListSchema;
  const namedList = [
    1,
    'test',
    'NamedList',
    0,
    [0, { xmlName: 'Item' }],
  ] satisfies StaticListSchema;
  const map = [
    2,
    'test',
    'Map',
    0,
    [0, { xmlName: 'Key' }],
    [1, { xmlName: 'Value' }],
  ] satisfies StaticMapSchema;
  const flatMap = [2, 'test', 'FlatMap', { xmlFlattened: 1 }, 0, 0] satisfies StaticMapSchema;
  const shape = [
    3,
    'test',
    'Shape',
    0,
    ['flat', 'named', 'map', 'flatMap', 'iso', 'http', 'epoch', 'bytes', 'renamed'],
    [
      flatList,
      namedList,
      map,
      flatMap,
      5,
      6,
      7,
      21,
      [0, { xmlName: 'other', ec2QueryName: 'Another' }],
    ],
  ] satisfies StaticStructureSchema;
  const iso = new Date('2026-11-23T04:05:06.789Z');
  const value = {
    flat: ['a', 'b'],
    named: ['c'],
    map: { one: 1 },
    flatMap: { two: 'zwei' },
    iso,
    http: new Date('2026-11-23T04:05:06Z'),
    epoch: iso,
    bytes: Uint8Array.of(1, 2, 255),
    renamed: 'r',
  };

  it('are read from an AWS Query form', () => {
    const form = new URLSearchParams(
      'flat.1=a&flat.2=b&named.Item.1=c&map.entry.1.Key=one&map.entry.1.Value=1&flatMap.1.key=two&flatMap.1.value=zwei&iso=2026-11-23T04:05:06.789Z&http=Mon, 23 Nov 2026 04:05:06 GMT&epoch=1795406706.789&bytes=AQL/&other=r',
    );
    expect(readForm(shape, form, awsQueryDialect)).toEqual(value);
  });

  it('are read from an EC2 form', () => {
    const form = new URLSearchParams('Flat.1=a&Flat.2=b&Named.1=c&Another=r');
    const { flat, named, renamed } = value;
    expect(readForm(shape, form, ec2QueryDialect)).toEqual({ flat, named, renamed });
  });

  it('are written as XML', () => {
    expect(writeXmlMembers(shape, value)).toBe(
      '<flat>a</flat><flat>b</flat><named><Item>c</Item></named><map><entry><Key>one</Key><Value>1</Value></entry></map><flatMap><key>two</key><value>zwei</value></flatMap><iso>2026-11-23T04:05:06.789Z</iso><http>Mon, 23 Nov 2026 04:05:06 GMT</http><epoch>1795406706.789</epoch><bytes>AQL/</bytes><other>r</other>',
    );
  });

  it('are written as JSON, and read back', () => {
    const json = writeJson(shape, value);
    expect(JSON.parse(json)).toMatchObject({
      iso: '2026-11-23T04:05:06.789Z',
      http: 'Mon, 23 Nov 2026 04:05:06 GMT',
      epoch: 1795406706.789,
      bytes: 'AQL/',
      renamed: 'r',
    });
    expect(readJson(shape, json)).toEqual(value);
  });

  it('keep every millisecond of a JSON timestamp', () => {
    for (let millisecond = 0; millisecond < 1000; millisecond += 1) {
      const epoch = new Date(iso.getTime() + millisecond);
      expect(readJson(shape, writeJson(shape, { epoch }))).toEqual({ epoch });
    }
  });
});

describe('the wire', () => {
  it('tells which calls arrive, before they are answered', async () => {
    const calls: WireCall[] = [];
    const watched = createWire(recording, account, { onCall: (call) => calls.push(call) });
    exchange.answer = {};
    const client = new RDSClient({ ...settings, requestHandler: requestHandler(watched) });
    await client.send(new DescribeDBClustersCommand({ MaxRecords: 20 }));
    expect(calls).toEqual([
      {
        service: 'rds',
        operation: 'DescribeDBClusters',
        input: { MaxRecords: 20 },
        page: 1,
        fault: undefined,
      },
    ]);
  });

  it('asks a loader for each service once, and only when it is called', async () => {
    const loaded: string[] = [];
    const lazy = createWire((signingName) => {
      loaded.push(signingName);
      return recording.find((service) => service.signingName === signingName);
    }, account);
    expect(loaded).toEqual([]);
    exchange.answer = {};
    const client = new RDSClient({ ...settings, requestHandler: requestHandler(lazy) });
    await Promise.all([
      client.send(new DescribeDBClustersCommand({})),
      client.send(new DescribeDBInstancesCommand({})),
    ]);
    expect(loaded).toEqual(['rds']);
  });

  it('takes the time it is told to', async () => {
    const slow = createWire(recording, account, { latencyMs: 80 });
    exchange.answer = {};
    const client = new RDSClient({ ...settings, requestHandler: requestHandler(slow) });
    const start = performance.now();
    await client.send(new DescribeDBClustersCommand({}));
    expect(performance.now() - start).toBeGreaterThanOrEqual(75);
  });
});

describe('the server', () => {
  it.each(['0.0.0.0', '::', '192.168.1.10', 'example.com', '127.0.0.1.example.com'])(
    'refuses to listen on %s',
    async (host) => {
      await expect(serve(wire, { host })).rejects.toThrow(`this machine only`);
    },
  );

  it('says so when the port is taken', async () => {
    const { url } = await started(serve(wire));
    await expect(serve(wire, { port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE');
  });

  it('can be closed twice', async () => {
    const server = await serve(wire);
    await server.close();
    await server.close();
  });
});

const cliVersion = await run('aws', ['--version']).catch((error: Error) => {
  process.stderr.write(
    `\n*** NOT TESTED: the AWS CLI against the sandbox. \`aws --version\` failed: ${error.message}\n\n`,
  );
});

describe.runIf(cliVersion !== undefined)('the AWS CLI', () => {
  it('lists clusters through the server', async () => {
    const { url } = await started(serve(wire));
    exchange.answer = {
      DBClusters: [{ DBClusterIdentifier: 'tti-aurora', ClusterCreateTime: plain.date }],
    };
    const rds = JSON.parse(await aws(url, 'rds', 'describe-db-clusters'));
    expect(rds.DBClusters).toEqual([
      expect.objectContaining({ DBClusterIdentifier: 'tti-aurora' }),
    ]);
    expect(new Date(rds.DBClusters[0].ClusterCreateTime)).toEqual(plain.date);

    exchange.answer = { clusters: [{ clusterName: 'tti', status: 'ACTIVE' }], failures: [] };
    const ecs = JSON.parse(await aws(url, 'ecs', 'describe-clusters', '--clusters', 'tti'));
    expect(exchange.asked).toEqual({ clusters: ['tti'] });
    expect(ecs.clusters).toEqual([{ clusterName: 'tti', status: 'ACTIVE' }]);

    exchange.answer = { Reservations: [{ Instances: [{ InstanceId: 'i-0123456789abcdef0' }] }] };
    const filter = 'Name=tag:Name,Values=a,b';
    const ec2 = JSON.parse(await aws(url, 'ec2', 'describe-instances', '--filters', filter));
    expect(exchange.asked).toEqual({ Filters: [{ Name: 'tag:Name', Values: ['a', 'b'] }] });
    expect(ec2.Reservations[0].Instances[0].InstanceId).toBe('i-0123456789abcdef0');
  });

  it('is told what the sandbox does not have', async () => {
    const { url } = await started(serve(wire));
    await expect(aws(url, 'rds', 'describe-events')).rejects.toThrow(
      /\(InvalidAction\).*the sandbox does not implement rds:DescribeEvents/,
    );
  });
});

async function aws(url: string, ...parameters: string[]): Promise<string> {
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_PAGER: '',
  };
  return run('aws', [...parameters, '--output', 'json'], env);
}

async function run(
  program: string,
  parameters: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, parameters, { env, timeout: 25_000 });
  return stdout;
}

function construct(Command: AnyCommand, input: object): object {
  return new (Command as unknown as new (input: object) => object)(input);
}

function schemaOf(Command: AnyCommand): Operation['schema'] {
  return operation(Command, () => ({})).schema;
}

async function refusal(
  Client: unknown,
  Command: unknown,
  services: readonly Service[],
  options: object = {},
): Promise<Error> {
  const handler = requestHandler(createWire(services, account));
  const client = new (Client as AnyClient)({ ...settings, requestHandler: handler, ...options });
  const answered = client.send(construct(Command as AnyCommand, {}));
  return answered.then(
    () => expect.fail('no refusal'),
    (error: Error) => error,
  );
}

function signedFor(service: string): Record<string, string> {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=x/20261123/eu-west-1/${service}/aws4_request`,
  };
}

async function ask(request: { headers: WireRequest['headers']; body?: string }) {
  const response = await wire({
    method: 'POST',
    url: '/',
    headers: request.headers,
    body: Buffer.from(request.body ?? ''),
  });
  if ('destroy' in response) return expect.fail('the connection was cut');
  return { status: response.status, text: response.body.toString() };
}

/** The SDK hands out bytes as one of several classes. */
function withPlainBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withPlainBytes);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withPlainBytes(each)]),
  );
}

/** What of an input can travel: a form has no field for a structure without members, nor EC2's for an empty list. */
function carriedInput(signingName: string): (schema: NormalizedSchema, value: unknown) => unknown {
  if (['ecs', 'ssm', 'dynamodb'].includes(signingName)) return (_schema, value) => value;
  return (schema, value) => carriedByForm(schema, value, signingName === 'ec2');
}

function carriedByForm(schema: NormalizedSchema, value: unknown, isEc2: boolean): unknown {
  if (schema.isListSchema()) {
    const items = (value as unknown[])
      .map((item) => carriedByForm(schema.getValueSchema(), item, isEc2))
      .filter((item) => item !== undefined);
    const isGone = items.length === 0 && (isEc2 || (value as unknown[]).length > 0);
    return isGone ? undefined : items;
  }
  if (!schema.isStructSchema()) return value;
  const members = [...schema.structIterator()]
    .map(([name, member]) => [name, member, (value as Record<string, unknown>)[name]] as const)
    .filter(([, , each]) => each !== undefined)
    .map(([name, member, each]) => [name, carriedByForm(member, each, isEc2)] as const)
    .filter(([, each]) => each !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
