/** Form fields of the AWS Query and EC2 Query protocols, read into typed input. */
import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';
import { SandboxError } from './service.ts';

/** What the two protocols that send forms do differently. */
export interface QueryDialect {
  /** What the field of a structure's member is called. */
  readonly fieldName: (memberName: string, member: NormalizedSchema) => string;
  /** Whether every list is `Name.1` rather than `Name.member.1`. */
  readonly flatLists: boolean;
}

export const awsQueryDialect: QueryDialect = {
  fieldName: (memberName, member) => member.getMergedTraits().xmlName ?? memberName,
  flatLists: false,
};

export const ec2QueryDialect: QueryDialect = {
  fieldName: (memberName, member) => {
    const { ec2QueryName, xmlName } = member.getMergedTraits();
    return typeof ec2QueryName === 'string' ? ec2QueryName : capitalized(xmlName ?? memberName);
  },
  flatLists: true,
};

/** One step of a dotted field name: `Filters.Filter.1.Name` is four of them. */
interface FormNode {
  text: string | undefined;
  readonly children: Map<string, FormNode>;
}

/** Reads a form into the structure the schema describes; fields the schema does not know are left out. */
export function readForm(
  schema: SchemaRef,
  form: Iterable<readonly [string, string]>,
  dialect: QueryDialect,
): object {
  const structure = NormalizedSchema.of(schema);
  return structure.isStructSchema() ? readStructure(structure, toTree(form), dialect) : {};
}

function toTree(form: Iterable<readonly [string, string]>): FormNode {
  const root = emptyNode();
  for (const [name, text] of form) {
    let node = root;
    for (const step of name.split('.')) node = childOf(node, step);
    node.text = text;
  }
  return root;
}

function emptyNode(): FormNode {
  return { text: undefined, children: new Map() };
}

function childOf(node: FormNode, step: string): FormNode {
  const existing = node.children.get(step);
  if (existing !== undefined) return existing;
  const added = emptyNode();
  node.children.set(step, added);
  return added;
}

function readNode(schema: NormalizedSchema, node: FormNode, dialect: QueryDialect): unknown {
  if (schema.isStructSchema()) return readStructure(schema, node, dialect);
  if (schema.isListSchema()) return readList(schema, node, dialect);
  if (schema.isMapSchema()) return readMap(schema, node, dialect);
  return readText(schema, node.text ?? '');
}

function readStructure(schema: NormalizedSchema, node: FormNode, dialect: QueryDialect): object {
  const members: [string, unknown][] = [];
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(dialect.fieldName(name, member));
    if (child !== undefined) members.push([name, readNode(member, child, dialect)]);
  }
  return Object.fromEntries(members);
}

// A list without items is the bare field `Name=`: a node without children, so an empty list again.
function readList(schema: NormalizedSchema, node: FormNode, dialect: QueryDialect): unknown[] {
  const item = schema.getValueSchema();
  const flat = dialect.flatLists || isFlattened(schema);
  const items = flat ? node : node.children.get(item.getMergedTraits().xmlName ?? 'member');
  return numbered(items).map((child) => readNode(item, child, dialect));
}

function readMap(schema: NormalizedSchema, node: FormNode, dialect: QueryDialect): object {
  const value = schema.getValueSchema();
  const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
  const valueName = value.getMergedTraits().xmlName ?? 'value';
  const entries = numbered(isFlattened(schema) ? node : node.children.get('entry'));
  return Object.fromEntries(
    entries.map(({ children }) => [
      children.get(keyName)?.text ?? '',
      readNode(value, children.get(valueName) ?? emptyNode(), dialect),
    ]),
  );
}

/** The children `1`, `2`, … in order; a number that is left out is an item that had nothing to send. */
function numbered(node: FormNode | undefined): FormNode[] {
  return [...(node?.children ?? [])]
    .filter(([step]) => /^\d+$/.test(step))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function readText(schema: NormalizedSchema, text: string): unknown {
  if (schema.isStringSchema()) return text;
  if (schema.isBooleanSchema()) return readBoolean(text);
  if (schema.isNumericSchema()) return readNumber(text);
  if (schema.isTimestampSchema()) return readDate(text);
  if (schema.isBlobSchema()) return Uint8Array.from(Buffer.from(text, 'base64'));
  throw new TypeError(`the sandbox cannot read ${schema.getName(true)} from a form`);
}

function readBoolean(text: string): boolean {
  if (text !== 'true' && text !== 'false') throw malformed('Boolean', text);
  return text === 'true';
}

function readNumber(text: string): number {
  const number = Number(text);
  if (text === '' || (Number.isNaN(number) && text !== 'NaN')) throw malformed('number', text);
  return number;
}

function readDate(text: string): Date {
  const isEpoch = /^-?\d+(\.\d+)?$/.test(text);
  const date = new Date(isEpoch ? Number(text) * 1000 : text);
  if (Number.isNaN(date.getTime())) throw malformed('timestamp', text);
  return date;
}

function malformed(type: string, text: string): SandboxError {
  return new SandboxError('MalformedInput', `Not a ${type}: ${text}`);
}

function isFlattened(schema: NormalizedSchema): boolean {
  return schema.getMergedTraits().xmlFlattened === 1;
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
