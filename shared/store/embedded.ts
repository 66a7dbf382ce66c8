/** The embedded DynamoDB: the very same table, kept in a folder, for where there is no AWS account to keep it in. */
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { HttpResponse } from '@smithy/core/protocols';
import type { HttpRequest } from '@smithy/types';
import type { DynaliteStore } from 'dynalite/db/index.js';
import { lockFolder, StoreLockedError } from './folder-lock.ts';
import { tableDefinition } from './keys.ts';
import { documentClient } from './table.ts';

export interface EmbeddedOptions {
  /** What the lock file says is running; by default the command line. */
  readonly command?: string;
}

export interface EmbeddedStore {
  readonly client: DynamoDBDocumentClient;
  /** The one table there is. */
  readonly tableName: string;
  /** What a person should know: the lock of a dead process was taken over, say. */
  readonly notice?: string;
  /** Waits for what is under way, closes the database and gives the folder free. Harmless when repeated. */
  readonly close: () => Promise<void>;
}

/** The database in the folder cannot be opened. */
export class StoreUnreadableError extends Error {
  override readonly name = 'StoreUnreadableError';

  constructor(path: string, cause: unknown) {
    const advice = 'move it away to start with an empty store';
    super(`the store in ${path} cannot be opened: ${messageOf(cause)}; ${advice}`, { cause });
  }
}

const tableName = 'stack-auditor';
const activeAttempts = 1_000;

/**
 * Opens the store in `<folder>/db` and makes its table when there is none. DynamoDB is answered inside the client:
 * no socket, no port that others could talk to.
 * Throws a StoreLockedError when another process has it open, a StoreFolderError or a StoreUnreadableError.
 */
export async function openEmbedded(
  folder: string,
  { command = commandLine() }: EmbeddedOptions = {},
): Promise<EmbeddedStore> {
  const lock = await lockFolder(folder, command);
  try {
    const dynalite = await openDynalite(folder);
    const client = clientOf(dynalite);
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      client.destroy();
      await dynalite.close().finally(lock.release);
    };
    return {
      client: documentClient(client),
      tableName,
      ...(lock.notice !== undefined && { notice: lock.notice }),
      close: () => {
        closing ??= close();
        return closing;
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

interface Dynalite {
  readonly answer: (operation: string, input: object) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/**
 * dynalite without its HTTP server: what that does around an operation is little, and it throws out of reach of any
 * `catch` when the disk fails. Loaded here and not above because it costs start-up time.
 */
async function openDynalite(folder: string): Promise<Dynalite> {
  const [{ default: database }, { default: validations }] = await Promise.all([
    import('dynalite/db/index.js'),
    import('dynalite/validations/index.js'),
  ]);
  const path = resolve(folder, 'db');
  const times = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const store = database.create({ path, ...times });
  await open(store, folder, path);

  async function answer(operation: string, input: object): Promise<Answer> {
    const load = isKnown(operation) ? operations[operation] : undefined;
    if (load === undefined) return unknownOperation(operation);
    const [{ default: run }, { default: rules }] = await load();
    try {
      const checked = validations.checkTypes(input, rules.types);
      validations.checkValidations(checked, rules.types, rules.custom, store);
      return { status: 200, body: await called((done) => run(store, checked, done)) };
    } catch (error) {
      // What DynamoDB would have refused; anything else is a fault of the disk or of dynalite.
      if (isRefusal(error)) return { status: error.statusCode, body: error.body };
      throw error;
    }
  }

  const dynalite = { answer, close: () => store.db.close() };
  try {
    await ensureTable(dynalite, store);
  } catch (error) {
    await dynalite.close();
    throw new StoreUnreadableError(path, error);
  }
  return dynalite;
}

/** What our code asks of DynamoDB, and no more; each is loaded when first used. */
const operations = {
  BatchWriteItem: () =>
    Promise.all([
      import('dynalite/actions/batchWriteItem.js'),
      import('dynalite/validations/batchWriteItem.js'),
    ]),
  CreateTable: () =>
    Promise.all([
      import('dynalite/actions/createTable.js'),
      import('dynalite/validations/createTable.js'),
    ]),
  DeleteItem: () =>
    Promise.all([
      import('dynalite/actions/deleteItem.js'),
      import('dynalite/validations/deleteItem.js'),
    ]),
  DescribeTable: () =>
    Promise.all([
      import('dynalite/actions/describeTable.js'),
      import('dynalite/validations/describeTable.js'),
    ]),
  GetItem: () =>
    Promise.all([import('dynalite/actions/getItem.js'), import('dynalite/validations/getItem.js')]),
  PutItem: () =>
    Promise.all([import('dynalite/actions/putItem.js'), import('dynalite/validations/putItem.js')]),
  Query: () =>
    Promise.all([import('dynalite/actions/query.js'), import('dynalite/validations/query.js')]),
  Scan: () =>
    Promise.all([import('dynalite/actions/scan.js'), import('dynalite/validations/scan.js')]),
  UpdateItem: () =>
    Promise.all([
      import('dynalite/actions/updateItem.js'),
      import('dynalite/validations/updateItem.js'),
    ]),
} as const;

function isKnown(operation: string): operation is keyof typeof operations {
  return Object.hasOwn(operations, operation);
}

function unknownOperation(operation: string): Answer {
  const message = `the embedded store does not know ${operation}`;
  const type = 'com.amazon.coral.service#UnknownOperationException';
  return { status: 400, body: { __type: type, message } };
}

async function open(store: DynaliteStore, folder: string, path: string): Promise<void> {
  try {
    await store.db.open();
  } catch (error) {
    // The database's own lock, which cannot outlive its process: the last word where lock files failed.
    if (causeCodes(error).includes('LEVEL_LOCKED')) throw new StoreLockedError(folder, undefined);
    throw new StoreUnreadableError(path, error);
  }
}

/** Makes the table; also when a process was killed while making it, for such a table never becomes active. */
async function ensureTable(dynalite: Dynalite, store: DynaliteStore): Promise<void> {
  const status = await tableStatus(dynalite);
  if (status === 'ACTIVE') return;
  if (status !== undefined) await called((done) => store.tableDb.del(tableName, done));
  const created = await dynalite.answer('CreateTable', tableDefinition(tableName));
  if (created.status !== 200) throw new Error(JSON.stringify(created.body));
  for (let tried = 0; (await tableStatus(dynalite)) !== 'ACTIVE'; tried++) {
    if (tried === activeAttempts) throw new Error('its table does not become active');
    await sleep(1);
  }
}

async function tableStatus(dynalite: Dynalite): Promise<string | undefined> {
  const { body } = await dynalite.answer('DescribeTable', { TableName: tableName });
  return (body as { Table?: { TableStatus: string } }).Table?.TableStatus;
}

function called(work: (done: (error: Error | null, output?: object) => void) => void) {
  return new Promise<object>((fulfil, reject) => {
    work((error, output) => (error ? reject(error) : fulfil(output ?? {})));
  });
}

function isRefusal(
  error: unknown,
): error is Error & { readonly statusCode: number; readonly body: object } {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}

/** A client of the SDK that asks dynalite instead of the network; nobody is there to check who asks, so nothing is signed. */
function clientOf(dynalite: Dynalite): DynamoDBClient {
  return new DynamoDBClient({
    region: 'local',
    endpoint: 'http://embedded',
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
    signer: { sign: async (request) => request },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: HttpRequest) => {
        const operation = request.headers['x-amz-target']?.split('.')[1] ?? '';
        const { status, body } = await dynalite.answer(operation, JSON.parse(textOf(request.body)));
        const response = new HttpResponse({
          statusCode: status,
          headers: { 'content-type': 'application/x-amz-json-1.0' },
          body: Buffer.from(JSON.stringify(body)),
        });
        return { response };
      },
    },
  });
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);
}

function causeCodes(error: unknown): unknown[] {
  if (!(error instanceof Error)) return [];
  return ['code' in error ? error.code : undefined, ...causeCodes(error.cause)];
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} ${messageOf(error.cause)}`;
}

function commandLine(): string {
  return ['stack-auditor', ...process.argv.slice(2)].join(' ');
}
