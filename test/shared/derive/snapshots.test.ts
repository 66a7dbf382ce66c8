import { describe, expect, it } from 'vitest';
import { judgeRecency, newestUsable } from '../../../shared/derive/snapshots.ts';
import {
  aCacheSnapshot,
  aDbCluster,
  aDbSnapshot,
  aGroup,
  hoursAgo,
  now,
} from '../../support/builders.ts';

describe('the newest snapshot that could be restored', () => {
  const old = aDbSnapshot({ id: 'old', createdAt: hoursAgo(50) });
  const recent = aDbSnapshot({ id: 'recent', createdAt: hoursAgo(2) });

  it('is the newest, in whatever order', () => {
    expect(newestUsable([old, recent])?.id).toBe('recent');
    expect(newestUsable([recent, old])?.id).toBe('recent');
  });

  it('may be one that is being restored from', () => {
    expect(newestUsable([old, { ...recent, status: 'restoring' }])?.id).toBe('recent');
  });

  it.each(['creating', 'copying', 'exporting', 'deleting', 'failed'])(
    'is none that is %s',
    (status) => {
      expect(newestUsable([old, { ...recent, status }])?.id).toBe('old');
    },
  );

  it('has a time', () => {
    expect(newestUsable([{ ...recent, createdAt: null }, old])?.id).toBe('old');
    expect(newestUsable([{ ...recent, createdAt: null }])).toBeUndefined();
  });

  it('is undefined when there is none, and the list stays as it was', () => {
    expect(newestUsable([])).toBeUndefined();
    const frozen = Object.freeze([old, recent]);
    newestUsable(frozen);
    expect(frozen).toEqual([old, recent]);
  });
});

describe('how recent the newest snapshot is', () => {
  type Judged = Parameters<typeof judgeRecency>;

  function judge(store: Judged[0], snapshots: Judged[1], maximumAgeHours = 26): string {
    const { subject, status, reason } = judgeRecency(store, snapshots, { now, maximumAgeHours });
    expect(subject).toBe(store.ref);
    return `${status}: ${reason}`;
  }

  const taken = (hours: number, status = 'available') =>
    aDbSnapshot({ createdAt: hoursAgo(hours), status });
  const none = 'has no automated snapshot that could be restored';

  it.each<[string, Judged[1], string]>([
    ['hours old', [taken(2)], 'pass: newest automated snapshot is 2 hours old'],
    ['exactly as old as allowed', [taken(26)], 'pass: newest automated snapshot is 26 hours old'],
    [
      'just older',
      [taken(26.1)],
      'fail: newest automated snapshot is 26 hours old, over the 26 hours allowed',
    ],
    [
      'days older',
      [taken(72)],
      'fail: newest automated snapshot is 3 days old, over the 26 hours allowed',
    ],
    ['recent, among old ones', [taken(50), taken(2), taken(40)], 'pass: .* is 2 hours old'],
    ['recent, and being restored from', [taken(2, 'restoring')], 'pass: .* is 2 hours old'],
    [
      'old, and a newer one is still being made',
      [taken(50), taken(1, 'creating')],
      'fail: .* is 50 hours old',
    ],
    ['old, and a newer one failed', [taken(50), taken(1, 'failed')], 'fail: .* is 50 hours old'],
    ['only a failed one', [taken(2, 'failed')], `fail: ${none}`],
    ['only one without a time', [aDbSnapshot({ createdAt: null })], `fail: ${none}`],
    ['none at all', [], `fail: ${none}`],
  ])('%s', (_what, snapshots, expected) => {
    expect(judge(aDbCluster(), snapshots)).toMatch(new RegExp(`^${expected}`));
  });

  it.each<[string, string | null, string]>([
    [
      'created just now',
      hoursAgo(0),
      'warn: was created 0 minutes ago and has no automated snapshot yet',
    ],
    [
      'exactly too young to have one',
      hoursAgo(26),
      'warn: was created 26 hours ago and has no automated snapshot yet',
    ],
    ['just old enough', hoursAgo(26.1), `fail: ${none}`],
    ['nobody knows how old', null, `fail: ${none}`],
  ])('without a snapshot, a store %s', (_age, createdAt, expected) => {
    expect(judge(aDbCluster({ createdAt }), [])).toBe(expected);
    expect(judge(aDbCluster({ createdAt }), [taken(1, 'creating')])).toBe(expected);
  });

  it('is no question of how young the store is once it has one', () => {
    const young = aDbCluster({ createdAt: hoursAgo(3) });
    expect(judge(young, [taken(30)])).toMatch(/^fail: .* is 30 hours old/);
  });

  it('is measured by what is allowed: the age of a snapshot and that of a store without one', () => {
    expect(judge(aDbCluster(), [taken(40)], 48)).toBe(
      'pass: newest automated snapshot is 40 hours old',
    );
    expect(judge(aDbCluster(), [taken(7)], 6)).toMatch(/, over the 6 hours allowed$/);
    expect(judge(aDbCluster({ createdAt: hoursAgo(40) }), [], 48)).toMatch(/^warn: /);
    expect(judge(aDbCluster({ createdAt: hoursAgo(7) }), [], 6)).toBe(`fail: ${none}`);
  });

  it('is judged alike for Redis', () => {
    expect(judge(aGroup(), [aCacheSnapshot()])).toBe(
      'pass: newest automated snapshot is 2 hours old',
    );
    expect(judge(aGroup(), [])).toBe(`fail: ${none}`);
  });
});
