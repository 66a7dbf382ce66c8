/** Typed values to the JSON of the AWS JSON protocols, and back. */
import { determineTimestampFormat } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { CodecSettings, SchemaRef } from '@smithy/types';
import { SandboxError } from './service.ts';

const settings: CodecSettings = { timestampFormat: { useTrait: true, default: 7 } };

/** Writes a structure as a JSON document. */
export function writeJson(schema: SchemaRef, value: object): string {
  const structure = NormalizedSchema.of(schema);
  return JSON.stringify(structure.isStructSchema() ? toJson(structure, value) : {});
}

/** Reads a JSON document into the structure the schema describes; members it does not know are left out. */
export function readJson(schema: SchemaRef, text: string): object {
  const structure = NormalizedSchema.of(schema);
  const document = parse(text);
  return structure.isStructSchema() ? readStructure(structure, document) : {};
}

function parse(text: string): object {
  const document = text === '' ? {} : parseOrRefuse(text);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new SandboxError('SerializationException', 'Start of structure or map expected');
  }
  return document;
}

function parseOrRefuse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SandboxError('SerializationException', 'The request is not valid JSON');
  }
}

function toJson(schema: NormalizedSchema, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (schema.isStructSchema()) return writeStructure(schema, value as object);
  if (schema.isListSchema()) {
    return present(schema, value as readonly unknown[]).map((item) =>
      toJson(schema.getValueSchema(), item),
    );
  }
  if (schema.isMapSchema()) {
    return mapValues(value as object, (each) => toJson(schema.getValueSchema(), each));
  }
  if (schema.isTimestampSchema()) return writeDate(schema, value);
  if (schema.isBlobSchema()) return Buffer.from(value as Uint8Array).toString('base64');
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
}

function writeStructure(schema: NormalizedSchema, value: object): object {
  const given = value as Readonly<Record<string, unknown>>;
  const members: [string, unknown][] = [];
  for (const [name, member] of schema.structIterator()) {
    const each = given[name];
    if (each !== undefined && each !== null) members.push([name, toJson(member, each)]);
  }
  return Object.fromEntries(members);
}

function writeDate(schema: NormalizedSchema, value: unknown): string | number {
  if (!(value instanceof Date)) throw new TypeError(`not a Date: ${schema.getMemberName()}`);
  switch (determineTimestampFormat(schema, settings)) {
    case 5:
      return value.toISOString();
    case 6:
      return value.toUTCString();
    default:
      return value.getTime() / 1000;
  }
}

function fromJson(schema: NormalizedSchema, value: unknown): unknown {
  if (value === null) return null;
  if (schema.isStructSchema()) return readStructure(schema, expectObject(value));
  if (schema.isListSchema()) {
    return present(schema, expectArray(value)).map((item) =>
      fromJson(schema.getValueSchema(), item),
    );
  }
  if (schema.isMapSchema()) {
    return mapValues(expectObject(value), (each) => fromJson(schema.getValueSchema(), each));
  }
  if (schema.isTimestampSchema()) return readDate(value);
  if (schema.isBlobSchema()) return Uint8Array.from(Buffer.from(String(value), 'base64'));
  // Not a number and the infinities have no JSON of their own and travel as text.
  if (schema.isNumericSchema() && typeof value === 'string') return Number(value);
  return value;
}

function readDate(value: unknown): Date {
  const date = new Date(typeof value === 'number' ? value * 1000 : String(value));
  if (!Number.isNaN(date.getTime())) return date;
  throw new SandboxError('SerializationException', `Not a timestamp: ${value}`);
}

function readStructure(schema: NormalizedSchema, document: object): object {
  const given = document as Readonly<Record<string, unknown>>;
  const members: [string, unknown][] = [];
  for (const [name, member] of schema.structIterator()) {
    const each = Object.hasOwn(given, name) ? given[name] : undefined;
    if (each !== undefined && each !== null) members.push([name, fromJson(member, each)]);
  }
  return Object.fromEntries(members);
}

/** Only a list that is declared sparse may hold nulls. */
function present(schema: NormalizedSchema, items: readonly unknown[]): readonly unknown[] {
  if (schema.getMergedTraits().sparse === 1) return items;
  return items.filter((item) => item !== undefined && item !== null);
}

function mapValues(map: object, change: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

function expectObject(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new SandboxError('SerializationException', 'Start of structure or map expected');
}

function expectArray(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new SandboxError('SerializationException', 'Start of list expected');
}
