import { describe, expect, it } from 'vitest';
import { purposeOf } from '../../../shared/derive/redis.ts';
import { known } from '../../../shared/model/fact.ts';
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
