import type { HttpsDoor, IpmiDoor, PhysicalPlacement } from "../components/index.js";
import type { BmcDoor, PhysicalOffer, PhysicalServer } from "../stacks/schema/model.js";
import { opened } from "./opened.js";

/** The place of a server on the machine that its customer owns. */
export function placeOnHardware(server: PhysicalServer, offer: PhysicalOffer): PhysicalPlacement {
  const { image, networks, asset: tag } = server;
  const { assets, deposit, administrator, timeZone } = offer;
  const asset = assets[tag];
  const [attachment] = networks;
  if (asset === undefined || attachment === undefined) {
    throw new Error(`the catalog has no machine ${tag}`);
  }
  const { network, address = "" } = attachment;
  const { serial, uuid, disks: drives, mayErase } = asset;
  return {
    ...{ platform: "physical", asset: tag, serial, uuid, drives, mayErase },
    ...{ product: image.product, medium: image.medium, administrator, timeZone },
    ...{ bmc: doorOf(asset.bmc), deposit: opened(deposit) },
    ...(server.formerly && { formerly: server.formerly }),
    interface: {
      ...{ network: network.name, address, plan: network.addresses },
      mac: asset.interfaces[network.name] ?? "",
    },
  };
}

function doorOf({ fingerprint, cipherSuite = 17, ...door }: BmcDoor): HttpsDoor | IpmiDoor {
  return fingerprint === undefined
    ? opened({ ...door, cipherSuite })
    : opened({ ...door, fingerprint });
}
