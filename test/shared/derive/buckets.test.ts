import { describe, expect, it } from 'vitest';
import { holdsPictures, judgeBuckets } from '../../../shared/derive/buckets.ts';
import { pass } from '../../../shared/model/check.ts';
import type { Bucket } from '../../../shared/model/s3.ts';
import type { TemplateName } from '../../../shared/model/tts.ts';
import { aDeployment } from '../../support/builders.ts';
import { aBucket } from '../../support/surroundings.ts';

describe('a bucket of the stack', () => {
  it.each([
    ['acme-2-4a-is-s3', true],
    ['acme-2-4b-routing-s3', false],
    ['acme-2-4c-mtls-s3', false],
    ['somebody-else', false],
  ])('%s holds pictures: %s', (stackName, expected) => {
    expect(holdsPictures(aBucket({ stackName }))).toBe(expected);
  });
});

describe('the buckets of a deployment', () => {
  const judge = (buckets: readonly Bucket[], templates: readonly TemplateName[] = []) =>
    judgeBuckets(
      buckets,
      { deployment: aDeployment(), expected: { templates, singletons: [] } },
      ({ ref }) => pass(ref, 'is judged'),
    ).map(({ subject, status, reason }) => `${subject.name} ${status}: ${reason}`);

  it('are judged one by one', () => {
    expect(judge([aBucket(), aBucket({ name: 'acme-edcs' })])).toEqual([
      'acme-interop pass: is judged',
      'acme-edcs pass: is judged',
    ]);
  });

  it('are there where their template is expected', () => {
    expect(judge([], ['2-4b-routing-s3'])).toEqual([
      '2-4b-routing-s3 fail: should have brought S3 buckets, and there is none',
    ]);
    expect(judge([], ['2-4a-is-s3'])).toEqual([
      'acme not-applicable: has no S3 buckets, and none is expected',
    ]);
  });
});
