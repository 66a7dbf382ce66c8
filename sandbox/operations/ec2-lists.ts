/** How every list of EC2 is asked for: by ids, by filters, page by page. */
import type { Filter, Tag } from '@aws-sdk/client-ec2';
import type { Account } from '../account.ts';
import { type Page, type PageLimits, pager } from '../paging.ts';
import { SandboxError } from '../service.ts';

/** What one list knows of its rows. */
export interface Listing<T> {
  /** `DescribeSubnets`. */
  readonly name: string;
  readonly limits?: PageLimits;
  readonly idOf: (row: T) => string | undefined;
  readonly ids: IdRefusals;
  /** By name of the filter: what its values are compared with. */
  readonly filters: Readonly<Record<string, (row: T) => readonly (string | undefined)[]>>;
}

/** How bad ids are refused. */
export interface IdRefusals {
  /** `subnet`: what ids begin with. */
  readonly kind: string;
  readonly malformed: (id: string) => SandboxError;
  readonly notFound: (id: string) => SandboxError;
  /** Set where a call cannot name ids and a page size: the parameter that holds the ids. */
  readonly notWithPageSize?: string;
}

export interface ListRequest {
  readonly ids?: readonly string[] | undefined;
  readonly filters?: readonly Filter[] | undefined;
  readonly size?: number | undefined;
  readonly token?: string | undefined;
}

/** What nearly every request spells the same way. */
export function requestFor(
  ids: readonly string[] | undefined,
  input: {
    readonly Filters?: readonly Filter[] | undefined;
    readonly MaxResults?: number | undefined;
    readonly NextToken?: string | undefined;
  },
): ListRequest {
  return { ids, filters: input.Filters, size: input.MaxResults, token: input.NextToken };
}

const usualLimits: PageLimits = { minimum: 5, maximum: 1000, default: 1000 };
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
const filterValues = 200;

/** The rows a request asks for, as many as a page holds; refuses what EC2 refuses. */
export function listed<T extends { Tags?: Tag[] | undefined }>(
  listing: Listing<T>,
  rows: readonly T[],
  request: ListRequest,
  account: Account,
): Page<T> {
  const { ids = [], filters = [], size, token: marker } = request;
  refuseIds(listing, rows, ids, size);
  refuseFilters(listing, filters);
  const chosen = rows.filter(
    (row) =>
      (ids.length === 0 || ids.includes(listing.idOf(row) ?? '')) &&
      filters.every((filter) => passes(listing, row, filter)),
  );
  const page = pager(listing.limits ?? usualLimits, {
    size: (asked, { minimum, maximum }) =>
      invalidValue(
        `Value ( ${asked} ) for parameter maxResults is invalid. Expecting a value between ${minimum} and ${maximum}.`,
      ),
    marker: () => new SandboxError('InvalidNextToken', 'The specified NextToken is not valid.'),
  });
  return page(chosen, { list: listing.name, size, marker }, account);
}

function refuseIds<T>(
  { ids: refusals, idOf }: Listing<T>,
  rows: readonly T[],
  asked: readonly string[],
  size: number | undefined,
): void {
  if (refusals.notWithPageSize !== undefined && asked.length > 0 && size !== undefined) {
    throw new SandboxError(
      'InvalidParameterCombination',
      `The parameter ${refusals.notWithPageSize} cannot be used with the parameter maxResults`,
    );
  }
  const wellFormed = new RegExp(`^${refusals.kind}-([0-9a-f]{8}|[0-9a-f]{17})$`);
  for (const id of asked) {
    if (!wellFormed.test(id)) throw refusals.malformed(id);
    if (!rows.some((row) => idOf(row) === id)) throw refusals.notFound(id);
  }
}

function refuseFilters<T>({ filters: known }: Listing<T>, filters: readonly Filter[]): void {
  for (const { Name = '' } of filters) {
    const valid = Name.startsWith('tag:') || Name === 'tag-key' || Object.hasOwn(known, Name);
    if (!valid) throw invalidValue(`The filter '${Name}' is invalid`);
  }
  if (filters.flatMap(({ Values = [] }) => Values).length > filterValues) {
    throw new SandboxError(
      'FilterLimitExceeded',
      `The maximum number of filter values specified on a single call is ${filterValues}`,
    );
  }
}

/** Values of one filter are alternatives and know `*` and `?`; several filters must all hold. */
function passes<T extends { Tags?: Tag[] | undefined }>(
  listing: Listing<T>,
  row: T,
  { Name = '', Values: patterns = [] }: Filter,
): boolean {
  const values = valuesOf(listing, row, Name).filter((value) => value !== undefined);
  return patterns.some((pattern) => values.some((value) => wildcard(pattern).test(value)));
}

function valuesOf<T extends { Tags?: Tag[] | undefined }>(
  { filters }: Listing<T>,
  row: T,
  name: string,
): readonly (string | undefined)[] {
  const tags = row.Tags ?? [];
  if (name === 'tag-key') return tags.map(({ Key }) => Key);
  if (!name.startsWith('tag:')) return filters[name]?.(row) ?? [];
  const key = name.slice('tag:'.length);
  return tags.filter(({ Key }) => Key === key).map(({ Value }) => Value ?? '');
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}

export function invalidValue(message: string): SandboxError {
  return new SandboxError('InvalidParameterValue', message);
}

/** `Invalid id: "nope" (expecting "sg-...")`. */
export function malformedId(code: string, kind: string) {
  return (id: string) => new SandboxError(code, `Invalid id: "${id}" (expecting "${kind}-...")`);
}
