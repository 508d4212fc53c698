import { lastingCheckpoints } from "../hyperv/checkpoints.js";
import { labelOf } from "../hyperv/disks.js";
import { CmdletError } from "../hyperv/hostRun.js";
import type { HostReport } from "../hyperv/own.js";
import { removeGoneCheckpoints, setCheckpoints } from "./checkpoints.js";
import type { VmmCmdlets } from "./cmdlets.js";
import {
  checkDisks,
  generationProperty,
  isNewGeneration,
  removeSystemDisk,
  setDisks,
} from "./disks.js";
import type { Look, ManagedReservation, ManagedTold, Observation } from "./document.js";
import { setHardware, setStart } from "./hardware.js";
import { adaptersOf, setInterfaces } from "./networks.js";
import {
  demandAllowed,
  demandFree,
  keyProperty,
  knownMachine,
  seenOf,
  setProperty,
  waitIdle,
} from "./own.js";
import { stopGently } from "./power.js";
import type { MachineRecord } from "./state.js";

/** Finds the machine of a key, or makes one. */
export function reserve(vmm: VmmCmdlets, told: ManagedReservation, report: HostReport): void {
  const own = () => vmm.getMachines().filter((one) => one.properties[keyProperty] === told.key);
  if (own().length > 1) {
    throw new CmdletError(`several machines carry the key ${told.key}`);
  }
  if (own().length === 0) {
    const born = bornOf(vmm, told, report);
    report.changed.push(...setProperty(vmm, born, keyProperty, told.key));
  }
  const [found] = own();
  const idle = found && waitIdle(vmm, found.id);
  report.observed["machineId"] = idle?.seen?.id;
}

function bornOf(
  vmm: VmmCmdlets,
  { name, birthName, ...place }: ManagedReservation,
  { changed }: HostReport,
): MachineRecord {
  const named = vmm.getMachines().filter((one) => one.name === birthName);
  const [half, ...others] = named.flatMap(({ id }) => waitIdle(vmm, id) ?? []);
  if (others.length > 0) {
    throw new CmdletError(`several machines are called ${birthName}`);
  }
  if (half !== undefined && half.status !== "CreationFailed") {
    return half;
  }
  if (half !== undefined) {
    vmm.remove(half);
  }
  demandFree(vmm, name);
  demandAllowed(vmm, place);
  vmm.newMachine(birthName, place.computer);
  changed.push("machine");
  const made = vmm.getMachines().find((one) => one.name === birthName);
  if (made === undefined) {
    throw new CmdletError(`VMM has made no ${birthName}`);
  }
  return made;
}

/** Makes a machine what it is told to be. */
export function setMachine(vmm: VmmCmdlets, told: ManagedTold, report: HostReport): void {
  const { record } = knownMachine(vmm, told, told.formerly);
  const isUnnamed = record.name !== told.name;
  if (record.name.toLowerCase() !== told.name) {
    demandFree(vmm, told.name);
  }
  checkDisks(vmm, record, told);
  for (const { vmNetwork } of told.interfaces.filter((one) => !vmm.hasNetwork(one.vmNetwork))) {
    throw new CmdletError(`VMM has not one network of machines called ${vmNetwork}`);
  }
  removeGoneCheckpoints(vmm, record, told.checkpoints, report);
  if (isNewGeneration(record, told)) {
    removeSystemDisk(vmm, record, told, report);
  }
  report.changed.push(
    ...setProperty(vmm, record, keyProperty, told.key),
    ...setProperty(vmm, record, generationProperty, String(told.generation)),
  );
  setInterfaces(vmm, record, told, report);
  setHardware(vmm, record, told, report);
  setDisks(vmm, record, told, report);
  setStart(vmm, record, told, report);
  for (const [name, value] of Object.entries(told.tags)) {
    report.changed.push(...setProperty(vmm, record, `comanaged ${name}`, value));
  }
  if (isUnnamed) {
    vmm.rename(record, told.name);
    report.changed.push("name");
  }
  if (told.retired) {
    stopGently(vmm, record, report);
  } else if (seenOf(record).state === "Off") {
    vmm.start(record);
    report.changed.push("started");
  }
  setCheckpoints(vmm, record, told.checkpoints, report);
  report.observed["machine"] = observedOf(vmm, record, told.adopted);
}

/** What a machine is found to be. */
export function observedOf(
  vmm: VmmCmdlets,
  record: MachineRecord,
  adopted: ManagedTold["adopted"],
) {
  const { id, state, cpus, memoryMiB, dynamicMemory, secureBoot, ...is } = seenOf(record);
  return {
    ...{ machineId: id, name: record.name, computer: record.computer, power: state },
    ...{ cpus, memoryMiB, dynamicMemory, secureBoot, secureBootTemplate: is.secureBootTemplate },
    disks: is.drives
      .toSorted((a, b) => a.slot - b.slot)
      .map((drive) => ({
        label: labelOf(drive, id, adopted) ?? null,
        slot: drive.slot,
        sizeGiB: vmm.sizeOf(record, drive.path),
      })),
    interfaces: adaptersOf(record).map(({ name, switch: on, vmNetwork, vlan }) => ({
      ...{ name, switch: on, vmNetwork, vlan },
    })),
    checkpoints: is.checkpoints,
  };
}

/** Tells what a machine is found to be. */
export function observe(vmm: VmmCmdlets, look: Observation, { observed }: HostReport): void {
  observed["machine"] = observedOf(vmm, knownMachine(vmm, look).record, look.adopted);
}

/** Tells the first address of a machine. */
export function tellAddress(vmm: VmmCmdlets, look: Look, { observed }: HostReport): void {
  const { record } = knownMachine(vmm, look);
  const [address] = adaptersOf(record).flatMap((one) =>
    one.name.startsWith("comanaged-") ? (one.address ?? []) : [],
  );
  if (address === undefined) {
    throw new CmdletError(`the guest of ${look.machineId} has told no address for five minutes`);
  }
  observed["address"] = address;
}

/** Removes a machine with its disks; those of others leave it before. */
export function removeMachine(vmm: VmmCmdlets, told: ManagedTold, report: HostReport): void {
  const { changed } = report;
  const found = vmm.getMachines().find(({ seen }) => seen?.id === told.machineId);
  if (found === undefined || waitIdle(vmm, found.id) === undefined) {
    return;
  }
  const { record, machine } = knownMachine(vmm, told, told.formerly);
  const lasting = lastingCheckpoints(machine, []);
  if (lasting.length > 0) {
    throw new CmdletError(
      `checkpoints are in the way (${lasting.join(", ")}); have them removed first`,
    );
  }
  removeGoneCheckpoints(vmm, record, [], report);
  const labels = told.disks.map(({ label }) => label);
  const isOurs = (label = "") => labels.includes(label);
  for (const drive of seenOf(record).drives.filter(
    (one) => !isOurs(labelOf(one, told.machineId, told.adopted)),
  )) {
    vmm.removeDrive(record, drive.slot, "stays");
    changed.push(`drive ${drive.slot}`);
  }
  for (const { path, slot } of seenOf(record).farDrives ?? []) {
    vmm.removeFarDrive(record, path);
    changed.push(`drive ${slot}`);
  }
  if (seenOf(record).state !== "Off") {
    vmm.stop(record, "TurnOff");
  }
  vmm.remove(record);
  changed.push("machine");
}
