import { CmdletError, type HostRun } from "./hostRun.js";
import type { Machine } from "./state.js";

/** The file that a chain of checkpoints begins with. */
export function baseOf(path: string): string {
  return path.replace(/_[0-9a-f-]{36}\.avhdx$/, ".vhdx");
}

/** The cmdlets about virtual disks and the drives that hold them. */
export class DiskCmdlets {
  private readonly run: HostRun;

  constructor(run: HostRun) {
    this.run = run;
  }

  /** The virtual disks of the host. */
  files(): readonly string[] {
    return Object.keys(this.run.state.files);
  }

  fileExists(path: string): boolean {
    return this.run.state.files[path] !== undefined;
  }

  /** GiB of a virtual disk. */
  sizeOf(path: string): number {
    const size = this.run.state.files[path];
    if (size === undefined) {
      throw new CmdletError(`Get-VHD: ${path} is not there`);
    }
    return size;
  }

  makeFile(what: string, path: string, sizeGiB: number): void {
    if (this.fileExists(path)) {
      throw new CmdletError(`${what}: ${path} exists`);
    }
    this.run.done(`${what} ${path}`, () => {
      this.run.state.files[path] = sizeGiB;
    });
  }

  moveFile(from: string, to: string): void {
    const size = this.sizeOf(from);
    if (this.fileExists(to) || this.isInUse(from)) {
      throw new CmdletError(`Move-Item: ${from} cannot be moved to ${to}`);
    }
    this.run.done(`Move-Item ${to}`, () => {
      const { files, contents } = this.run.state;
      delete files[from];
      files[to] = size;
      const content = contents[from];
      delete contents[from];
      Object.assign(contents, content === undefined ? {} : { [to]: content });
    });
  }

  removeFile(path: string): void {
    if (this.isInUse(path)) {
      throw new CmdletError(`Remove-Item: ${path} is being used by another process`);
    }
    this.run.done(`Remove-Item ${path}`, () => {
      delete this.run.state.files[path];
      delete this.run.state.contents[path];
    });
  }

  resizeVhd(vm: Machine, path: string, sizeGiB: number): void {
    if (vm.checkpoints.length > 0) {
      throw new CmdletError(`Resize-VHD: ${path} belongs to a chain of checkpoints`);
    }
    if (sizeGiB < this.sizeOf(path)) {
      throw new CmdletError(`Resize-VHD: ${path} holds a partition beyond ${sizeGiB} GiB`);
    }
    this.run.done(`Resize-VHD ${path}`, () => {
      this.run.state.files[path] = sizeGiB;
    });
  }

  addDrive(vm: Machine, slot: number, path: string): void {
    this.sizeOf(path);
    if (vm.drives.some((drive) => drive.slot === slot)) {
      throw new CmdletError(`Add-VMHardDiskDrive: location ${slot} is in use`);
    }
    if (this.run.state.machines.some(({ drives }) => drives.some((drive) => drive.path === path))) {
      throw new CmdletError(`Add-VMHardDiskDrive: ${path} is attached to a machine`);
    }
    this.run.done(`Add-VMHardDiskDrive ${path}`, () => vm.drives.push({ slot, path }));
  }

  removeDrive(vm: Machine, slot: number): void {
    if (vm.checkpoints.length > 0) {
      throw new CmdletError("Remove-VMHardDiskDrive: the machine has checkpoints");
    }
    if (vm.replication?.slots.includes(slot)) {
      throw new CmdletError("Remove-VMHardDiskDrive: the drive is replicated");
    }
    this.run.done(`Remove-VMHardDiskDrive ${slot}`, () => {
      vm.drives = vm.drives.filter((drive) => drive.slot !== slot);
      if (vm.firstBoot === slot) {
        vm.firstBoot = null;
        // What a guest was told is gone with its disk.
        vm.adapters = vm.adapters.map(({ address, told, ...one }) =>
          told === undefined && address !== undefined ? { ...one, address } : one,
        );
      }
    });
  }

  removeFarDrive(vm: Machine, path: string): void {
    this.run.done(`Remove-VMHardDiskDrive ${path}`, () => {
      vm.farDrives = vm.farDrives?.filter((drive) => drive.path !== path);
    });
  }

  private isInUse(path: string): boolean {
    return this.run.state.machines.some(
      ({ state, drives }) => state !== "Off" && drives.some((drive) => drive.path === path),
    );
  }
}
