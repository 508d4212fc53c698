import fc from "fast-check";
import type { Flow } from "../../../../components/service/firewall/flow.js";
import { isNetworkWithin } from "../../../../components/service/firewall/overlap.js";
import { networkOf } from "../../../../stacks/schema/fields/flow.js";

const four = fc
  .tuple(fc.nat(255), fc.nat(255), fc.integer({ min: 8, max: 32 }))
  .map(([a, b, bits]) => networkOf(`10.${a}.${b}.7/${bits}`) ?? "");
const six = fc
  .tuple(fc.nat(0xffff), fc.integer({ min: 20, max: 128 }))
  .map(([a, bits]) => networkOf(`2a00:1398:${a.toString(16)}::7/${bits}`) ?? "");
const everybody = fc.constantFrom("0.0.0.0/0", "::/0");

const network = fc.oneof(
  { weight: 6, arbitrary: four },
  { weight: 3, arbitrary: six },
  { weight: 1, arbitrary: everybody },
);

/** Networks of which none is in another one. */
const networks = fc
  .uniqueArray(network, { minLength: 1, maxLength: 4 })
  .map((all) =>
    all.filter((one) => !all.some((other) => other !== one && isNetworkWithin(one, other))),
  );

/** Ports in rising order, none twice. */
const ports = fc
  .uniqueArray(fc.integer({ min: 1, max: 65_535 }), { minLength: 2, maxLength: 6 })
  .map((ends) => ends.toSorted((a, b) => a - b))
  .map((ends) =>
    ends.flatMap((from, index) => {
      const to = ends[index + 1] ?? from;
      return index % 2 === 0 ? [{ from, to: to === from ? from : to }] : [];
    }),
  );

const flow = (name: string) =>
  fc.record({
    name: fc.constant(name),
    direction: fc.constantFrom("in" as const, "in" as const, "out" as const),
    protocol: fc.constantFrom("tcp" as const, "udp" as const),
    ports,
    peers: networks,
    purpose: fc.constant("p"),
    responsible: fc.constant("customer" as const),
  });

/** The way in that every server has. */
export const wayIn: Flow = {
  ...{ name: "management", direction: "in", protocol: "tcp", ports: [{ from: 22, to: 22 }] },
  ...{ peers: ["10.9.8.0/24"], purpose: "p", responsible: "provider" },
};

/** The flows of a server as the schema gives them. */
export const someFlows: fc.Arbitrary<readonly Flow[]> = fc
  .uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/), { maxLength: 4 })
  .chain((names) => fc.tuple(...names.map(flow)))
  .map((flows) => [wayIn, ...flows]);

/** A packet that wants in. */
export interface Packet {
  readonly protocol: string;
  readonly port: number;
  readonly address: string;
}

/** Packets at the edges of flows and beside them. */
export function packetsAround(flows: readonly Flow[]): readonly Packet[] {
  const all = flows.flatMap(({ ports }) =>
    ports.flatMap(({ from, to }) => [from - 1, from, to, to + 1]),
  );
  const chosen = [...new Set([...all, 22])].filter((port) => port > 0 && port <= 65_535);
  const firsts = flows.flatMap(({ peers }) => peers.map((peer) => peer.split("/")[0] ?? ""));
  const addresses = [...new Set([...firsts, "10.9.8.9", "10.255.255.255", "8.8.8.8", "2a00::1"])];
  return ["tcp", "udp"].flatMap((protocol) =>
    chosen.flatMap((port) => addresses.map((address) => ({ protocol, port, address }))),
  );
}

/** What the declaration says of a packet: the oracle of every firewall. */
export function isDeclared(flows: readonly Flow[], { protocol, port, address }: Packet): boolean {
  return flows.some(
    (flow) =>
      flow.direction === "in" &&
      flow.protocol === protocol &&
      flow.ports.some(({ from, to }) => from <= port && port <= to) &&
      isIn(address, flow.peers),
  );
}

/** Whether an address is in one of the networks. */
export function isIn(address: string, all: readonly string[]): boolean {
  const alone = `${address}/${address.includes(":") ? 128 : 32}`;
  return all.some((network) => isNetworkWithin(alone, network));
}
