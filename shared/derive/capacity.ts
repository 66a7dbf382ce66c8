/** Whether the container instances of a cluster could take over from one of them that is lost. */
import type { ContainerInstance } from '../model/ecs.ts';
import { type Fact, known, missing } from '../model/fact.ts';

/** CPU units (1024 to a core) and MiB. */
export interface Room {
  readonly cpu: number;
  readonly memory: number;
}

export interface Shortage {
  /** Of the instance that is lost. */
  readonly id: string;
  /** What its tasks use. */
  readonly needed: Room;
  /** What the others have left, all together. */
  readonly left: Room;
}

/** An instance whose tasks the others have no room for; undefined when any one of them can be lost. */
export function shortageOnLoss(
  instances: readonly ContainerInstance[],
): Fact<Shortage | undefined> {
  const loads = instances.flatMap((instance) => loadOf(instance) ?? []);
  if (loads.length < instances.length) {
    return missing('failed', 'AWS does not say how much of every container instance is used');
  }
  const free = loads.map((load) => load.free).reduce(add, { cpu: 0, memory: 0 });
  const shortages = loads.map((load) => ({
    id: load.id,
    needed: load.used,
    left: { cpu: free.cpu - load.free.cpu, memory: free.memory - load.free.memory },
  }));
  return known(
    shortages.find(({ needed, left }) => needed.cpu > left.cpu || needed.memory > left.memory),
  );
}

/** "7.9 vCPU and 30.6 GiB", each up or down to a tenth: what is needed up, what is left down, so that they never look alike. */
export function roomInWords({ cpu, memory }: Room, round: (tenths: number) => number): string {
  const inTenths = (units: number) => (round((10 * units) / 1024) / 10).toFixed(1);
  return `${inTenths(cpu)} vCPU and ${inTenths(memory)} GiB`;
}

function loadOf({ arn, instanceId, registered, remaining }: ContainerInstance) {
  const whole = roomOf(registered);
  const free = roomOf(remaining);
  if (whole === undefined || free === undefined) return undefined;
  const used = { cpu: whole.cpu - free.cpu, memory: whole.memory - free.memory };
  return { id: instanceId ?? arn, used, free };
}

function roomOf({ cpu, memory }: ContainerInstance['registered']): Room | undefined {
  return cpu === null || memory === null ? undefined : { cpu, memory };
}

function add(a: Room, b: Room): Room {
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory };
}
