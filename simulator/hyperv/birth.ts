import { win32 } from "node:path";
import type { Cmdlets } from "./cmdlets.js";
import { diskPath } from "./disks.js";
import type { BirthTold, RoomTold } from "./document.js";
import { CmdletError } from "./hostRun.js";
import { apartLine, type HostReport, isApart, ownMachine } from "./own.js";
import type { Machine } from "./state.js";

const isInside = (path: string, { written, folders }: RoomTold): boolean =>
  folders.some((folder) => {
    const room = win32.join(folder, "comanaged", written);
    return `${path}\\`.toLowerCase().startsWith(`${room}\\`.toLowerCase());
  });

/** What the backup server wrote: it lies in the folders of its restore with all its files. */
function writtenOn(host: Cmdlets, told: RoomTold): Machine[] {
  const { written } = told;
  const found = host.getVm().filter(({ name }) => name.toLowerCase() === written);
  for (const { state, configuration = "", drives, farDrives = [] } of found) {
    const files = [configuration, ...[...drives, ...farDrives].map(({ path }) => path)];
    if (!files.every((file) => isInside(file, told))) {
      throw new CmdletError(`a machine of somebody else is called ${written}, and was not touched`);
    }
    if (state !== "Off") {
      throw new CmdletError(`the machine ${written} is ${state}, and was not touched`);
    }
  }
  return found;
}

/** Looks whether a backup can be written: a host has no folders here but those of files. */
export function makeRoom(host: Cmdlets, told: RoomTold): void {
  writtenOn(host, told);
}

/** Removes what was written and became no server's. */
export function removeRoom(host: Cmdlets, told: RoomTold, { changed }: HostReport): void {
  for (const vm of writtenOn(host, told)) {
    host.removeVm(vm);
    changed.push("written machine");
  }
  const files = host.disks.files().filter((file) => isInside(file, told));
  for (const file of files) {
    host.disks.removeFile(file);
  }
  changed.push(...(files.length > 0 ? ["folder"] : []));
}

/** Gives a reserved machine the disks that were written; what is there already stays. */
export function giveDisks(host: Cmdlets, told: BirthTold, report: HostReport): void {
  const vm = ownMachine(host, told);
  const written = writtenOn(host, told);
  const targets = told.disks.map((disk) => ({
    disk,
    path: diskPath(disk, { machineId: told.machineId, adopted: [] }),
  }));
  const missing = targets.filter(({ path }) => !host.disks.fileExists(path));
  if (missing.length > 0 && written.length !== 1) {
    throw new CmdletError(
      `the machine ${told.written} that the backup server wrote is gone; have it written anew: ` +
        "pulumi up --replace '**-birth-**-done'",
    );
  }
  const moves = missing.map(({ disk, path }) => {
    const from = writtenFile(disk.label, written);
    if (host.disks.sizeOf(from) > disk.sizeGiB) {
      throw new CmdletError(`disks.${disk.label}: is smaller than in the backup`);
    }
    return { from, path, label: disk.label };
  });
  if (told.apart && missing.length > 0 && !isApart(vm)) {
    host.setVm(vm, { notes: `${vm.notes}\n${apartLine}` });
    report.changed.push("apart");
  }
  for (const { from, path, label } of moves) {
    host.disks.moveFile(from, path);
    report.changed.push(`file of disk ${label}`);
  }
  removeRoom(host, told, report);
}

function writtenFile(label: string, written: readonly Machine[]): string {
  const [own, ...others] = written
    .flatMap(({ drives, farDrives = [] }) => [...drives, ...farDrives])
    .filter(({ path }) => win32.basename(win32.dirname(path)) === label);
  if (own === undefined || others.length > 0 || !own.path.endsWith(".vhdx")) {
    throw new CmdletError(`disks.${label}: is not among the disks that were written`);
  }
  return own.path;
}
