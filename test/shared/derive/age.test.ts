import { describe, expect, it } from 'vitest';
import {
  daysSince,
  hoursSince,
  inWords,
  minutesSince,
  plural,
} from '../../../shared/derive/age.ts';
import { hoursAgo, inHours, now } from '../../support/builders.ts';

describe('time since', () => {
  it.each([
    ['minutes', minutesSince, 2160],
    ['hours', hoursSince, 36],
    ['days', daysSince, 1.5],
  ])('is measured in %s', (_unit, since, expected) => {
    expect(since(hoursAgo(36), now)).toBe(expected);
  });

  it('is negative for the future', () => {
    expect(hoursSince(inHours(2), now)).toBe(-2);
  });

  it('understands any offset of ISO 8601', () => {
    expect(hoursSince('2026-11-23T06:00:00+02:00', now)).toBe(2);
  });
});

describe('an age in words', () => {
  it.each([
    [0, '0 minutes'],
    [1 / 60, '1 minute'],
    [1.99, '119 minutes'],
    [2, '2 hours'],
    [26.9, '26 hours'],
    [71.9, '71 hours'],
    [72, '3 days'],
    [24 * 45.9, '45 days'],
    [-3, '0 minutes'],
  ])('of %d hours is "%s": whole units, rounded down', (hours, words) => {
    expect(inWords(hours)).toBe(words);
  });
});

it.each([
  [0, '0 nodes'],
  [1, '1 node'],
  [2, '2 nodes'],
])('%d is written "%s"', (count, words) => {
  expect(plural(count, 'node')).toBe(words);
});
