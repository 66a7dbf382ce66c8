/** DynamoDB, as far as a table of rows under one partition key is read. */
import {
  type AttributeValue,
  DynamoDBClient,
  QueryCommand,
  type QueryInput,
  type QueryOutput,
} from '@aws-sdk/client-dynamodb';
import type { Account } from '../account.ts';
import { cappedSize } from '../paging.ts';
import { operation, SandboxError, type Service } from '../service.ts';

type Row = Record<string, unknown>;
type Item = Record<string, AttributeValue>;

/** Partition and sort key of every table the sandbox holds. */
const partitionKey = 'pk';
const sortKey = 'sk';

function query(input: QueryInput, account: Account): QueryOutput {
  refuseWhatIsNotUnderstood(input);
  const condition = readCondition(input);
  const rows = existingTable(input.TableName ?? '', account)
    .filter((row) => row[partitionKey] === condition.partition)
    .filter((row) => String(row[sortKey]).startsWith(condition.sortPrefix))
    .sort(bySortKey(input.ScanIndexForward ?? true));
  const start = startOf(rows, input);
  const size = cappedSize(input.Limit ?? rows.length, account);
  const chosen = rows.slice(start, start + size);
  const last = start + size < rows.length ? chosen.at(-1) : undefined;
  return {
    Items: chosen.map(toItem),
    Count: chosen.length,
    ScannedCount: chosen.length,
    ...(last !== undefined && { LastEvaluatedKey: toItem(keyOf(last)) }),
  };
}

/** A parameter that would be ignored would answer wrongly without a word. */
function refuseWhatIsNotUnderstood(input: QueryInput): void {
  const { FilterExpression, IndexName, ProjectionExpression, KeyConditions, QueryFilter } = input;
  const refused = { FilterExpression, IndexName, ProjectionExpression, KeyConditions, QueryFilter };
  for (const [name, value] of Object.entries(refused)) {
    if (value !== undefined) throw validation(`The sandbox does not understand ${name}`);
  }
  if (input.Limit !== undefined && input.Limit < 1) {
    throw validation(
      `1 validation error detected: Value '${input.Limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
  }
}

interface Condition {
  readonly partition: string;
  readonly sortPrefix: string;
}

const conditionPattern =
  /^\s*(#?\w+)\s*=\s*(:\w+)(?:\s+and\s+begins_with\s*\(\s*(#?\w+)\s*,\s*(:\w+)\s*\))?\s*$/i;

/** `#pk = :pk`, with or without `AND begins_with(#sk, :sk)`. */
function readCondition(input: QueryInput): Condition {
  const [, partition, partitionValue, sort, sortValue] =
    conditionPattern.exec(input.KeyConditionExpression ?? '') ?? [];
  if (partition === undefined || partitionValue === undefined) {
    throw validation(
      `The sandbox does not understand the KeyConditionExpression ${input.KeyConditionExpression}`,
    );
  }
  requireKey(partition, partitionKey, input);
  if (sort !== undefined) requireKey(sort, sortKey, input);
  return {
    partition: stringValue(partitionValue, input),
    sortPrefix: sortValue === undefined ? '' : stringValue(sortValue, input),
  };
}

function requireKey(attribute: string, key: string, input: QueryInput): void {
  const name = attribute.startsWith('#') ? input.ExpressionAttributeNames?.[attribute] : attribute;
  if (name !== key) {
    throw validation(`Query condition missed key schema element: ${key}`);
  }
}

function stringValue(placeholder: string, input: QueryInput): string {
  const value = input.ExpressionAttributeValues?.[placeholder];
  if (value?.S === undefined) {
    throw validation(
      `Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
    );
  }
  return value.S;
}

function existingTable(nameOrArn: string, account: Account): readonly Row[] {
  const name = nameOrArn.startsWith('arn:') ? nameOrArn.replace(/^.*:table\//, '') : nameOrArn;
  const rows = account.dynamodb.tables.get(name);
  if (rows === undefined) {
    throw new SandboxError('ResourceNotFoundException', 'Requested resource not found');
  }
  return rows;
}

function bySortKey(forward: boolean): (a: Row, b: Row) => number {
  const sign = forward ? 1 : -1;
  return (a, b) => {
    const [left, right] = [String(a[sortKey]), String(b[sortKey])];
    return left === right ? 0 : left < right ? -sign : sign;
  };
}

/** Behind the row the last page ended with. */
function startOf(rows: readonly Row[], input: QueryInput): number {
  const key = input.ExclusiveStartKey;
  if (key === undefined) return 0;
  const at = rows.findIndex(
    (row) => row[partitionKey] === key[partitionKey]?.S && row[sortKey] === key[sortKey]?.S,
  );
  if (at < 0) throw validation('The provided starting key is invalid');
  return at + 1;
}

function keyOf(row: Row): Row {
  return { [partitionKey]: row[partitionKey], [sortKey]: row[sortKey] };
}

function toItem(row: Row): Item {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toAttribute(value)]));
}

function toAttribute(value: unknown): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  if (typeof value === 'object') return { M: toItem(value as Row) };
  throw new TypeError(`a sandbox row cannot hold ${typeof value}`);
}

function validation(message: string): SandboxError {
  return new SandboxError('ValidationException', message);
}

export const dynamodb: Service = {
  signingName: 'dynamodb',
  client: DynamoDBClient,
  operations: [operation(QueryCommand, query)],
};
