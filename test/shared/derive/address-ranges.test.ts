import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, coveredShare, parseRange } from '../../../shared/derive/address-ranges.ts';

const ipv4Range = fc
  .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
  .map(([address, length]) => `${address}/${length}`);
const ipv6Range = fc
  .tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }))
  .map(([address, length]) => `${address}/${length}`);
const anyRange = fc.oneof(ipv4Range, ipv6Range).map(parseRange);

/** The two halves of a range that is more than one address. */
function halvesOf(text: string): readonly string[] {
  const { version, prefixLength, prefix } = parseRange(text);
  const width = version === 4 ? 32 : 128;
  return [0n, 1n].map((half) => {
    const bits = ((prefix << 1n) | half) << BigInt(width - prefixLength - 1);
    return `${version === 4 ? dotted(bits) : grouped(bits)}/${prefixLength + 1}`;
  });
}

function dotted(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join('.');
}

function grouped(bits: bigint): string {
  return [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n]
    .map((shift) => ((bits >> shift) & 65_535n).toString(16))
    .join(':');
}

describe('an address range', () => {
  it.each([
    ['10.0.0.0/8', { version: 4, prefixLength: 8, prefix: 10n }],
    ['10.9.8.7/8', { version: 4, prefixLength: 8, prefix: 10n }],
    ['192.168.1.0/24', { version: 4, prefixLength: 24, prefix: 0xc0a801n }],
    ['203.0.113.7/32', { version: 4, prefixLength: 32, prefix: 0xcb007107n }],
    ['0.0.0.0/0', { version: 4, prefixLength: 0, prefix: 0n }],
    ['::/0', { version: 6, prefixLength: 0, prefix: 0n }],
    ['::1/128', { version: 6, prefixLength: 128, prefix: 1n }],
    ['fc00::/7', { version: 6, prefixLength: 7, prefix: 0x7en }],
    ['2001:db8::/32', { version: 6, prefixLength: 32, prefix: 0x20010db8n }],
    ['2001:DB8:0:0:0:0:0:0/32', { version: 6, prefixLength: 32, prefix: 0x20010db8n }],
    ['::ffff:10.0.0.1/128', { version: 6, prefixLength: 128, prefix: 0xffff0a000001n }],
    ['1:2:3:4:5:6:7:8/16', { version: 6, prefixLength: 16, prefix: 1n }],
  ])('%s is read', (text, expected) => {
    expect(parseRange(text)).toEqual(expected);
  });

  it.each([
    '',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0/8',
    '10.0.0.0.0/8',
    '10.0.0.256/8',
    '10.0.0.x/8',
    '10.0.0.0/8/8',
    '::/129',
    '1::2::3/64',
    'fg00::/7',
    'pl-1',
  ])('"%s" is refused', (text) => {
    expect(() => parseRange(text)).toThrow(
      new RangeError(`${text} is no address range in CIDR notation`),
    );
  });
});

describe('a range', () => {
  it.each([
    ['10.0.0.0/8', '10.1.0.0/16', true],
    ['10.0.0.0/8', '10.0.0.0/8', true],
    ['10.1.0.0/16', '10.0.0.0/8', false],
    ['10.0.0.0/8', '11.0.0.0/16', false],
    ['172.16.0.0/12', '172.31.255.255/32', true],
    ['172.16.0.0/12', '172.32.0.0/32', false],
    ['0.0.0.0/0', '203.0.113.7/32', true],
    ['fc00::/7', 'fd12:3456::/32', true],
    ['fc00::/7', 'fe00::/16', false],
    ['0.0.0.0/0', '::/0', false],
    ['::/0', '10.0.0.0/8', false],
  ])('%s contains %s: %s', (outer, inner, expected) => {
    expect(contains(parseRange(outer), parseRange(inner))).toBe(expected);
  });

  it('contains itself, and nothing wider', () => {
    fc.assert(
      fc.property(anyRange, anyRange, (a, b) => {
        expect(contains(a, a)).toBe(true);
        if (contains(a, b) && contains(b, a)) expect(a).toEqual(b);
      }),
    );
  });

  it('contains what a range in it contains', () => {
    fc.assert(
      fc.property(
        ipv4Range.filter((text) => !text.endsWith('/32') && !text.endsWith('/31')),
        (text) => {
          const grandchildren = halvesOf(text).flatMap(halvesOf).map(parseRange);
          for (const each of grandchildren) expect(contains(parseRange(text), each)).toBe(true);
        },
      ),
    );
  });

  it('contains both of its halves, which share nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          ipv4Range.filter((text) => !text.endsWith('/32')),
          ipv6Range.filter((text) => !text.endsWith('/128')),
        ),
        (text) => {
          const [lower, upper] = halvesOf(text).map(parseRange);
          if (lower === undefined || upper === undefined) throw new Error('a range has two halves');
          for (const half of [lower, upper]) {
            expect(contains(parseRange(text), half)).toBe(true);
            expect(contains(half, parseRange(text))).toBe(false);
          }
          expect(contains(lower, upper) || contains(upper, lower)).toBe(false);
        },
      ),
    );
  });
});

describe('the share of all addresses', () => {
  const share = (version: 4 | 6, ...ranges: readonly string[]) =>
    coveredShare(ranges.map(parseRange), version);

  it.each<[string, number, readonly string[]]>([
    ['of no range', 0, []],
    ['of everything', 1, ['0.0.0.0/0']],
    ['of a half', 0.5, ['128.0.0.0/1']],
    ['of both halves', 1, ['0.0.0.0/1', '128.0.0.0/1']],
    ['of two quarters', 0.5, ['0.0.0.0/2', '192.0.0.0/2']],
    ['of a range that is there twice', 0.5, ['0.0.0.0/1', '0.0.0.0/1']],
    ['of a range and others in it', 0.5, ['10.0.0.0/8', '0.0.0.0/1', '10.1.0.0/16', '12.0.0.0/8']],
    ['of the other version', 0, ['::/0']],
  ])('%s is %d', (_what, expected, ranges) => {
    expect(share(4, ...ranges)).toBe(expected);
  });

  it('is counted for IPv6 alike', () => {
    expect(share(6, '::/0')).toBe(1);
    expect(share(6, '8000::/1', '0.0.0.0/0')).toBe(0.5);
  });

  it('is that of the range, however it is divided and repeated', () => {
    fc.assert(
      fc.property(
        ipv4Range.filter((text) => !text.endsWith('/32')),
        (text) => {
          const whole = share(4, text);
          expect(share(4, ...halvesOf(text))).toBe(whole);
          expect(share(4, ...halvesOf(text), text, ...halvesOf(text))).toBe(whole);
        },
      ),
    );
  });
});
