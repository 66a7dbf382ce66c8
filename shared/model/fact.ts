/** One answer from AWS: known, or missing with a cause. "Denied" is never read as "not set". */
export type Fact<T> = Known<T> | Missing;

export interface Known<T> {
  readonly known: true;
  readonly value: T;
}

export type MissingCause = 'denied' | 'throttled' | 'unsupported' | 'failed' | 'not-gathered';

export interface Missing {
  readonly known: false;
  readonly cause: MissingCause;
  /** One sentence for a person: what was asked and what came back. */
  readonly detail: string;
  /** The IAM action that was refused, or that the call would have needed: `rds:DescribeDBClusters`. */
  readonly action?: string;
}

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

export function missing(cause: MissingCause, detail: string, action?: string): Missing {
  return action === undefined
    ? { known: false, cause, detail }
    : { known: false, cause, detail, action };
}

/** The reason why a fact is not known; undefined when it is, and when nobody asked for it. */
export function missingOf(fact: Fact<unknown> | undefined): Missing | undefined {
  return fact !== undefined && !fact.known ? fact : undefined;
}

/** The rows of a list that is known; none otherwise: only for looking something up, never for saying that it is not there. */
export function rowsOf<T>(fact: Fact<readonly T[]> | undefined): readonly T[] {
  return fact?.known ? fact.value : [];
}

/** The same fact with another value, when it is known. */
export function mapFact<T, U>(
  fact: Fact<T> | undefined,
  change: (value: T) => U,
): Fact<U> | undefined {
  return fact?.known ? known(change(fact.value)) : fact;
}
