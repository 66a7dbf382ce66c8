import { describe, expect, it } from 'vitest';
import { judgeDrills } from '../../../shared/derive/drills.ts';
import type { DrillReport, DrillRung } from '../../../shared/model/drill.ts';
import { aDrillReport, aRunningDrill, daysAgo, hoursAgo, now } from '../../support/builders.ts';

const orders = { type: 'rds-cluster', name: 'orders' };

function judge(...reports: readonly DrillReport[]): string {
  const { subject, status, reason } = judgeDrills(orders, 'orders', reports, {
    now,
    maximumAgeDays: 30,
  });
  expect(subject).toBe(orders);
  return `${status}: ${reason}`;
}

const failed = aDrillReport({
  id: 'drill-2',
  outcome: 'failed',
  reached: 'L3',
  reason: 'has no tables',
  startedAt: daysAgo(1),
});

describe('what drills prove', () => {
  it.each<[DrillRung, boolean]>([
    ['L0', false],
    ['L1', false],
    ['L2', false],
    ['L3', false],
    ['L4', true],
    ['L5', true],
  ])('a passed drill that reached %s: %s', (reached, proves) => {
    expect(judge(aDrillReport({ reached }))).toBe(
      proves
        ? `pass: last drill that verified the data was 3 days ago and reached ${reached}`
        : `fail: no drill has verified its data; the last one reached ${reached}: the restored data is fresh`,
    );
  });

  it('a drill that failed proves nothing, however far it came', () => {
    expect(judge({ ...failed, reached: 'L5' })).toBe(
      'fail: no drill has verified its data; the last one reached L5: has no tables',
    );
  });

  it('none at all', () => {
    expect(judge()).toBe('fail: was never restored in a drill');
  });

  it('a drill of another source is none', () => {
    expect(judge(aDrillReport({ sourceId: 'users' }))).toBe('fail: was never restored in a drill');
  });

  it('a drill that is still running says nothing, whatever it has reached', () => {
    expect(judge(aRunningDrill({ reached: 'L5' }))).toBe('fail: was never restored in a drill');
    expect(judge(aRunningDrill(), aDrillReport())).toMatch(/^pass: .* 3 days ago/);
    expect(judge(aRunningDrill(), failed)).toMatch(/the last one reached L3: has no tables$/);
  });
});

describe('how long a proof lasts', () => {
  it.each([
    ['exactly as long as allowed', daysAgo(30), 'pass'],
    ['just over', hoursAgo(30 * 24 + 1), 'fail'],
  ])('%s', (_when, startedAt, status) => {
    expect(judge(aDrillReport({ startedAt }))).toMatch(new RegExp(`^${status}: .* 30 days ago`));
  });

  it('ends where it began: when the back-up was taken to hand, not when the drill ended', () => {
    const long = aDrillReport({ startedAt: daysAgo(31), endedAt: daysAgo(29) });
    expect(judge(long)).toMatch(/^fail: .* 31 days ago, over the 30 days allowed$/);
  });

  it('is that of the newest proof, in whatever order', () => {
    const old = aDrillReport({ startedAt: daysAgo(40) });
    expect(judge(old, aDrillReport())).toMatch(/^pass: .* 3 days ago/);
    expect(judge(aDrillReport(), old)).toMatch(/^pass: .* 3 days ago/);
  });
});

describe('a drill that failed after one that passed', () => {
  const warning =
    'warn: last drill that verified the data was 3 days ago; a later one failed at L3: has no tables';

  it('leaves the proof standing while it lasts, with a warning, in whatever order', () => {
    expect(judge(failed, aDrillReport())).toBe(warning);
    expect(judge(aDrillReport(), failed)).toBe(warning);
  });

  it('is told as the last that failed', () => {
    const first = {
      ...failed,
      reached: 'L1',
      reason: 'did not start',
      startedAt: daysAgo(2),
    } as const;
    expect(judge(first, failed, aDrillReport())).toBe(warning);
    expect(judge(failed, aDrillReport(), first)).toBe(warning);
  });

  it('still counts after another that passed and proved nothing', () => {
    const shallow = aDrillReport({ id: 'drill-3', reached: 'L3', startedAt: hoursAgo(5) });
    expect(judge(shallow, failed, aDrillReport())).toBe(warning);
  });

  it('still counts while the next one runs', () => {
    expect(judge(aRunningDrill(), failed, aDrillReport())).toBe(warning);
  });

  it('warns on the last day of the proof', () => {
    expect(judge(failed, aDrillReport({ startedAt: daysAgo(30) }))).toMatch(
      /^warn: .* 30 days ago; /,
    );
  });

  it('of another source is none', () => {
    expect(judge({ ...failed, sourceId: 'users' }, aDrillReport())).toMatch(/^pass: /);
  });

  it('is made good by one that proves the data again', () => {
    const again = aDrillReport({ id: 'drill-3', startedAt: hoursAgo(5) });
    expect(judge(failed, aDrillReport(), again)).toMatch(/^pass: .* 5 hours ago/);
  });

  it('is none when it failed before', () => {
    expect(judge({ ...failed, startedAt: daysAgo(5) }, aDrillReport())).toMatch(
      /^pass: .* 3 days ago/,
    );
  });

  it('is no proof of its own when that one has expired', () => {
    expect(judge(failed, aDrillReport({ startedAt: daysAgo(45) }))).toBe(
      'fail: last drill that verified the data was 45 days ago, over the 30 days allowed',
    );
  });
});
