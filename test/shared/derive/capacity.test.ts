import { describe, expect, it } from 'vitest';
import { roomInWords, shortageOnLoss } from '../../../shared/derive/capacity.ts';
import type { ContainerInstance } from '../../../shared/model/ecs.ts';
import { known } from '../../../shared/model/fact.ts';
import { aContainerInstance } from '../../support/surroundings.ts';

/** A machine of 2048 CPU units and 8000 MiB with so much of it free. */
const free = (instanceId: string, cpu: number | null, memory: number | null) =>
  aContainerInstance({
    instanceId,
    registered: { cpu: 2048, memory: 8000 },
    remaining: { cpu, memory },
  });
const roomAfter = (...instances: readonly ContainerInstance[]) => shortageOnLoss(instances);

describe('room for the tasks of a machine that is lost', () => {
  it('is there when the others have exactly as much left', () => {
    expect(roomAfter(free('i-1', 1024, 4000), free('i-2', 1024, 4000))).toEqual(known(undefined));
    expect(roomAfter(free('i-1', 2048, 8000), free('i-2', 1024, 4000), free('i-3', 48, 0))).toEqual(
      known(undefined),
    );
  });

  it('is too little by one CPU unit', () => {
    expect(roomAfter(free('i-1', 1024, 8000), free('i-2', 1023, 8000))).toEqual(
      known({
        id: 'i-1',
        needed: { cpu: 1024, memory: 0 },
        left: { cpu: 1023, memory: 8000 },
      }),
    );
  });

  it('is too little by one MiB', () => {
    expect(roomAfter(free('i-1', 2048, 3999), free('i-2', 2048, 4000))).toEqual(
      known({
        id: 'i-1',
        needed: { cpu: 0, memory: 4001 },
        left: { cpu: 2048, memory: 4000 },
      }),
    );
  });

  it('counts what all the others have left', () => {
    expect(
      roomAfter(free('i-1', 0, 8000), free('i-2', 1024, 8000), free('i-3', 1023, 8000)),
    ).toMatchObject({ value: { id: 'i-1', left: { cpu: 2047, memory: 16_000 } } });
  });

  it.each([
    free('i-2', null, 8000),
    free('i-2', 2048, null),
    aContainerInstance({ registered: { cpu: null, memory: 8000 } }),
    aContainerInstance({ registered: { cpu: 2048, memory: null } }),
  ])('cannot be told where AWS leaves out how much there is: %#', (instance) => {
    expect(roomAfter(free('i-1', 2048, 8000), instance)).toMatchObject({ known: false });
  });

  it('names a machine outside EC2 by its ARN', () => {
    const outside = aContainerInstance({
      arn: 'arn:outside',
      instanceId: null,
      remaining: { cpu: 0, memory: 0 },
    });
    expect(roomAfter(outside)).toMatchObject({ value: { id: 'arn:outside' } });
  });

  it('is said in words', () => {
    const room = { cpu: 8064, memory: 31_321 };
    expect(roomInWords(room, Math.ceil)).toBe('7.9 vCPU and 30.6 GiB');
    expect(roomInWords(room, Math.floor)).toBe('7.8 vCPU and 30.5 GiB');
    expect(roomInWords({ cpu: 1024, memory: 0 }, Math.floor)).toBe('1.0 vCPU and 0.0 GiB');
  });
});
