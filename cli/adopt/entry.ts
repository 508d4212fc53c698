import { stringify } from "yaml";
import type { Standing } from "./standing.js";

/** The entry of a server in an estate's file, with which it is taken over. */
export function entryText(server: string, service: string, standing: Standing): string {
  const { platform, image, asset, cpus, memoryGiB, disks, adopt } = standing;
  const { dynamicMemory: range, tpm } = standing;
  const listed = Object.entries(disks).map(([label, { sizeGiB, tier, adopted }]) => [
    label,
    { size: `${sizeGiB} GiB`, tier, ...(adopted && { adopted }) },
  ]);
  const { disks: volumes, interfaces, ...machine } = adopt;
  const entry = {
    ...{ service, platform, image, ...(asset !== undefined && { asset }) },
    ...{ ...connected(standing), cpus, memory: `${memoryGiB} GiB` },
    ...(range && {
      dynamicMemory: { minimum: `${range.minimumGiB} GiB`, maximum: `${range.maximumGiB} GiB` },
    }),
    ...(tpm !== undefined && { tpm }),
    disks: Object.fromEntries(listed),
    adopt: {
      ...machine,
      ...(Object.keys(interfaces).length > 0 && { interfaces }),
      ...(Object.keys(volumes).length > 0 && { disks: volumes }),
    },
  };
  return stringify({ servers: { [server]: entry } });
}

function connected({ networks, address }: Standing) {
  const [network] = networks;
  if (address !== undefined) {
    return { networks: [{ name: network, address }] };
  }
  return networks.length > 1 ? { networks: networks.map((name) => ({ name })) } : { network };
}
