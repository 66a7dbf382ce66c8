import { describe, expect, it } from 'vitest';
import { purposeOf, unlessExcused } from '../../../shared/derive/redis.ts';
import { fail, notApplicable, pass, type Verdict, warn } from '../../../shared/model/check.ts';
import { known, missing } from '../../../shared/model/fact.ts';
import { aGroup, aStackResource, denied } from '../../support/builders.ts';

describe('the purpose of a Redis group', () => {
  it.each([
    ['acme-2-3-db-redis-general', 'general'],
    ['acme-2-3-db-redis-cache', 'cache'],
    ['acme-2-3-db-redis-events', 'events'],
    ['acme-2-3-db-redis', 'general'],
  ])('is what its stack %s gives away: %s', (stackName, purpose) => {
    const other = aStackResource({ physicalId: 'other', stackName: 'acme-2-3-db-redis-cache' });
    expect(purposeOf(aGroup(), known([other, aStackResource({ stackName })]))).toBe(purpose);
  });

  it('is the strictest when no stack owns it, or the owners could not be read', () => {
    expect(purposeOf(aGroup(), known([]))).toBe('general');
    expect(purposeOf(aGroup(), denied('cloudformation:ListStackResources'))).toBe('general');
  });
});

describe('a verdict on a group whose purpose might excuse it', () => {
  const { ref } = aGroup();
  const refused = denied('cloudformation:ListStackResources');
  const verdicts: readonly (readonly [string, Verdict])[] = [
    ['pass', pass(ref, 'is good')],
    ['warn', warn(ref, 'is good today')],
    ['not-applicable', notApplicable(ref, 'need not be')],
  ];

  it.each([refused, missing('not-gathered', 'was left out of this run')])(
    'is no failure while the owners are $cause, and says why',
    (resources) => {
      expect(unlessExcused(fail(ref, 'is bad', 'medium'), resources)).toEqual({
        subject: ref,
        status: 'unknown',
        reason: resources.detail,
        missing: resources,
      });
    },
  );

  it.each(verdicts)('stays when it is %s, whoever the owner is', (_status, verdict) => {
    expect(unlessExcused(verdict, refused)).toBe(verdict);
    expect(unlessExcused(verdict, known([]))).toBe(verdict);
  });

  it('stays a failure once the owners could be read, even where there is none', () => {
    const failure = fail(ref, 'is bad');
    expect(unlessExcused(failure, known([aStackResource()]))).toBe(failure);
    expect(unlessExcused(failure, known([]))).toBe(failure);
  });
});
