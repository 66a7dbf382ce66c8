/** Typed output, written as the XML the Query protocols and S3 answer with. */
import { determineTimestampFormat } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { CodecSettings, SchemaRef } from '@smithy/types';

// The format of a time in a header is another one than that in a document.
const settings: CodecSettings = {
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: true,
};

/** Writes the members of a structure, without an element around them. */
export function writeXmlMembers(schema: SchemaRef, value: object): string {
  const structure = NormalizedSchema.of(schema);
  return structure.isStructSchema() ? writeMembers(structure, value) : '';
}

/** Makes text safe between two tags. A carriage return written as itself would be read as a line feed. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => entities.get(character) ?? character);
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\r', '&#13;'],
]);

function writeMembers(schema: NormalizedSchema, value: object): string {
  const members = value as Readonly<Record<string, unknown>>;
  let xml = '';
  for (const [name, member] of schema.structIterator()) {
    xml += write(member, members[name], member.getMemberTraits().xmlName ?? name);
  }
  return xml;
}

function write(schema: NormalizedSchema, value: unknown, tag: string): string {
  if (value === undefined || value === null) return '';
  if (schema.isStructSchema()) return element(tag, writeMembers(schema, value as object));
  if (schema.isListSchema()) return writeList(schema, value as readonly unknown[], tag);
  if (schema.isMapSchema()) return writeMap(schema, value as object, tag);
  return element(tag, escapeXml(writeText(schema, value)));
}

function writeList(schema: NormalizedSchema, items: readonly unknown[], tag: string): string {
  const item = schema.getValueSchema();
  const flat = isFlattened(schema);
  const itemTag = flat ? tag : (item.getMergedTraits().xmlName ?? 'member');
  const written = items.map((each) => write(item, each, itemTag)).join('');
  return flat ? written : element(tag, written);
}

function writeMap(schema: NormalizedSchema, map: object, tag: string): string {
  const flat = isFlattened(schema);
  const entryTag = flat ? tag : 'entry';
  const keyTag = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
  const valueSchema = schema.getValueSchema();
  const valueTag = valueSchema.getMergedTraits().xmlName ?? 'value';
  const written = Object.entries(map)
    .map(([key, value]) => element(keyTag, escapeXml(key)) + write(valueSchema, value, valueTag))
    .map((entry) => element(entryTag, entry))
    .join('');
  return flat ? written : element(tag, written);
}

/** A single value as it stands between two tags before escaping, or in a header. */
export function writeText(schema: NormalizedSchema, value: unknown): string {
  if (schema.isListSchema() || schema.isMapSchema() || schema.isStructSchema()) {
    throw new TypeError(`not a single value: ${schema.getMemberName()}`);
  }
  if (schema.isTimestampSchema()) return writeDate(schema, value);
  if (schema.isBlobSchema()) return Buffer.from(value as Uint8Array).toString('base64');
  return String(value);
}

function writeDate(schema: NormalizedSchema, value: unknown): string {
  if (!(value instanceof Date)) throw new TypeError(`not a Date: ${schema.getMemberName()}`);
  switch (determineTimestampFormat(schema, settings)) {
    case 6:
      return value.toUTCString();
    case 7:
      return String(value.getTime() / 1000);
    default:
      return value.toISOString();
  }
}

function element(tag: string, content: string): string {
  return `<${tag}>${content}</${tag}>`;
}

function isFlattened(schema: NormalizedSchema): boolean {
  return schema.getMergedTraits().xmlFlattened === 1;
}
