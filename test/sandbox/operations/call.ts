import { expect } from 'vitest';
import type { Account } from '../../../sandbox/account.ts';
import { emptyAccount } from '../../../sandbox/account.ts';
import { stoppedClock } from '../../../sandbox/clock.ts';
import { services } from '../../../sandbox/operations/index.ts';
import type { CommandClass } from '../../../sandbox/service.ts';
import { createWorld } from '../../../sandbox/worlds/index.ts';

export const now = new Date('2026-11-23T12:00:00Z');

/** Asks the sandbox without a wire. */
export async function call<I extends object, O extends object>(
  command: CommandClass<I, O>,
  input: I,
  account: Account,
): Promise<Omit<O, '$metadata'>> {
  const construct = command as unknown as new (input: object) => { schema: [9, string, string] };
  const [, namespace, name] = new construct({}).schema;
  const operation = services
    .flatMap(({ operations }) => operations)
    .find(({ schema }) => schema[1] === namespace && schema[2] === name);
  if (operation === undefined) throw new Error(`the sandbox does not answer ${name}`);
  return (await operation.answer(input, account)) as Omit<O, '$metadata'>;
}

/** The healthy world at `now`, to be changed at will. */
export function healthyAccount(): Account {
  return createWorld('healthy', stoppedClock(now));
}

export function nothing(): Account {
  return emptyAccount('111122223333', 'eu-west-1', stoppedClock(now));
}

/** Everything on all pages, in order. */
export async function readAll<P, R>(
  read: (marker: string | undefined) => Promise<P>,
  rowsOf: (page: P) => readonly R[] | undefined,
  markerOf: (page: P) => string | undefined,
): Promise<{ rows: R[]; pages: number }> {
  const rows: R[] = [];
  let pages = 0;
  let marker: string | undefined;
  do {
    const page = await read(marker);
    rows.push(...(rowsOf(page) ?? []));
    marker = markerOf(page);
    pages += 1;
  } while (marker !== undefined);
  return { rows, pages };
}

export function refusal(code: string) {
  return expect.objectContaining({ code });
}
