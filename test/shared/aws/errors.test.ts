import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DescribeInstancesCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeCapacityProvidersCommand,
  ECSClient,
  ListClustersCommand,
} from '@aws-sdk/client-ecs';
import { DescribeDBClustersCommand, DescribeEventsCommand, RDSClient } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { emptyAccount } from '../../../sandbox/account.ts';
import { stoppedClock } from '../../../sandbox/clock.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { services } from '../../../sandbox/operations/index.ts';
import { requestHandler } from '../../../sandbox/request-handler.ts';
import { serve } from '../../../sandbox/server.ts';
import { createWire } from '../../../sandbox/wire.ts';
import { actionOf, connect } from '../../../shared/aws/connection.ts';
import { MissingFactError, toMissing } from '../../../shared/aws/errors.ts';
import { type Missing, missing } from '../../../shared/model/fact.ts';
import { credentials, noon } from '../../support/sandboxed.ts';

type Ask = readonly [new (options: never) => never, new (input: never) => object];

/** One call for each of the ways AWS's services talk. */
const asks = {
  xml: [RDSClient, DescribeDBClustersCommand],
  ec2: [EC2Client, DescribeInstancesCommand],
  json: [ECSClient, ListClustersCommand],
  dynamodb: [DynamoDBClient, QueryCommand],
} as unknown as Readonly<Record<'xml' | 'ec2' | 'json' | 'dynamodb', Ask>>;

const actions = {
  xml: 'rds:DescribeDBClusters',
  ec2: 'ec2:DescribeInstances',
  json: 'ecs:ListClusters',
  dynamodb: 'dynamodb:Query',
} as const;

/** What the sandbox needs to give an answer at all. */
function inputOf(Command: unknown): object {
  if (Command !== QueryCommand) return {};
  return {
    TableName: 'drills',
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':pk': { S: 'D#acme' } },
  };
}

const ways = Object.keys(asks) as (keyof typeof asks)[];

/** What a call that really failed is turned into. */
async function outcome([Client, Command]: Ask, fault: Fault | undefined, options = {}) {
  const account = emptyAccount('111122223333', 'eu-west-1', stoppedClock(noon));
  account.dynamodb.tables.set('drills', []);
  const faults = fault === undefined ? [] : [{ fault }];
  const wire = createWire(services, account, { faults });
  const connection = connect({
    region: 'eu-west-1',
    credentials,
    requestHandler: requestHandler(wire, { stallTimeoutMs: 100 }),
    patience: { attempts: 1 },
    ...options,
  });
  const client = connection.client(Client as never) as unknown as {
    send: (command: object) => Promise<object>;
  };
  const error = await client.send(new Command(inputOf(Command) as never)).then(
    () => new Error('the call had an answer'),
    (failed: unknown) => failed,
  );
  return toMissing(error, actionOf(error));
}

function expectWordsForAPerson({ detail }: Missing): void {
  expect(detail).toMatch(/\S/);
  expect(detail).not.toMatch(/\n|\s{2}|[<>{}]|\bat \S+:\d+|\$response|undefined|\[object/);
  expect(detail.length).toBeLessThan(330);
}

describe.each(ways)('a call that fails, %s', (way) => {
  const action = actions[way];
  const expired =
    way === 'ec2'
      ? 'the credentials have expired, or the clock of this machine is wrong'
      : 'the credentials have expired';

  it.each<[string, Fault, Missing['cause'], string]>([
    ['denied', { kind: 'denied' }, 'denied', `${action} was denied`],
    ['throttled', { kind: 'throttled' }, 'throttled', `${action} was throttled at every attempt`],
    [
      'throttled by status only',
      { kind: 'error', code: 'Whatever', status: 429 },
      'throttled',
      `${action} was throttled at every attempt`,
    ],
    ['expired', { kind: 'expired' }, 'failed', `${action} failed: ${expired}`],
    [
      'of a key nobody knows',
      { kind: 'error', code: 'InvalidClientTokenId', status: 403 },
      'failed',
      `${action} failed: AWS does not know these credentials, or the region is not enabled for the account`,
    ],
    [
      'signed with the wrong key',
      { kind: 'error', code: 'SignatureDoesNotMatch', status: 403 },
      'failed',
      `${action} failed: the secret key does not belong to the access key, or the clock of this machine is wrong`,
    ],
    [
      'not offered',
      { kind: 'error', code: 'InvalidAction' },
      'unsupported',
      `${action} is not offered by this endpoint`,
    ],
    [
      'not implemented',
      { kind: 'error', code: 'Whatever', status: 501 },
      'unsupported',
      `${action} is not offered by this endpoint`,
    ],
    [
      'refused for another reason',
      { kind: 'error', code: 'InvalidParameterValue', message: 'Marker is\n  invalid' },
      'failed',
      `${action} failed: InvalidParameterValue: Marker is invalid`,
    ],
    [
      'server error',
      { kind: 'server-error' },
      'failed',
      `${action} failed: HTTP 503, Service is unable to handle request.`,
    ],
    [
      'a page for people',
      { kind: 'html' },
      'failed',
      `${action} failed: HTTP 500 with an answer that could not be read`,
    ],
    [
      'a page for people from a proxy',
      { kind: 'html', status: 403 },
      'failed',
      `${action} failed: HTTP 403 with an answer that could not be read`,
    ],
    ['garbage', { kind: 'garbage' }, 'failed', `${action} failed: the answer could not be read`],
    ['half', { kind: 'half' }, 'failed', `${action} failed: the answer could not be read`],
    ['reset', { kind: 'reset' }, 'failed', `${action} failed: the connection was cut`],
    ['stalled', { kind: 'stall' }, 'failed', `${action} failed: no answer in time`],
  ])('%s', async (_name, fault, cause, detail) => {
    const said = await outcome(asks[way], fault);
    expect(said).toEqual({ known: false, cause, detail, action });
    expectWordsForAPerson(said);
  });
});

describe('a call to nobody', () => {
  it.each([
    ['a port nobody listens on', async () => 'http://127.0.0.1:9', 'nothing listens there'],
    [
      'a host there is not',
      async () => 'http://nowhere.invalid',
      /the host name (does not exist|could not be looked up)/,
    ],
  ])('%s', async (_name, endpoint, words) => {
    process.env.AWS_ENDPOINT_URL = await endpoint();
    try {
      const options = { requestHandler: undefined };
      const said = await outcome(asks.xml, undefined, options);
      expect(said).toMatchObject({ cause: 'failed', action: actions.xml });
      expect(said.detail).toMatch(words);
      expectWordsForAPerson(said);
    } finally {
      delete process.env.AWS_ENDPOINT_URL;
    }
  });

  it('without credentials', async () => {
    const none = async () => {
      throw Object.assign(new Error('Could not load credentials from any providers'), {
        name: 'CredentialsProviderError',
      });
    };
    const said = await outcome(asks.xml, undefined, { credentials: none });
    expect(said.detail).toBe('rds:DescribeDBClusters failed: no credentials were found');
  });
});

describe('what the sandbox does not have', () => {
  it.each([
    ['xml', [RDSClient, DescribeEventsCommand], 'rds:DescribeEvents'],
    ['ec2', [EC2Client, DescribeVpcsCommand], 'ec2:DescribeVpcs'],
    ['json', [ECSClient, DescribeCapacityProvidersCommand], 'ecs:DescribeCapacityProviders'],
  ])('is unsupported, not denied: %s', async (_way, ask, action) => {
    expect(await outcome(ask as unknown as Ask, undefined)).toMatchObject({
      cause: 'unsupported',
      action,
    });
  });
});

describe('the action', () => {
  const named = Object.assign(
    new Error(
      'User: arn:aws:iam::111122223333:user/x is not authorized to perform: kms:ListKeys on resource: *',
    ),
    { name: 'AccessDeniedException' },
  );

  it('is the one AWS names, where it names one', () => {
    expect(toMissing(named, 'rds:DescribeDBClusters')).toEqual(
      missing('denied', 'kms:ListKeys was denied', 'kms:ListKeys'),
    );
  });

  it('is the one of the call, where AWS names none', () => {
    const silent = Object.assign(new Error('Access denied'), { name: 'AccessDenied' });
    expect(toMissing(silent, 'rds:DescribeDBClusters').action).toBe('rds:DescribeDBClusters');
  });

  it('is left out where nobody knows it', () => {
    expect(toMissing(new Error('no'))).toEqual(missing('failed', 'the call failed: no'));
  });
});

describe('a fact that is missing because another is', () => {
  it('is missing for the very same reason', () => {
    const cause = missing('denied', 'ec2:DescribeInstances was denied', 'ec2:DescribeInstances');
    expect(toMissing(new MissingFactError(cause), 'ssm:DescribeInstanceInformation')).toBe(cause);
  });
});

it('what comes over a real socket reads the same', async () => {
  const account = emptyAccount('111122223333', 'eu-west-1', stoppedClock(noon));
  const server = await serve(
    createWire(services, account, { faults: [{ fault: { kind: 'reset' } }] }),
  );
  process.env.AWS_ENDPOINT_URL = server.url;
  try {
    const said = await outcome(asks.xml, undefined, { requestHandler: undefined });
    expect(said.detail).toBe('rds:DescribeDBClusters failed: the connection was cut');
  } finally {
    delete process.env.AWS_ENDPOINT_URL;
    await server.close();
  }
});
