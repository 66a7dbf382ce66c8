/** Spans of time, and moments told backwards from a world's clock. */
import type { Account } from '../account.ts';

export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => minutes(count * 60);
export const days = (count: number): number => hours(count * 24);

/** The moment that lies `span` milliseconds before the account's now. */
export function ago(account: Account, span: number): Date {
  return new Date(account.clock.now().getTime() - span);
}

/** How AWS writes a time into the name of a snapshot: `2026-11-23-04-10`. */
export function stampOf(time: Date): string {
  return time.toISOString().slice(0, 16).replaceAll(/[T:]/g, '-');
}
