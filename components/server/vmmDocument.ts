import type { ServerDescription } from "../service/server.js";
import { hypervHardware } from "./hypervDocument.js";
import type { HypervPlacement, ManagedHost } from "./placement.js";

/** What Virtual Machine Manager is told that a machine is to be, besides who it is. */
export function vmmHardware(
  server: ServerDescription,
  placement: HypervPlacement,
  { computer, hostGroup }: ManagedHost,
) {
  const told = hypervHardware(server, placement);
  const { host, generation, cpus, memoryMiB, dynamicMemory, ...rest } = told;
  const { secureBootTemplate, image, disks, adopted, checkpoints, retired, tags } = rest;
  return {
    ...{ host, computer, hostGroup, generation, cpus, memoryMiB, dynamicMemory },
    ...{ secureBootTemplate, image, disks, adopted },
    interfaces: placement.interfaces.map(
      ({ network, switch: name, vmNetwork = name, vlan = 0 }) => ({
        ...{ network, switch: name, vmNetwork, vlan },
      }),
    ),
    ...{ checkpoints, retired, tags },
  };
}
