/** A clock that can be set: everything in the sandbox that depends on time reads this one. */
export interface Clock {
  now(): Date;
  set(time: Date): void;
  advance(milliseconds: number): void;
}

/** A clock that runs with the wall clock from `start` (default: the wall clock itself) until it is set or advanced. */
export function runningClock(start?: Date): Clock {
  let offset = start === undefined ? 0 : start.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    set: (time) => {
      offset = time.getTime() - Date.now();
    },
    advance: (milliseconds) => {
      offset += milliseconds;
    },
  };
}

/** A clock that stands still at `start` until it is set or advanced. */
export function stoppedClock(start: Date): Clock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    set: (next) => {
      time = next.getTime();
    },
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}
