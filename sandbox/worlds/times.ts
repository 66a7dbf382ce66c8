/** Spans of time, and moments told backwards from a world's clock. */
import type { Account } from '../account.ts';

export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => minutes(count * 60);
export const days = (count: number): number => hours(count * 24);

/** The moment that lies `span` milliseconds before the account's now. */
export function ago(account: Account, span: number): Date {
  return new Date(account.clock.now().getTime() - span);
}

/** Makes a member stay `span` milliseconds behind the account's clock, as AWS keeps it, until somebody sets it. */
export function trail<T extends object>(
  account: Account,
  resource: T,
  member: keyof T & string,
  span: number,
): void {
  Object.defineProperty(resource, member, {
    configurable: true,
    enumerable: true,
    get: () => ago(account, span),
    set: (value: Date) =>
      Object.defineProperty(resource, member, { value, writable: true, enumerable: true }),
  });
}

/** How AWS writes a time into the name of a snapshot: `2026-11-23-04-10`. */
export function stampOf(time: Date): string {
  return time.toISOString().slice(0, 16).replaceAll(/[T:]/g, '-');
}
