/** Thin, typed access to the table: queries that end, conditional writes that answer, errors a person understands. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { inParallel } from './bounded.ts';
import { type Key, type KeyRange, keyAttributes, openIndex } from './keys.ts';

export type Row = Readonly<Record<string, unknown>>;

/** An expression that names attributes as `#attribute` and values as `:value`. */
export interface Condition {
  readonly expression: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface QueryOptions {
  /** Leave out what comes before this sort key. */
  readonly from?: string;
  readonly newestFirst?: boolean;
  /** At most so many rows, counted after the filter. */
  readonly limit?: number;
  readonly filter?: Condition;
}

export interface Update {
  readonly set: Row;
  /** Set only where the row does not have it yet. */
  readonly setOnce?: Row;
  /** Joined to the set of strings the row has. */
  readonly add?: Readonly<Record<string, ReadonlySet<string>>>;
}

/** One table. Every method throws a StoreError when DynamoDB refuses or cannot be reached. */
export interface Table {
  readonly name: string;
  /** Strongly consistent. */
  readonly get: (key: Key) => Promise<Row | undefined>;
  /** Every row of the range, all pages, strongly consistent. */
  readonly query: (range: KeyRange, options?: QueryOptions) => Promise<Row[]>;
  /** Every row in one partition of the index of open findings; a moment behind the table. */
  readonly queryOpen: (partition: string) => Promise<Row[]>;
  /** False when the condition was not met and nothing was written. */
  readonly put: (row: Row & Key, condition?: Condition) => Promise<boolean>;
  /** False when the condition was not met and nothing was written. */
  readonly update: (key: Key, update: Update, condition?: Condition) => Promise<boolean>;
  /** False when the condition was not met and nothing was deleted. */
  readonly remove: (key: Key, condition?: Condition) => Promise<boolean>;
  /** Many rows without a condition, in batches; of two with the same key the last one stays. */
  readonly putAll: (rows: readonly (Row & Key)[]) => Promise<void>;
}

/** The table could not be read or written. The message says what to do where we know. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly operation: string;
  readonly tableName: string;

  constructor(operation: string, tableName: string, cause: unknown) {
    super(`the store could not ${operation} in table ${tableName}: ${explain(cause)}`, { cause });
    this.operation = operation;
    this.tableName = tableName;
  }
}

/** How many writes of one stage are under way at once. */
export const writesAtOnce = 16;

const batchSize = 25;
const batchAttempts = 8;

/** A document client that leaves out `undefined`, as JSON does. */
export function documentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** The same access to a table on AWS and to the embedded one. Opens nothing and calls nobody. */
export function openTable(client: DynamoDBDocumentClient, tableName: string): Table {
  const TableName = tableName;

  async function attempt<T>(operation: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (cause) {
      throw new StoreError(operation, tableName, cause);
    }
  }

  async function write(operation: string, call: () => Promise<unknown>): Promise<boolean> {
    return attempt(operation, async () => {
      try {
        await call();
        return true;
      } catch (cause) {
        if (errorName(cause) === 'ConditionalCheckFailedException') return false;
        throw cause;
      }
    });
  }

  async function allPages(input: QueryCommandInput, limit: number): Promise<Row[]> {
    const rows: Row[] = [];
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await client.send(
        new QueryCommand({ ...input, ...(start && { ExclusiveStartKey: start }) }),
      );
      rows.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start !== undefined && rows.length < limit);
    return rows.length > limit ? rows.slice(0, limit) : rows;
  }

  async function putBatch(rows: readonly Row[]): Promise<void> {
    let left = rows.map((Item) => ({ PutRequest: { Item } }));
    for (let tried = 0; tried < batchAttempts; tried++) {
      if (tried > 0) await sleep(50 * 2 ** tried * (0.5 + Math.random() / 2));
      const batch = new BatchWriteCommand({ RequestItems: { [TableName]: left } });
      const { UnprocessedItems = {} } = await client.send(batch);
      left = (UnprocessedItems[TableName] ?? []) as typeof left;
      if (left.length === 0) return;
    }
    throw new Error(`DynamoDB left ${left.length} rows unwritten after ${batchAttempts} attempts`);
  }

  return {
    name: tableName,

    get: (Key) =>
      attempt('read a row', async () => {
        const { Item } = await client.send(
          new GetCommand({ TableName, Key, ConsistentRead: true }),
        );
        return Item;
      }),

    query: ({ pk, prefix }, { from, newestFirst = false, limit, filter } = {}) =>
      attempt('read rows', () => {
        const sortKey = sortKeyCondition(prefix, from);
        const values = { ':pk': pk, ...sortKey.values, ...filter?.values };
        return allPages(
          {
            TableName,
            ConsistentRead: true,
            ScanIndexForward: !newestFirst,
            KeyConditionExpression: `#pk = :pk${sortKey.expression}`,
            ExpressionAttributeNames: names(`#pk${sortKey.expression}${filter?.expression ?? ''}`),
            ExpressionAttributeValues: values,
            ...(filter && { FilterExpression: filter.expression }),
            ...(limit !== undefined && !filter && { Limit: limit }),
          },
          limit ?? Number.POSITIVE_INFINITY,
        );
      }),

    queryOpen: (partition) =>
      attempt('read open findings', () =>
        allPages(
          {
            TableName,
            IndexName: openIndex.name,
            KeyConditionExpression: '#pk = :pk',
            ExpressionAttributeNames: { '#pk': openIndex.pk },
            ExpressionAttributeValues: { ':pk': partition },
          },
          Number.POSITIVE_INFINITY,
        ),
      ),

    put: (row, condition) =>
      write('write a row', () =>
        client.send(new PutCommand({ TableName, Item: row, ...conditional('', condition) })),
      ),

    update: (key, update, condition) =>
      write('update a row', () => {
        const { expression, values } = updateExpression(update);
        return client.send(
          new UpdateCommand({
            TableName,
            Key: key,
            UpdateExpression: expression,
            ...conditional(expression, { expression: '', ...condition }, values),
          }),
        );
      }),

    remove: (key, condition) =>
      write('delete a row', () =>
        client.send(new DeleteCommand({ TableName, Key: key, ...conditional('', condition) })),
      ),

    putAll: (rows) =>
      attempt('write rows', () => {
        const distinct = new Map(rows.map((row) => [`${row.pk}\n${row.sk}`, row]));
        return inParallel(chunks([...distinct.values()], batchSize), writesAtOnce, putBatch);
      }),
  };
}

/** What a row says, without what it is filed under. The caller knows what it wrote there. */
export function contentOf<T>(row: Row): T {
  const content: Record<string, unknown> = { ...row };
  for (const attribute of keyAttributes) delete content[attribute];
  return content as T;
}

function sortKeyCondition(prefix: string, from: string | undefined): Required<Condition> {
  // `~` sorts behind every character our sort keys are made of.
  if (from !== undefined) {
    const values = { ':from': from, ':to': `${prefix}~` };
    return { expression: ' AND #sk BETWEEN :from AND :to', values };
  }
  if (prefix === '') return { expression: '', values: {} };
  return { expression: ' AND begins_with(#sk, :prefix)', values: { ':prefix': prefix } };
}

function updateExpression({ set, setOnce = {}, add = {} }: Update): Required<Condition> {
  const always = Object.keys(set).map((name) => `#${name} = :${name}`);
  const once = Object.keys(setOnce).map((name) => `#${name} = if_not_exists(#${name}, :${name})`);
  const joined = Object.keys(add).map((name) => `#${name} :${name}`);
  const assignments = [...always, ...once];
  const clauses = [
    ...(assignments.length > 0 ? [`SET ${assignments.join(', ')}`] : []),
    ...(joined.length > 0 ? [`ADD ${joined.join(', ')}`] : []),
  ];
  const entries = Object.entries({ ...set, ...setOnce, ...add });
  const values = Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value]));
  return { expression: clauses.join(' '), values };
}

/** The expression parameters of a write. DynamoDB refuses empty ones, so each is left out when there is nothing in it. */
function conditional(
  otherExpression: string,
  condition: Condition | undefined,
  otherValues: Row = {},
): {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
} {
  const expression = condition?.expression ?? '';
  const values = { ...otherValues, ...condition?.values };
  const attributes = names(`${otherExpression} ${expression}`);
  return {
    ...(expression !== '' && { ConditionExpression: expression }),
    ...(Object.keys(attributes).length > 0 && { ExpressionAttributeNames: attributes }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

/** Every attribute goes through a placeholder: hundreds of plain words are reserved in expressions. */
function names(expression: string): Record<string, string> {
  const found = expression.match(/#\w+/g) ?? [];
  return Object.fromEntries(found.map((placeholder) => [placeholder, placeholder.slice(1)]));
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );
}

function explain(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  switch (errorName(cause)) {
    case 'ResourceNotFoundException':
      return 'there is no such table in this account and region';
    case 'AccessDeniedException':
      return `the caller may not: ${message}`;
    case 'ThrottlingException':
    case 'ProvisionedThroughputExceededException':
    case 'RequestLimitExceeded':
      return `DynamoDB kept throttling: ${message}`;
    default:
      return message || errorName(cause);
  }
}

function errorName(cause: unknown): string {
  return cause instanceof Error ? cause.name : '';
}
