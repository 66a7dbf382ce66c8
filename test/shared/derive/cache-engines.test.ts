import { describe, expect, it } from 'vitest';
import {
  cacheEngineOf,
  cacheEngines,
  daysOfSupport,
} from '../../../shared/derive/cache-engines.ts';
import { aGroup } from '../../support/builders.ts';

describe('a cache engine', () => {
  it.each<[string | null, string | null, string | undefined]>([
    ['redis', '4.0.10', 'Redis OSS 4'],
    ['redis', '5.0.6', 'Redis OSS 5'],
    ['redis', '6.2.6', 'Redis OSS 6'],
    ['redis', '7.1.0', 'Redis OSS 7'],
    ['valkey', '7.2.6', 'Valkey 7'],
    ['valkey', '8.1.0', 'Valkey 8'],
    ['valkey', '9.0', 'Valkey 9'],
    ['valkey', '6.2.6', undefined],
    ['redis', '8.0.0', undefined],
    ['redis', '70.0.0', undefined],
    ['memcached', '1.6.22', undefined],
    [null, '7.1.0', undefined],
    ['redis', null, undefined],
  ])('%s %s is told by name and major version', (engine, engineVersion, expected) => {
    expect(cacheEngineOf(aGroup({ engine, engineVersion }))?.name).toBe(expected);
  });

  it('has a last day that is a day, or none', () => {
    for (const { supportedUntil } of cacheEngines) {
      if (supportedUntil === null) continue;
      expect(new Date(supportedUntil).toISOString().slice(0, 10)).toBe(supportedUntil);
    }
  });

  it.each([
    ['Redis OSS 4', '2026-01-31'],
    ['Redis OSS 5', '2026-01-31'],
    ['Redis OSS 6', '2027-01-31'],
    ['Redis OSS 7', null],
  ])('%s is supported until %s', (name, until) => {
    expect(cacheEngines.find((each) => each.name === name)?.supportedUntil).toBe(until);
  });
});

describe('the days of support that are left', () => {
  it.each([
    ['2027-01-30T00:00:00Z', 2],
    ['2027-01-31T00:00:00Z', 1],
    ['2027-01-31T12:00:00Z', 0.5],
    ['2027-02-01T00:00:00Z', 0],
    ['2027-02-03T00:00:00Z', -2],
  ])('on %s are %d: the last day counts', (now, expected) => {
    expect(daysOfSupport('2027-01-31', new Date(now))).toBe(expected);
  });
});
