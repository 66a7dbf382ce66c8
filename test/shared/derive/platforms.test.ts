import { describe, expect, it } from 'vitest';
import { platformOf, platforms } from '../../../shared/derive/platforms.ts';
import { aManagedInstance } from '../../support/builders.ts';

const nameOf = (platformName: string | null, platformVersion: string | null) =>
  platformOf(aManagedInstance({ platformName, platformVersion }))?.name;

describe('a platform', () => {
  it.each<[string | null, string | null, string | undefined]>([
    ['Amazon Linux AMI', '2018.03', 'Amazon Linux 1'],
    ['Amazon Linux', '2', 'Amazon Linux 2'],
    ['Amazon Linux', '2023', 'Amazon Linux 2023'],
    ['Amazon Linux', '2023.6.20241010', 'Amazon Linux 2023'],
    ['Amazon Linux', '2027', undefined],
    ['Amazon Linux', null, undefined],
    ['Ubuntu', '22.04', undefined],
    [null, null, undefined],
  ])('%s %s is told by name and version', (platformName, platformVersion, expected) => {
    expect(nameOf(platformName, platformVersion)).toBe(expected);
  });

  it('has a last day, and a page that says so', () => {
    for (const { supportedUntil, source } of platforms) {
      expect(new Date(supportedUntil).toISOString().slice(0, 10)).toBe(supportedUntil);
      expect(new URL(source).protocol).toBe('https:');
    }
  });
});
