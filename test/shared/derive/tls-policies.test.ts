import { expect, it } from 'vitest';
import { refusesOldTls } from '../../../shared/derive/tls-policies.ts';

it.each<[string, boolean | undefined]>([
  ['TLS13-1-3-2021-06', true],
  ['TLS13-1-3-FIPS-2023-04', true],
  ['TLS13-1-2-2021-06', true],
  ['TLS13-1-2-Res-2021-06', true],
  ['TLS13-1-2-Ext1-2021-06', true],
  ['TLS13-1-2-Res-PQ-2025-09', true],
  ['TLS-1-2-2017-01', true],
  ['TLS-1-2-Ext-2018-06', true],
  ['FS-1-2-Res-2020-10', true],
  ['FS-1-2-2019-08', true],
  ['TLS13-1-1-2021-06', false],
  ['TLS13-1-0-2021-06', false],
  ['TLS13-1-0-FIPS-2023-04', false],
  ['TLS-1-1-2017-01', false],
  ['TLS-1-0-2015-04', false],
  ['FS-1-1-2019-08', false],
  ['FS-2018-06', false],
  ['2016-08', false],
  ['2015-05', false],
  ['2031-01', undefined],
  ['TLS14-1-4-2031-01', undefined],
  ['2016-08-Ext', undefined],
])('ELBSecurityPolicy-%s refuses TLS 1.0 and 1.1: %s', (name, expected) => {
  expect(refusesOldTls(`ELBSecurityPolicy-${name}`)).toBe(expected);
});

it('knows nothing of a policy that is not AWS’s', () => {
  expect(refusesOldTls('my-ELBSecurityPolicy-TLS13-1-2-2021-06')).toBeUndefined();
});
