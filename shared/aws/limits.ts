/** How hard we may lean on each AWS service: an audit must never throttle the operator's own deploy. */

/** Calls in flight at once, per service, before AWS has complained. */
export const startingConcurrency = 32;
const callsPerStepUp = 20;

/** A gate for the calls of one service in one region: halves on throttling, recovers slowly. */
export interface Gate {
  /** Waits for a place, runs the call, gives the place back. */
  readonly pass: <T>(call: () => Promise<T>) => Promise<T>;
  /** Tells the gate that AWS throttled an attempt. */
  readonly throttled: () => void;
}

export function createGate(limit = startingConcurrency): Gate {
  let allowed = limit;
  let running = 0;
  let sinceThrottle = 0;
  const waiting: (() => void)[] = [];

  function admit(): void {
    while (running < Math.floor(allowed) && waiting.length > 0) {
      running += 1;
      waiting.shift()?.();
    }
  }

  return {
    pass: async (call) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        admit();
      });
      try {
        return await call();
      } finally {
        running -= 1;
        sinceThrottle += 1;
        if (sinceThrottle >= callsPerStepUp && allowed < limit) {
          allowed += 1;
          sinceThrottle = 0;
        }
        admit();
      }
    },
    throttled: () => {
      allowed = Math.max(1, allowed / 2);
      sinceThrottle = 0;
    },
  };
}
