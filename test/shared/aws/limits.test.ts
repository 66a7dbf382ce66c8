import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGate, type Gate, startingConcurrency } from '../../../shared/aws/limits.ts';

/** Calls that end when they are told to, and how many were under way at once. */
function openCalls(gate: Gate) {
  const waiting: (() => void)[] = [];
  const seen = { running: 0, most: 0 };
  const start = () =>
    gate.pass(async () => {
      seen.running += 1;
      seen.most = Math.max(seen.most, seen.running);
      await new Promise<void>((resolve) => waiting.push(resolve));
      seen.running -= 1;
    });
  const endOne = async () => {
    await settled();
    waiting.shift()?.();
    await settled();
  };
  return { seen, start, endOne };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Runs so many calls one after another. */
async function pass(gate: Gate, count: number): Promise<void> {
  for (let number = 0; number < count; number++) await gate.pass(async () => {});
}

async function roomIn(gate: Gate): Promise<number> {
  const { seen, start, endOne } = openCalls(gate);
  const calls = Array.from({ length: startingConcurrency * 2 }, start);
  await settled();
  const room = seen.running;
  for (let ended = 0; ended < calls.length; ended++) await endOne();
  await Promise.all(calls);
  return room;
}

describe('the gate', () => {
  it('lets a service have 32 calls at once and no more', async () => {
    expect(await roomIn(createGate())).toBe(32);
  });

  it('never has more under way than its limit, whatever ends, fails or is throttled when', async () => {
    const event = fc.constantFrom('call', 'call', 'failing call', 'end', 'throttle');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(event, { maxLength: 120 }),
        async (limit, events) => {
          const gate = createGate(limit);
          const { seen, start, endOne } = openCalls(gate);
          const calls: Promise<unknown>[] = [];
          for (const each of events) {
            if (each === 'call') calls.push(start());
            if (each === 'failing call') {
              const failing = gate.pass(() => Promise.reject(new Error('no')));
              calls.push(failing.catch(() => 'failed'));
            }
            if (each === 'end') await endOne();
            if (each === 'throttle') gate.throttled();
          }
          for (const _ of events) await endOne();
          await Promise.all(calls);
          expect(seen.most).toBeLessThanOrEqual(limit);
          expect(seen.running).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('halves with every throttled attempt, down to one', async () => {
    const gate = createGate();
    const rooms: number[] = [];
    for (let number = 0; number < 7; number++) {
      gate.throttled();
      const { seen, start, endOne } = openCalls(gate);
      const calls = Array.from({ length: 18 }, start);
      await settled();
      rooms.push(seen.running);
      for (const _ of calls) await endOne();
      await Promise.all(calls);
    }
    expect(rooms).toEqual([16, 8, 4, 2, 1, 1, 1]);
  });

  it('keeps calls that are under way when it halves, and starts none until there is room', async () => {
    const gate = createGate(4);
    const { seen, start, endOne } = openCalls(gate);
    const calls = Array.from({ length: 6 }, start);
    await settled();
    gate.throttled();
    await endOne();
    await endOne();
    expect(seen.running).toBe(2);
    await endOne();
    expect(seen.running).toBe(2);
    for (const _ of calls) await endOne();
    await Promise.all(calls);
  });

  it('recovers by one for every 20 calls, to where it began', async () => {
    const gate = createGate(4);
    gate.throttled();
    gate.throttled();
    const room = async () => {
      const { seen, start, endOne } = openCalls(gate);
      const calls = [start(), start(), start(), start(), start()];
      await settled();
      const { running } = seen;
      for (const _ of calls) await endOne();
      await Promise.all(calls);
      return running;
    };
    expect(await room()).toBe(1);
    await pass(gate, 15);
    expect(await room()).toBe(2);
    await pass(gate, 200);
    expect(await room()).toBe(4);
  });

  it('takes back the place of a call that throws, and hands its error on', async () => {
    const gate = createGate(1);
    const failing = gate.pass(() => Promise.reject(new Error('denied')));
    const next = gate.pass(async () => 'answer');
    await expect(failing).rejects.toThrow('denied');
    expect(await next).toBe('answer');
  });

  it('takes back the place of a call that throws before it waits for anything', async () => {
    const gate = createGate(1);
    const failing = gate.pass(() => {
      throw new Error('no client');
    });
    await expect(failing).rejects.toThrow('no client');
    expect(await gate.pass(async () => 'answer')).toBe('answer');
  });

  it('serves in the order of asking', async () => {
    const gate = createGate(1);
    const order: number[] = [];
    const calls = [1, 2, 3, 4].map((number) => gate.pass(async () => order.push(number)));
    await Promise.all(calls);
    expect(order).toEqual([1, 2, 3, 4]);
  });
});
