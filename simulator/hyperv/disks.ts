import { win32 } from "node:path";
import { lastingCheckpoints } from "./checkpoints.js";
import { CmdletError, type Cmdlets } from "./cmdlets.js";
import type { MachineTold } from "./document.js";
import { stopGently } from "./hardware.js";
import type { HostReport } from "./own.js";
import type { Machine } from "./state.js";

type Disk = MachineTold["disks"][number];
type Drive = Machine["drives"][number];

/** The file of a disk: below the machine's GUID. */
export function diskPath({ folder, label }: Disk, machineId: string): string {
  return win32.join(folder, "comanaged", machineId, `${label}.vhdx`);
}

/** The label of a drive of ours; with a checkpoint its file has a longer name. */
export function labelOf({ path }: Drive, machineId: string): string | undefined {
  return win32.basename(win32.dirname(path)) === machineId
    ? win32.parse(path).name.split("_")[0]
    : undefined;
}

function driveOf(vm: Machine, { label, slot }: Disk): Drive | undefined {
  const drive = vm.drives.find((one) => one.slot === slot);
  if (drive !== undefined && labelOf(drive, vm.id) !== label) {
    throw new CmdletError(`disks.${label}: its slot holds ${drive.path}, which is not ours`);
  }
  return drive;
}

function goneDrives(vm: Machine, disks: readonly Disk[]): Drive[] {
  const labels: readonly (string | undefined)[] = [undefined, ...disks.map(({ label }) => label)];
  return vm.drives.filter((drive) => !labels.includes(labelOf(drive, vm.id)));
}

/** Refuses what Hyper-V would refuse half way. */
export function checkDisks(host: Cmdlets, vm: Machine, told: MachineTold): void {
  const { disks, checkpoints } = told;
  const growing = disks.filter((disk) => {
    const drive = driveOf(vm, disk);
    const by = drive === undefined ? 0 : disk.sizeGiB - host.sizeOf(drive.path);
    if (by < 0) {
      throw new CmdletError(`disks.${disk.label}: a disk never shrinks`);
    }
    return by > 0;
  });
  const blocked = [
    ...(isNewGeneration(vm, told) && vm.drives.length > 0 ? ["system"] : []),
    ...growing.map(({ label }) => label),
    ...goneDrives(vm, disks).map((drive) => labelOf(drive, vm.id)),
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
  { disks }: MachineTold,
  report: HostReport,
): void {
  for (const disk of disks.filter(({ label }) => label === "system")) {
    if (driveOf(vm, disk) !== undefined) {
      stopGently(host, vm, report);
      host.removeDrive(vm, disk.slot);
      report.changed.push("disk system");
    }
    const path = diskPath(disk, vm.id);
    if (host.fileExists(path)) {
      host.removeFile(path);
      report.changed.push("file of disk system");
    }
  }
}

/** Makes the disks what they are told to be. */
export function setDisks(
  host: Cmdlets,
  vm: Machine,
  { disks, image }: MachineTold,
  { changed }: HostReport,
): void {
  for (const drive of goneDrives(vm, disks)) {
    host.removeDrive(vm, drive.slot);
    changed.push(`disk ${labelOf(drive, vm.id)}`);
  }
  for (const disk of disks) {
    if (driveOf(vm, disk) === undefined) {
      attach(host, vm, disk, image, changed);
    }
    const path = driveOf(vm, disk)?.path ?? "";
    const size = host.sizeOf(path);
    if (size > disk.sizeGiB) {
      throw new CmdletError(`disks.${disk.label}: a disk never shrinks`);
    }
    if (size < disk.sizeGiB) {
      host.resizeVhd(vm, path, disk.sizeGiB);
      changed.push(`size of disk ${disk.label}`);
    }
  }
}

function attach(host: Cmdlets, vm: Machine, disk: Disk, image: string, changed: string[]): void {
  const path = diskPath(disk, vm.id);
  if (!host.fileExists(path)) {
    const half = path.replace(/\.vhdx$/, ".half.vhdx");
    if (host.fileExists(half)) {
      host.removeFile(half);
    }
    if (disk.label === "system") {
      host.makeFile("Copy-Item", half, host.sizeOf(image));
    } else {
      host.makeFile("New-VHD", half, disk.sizeGiB);
    }
    host.moveFile(half, path);
    changed.push(`file of disk ${disk.label}`);
  }
  host.addDrive(vm, disk.slot, path);
  changed.push(`disk ${disk.label}`);
}
