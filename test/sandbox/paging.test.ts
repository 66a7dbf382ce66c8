import { describe, expect, it } from 'vitest';
import { emptyAccount } from '../../sandbox/account.ts';
import { stoppedClock } from '../../sandbox/clock.ts';
import { pager } from '../../sandbox/paging.ts';
import { SandboxError } from '../../sandbox/service.ts';

const rows = Array.from({ length: 25 }, (_, at) => at);
const page = pager(
  { minimum: 5, maximum: 20, default: 10 },
  {
    size: (asked) => new SandboxError('BadSize', `${asked}`),
    marker: () => new SandboxError('BadMarker', 'marker is invalid'),
  },
);

function accountWith(pageSize?: number) {
  const account = emptyAccount('111122223333', 'eu-west-1', stoppedClock(new Date(0)));
  return pageSize === undefined ? account : { ...account, pageSize };
}

function readAll(size: number | undefined, pageSize?: number): number[][] {
  const account = accountWith(pageSize);
  const pages: number[][] = [];
  let marker: string | undefined;
  do {
    const { rows: some, next } = page(rows, { list: 'List', size, marker }, account);
    pages.push(some);
    marker = next;
  } while (marker !== undefined);
  return pages;
}

describe('pager', () => {
  it.each([undefined, 5, 7, 20])('reads every row once, asking for %s', (size) => {
    expect(readAll(size).flat()).toEqual(rows);
  });

  it('sends the default when nobody asks', () => {
    expect(readAll(undefined).map(({ length }) => length)).toEqual([10, 10, 5]);
  });

  it('sends less than asked for where the account says so, even less than one may ask for', () => {
    expect(readAll(20, 3).map(({ length }) => length)).toEqual([3, 3, 3, 3, 3, 3, 3, 3, 1]);
  });

  it('gives no marker with a last page that is full', () => {
    expect(readAll(5)).toHaveLength(5);
  });

  it.each([4, 21, 0, -5, 7.5])('refuses a size of %s', (size) => {
    expect(() => page(rows, { list: 'List', size }, accountWith())).toThrow(
      expect.objectContaining({ code: 'BadSize' }),
    );
  });

  it.each([
    'nonsense',
    '',
    Buffer.from('List 26').toString('base64'),
    Buffer.from('List -1').toString('base64'),
    Buffer.from('List 5 5').toString('base64'),
  ])('refuses the marker %j', (marker) => {
    expect(() => page(rows, { list: 'List', marker }, accountWith())).toThrow(
      expect.objectContaining({ code: 'BadMarker' }),
    );
  });

  it('refuses the marker of another list', () => {
    const { next } = page(rows, { list: 'Other' }, accountWith());
    expect(() => page(rows, { list: 'List', marker: next }, accountWith())).toThrow(
      expect.objectContaining({ code: 'BadMarker' }),
    );
  });
});
