import ipaddr from "ipaddr.js";

/** A run of neighbouring addresses, both ends included. */
export interface Range {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * The addresses of a range such as `10.0.0.0/8` or `fd00::/8`, or undefined when `text` is none.
 * Bits beyond the prefix don't count: `10.1.2.3/8` is `10.0.0.0/8`.
 */
export function parseRange(text: string): Range | undefined {
  const isFour = ipaddr.IPv4.isValidCIDRFourPartDecimal(text);
  if (!isFour && !ipaddr.IPv6.isValidCIDR(text)) {
    return undefined;
  }
  const [address, prefix] = ipaddr.parseCIDR(text);
  const hostBits = BigInt((isFour ? 32 : 128) - prefix);
  const value = address.toByteArray().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const first = (value >> hostBits) << hostBits;
  return { family: isFour ? 4 : 6, first, last: first + (1n << hostBits) - 1n };
}

/** How many addresses are in at least one of the ranges, which are all of one family. */
export function unionSize(ranges: readonly Range[]): bigint {
  let size = 0n;
  let next = 0n;
  for (const { first, last } of ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    const start = first > next ? first : next;
    if (last >= start) {
      size += last - start + 1n;
      next = last + 1n;
    }
  }
  return size;
}

/** Whether every address of a range is in another one. */
export function isWithin(inner: Range, outer: Range): boolean {
  return inner.family === outer.family && inner.first >= outer.first && inner.last <= outer.last;
}
