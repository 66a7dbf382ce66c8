import { afterEach, expect, test } from 'vitest';
import {
  acquireLease,
  LeaseHeldError,
  LeaseLostError,
  releaseLease,
  renewLease,
} from '../../../shared/store/lease.ts';
import { cleanUp, openStore, target } from './support.ts';

afterEach(cleanUp);

const start = new Date('2026-11-24T03:00:00.000Z');
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

test('a second holder is told who audits, and until when', async () => {
  const { table } = await openStore();
  const lease = await acquireLease(table, target, 'acme', 'run one', start);
  expect(lease.until).toBe('2026-11-24T03:15:00.000Z');
  const second = acquireLease(table, target, 'acme', 'run two', after(14));
  await expect(second).rejects.toThrow(LeaseHeldError);
  await expect(second).rejects.toThrow(
    'acme is being audited by run one, which holds its lease until 2026-11-24T03:15:00.000Z',
  );
  await acquireLease(table, target, 'beta', 'run two', after(14));
});

test('of many who ask at once one gets it', async () => {
  const { table } = await openStore();
  const asked = Array.from({ length: 20 }, (_, number) =>
    acquireLease(table, target, 'acme', `run ${number}`, start),
  );
  const answers = await Promise.allSettled(asked);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('the same holder may ask again, as a repeated attempt does', async () => {
  const { table } = await openStore();
  await acquireLease(table, target, 'acme', 'run one', start);
  const again = await acquireLease(table, target, 'acme', 'run one', after(5));
  expect(again.until).toBe(after(20).toISOString());
});

test('a lease runs out', async () => {
  const { table } = await openStore();
  const first = await acquireLease(table, target, 'acme', 'run one', start);
  const second = await acquireLease(table, target, 'acme', 'run two', after(15));
  await expect(renewLease(table, first, after(16))).rejects.toThrow(LeaseHeldError);
  await releaseLease(table, first);
  await expect(acquireLease(table, target, 'acme', 'run three', after(16))).rejects.toThrow(
    'run two',
  );
  await releaseLease(table, second);
  await acquireLease(table, target, 'acme', 'run three', after(16));
});

test('a lease can be renewed, also when it ran out and nobody took it', async () => {
  const { table } = await openStore();
  const lease = await acquireLease(table, target, 'acme', 'run one', start);
  const renewed = await renewLease(table, lease, after(20));
  expect(renewed).toEqual({ ...lease, until: after(35).toISOString() });
  await expect(acquireLease(table, target, 'acme', 'run two', after(34))).rejects.toThrow(
    'run one',
  );
});

test('a lease that was given up is not renewed', async () => {
  const { table } = await openStore();
  const lease = await acquireLease(table, target, 'acme', 'run one', start);
  await releaseLease(table, lease);
  await expect(renewLease(table, lease, after(1))).rejects.toThrow(LeaseLostError);
});
