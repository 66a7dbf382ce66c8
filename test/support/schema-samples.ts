/** Values for any shape of the AWS API, made from the SDK's own schema of it. */
import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';
import fc from 'fast-check';

/** What the scalars and collections of a sample look like. */
export interface Flavour {
  readonly text: (name: string) => string;
  readonly number: number;
  readonly boolean: boolean;
  readonly date: Date;
  readonly bytes: Uint8Array;
  /** How many items a list or a map has. */
  readonly size: 0 | 1 | 2;
}

export const plain: Flavour = {
  text: (name) => `the ${name}`,
  number: 42,
  boolean: true,
  date: new Date('2026-11-23T04:05:06.000Z'),
  bytes: Uint8Array.of(1, 2, 3),
  size: 1,
};

export const awkward: Flavour = {
  text: (name) => ` <${name}> & "quotes" 'apostrophes' =+%/?#;\t\r\n\\ Grüße 日本 🎉 ]]> &amp; `,
  number: -1234.5678,
  boolean: true,
  date: new Date('2026-11-23T04:05:06.789Z'),
  bytes: Uint8Array.of(0, 255, 128, 10),
  size: 2,
};

export const nothing: Flavour = {
  text: () => '',
  number: 0,
  boolean: false,
  date: new Date(0),
  bytes: new Uint8Array(),
  size: 0,
};

/** Empty scalars in collections that are not. */
export const hollow: Flavour = { ...nothing, size: 2 };

/** A value that has every member the schema has; shapes that contain themselves end after two rounds. */
export function fullSample(schema: SchemaRef, flavour: Flavour): unknown {
  return samples(NormalizedSchema.of(schema), flavour, [])[0];
}

/** One value, or one per alternative where the shape is a union. */
function samples(
  schema: NormalizedSchema,
  flavour: Flavour,
  within: readonly string[],
): readonly unknown[] {
  if (schema.isUnitSchema()) return [{}];
  if (schema.isUnionSchema()) return alternatives(schema, flavour, within);
  if (schema.isStructSchema()) return [structure(schema, flavour, within)];
  if (schema.isListSchema()) return [items(schema.getValueSchema(), flavour, within)];
  if (schema.isMapSchema()) {
    const values = items(schema.getValueSchema(), flavour, within);
    return [Object.fromEntries(values.map((value, at) => [`key ${at}`, value]))];
  }
  return [scalar(schema, flavour)];
}

function alternatives(
  schema: NormalizedSchema,
  flavour: Flavour,
  within: readonly string[],
): readonly unknown[] {
  const name = schema.getName(true) ?? '';
  const isNested = within.filter((each) => each === name).length >= 2;
  return [...schema.structIterator()]
    .filter(([, member]) => !isNested || !(member.isListSchema() || member.isMapSchema()))
    .map(([key, member]) => ({ [key]: samples(member, flavour, [...within, name])[0] }));
}

function structure(schema: NormalizedSchema, flavour: Flavour, within: readonly string[]): object {
  const members = [...schema.structIterator()].map(([name, member]) => [
    name,
    samples(member, flavour, within)[0],
  ]);
  return Object.fromEntries(members);
}

function items(schema: NormalizedSchema, flavour: Flavour, within: readonly string[]): unknown[] {
  if (flavour.size === 0) return [];
  const each = samples(schema, flavour, within);
  return flavour.size === 1 || each.length > 1 ? [...each] : [...each, ...each];
}

function scalar(schema: NormalizedSchema, flavour: Flavour): unknown {
  if (schema.isBooleanSchema()) return flavour.boolean;
  if (schema.isNumericSchema()) return flavour.number;
  if (schema.isTimestampSchema()) return flavour.date;
  if (schema.isBlobSchema()) return flavour.bytes;
  if (schema.isDocumentSchema()) return { text: flavour.text('document'), list: [1, false] };
  return flavour.text(schema.isMemberSchema() ? schema.getMemberName() : 'text');
}

/** Any value of a shape: members come and go, lists are short or empty, text is anything XML can carry. */
export function anySample(schema: SchemaRef): fc.Arbitrary<unknown> {
  return arbitrary(NormalizedSchema.of(schema), 0);
}

function arbitrary(schema: NormalizedSchema, depth: number): fc.Arbitrary<unknown> {
  if (schema.isUnitSchema()) return fc.constant({});
  if (schema.isUnionSchema()) return anyAlternative(schema, depth);
  if (schema.isStructSchema()) return anyStructure(schema, depth);
  if (schema.isListSchema()) {
    return fc.array(arbitrary(schema.getValueSchema(), depth + 1), { maxLength: 2 });
  }
  if (schema.isMapSchema()) {
    const value = arbitrary(schema.getValueSchema(), depth + 1);
    return fc.dictionary(anyText, value, { maxKeys: 2, noNullPrototype: true });
  }
  return anyScalar(schema);
}

function anyAlternative(schema: NormalizedSchema, depth: number): fc.Arbitrary<unknown> {
  const members = [...schema.structIterator()].filter(
    ([, member]) => depth < 6 || !(member.isListSchema() || member.isMapSchema()),
  );
  return fc.oneof(
    ...members.map(([name, member]) =>
      arbitrary(member, depth + 1).map((value) => ({ [name]: value })),
    ),
  );
}

function anyStructure(schema: NormalizedSchema, depth: number): fc.Arbitrary<unknown> {
  const members = [...schema.structIterator()].map(([name, member]) => [
    name,
    arbitrary(member, depth + 1),
  ]);
  return fc.record(Object.fromEntries(members), { requiredKeys: [], noNullPrototype: true });
}

function anyScalar(schema: NormalizedSchema): fc.Arbitrary<unknown> {
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isNumericSchema()) return anyNumber;
  if (schema.isTimestampSchema()) return anyDate;
  if (schema.isBlobSchema()) return fc.uint8Array({ maxLength: 8 });
  if (schema.isDocumentSchema()) return fc.dictionary(anyText, fc.oneof(anyText, fc.boolean()));
  return anyText;
}

/** Whole numbers beyond the safe ones come back from the SDK as `bigint`; negative zero is written as zero. */
const anyNumber = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, min: -1e9, max: 1e9 }))
  .map((number) => number || 0);

const anyDate = fc.date({
  min: new Date('1990-01-01T00:00:00Z'),
  max: new Date('2090-01-01T00:00:00Z'),
  noInvalidDate: true,
});

/** XML has no way to write most control characters, and the SDK's parser drops text that is only line breaks. */
const anyText = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...'<>&"\'=+%/?#;\\ \t\r\nä🎉', ']]>'), maxLength: 8 }),
  )
  .filter((text) => !/[^\P{Cc}\t\r\n\u0080-\u009f]|\p{Cn}/u.test(text))
  .filter((text) => text.trim() !== '' || !/[\r\n]/.test(text))
  .filter((text) => text !== '__proto__');
