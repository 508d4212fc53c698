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
  const { host, cpus, memoryMiB, secureBootTemplate, image, disks, retired, tags } = told;
  return {
    ...{ host, computer, hostGroup, cpus, memoryMiB, secureBootTemplate, image, disks },
    interfaces: placement.interfaces.map(
      ({ network, switch: name, vmNetwork = name, vlan = 0 }) => ({
        ...{ network, switch: name, vmNetwork, vlan },
      }),
    ),
    ...{ retired, tags },
  };
}
