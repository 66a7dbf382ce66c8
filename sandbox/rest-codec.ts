/** What the REST protocols carry outside the body: which operation is asked for, labels, query and headers. */
import { NormalizedSchema } from '@smithy/core/schema';
import { type QueryDialect, readForm } from './query-codec.ts';
import type { Operation, OperationSchema } from './service.ts';
import { writeText } from './xml-codec.ts';

/** A request taken apart. */
export interface RestRequest {
  readonly method: string;
  /** What is matched with the path of an operation, not decoded. */
  readonly path: string;
  /** What the address says beside the path, by member: the bucket of S3. */
  readonly addressed: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** An output taken apart. */
export interface RestOutput {
  readonly headers: Readonly<Record<string, string>>;
  /** Of what is in the body: the one member that is all of it, or the output less its headers. */
  readonly schema: NormalizedSchema;
  /** Undefined when the body is empty. */
  readonly content: object | undefined;
}

type Labels = Readonly<Record<string, string>>;
type Place = 'body' | 'header' | 'label' | 'payload' | 'query';

/** Method and path of an operation, and what its query must say, from the `http` trait: `/{Bucket}?list-type=2`. */
interface HttpTrait {
  readonly method: string;
  readonly path: string;
  readonly literals: URLSearchParams;
}

/** Members are fields by their own names here, so that text becomes typed values in one way only. */
const byMemberName: QueryDialect = { fieldName: (memberName) => memberName, flatLists: true };

/**
 * The operation with the method and path of the request and the most of its query; where there is none, the first
 * line of the request, which is no name of an operation.
 */
export function restOperationName(
  request: RestRequest,
  operations: ReadonlyMap<string, Operation>,
): string {
  const fitting = [...operations.values()]
    .map(({ schema }) => ({ name: schema[2], literals: literalsMet(schema, request) }))
    .filter(({ literals }) => literals !== undefined)
    .sort((a, b) => Number(b.literals) - Number(a.literals));
  const query = request.query.size === 0 ? '' : `?${request.query}`;
  return fitting[0]?.name ?? `${request.method} ${request.path}${query}`;
}

/** Members that travel in path, query and headers. */
export function readRestInput(schema: OperationSchema, request: RestRequest): object {
  const labels = { ...request.addressed, ...pathLabels(httpTrait(schema).path, request.path) };
  const form = members(schema[4]).flatMap(([name, member]) => {
    const texts = textsOf(member, labels[name], request);
    return member.isListSchema()
      ? texts.map((text, at): [string, string] => [`${name}.${at + 1}`, text])
      : texts.slice(0, 1).map((text): [string, string] => [name, text]);
  });
  return readForm(schema[4], form, byMemberName);
}

/** Parts an output into headers and body. */
export function divideOutput(schema: OperationSchema, output: object): RestOutput {
  const given = output as Readonly<Record<string, unknown>>;
  const bound = members(schema[5]).map(([name, member]) => ({
    name,
    member,
    value: given[name] ?? undefined,
    ...bindingOf(member),
  }));
  const headers = bound
    .filter(({ place, value }) => place === 'header' && value !== undefined)
    .map(({ called, member, value }) => [called, writeText(member, value)]);
  const payload = bound.find(({ place }) => place === 'payload');
  const content = bound
    .filter(({ place }) => place === 'body')
    .map(({ name, value }) => [name, value]);
  return {
    headers: Object.fromEntries(headers),
    schema: payload?.member ?? NormalizedSchema.of(schema[5]),
    content:
      payload === undefined ? Object.fromEntries(content) : (payload.value as object | undefined),
  };
}

function members(schema: OperationSchema[4]): readonly [string, NormalizedSchema][] {
  const structure = NormalizedSchema.of(schema);
  return structure.isStructSchema() ? [...structure.structIterator()] : [];
}

/** Where a member travels, and what it is called there. */
function bindingOf(member: NormalizedSchema): { place: Place; called: string } {
  const { httpHeader, httpLabel, httpPayload, httpQuery, ...others } = member.getMergedTraits();
  const unknown = ['httpPrefixHeaders', 'httpQueryParams', 'httpResponseCode'].find(
    (trait) => trait in others,
  );
  if (unknown !== undefined) throw new TypeError(`the sandbox does not know ${unknown}`);
  if (httpHeader !== undefined) return { place: 'header', called: httpHeader.toLowerCase() };
  if (httpQuery !== undefined) return { place: 'query', called: httpQuery };
  if (httpLabel === 1) return { place: 'label', called: member.getMemberName() };
  if (httpPayload === 1) return { place: 'payload', called: member.getMemberName() };
  return { place: 'body', called: member.getMemberName() };
}

// No list that travels in a header has items with a comma in them.
function textsOf(
  member: NormalizedSchema,
  label: string | undefined,
  { query, headers }: RestRequest,
): readonly string[] {
  const { place, called } = bindingOf(member);
  switch (place) {
    case 'label':
      return label === undefined ? [] : [label];
    case 'query':
      return query.getAll(called);
    case 'header': {
      const text = headers[called];
      if (text === undefined) return [];
      return member.isListSchema() ? text.split(',').map((item) => item.trim()) : [text];
    }
    default:
      return [];
  }
}

/** How many words of the operation's query the request says; undefined when it asks for something else. */
function literalsMet(schema: OperationSchema, request: RestRequest): number | undefined {
  const { method, path, literals } = httpTrait(schema);
  if (method !== request.method) return undefined;
  const labels = pathLabels(path, request.path);
  if (labels === undefined || !isAddressed(schema, { ...request.addressed, ...labels })) {
    return undefined;
  }
  const asked = [...literals].every(([name, value]) => request.query.get(name) === value);
  return asked ? literals.size : undefined;
}

function isAddressed(schema: OperationSchema, labels: Labels): boolean {
  return members(schema[4]).every(
    ([name, member]) => bindingOf(member).place !== 'label' || name in labels,
  );
}

function httpTrait(schema: OperationSchema): HttpTrait {
  const [, , name, traits] = schema;
  const http = typeof traits === 'object' ? traits.http : undefined;
  if (!Array.isArray(http)) throw new TypeError(`${name} has no method and path`);
  const [method, uri] = http as [string, string];
  const [path = '/', query] = uri.split('?');
  return { method, path, literals: new URLSearchParams(query) };
}

/** What stands in the path in place of `{FileSystemId}`, or of `{Key+}`, which may go on over slashes. */
function pathLabels(template: string, path: string): Labels | undefined {
  const pattern = template
    .replaceAll(/[.*^$()|[\]\\]/g, '\\$&')
    .replaceAll(/\{(\w+)\+\}/g, '(?<$1>.+)')
    .replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const found = new RegExp(`^${pattern}$`).exec(path);
  if (found === null) return undefined;
  const labels = Object.entries(found.groups ?? {});
  return Object.fromEntries(labels.map(([name, text]) => [name, decodeURIComponent(text)]));
}
