import {
  type HypervBirth,
  type HypervPlacement,
  hypervHostNamed,
  type ReplicaLink,
} from "../components/index.js";
import type { HypervOffer, HypervServer } from "../stacks/schema/model.js";

/** The place of a server on the Hyper-V host of its networks: nothing has to be prepared there. */
export function placeOnHyperv(
  { os, image, networks, formerly, replica }: HypervServer,
  offer: HypervOffer,
  birth?: HypervBirth,
): HypervPlacement {
  const name = networks[0]?.network.host ?? "";
  const host = hypervHostNamed(name, offer);
  if (host === undefined) {
    throw new Error(`the catalog has no host ${name}`);
  }
  return {
    platform: "hyperv",
    ...{ os, storage: offer.storage, host },
    image: (host.managed && image.library) ?? image.vhdx,
    ...(formerly !== undefined && { formerly }),
    ...(birth && { birth }),
    ...(replica !== undefined && { replicaLink: linkOf(name, replica.host, offer) }),
    interfaces: networks.map(
      ({ address, network: { name: network, switch: on, vmNetwork, vlan, addresses: plan } }) => ({
        ...{ network, switch: on },
        ...(vmNetwork !== undefined && { vmNetwork }),
        ...(vlan !== undefined && { vlan }),
        ...(address !== undefined && plan !== undefined && { fixed: { address, plan } }),
      }),
    ),
  };
}

/** How a host sends replicas to another. */
function linkOf(from: string, to: string, { hosts }: HypervOffer): ReplicaLink {
  const taken = hosts[to]?.takesReplicas;
  if (taken === undefined) {
    throw new Error(`the host ${to} of the catalog takes no replicas`);
  }
  const certificate = hosts[from]?.certificate;
  return {
    ...taken,
    ...(taken.authentication === "certificate" && certificate !== undefined && { certificate }),
  };
}
