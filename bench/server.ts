/** The sandbox in a process of its own, with a delay per call and a log of what overlapped. Talks to the bench by IPC. */
import { stoppedClock } from '../sandbox/clock.ts';
import { services } from '../sandbox/operations/index.ts';
import { serve } from '../sandbox/server.ts';
import { createWire, type WireCall } from '../sandbox/wire.ts';
import { fleet } from '../sandbox/worlds/fleet.ts';
import { type Fewest, fewestCalls } from './fewest.ts';

/** One call: which, and when it began and ended by this process's clock, in milliseconds. */
export interface CallSpan {
  readonly operation: string;
  readonly input: string;
  readonly from: number;
  readonly to: number;
}

/** What the server says first. */
export interface Served {
  readonly url: string;
  readonly region: string;
  readonly fewest: readonly (readonly [operation: string, Fewest])[];
}

const [, , count = '1', latency = '0'] = process.argv;
const spans: CallSpan[] = [];
const begun = new Map<WireCall, number>();

const account = fleet(Number(count), stoppedClock(new Date()));
const wire = createWire(services, account, {
  latencyMs: Number(latency),
  onCall: (call) => begun.set(call, performance.now()),
  onAnswered: (call) => {
    const { service, operation, input } = call;
    const from = begun.get(call) ?? 0;
    begun.delete(call);
    spans.push({
      operation: `${service}:${operation}`,
      input: JSON.stringify(input),
      from,
      to: performance.now(),
    });
  },
});

const server = await serve(wire);
process.on('message', () => process.send?.(spans.splice(0)));
process.on('disconnect', () => process.exit());
const served: Served = {
  url: server.url,
  region: account.region,
  fewest: [...fewestCalls(account)],
};
process.send?.(served);
