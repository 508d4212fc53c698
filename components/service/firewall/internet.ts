import { parseRange, type Range, unionSize } from "./ranges.js";

/**
 * IPv4 ranges that no packet from the Internet comes from: IANA's special-purpose registry
 * (RFC 6890) with multicast and reserved space.
 */
const notPublic4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
];

/** Everything but the global unicast space 2000::/3, and its documentation prefix. */
const notPublic6 = ["::/3", "4000::/2", "8000::/1", "2001:db8::/32"];

const families = [
  { family: 4, notPublic: ranges(notPublic4), mostOwn: 2n ** 20n },
  { family: 6, notPublic: ranges(notPublic6), mostOwn: 2n ** 100n },
].map((one) => ({ ...one, most: unionSize(one.notPublic) + one.mostOwn }));

/**
 * Whether the sources together are "the Internet": more public addresses than an institution could
 * list as its own, that is, more than an IPv4 /12 (2^20 addresses, sixteen university networks of
 * a /16) or an IPv6 /28 (more than the /29 that a registry gives a provider without questions).
 *
 * The sources are counted as one set. 0.0.0.0/1 with 128.0.0.0/1 is the Internet, and so are a
 * thousand scattered ranges that together pass the limit; 10.0.0.0/8 is not, whatever its length.
 * IPv4 and IPv6 are counted apart; either is enough.
 */
export function isInternet(sources: readonly Range[]): boolean {
  return families.some(({ family, notPublic, mostOwn, most }) => {
    const own = sources.filter((source) => source.family === family);
    return addressesIn(own) > mostOwn && unionSize([...own, ...notPublic]) > most;
  });
}

/** At most so many addresses are in the ranges together. */
function addressesIn(some: readonly Range[]): bigint {
  return some.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

function ranges(texts: readonly string[]): readonly Range[] {
  return texts.flatMap((text) => parseRange(text) ?? []);
}
