import type { WantedMachine } from "../service/hardware/document.js";
import type { ObservedHardware } from "./observed.js";

/** What an order says of a machine. */
export interface Order
  extends Pick<
    WantedMachine,
    "asset" | "serial" | "uuid" | "cpus" | "memoryGiB" | "disks" | "tpm" | "adopt"
  > {
  readonly interfaces: readonly { readonly network: string; readonly mac: string }[];
}

type OrderedDisk = Order["disks"][number];

/** Where a machine is not what was ordered, one sentence each. */
export function mismatches(order: Order, seen: ObservedHardware): string[] {
  const { asset, serial, uuid, cpus, memoryGiB, disks, interfaces, tpm, adopt } = order;
  const differ = (what: string, is: number | string | undefined, wanted: number | string) =>
    is === undefined || is === wanted ? [] : [`${what} is ${is}, ordered is ${wanted}`];
  return [
    ...differ("the serial number", seen.serial, serial),
    ...differ("the UUID", seen.uuid, uuid.toLowerCase()),
    ...differ("the asset tag", seen.assetTag, asset),
    ...differ("the number of cores", seen.cpus, cpus),
    ...differ("the memory in GiB", seen.memoryGiB, memoryGiB),
    ...disks.flatMap((disk) => diskMismatches(disk, seen)),
    ...interfaces.flatMap(({ network, mac }) =>
      (seen.interfaces ?? [mac.toLowerCase()]).includes(mac.toLowerCase())
        ? []
        : [`the network interface ${mac} for ${network} is not there`],
    ),
    ...(tpm && seen.tpm === false ? ["there is no TPM"] : []),
    ...(adopt && seen.power === "off" ? ["it is off, and what is taken over runs"] : []),
  ];
}

/** What of an order nobody has compared, because the BMC of the machine does not tell it. */
export function uncompared(seen: ObservedHardware): string[] {
  const { cpus, memoryGiB, disks, interfaces, tpm } = seen;
  const told = { cores: cpus, memory: memoryGiB, drives: disks, "network interfaces": interfaces };
  return Object.entries({ ...told, TPM: tpm }).flatMap(([what, value]) =>
    value === undefined ? [what] : [],
  );
}

function diskMismatches({ label, serial, sizeGiB }: OrderedDisk, seen: ObservedHardware) {
  if (seen.disks === undefined) {
    return [];
  }
  const drive = seen.disks.find((one) => one.serial === serial);
  if (drive === undefined) {
    return [`the drive ${serial} for disks.${label} is not there`];
  }
  return drive.sizeGiB < sizeGiB
    ? [`the drive ${serial} for disks.${label} holds ${drive.sizeGiB} GiB, ordered are ${sizeGiB}`]
    : [];
}

/** The drives on which nothing should be installed any more, one sentence each. */
export function failingDrives({ disks }: Pick<Order, "disks">, seen: ObservedHardware): string[] {
  return disks.flatMap(({ label, serial }) =>
    seen.disks?.some((drive) => drive.serial === serial && !drive.healthy)
      ? [`the drive ${serial} for disks.${label} is failing`]
      : [],
  );
}
