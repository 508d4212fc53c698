import {
  addCheckpoints,
  checkpointLines,
  lastingCheckpoints,
  removeGoneCheckpoints,
} from "./checkpoints.js";
import type { Cmdlets } from "./cmdlets.js";
import {
  checkDisks,
  diskPath,
  isNewGeneration,
  labelOf,
  removeSystemDisk,
  setDisks,
} from "./disks.js";
import type { MachineTold, Reservation } from "./document.js";
import { giveAddresses, isWaiting, waitingLine } from "./guestAddresses.js";
import { setHardware, setInterfaces, stopGently } from "./hardware.js";
import { CmdletError } from "./hostRun.js";
import { apartLine, demandFree, type HostReport, isApart, keyOf, ownMachine } from "./own.js";
import {
  checkReplica,
  demandNoCopy,
  endGoneReplica,
  endReplication,
  replicaLines,
  replicaSeen,
  setReplica,
} from "./replica.js";
import type { Machine } from "./state.js";

/** Finds the machine of a key, or makes one. */
export function reserve(
  host: Cmdlets,
  { key, name, birthName }: Reservation,
  { observed, changed }: HostReport,
): void {
  const own = host.getVm().filter((vm) => keyOf(vm) === key && vm.replication?.mode !== "Replica");
  const born = host.getVm().filter((vm) => vm.name === birthName);
  if (own.length > 1 || born.length > 1) {
    throw new CmdletError(`several machines carry the key ${key}`);
  }
  const [found] = own;
  if (found !== undefined) {
    observed["machineId"] = found.id;
    return;
  }
  const [half] = born;
  if (half === undefined) {
    demandFree(host, name);
    changed.push("machine");
  }
  const vm = half ?? host.newVm(birthName);
  host.setVm(vm, { notes: key });
  observed["machineId"] = vm.id;
}

/** Makes a machine what it is told to be. */
export function setMachine(host: Cmdlets, told: MachineTold, report: HostReport): void {
  const vm = ownMachine(host, told);
  checkReplica(host, vm, told);
  checkDisks(host, vm, told);
  if (vm.name !== told.name) {
    if (vm.name.toLowerCase() !== told.name) {
      demandFree(host, told.name);
    }
    host.setVm(vm, { name: told.name });
    report.changed.push("name");
  }
  endGoneReplica(host, vm, told, report);
  removeGoneCheckpoints(host, vm, told.checkpoints, report);
  if (isNewGeneration(vm, told)) {
    removeSystemDisk(host, vm, told, report);
  }
  const notes = notesOf(vm, told);
  if (vm.notes !== notes) {
    host.setVm(vm, { notes });
    report.changed.push("notes");
  }
  setInterfaces(host, vm, told, report);
  setHardware(host, vm, told, report);
  setDisks(host, vm, told, report);
  setStart(host, vm, told, report);
  if (told.retired) {
    stopGently(host, vm, report);
  } else if (vm.state === "Off") {
    vm.isWindows = told.image.includes("windows");
    host.startVm(vm);
    report.changed.push("started");
  }
  giveAddresses(host, vm, told, report);
  addCheckpoints(host, vm, told.checkpoints, report);
  setReplica(host, vm, told, report);
  report.observed["machine"] = observedOf(host, vm, told.adopted);
}

/** The key, our tags, and every line that is somebody else's. */
function notesOf(vm: Machine, told: MachineTold): string {
  const { key, generation, tags, checkpoints } = told;
  const foreign = vm.notes.split("\n").slice(1);
  return [
    key,
    ...replicaLines(vm),
    `comanaged generation ${generation}`,
    ...(isWaiting(vm, told) ? [waitingLine] : []),
    ...(isApart(vm) ? [apartLine] : []),
    ...Object.entries(tags).map(([name, value]) => `comanaged ${name}=${value}`),
    ...checkpointLines(checkpoints),
    ...foreign.filter((line) => !line.startsWith("comanaged ")),
  ].join("\n");
}

function setStart(host: Cmdlets, vm: Machine, told: MachineTold, { changed }: HostReport): void {
  if (vm.checkpointType !== "ProductionOnly" || vm.automaticCheckpoints) {
    host.setVm(vm, { checkpointType: "ProductionOnly" });
    changed.push("checkpoints");
  }
  const slot = told.disks.find(({ label }) => label === "system")?.slot ?? null;
  if (vm.firstBoot !== slot && vm.state === "Off") {
    host.setHardware(vm, "Set-VMFirmware", { firstBoot: slot });
    changed.push("first boot device");
  }
}

/** What a machine is found to be. */
export function observedOf(host: Cmdlets, vm: Machine, adopted: MachineTold["adopted"]) {
  const { id, name, state, cpus, memoryMiB, dynamicMemory, secureBoot, tpm, checkpoints } = vm;
  return {
    ...{ machineId: id, name, power: state, cpus, memoryMiB, dynamicMemory },
    ...{ secureBoot, secureBootTemplate: vm.secureBootTemplate, tpm, checkpoints },
    replica: replicaSeen(vm),
    disks: vm.drives
      .toSorted((a, b) => a.slot - b.slot)
      .map((drive) => ({
        ...{
          label: labelOf(drive, id, adopted) ?? null,
          slot: drive.slot,
          sizeGiB: host.disks.sizeOf(drive.path),
        },
      })),
    interfaces: vm.adapters.map(({ name: adapter, switch: on, vlan }) => ({
      ...{ name: adapter, switch: on, vlan },
    })),
  };
}

/** Removes a machine and the files of the disks that it is told to have. */
export function removeMachine(host: Cmdlets, told: MachineTold, report: HostReport): void {
  const { changed } = report;
  if (host.getVm().some(({ id }) => id === told.machineId)) {
    const vm = ownMachine(host, told);
    demandNoCopy(vm);
    const lasting = lastingCheckpoints(vm, []);
    if (lasting.length > 0) {
      throw new CmdletError(
        `checkpoints are in the way (${lasting.join(", ")}); have them removed first`,
      );
    }
    endReplication(host, vm, report);
    removeGoneCheckpoints(host, vm, [], report);
    if (vm.state !== "Off") {
      host.stopVm(vm, "TurnOff");
    }
    host.removeVm(vm);
    changed.push("machine");
  }
  for (const disk of told.disks) {
    const path = diskPath(disk, told);
    if (host.disks.fileExists(path)) {
      host.disks.removeFile(path);
      changed.push(`file of disk ${disk.label}`);
    }
  }
}
