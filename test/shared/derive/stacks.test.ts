import { describe, expect, it } from 'vitest';
import { byDeployment, orNoStacks } from '../../../shared/derive/stacks.ts';
import { pass } from '../../../shared/model/check.ts';
import { aDeployment, aStack } from '../../support/builders.ts';

const deployment = aDeployment();

describe('orNoStacks', () => {
  it('leaves verdicts as they are, and says when there are none', () => {
    const verdicts = [pass({ type: 'cloudformation-stack', name: 'acme-1-1-vpc' }, 'is well')];
    expect(orNoStacks(verdicts, { deployment })).toEqual(verdicts);
    expect(orNoStacks([], { deployment })).toMatchObject([
      { status: 'not-applicable', reason: 'has no stacks of The Things Stack' },
    ]);
  });
});

describe('byDeployment', () => {
  const names = ['acme-odd', 'beta-1-1-vpc', 'acme-4-1-secrets', 'acme-1-1-vpc'];
  const stacks = [
    ...names.map((name) => aStack({ name })),
    aStack({ name: 'billing', versionTag: '12' }),
  ];
  const grouped = (over = {}) =>
    byDeployment(stacks, { ...deployment, ...over }).map((group) => group.map(({ name }) => name));

  it('takes what has no name of its own for the deployment that is judged, and nothing of others', () => {
    expect(grouped()).toEqual([['acme-1-1-vpc', 'acme-4-1-secrets', 'acme-odd'], ['beta-1-1-vpc']]);
  });

  it('leaves it alone where a whole region is judged', () => {
    expect(grouped({ prefix: '', origin: 'region' })).toEqual([
      ['acme-odd'],
      ['beta-1-1-vpc'],
      ['acme-1-1-vpc', 'acme-4-1-secrets'],
    ]);
  });
});
