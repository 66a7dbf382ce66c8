import { expect, it } from 'vitest';
import { minorOf } from '../../../shared/derive/minor-versions.ts';

it.each<[string, number | undefined]>([
  ['3.36.2-aws', 36],
  ['3.36.2-aws-proxy', 36],
  ['3.36-aws', 36],
  ['3.36', 36],
  ['3.9.12', 9],
  ['3-aws', undefined],
  ['3.x-aws', undefined],
  ['3.36rc1', undefined],
  ['4.36.0-aws', undefined],
  ['13.36.0', undefined],
  ['latest', undefined],
  ['', undefined],
])('%s is of minor version %s', (tag, expected) => {
  expect(minorOf({ tag, digest: false, version: undefined })).toBe(expected);
});
