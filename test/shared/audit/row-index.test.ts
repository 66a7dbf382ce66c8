import { describe, expect, it } from 'vitest';
import { group, indexRows } from '../../../shared/audit/row-index.ts';
import { known } from '../../../shared/model/fact.ts';
import { aDbInstance, denied } from '../../support/builders.ts';

describe('rows by key', () => {
  const rows = ['a-1', 'b-1', 'a-2'].map((id) => aDbInstance({ id, clusterId: id.slice(0, 1) }));

  it('are those under any of the keys, each once and in the order of the keys', () => {
    const index = indexRows({ 'rds.instances': known(rows) });
    const under = (...keys: string[]) =>
      index('rds.instances', ({ clusterId }) => [clusterId, 'all'], keys);
    expect(under('b', 'a')).toEqual(known([rows[1], rows[0], rows[2]]));
    expect(under('a', 'all')).toEqual(known([rows[0], rows[2], rows[1]]));
    expect(under('c')).toEqual(known([]));
  });

  it('are missing as their fact is, and not there when nobody asked for it', () => {
    const refusal = denied('rds:DescribeDBInstances');
    const index = indexRows({ 'rds.instances': refusal });
    expect(index('rds.instances', ({ id }) => [id], ['a-1'])).toEqual(refusal);
    expect(index('rds.clusters', ({ id }) => [id], ['a'])).toBeUndefined();
  });

  it('are not found under what they do not have', () => {
    const lonely = aDbInstance({ clusterId: null });
    const index = indexRows({ 'rds.instances': known([lonely]) });
    expect(index('rds.instances', ({ clusterId }) => [clusterId], ['null'])).toEqual(known([]));
  });
});

it('groups keep the order of their rows', () => {
  const groups = group([3, 1, 2, 5], (row) => [row % 2 === 0 ? 'even' : 'odd']);
  expect([...groups]).toEqual([
    ['odd', [3, 1, 5]],
    ['even', [2]],
  ]);
});
