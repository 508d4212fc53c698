import type { World } from "../core/world.js";
import { hypervHosts } from "../data/seedHyperv.js";
import { type HypervHost, hypervHostAt, stateOf } from "../hyperv/host.js";
import { hardwareOf, writeHardware } from "../physical/state.js";
import { managerAt } from "../vmm/manager.js";
import type { Inventory } from "./call.js";

/** What the backup server of a world sees besides its vCenters. */
export function inventoryIn({ folder }: World): Inventory {
  /** A host, or all that a Virtual Machine Manager manages. */
  const hosts = (host: string): readonly HypervHost[] | undefined => {
    const found = hypervHostAt(folder, host);
    return managerAt(folder, host)?.hosts.map((one) => one.host) ?? (found && [found]);
  };
  return {
    hypervMachines: (host) => hosts(host)?.flatMap((one) => stateOf(one).machines),
    hypervHost: (host, machineId) =>
      hosts(host)?.find((one) => stateOf(one).machines.some(({ id }) => id === machineId)),
    hypervTarget: (host) => hypervHostAt(folder, host),
    computers: () =>
      hardwareOf(folder).flatMap(({ serial, installed, drives }) =>
        installed
          ? [
              {
                ...{ serial, name: installed.name, address: installed.address },
                isWindows: installed.isWindows,
                contents: Object.fromEntries(drives.map((drive) => [drive.serial, drive.content])),
              },
            ]
          : [],
      ),
    writeOnDrives: (serial, write) => {
      for (const computer of hardwareOf(folder).filter((one) => one.serial === serial)) {
        const drives = computer.drives.map((drive) => ({ ...drive, content: write(drive) }));
        writeHardware(folder, { ...computer, drives });
      }
    },
    hypervAddresses: () =>
      Object.keys(hypervHosts).flatMap((address) => {
        const host = hypervHostAt(folder, address);
        const machines = host === undefined ? [] : stateOf(host).machines;
        return machines.flatMap(({ adapters }) => adapters.flatMap((one) => one.address ?? []));
      }),
  };
}
