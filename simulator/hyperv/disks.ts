import { win32 } from "node:path";
import { lastingCheckpoints } from "./checkpoints.js";
import type { Cmdlets } from "./cmdlets.js";
import { baseOf } from "./diskCmdlets.js";
import type { MachineTold } from "./document.js";
import { stopGently } from "./hardware.js";
import { CmdletError } from "./hostRun.js";
import type { HostReport } from "./own.js";
import type { Machine } from "./state.js";

type Disk = MachineTold["disks"][number];
type Adopted = MachineTold["adopted"];
type Drive = Machine["drives"][number];

/** The file of a disk: below the machine's GUID, or where it was when it was taken over. */
export function diskPath(
  { folder, label }: Disk,
  { machineId, adopted }: Pick<MachineTold, "machineId" | "adopted">,
): string {
  const own = adopted.find((one) => one.label === label);
  return own?.file ?? win32.join(folder, "comanaged", machineId, `${label}.vhdx`);
}

/** The label of a drive of ours; with a checkpoint its file has a longer name. */
export function labelOf(
  { path }: Drive,
  machineId: string,
  adopted: Adopted = [],
): string | undefined {
  return win32.basename(win32.dirname(path)) === machineId
    ? win32.parse(path).name.split("_")[0]
    : adopted.find(({ file }) => file === baseOf(path))?.label;
}

function driveOf(vm: Machine, { label, slot }: Disk, adopted: Adopted): Drive | undefined {
  const drive = vm.drives.find((one) => one.slot === slot);
  if (drive !== undefined && labelOf(drive, vm.id, adopted) !== label) {
    throw new CmdletError(`disks.${label}: its slot holds ${drive.path}, which is not ours`);
  }
  return drive;
}

/** Drives of ours that are told no more. */
export function goneDrives(vm: Machine, { disks, adopted }: MachineTold): Drive[] {
  const labels: readonly (string | undefined)[] = [undefined, ...disks.map(({ label }) => label)];
  return vm.drives.filter((drive) => !labels.includes(labelOf(drive, vm.id, adopted)));
}

/** Refuses what Hyper-V would refuse half way. */
export function checkDisks(host: Cmdlets, vm: Machine, told: MachineTold): void {
  const { disks, checkpoints, adopted } = told;
  const growing = disks.filter((disk) => {
    const drive = driveOf(vm, disk, adopted);
    const by = drive === undefined ? 0 : disk.sizeGiB - host.disks.sizeOf(drive.path);
    if (by < 0) {
      throw new CmdletError(`disks.${disk.label}: a disk never shrinks`);
    }
    return by > 0;
  });
  const blocked = [
    ...(isNewGeneration(vm, told) && vm.drives.length > 0 ? ["system"] : []),
    ...growing.map(({ label }) => label),
    ...goneDrives(vm, told).map((drive) => labelOf(drive, vm.id, adopted)),
  ];
  const lasting = lastingCheckpoints(vm, checkpoints);
  if (blocked.length > 0 && lasting.length > 0) {
    throw new CmdletError(
      `disks.${blocked.join(", ")}: checkpoints are in the way ` +
        `(${lasting.join(", ")}); have them removed first`,
    );
  }
}

/** Whether the system disk is from another generation than is told. */
export function isNewGeneration({ notes }: Machine, { generation }: MachineTold): boolean {
  const [, installed = "1"] = /^comanaged generation (\d+)$/m.exec(notes) ?? [];
  return Number(installed) < generation;
}

/** Makes room for a system disk from the image of now. */
export function removeSystemDisk(
  host: Cmdlets,
  vm: Machine,
  told: MachineTold,
  report: HostReport,
): void {
  const { disks, adopted } = told;
  for (const disk of disks.filter(({ label }) => label === "system")) {
    if (driveOf(vm, disk, adopted) !== undefined) {
      stopGently(host, vm, report);
      host.disks.removeDrive(vm, disk.slot);
      report.changed.push("disk system");
    }
    const path = diskPath(disk, told);
    if (host.disks.fileExists(path)) {
      host.disks.removeFile(path);
      report.changed.push("file of disk system");
    }
  }
}

/** Makes the disks what they are told to be. */
export function setDisks(
  host: Cmdlets,
  vm: Machine,
  told: MachineTold,
  { changed }: HostReport,
): void {
  const { disks, adopted } = told;
  for (const drive of goneDrives(vm, told)) {
    host.disks.removeDrive(vm, drive.slot);
    changed.push(`disk ${labelOf(drive, vm.id, adopted)}`);
  }
  for (const disk of disks) {
    if (driveOf(vm, disk, adopted) === undefined) {
      attach(host, vm, disk, told, changed);
    }
    const path = driveOf(vm, disk, adopted)?.path ?? "";
    const size = host.disks.sizeOf(path);
    if (size > disk.sizeGiB) {
      throw new CmdletError(`disks.${disk.label}: a disk never shrinks`);
    }
    if (size < disk.sizeGiB) {
      host.disks.resizeVhd(vm, path, disk.sizeGiB);
      changed.push(`size of disk ${disk.label}`);
    }
  }
}

function attach(
  host: Cmdlets,
  vm: Machine,
  disk: Disk,
  told: MachineTold,
  changed: string[],
): void {
  const path = diskPath(disk, told);
  if (!host.disks.fileExists(path)) {
    const half = path.replace(/\.vhdx$/, ".half.vhdx");
    if (host.disks.fileExists(half)) {
      host.disks.removeFile(half);
    }
    if (disk.label === "system") {
      host.disks.makeFile("Copy-Item", half, host.disks.sizeOf(told.image));
    } else {
      host.disks.makeFile("New-VHD", half, disk.sizeGiB);
    }
    host.disks.moveFile(half, path);
    changed.push(`file of disk ${disk.label}`);
  }
  host.disks.addDrive(vm, disk.slot, path);
  changed.push(`disk ${disk.label}`);
}
