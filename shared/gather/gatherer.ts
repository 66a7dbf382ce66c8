/** How facts are read: each fact has one reader, and names the IAM actions its calls need beside them. */
import { actionOf, type Connection } from '../aws/connection.ts';
import { MissingFactError, toMissing } from '../aws/errors.ts';
import { type Fact, known } from '../model/fact.ts';
import type { FactMap, GatheredFactName } from '../model/inventory.ts';

/**
 * An action that reads. `Get`, `List` and `Describe` are not enough to be harmless: actions that read contents are
 * refused by the infrastructure's tests. Reads that are spelled otherwise are added one by one, with the reason.
 */
export type ReadAction =
  | `${string}:${'Get' | 'List' | 'Describe'}${string}`
  // Drill reports are rows of a small table of our own; the role is granted this one table.
  | 'dynamodb:Query';

export interface ReadContext {
  readonly connection: Connection;
  /** What the configuration declares in this target. */
  readonly declared: DeclaredHere;
  /** True when everything in the region is judged, whoever made it. */
  readonly wholeRegion: boolean;
  /** What this run wants to know: a reader that can do with less does not ask for more. */
  readonly wanted: ReadonlySet<GatheredFactName>;
  /** Another fact of the same run; read once however many ask. */
  readonly ask: <K extends GatheredFactName>(fact: K) => Promise<Fact<FactMap[K]>>;
}

/** As much of the configuration as decides what is to be read. */
export interface DeclaredHere {
  /** Names of the deployments. */
  readonly deployments: readonly string[];
  /** ARNs of alert topics no stack tells of. */
  readonly topics: readonly string[];
}

export const nothingDeclared: DeclaredHere = { deployments: [], topics: [] };

export interface Reader<K extends GatheredFactName = GatheredFactName> {
  readonly actions: readonly ReadAction[];
  /** The whole answer, paged to its end. Whatever it throws makes the fact missing: half a list is never returned. */
  readonly read: (context: ReadContext) => Promise<FactMap[K]>;
}

/** The facts of one service: those whose names begin with it. */
export type Gatherer<S extends string> = {
  readonly [K in Extract<GatheredFactName, `${S}.${string}`>]: Reader<K>;
};

/** A part of a list that is read with calls of its own: its failure does not take the whole list with it. */
export async function attempt<T>(action: ReadAction, read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await read());
  } catch (error) {
    return toMissing(error, actionOf(error) ?? action);
  }
}

/** The value of another fact; its absence makes the asking fact missing for the same cause. */
export async function need<K extends GatheredFactName>(
  context: ReadContext,
  fact: K,
): Promise<FactMap[K]> {
  const answer = await context.ask(fact);
  if (!answer.known) throw new MissingFactError(answer);
  return answer.value;
}

/**
 * All items of all pages; throws when any page fails or a page token comes twice, so that a list is whole or not there.
 * (The SDK's own `stopOnSameToken` ends such a list quietly, as if it were whole.)
 */
export async function collect<P extends object, T>(
  pages: AsyncIterable<P>,
  items: (page: P) => readonly T[] | undefined,
): Promise<T[]> {
  const all: T[] = [];
  const tokens = new Set<string>();
  for await (const page of pages) {
    // AWS sends an empty list as such: an answer without one is somebody else's.
    all.push(...required(items(page), 'list'));
    const token = pageToken(page);
    if (token === undefined) continue;
    if (tokens.has(token)) throw new Error('the list does not end: a page token came twice');
    tokens.add(token);
  }
  return all;
}

function pageToken(page: object): string | undefined {
  const { NextMarker, Marker, NextToken, nextToken, LastEvaluatedKey } = page as Record<
    string,
    unknown
  >;
  const token = NextMarker ?? Marker ?? NextToken ?? nextToken ?? LastEvaluatedKey;
  return token === undefined || token === '' ? undefined : JSON.stringify(token);
}

/** Splits a list into parts of at most `size`: what one call accepts. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Tags worth keeping: who made the resource, and what our drills mark. Values of others may be secret. */
export function keepTags(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
): Record<string, string> {
  const kept = tags.filter(
    ({ Key = '' }) => Key === 'aws:cloudformation:stack-name' || Key.startsWith('stack-auditor:'),
  );
  return Object.fromEntries(kept.map(({ Key = '', Value = '' }) => [Key, Value]));
}

export function isoDate(date: Date | undefined): string | null {
  return date === undefined ? null : date.toISOString();
}

/** A member AWS always sends; without it the answer is not one we can read. */
export function required<T>(value: T | undefined | null, member: string): T {
  if (value === undefined || value === null) throw new Error(`the answer has no ${member}`);
  return value;
}
