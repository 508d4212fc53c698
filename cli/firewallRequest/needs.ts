import { type Flow, portText } from "../../components/service/firewall/flow.js";
import { isNetworkWithin } from "../../components/service/firewall/overlap.js";
import { isRetired } from "../../components/service/retirement.js";
import type { Catalog, Estate, ResolvedServer } from "../../stacks/schema/model.js";

/** Traffic that the datacenter's firewall has to let through. */
export interface Need {
  readonly server: string;
  /** Name of the flow. */
  readonly flow: string;
  /** Networks and addresses. */
  readonly source: readonly string[];
  readonly destination: readonly string[];
  readonly protocol: string;
  readonly ports: readonly string[];
  readonly purpose: string;
  /** Who needs it. */
  readonly owner: string;
}

/** What the datacenter's firewall has to know of an estate, in the order of the estate's file. */
export function needsOf(estate: Estate, { networks }: Catalog): readonly Need[] {
  const inside = Object.values(networks).flatMap(({ platform, addresses }) =>
    isInDatacenter(platform) && addresses ? [addresses.cidr] : [],
  );
  const serving = estate.servers.filter((server) => !isRetired(server));
  const needs = serving.flatMap((server) =>
    (server.firewall ?? []).flatMap((flow) => {
      const peers = peersBeyond(server, flow, inside);
      return peers.length === 0 ? [] : [needOf(server, flow, peers, estate)];
    }),
  );
  const seen = new Set<string>();
  return needs.filter((need) => {
    const isNew = !seen.has(identityOf(need));
    seen.add(identityOf(need));
    return isNew;
  });
}

/** What the firewall sees of a need: two that agree in it are the same rule. */
export function identityOf({ source, destination, protocol, ports }: Need): string {
  return JSON.stringify([source, destination, protocol, ports]);
}

function isInDatacenter(platform: string): boolean {
  return platform !== "aws" && platform !== "azure";
}

/**
 * The peers to which the traffic goes through the datacenter's firewall: of a server in the
 * datacenter, all that are not in one of its own networks; of a server in a cloud, those in the
 * datacenter.
 */
function peersBeyond(
  server: ResolvedServer,
  { peers }: Flow,
  inside: readonly string[],
): readonly string[] {
  const own = server.networks.flatMap(({ network }) => network.addresses?.cidr ?? []);
  return isInDatacenter(server.platform)
    ? peers.filter((peer) => !own.some((network) => isNetworkWithin(peer, network)))
    : peers.filter((peer) =>
        inside.some((network) => isNetworkWithin(peer, network) || isNetworkWithin(network, peer)),
      );
}

function needOf(
  server: ResolvedServer,
  { name, direction, protocol, ports, purpose, responsible }: Flow,
  peers: readonly string[],
  { customer }: Estate,
): Need {
  const own = server.networks.map(addressOf);
  const [source, destination] = direction === "in" ? [peers, own] : [own, peers];
  return {
    ...{ server: server.name, flow: name, source, destination, protocol },
    ports: ports.map(portText),
    purpose,
    owner:
      responsible === "customer"
        ? `${customer.name} <${customer.contact}>`
        : "provider of the servers",
  };
}

/** The address of a server in a network; the whole network where the address is dynamic. */
function addressOf({ address, network }: ResolvedServer["networks"][number]): string {
  return address === undefined
    ? (network.addresses?.cidr ?? `network ${network.name}`)
    : `${address}/32`;
}
