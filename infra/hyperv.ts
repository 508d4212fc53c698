import type { HypervPlacement } from "../components/index.js";
import type { HypervOffer, HypervServer } from "../stacks/schema/model.js";

/** The place of a server on the Hyper-V host of its networks: nothing has to be prepared there. */
export function placeOnHyperv(
  { os, image, networks, formerly }: HypervServer,
  { account, hosts, storage }: HypervOffer,
): HypervPlacement {
  const name = networks[0]?.network.host ?? "";
  const host = hosts[name];
  if (host === undefined) {
    throw new Error(`the catalog has no host ${name}`);
  }
  return {
    platform: "hyperv",
    ...{ os, storage, image: image.vhdx, host: { name, account, ...host } },
    ...(formerly !== undefined && { formerly }),
    interfaces: networks.map(({ network: { name: network, switch: on, vlan } }) => ({
      ...{ network, switch: on },
      ...(vlan !== undefined && { vlan }),
    })),
  };
}
