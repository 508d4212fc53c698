import type { Flow, PortRange } from "./flow.js";
import { isWithin, parseRange } from "./ranges.js";

/** Whether a network lies in another one. */
export function isNetworkWithin(inner: string, outer: string): boolean {
  const [one, other] = [parseRange(inner), parseRange(outer)];
  return one !== undefined && other !== undefined && isWithin(one, other);
}

/** Whether ports are all among others. */
function arePortsWithin(inner: PortRange, outer: PortRange): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
}

/** Whether two runs of ports have one in common. */
export function doPortsMeet(one: PortRange, other: PortRange): boolean {
  return one.from <= other.to && other.from <= one.to;
}

/** A permission that two flows give, one of them for nothing: `443 from 10.0.0.0/8`. */
export function sharedPermission(
  one: Flow,
  other: Flow,
): { ports: PortRange; peer: string } | undefined {
  if (one.direction !== other.direction || one.protocol !== other.protocol) {
    return undefined;
  }
  const ports = one.ports.find((range) =>
    other.ports.some((outer) => arePortsWithin(range, outer)),
  );
  const peer = one.peers.find((network) =>
    other.peers.some((outer) => isNetworkWithin(network, outer)),
  );
  return ports && peer !== undefined ? { ports, peer } : undefined;
}
