import { describe, expect, it } from 'vitest';
import { newestUsable } from '../../../shared/derive/snapshots.ts';
import { aDbSnapshot, hoursAgo } from '../../support/builders.ts';

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
