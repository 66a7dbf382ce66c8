import { describe, expect, it } from 'vitest';
import { stoppedClock } from '../../../sandbox/clock.ts';
import { createWorld } from '../../../sandbox/worlds/index.ts';

describe('a world that is left running', () => {
  const clock = stoppedClock(new Date('2026-11-23T06:00:00Z'));
  const account = createWorld('drifted', clock);
  const restorable = () =>
    account.rds.clusters.map(({ LatestRestorableTime }) => LatestRestorableTime?.getTime() ?? 0);
  const lags = () => restorable().map((time) => clock.now().getTime() - time);

  it('goes on backing up and pinging, as AWS does; what had stopped stays where it was', () => {
    const before = lags();
    clock.advance(3 * 3_600_000);
    const grown = lags().map((lag, at) => lag - (before[at] ?? 0));
    expect(new Set(grown)).toEqual(new Set([0, 3 * 3_600_000]));
    expect(Math.min(...lags())).toBe(4 * 60_000);
    const silent = account.ssm.instances.filter(({ PingStatus }) => PingStatus !== 'Online');
    expect(silent.length).toBeGreaterThan(0);
  });
});
