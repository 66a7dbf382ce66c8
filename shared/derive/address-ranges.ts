/** Ranges of IPv4 and IPv6 addresses in CIDR notation: which lies in which, and how many addresses they cover. */

export interface AddressRange {
  readonly version: 4 | 6;
  /** How many leading bits all its addresses share: 8 for `10.0.0.0/8`. */
  readonly prefixLength: number;
  /** These bits, as one number. */
  readonly prefix: bigint;
}

/** Reads `10.0.0.0/8` or `fc00::/7`; bits after the prefix are ignored, as AWS does. Throws RangeError for anything else. */
export function parseRange(text: string): AddressRange {
  const [, address = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const version = address.includes(':') ? 6 : 4;
  const width = version === 6 ? 128 : 32;
  const bits = version === 6 ? bitsOfIpv6(address) : bitsOfIpv4(address);
  const prefixLength = Number(length);
  if (bits === undefined || length === '' || prefixLength > width) {
    throw new RangeError(`${text} is no address range in CIDR notation`);
  }
  return { version, prefixLength, prefix: bits >> BigInt(width - prefixLength) };
}

/** Whether every address of the inner range is one of the outer. */
export function contains(outer: AddressRange, inner: AddressRange): boolean {
  const deeper = inner.prefixLength - outer.prefixLength;
  return (
    outer.version === inner.version &&
    deeper >= 0 &&
    inner.prefix >> BigInt(deeper) === outer.prefix
  );
}

/** The share of all addresses of one version that the ranges cover together: 1 for `0.0.0.0/0`, 0.5 for a half. */
export function coveredShare(
  ranges: readonly AddressRange[],
  version: AddressRange['version'],
): number {
  // Two ranges are apart, or one lies in the other: the outermost ones can be added up.
  const outermost = ranges.filter(
    (range, at) =>
      range.version === version &&
      !ranges.some(
        (other, otherAt) => isOuter(other, range) || (at > otherAt && same(other, range)),
      ),
  );
  return outermost.reduce((share, { prefixLength }) => share + 2 ** -prefixLength, 0);
}

function isOuter(outer: AddressRange, inner: AddressRange): boolean {
  return contains(outer, inner) && !contains(inner, outer);
}

function same(a: AddressRange, b: AddressRange): boolean {
  return contains(a, b) && contains(b, a);
}

function bitsOfIpv4(address: string): bigint | undefined {
  const bytes = address.split('.');
  const valid =
    bytes.length === 4 && bytes.every((byte) => /^\d{1,3}$/.test(byte) && Number(byte) < 256);
  return valid ? bytes.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n) : undefined;
}

// An URL writes every IPv6 address in one way: compressed, and without the dotted ending of `::ffff:10.0.0.1`.
function bitsOfIpv6(address: string): bigint | undefined {
  const url = `http://[${address}]`;
  if (!URL.canParse(url)) return undefined;
  const [head = [], tail = []] = new URL(url).hostname
    .slice(1, -1)
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].reduce(
    (bits, group) => (bits << 16n) | BigInt(`0x${group}`),
    0n,
  );
}
