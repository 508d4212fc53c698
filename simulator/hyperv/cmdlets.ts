import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type HypervHost, stateOf } from "./host.js";
import { followReplica, type Link, placeReplica, refusalOf, takenBy } from "./replication.js";
import { type HostState, type Machine, type Replication, writeHost } from "./state.js";

/** What a cmdlet refuses. */
export class CmdletError extends Error {}

/** The connection is gone, and with it the process that ran behind it. */
export class Cut extends Error {}

const cutFile = "cut";

/** What a guest is told of an address for good. */
type GuestAddress = NonNullable<Machine["adapters"][number]["told"]> & {
  readonly address: string;
};

/** The file that a chain of checkpoints begins with. */
export function baseOf(path: string): string {
  return path.replace(/_[0-9a-f-]{36}\.avhdx$/, ".vhdx");
}

/**
 * The Hyper-V cmdlets of one run on a host, as far as our program uses them: each changes the
 * host's state on disk or refuses, as the real ones are documented to.
 */
export class Cmdlets {
  private readonly host: HypervHost;
  private readonly state: HostState;
  private steps = 0;

  constructor(host: HypervHost) {
    this.host = host;
    this.state = stateOf(host);
    this.cutIfDue();
  }

  /** The services of the host that say what it is. */
  getService(): readonly string[] {
    return this.host.seeded.managed === undefined ? ["vmms"] : ["vmms", "SCVMMAgent"];
  }

  getVm(): readonly Machine[] {
    return this.state.machines;
  }

  /** Names are no identities: another machine of the same name is no obstacle. */
  newVm(name: string): Machine {
    const vm: Machine = {
      ...{ id: randomUUID(), name, notes: "", state: "Off", cpus: 1, memoryMiB: 512 },
      ...{ dynamicMemory: null, secureBoot: true, secureBootTemplate: "MicrosoftWindows" },
      ...{ hasKeyProtector: false, tpm: false, checkpointType: "Production" },
      ...{ automaticCheckpoints: true, firstBoot: null, drives: [], checkpoints: [] },
      adapters: [{ name: "Network Adapter", switch: null, vlan: 0 }],
      ...{ answers: true, isWindows: false, starts: 0 },
    };
    this.done(`New-VM ${name}`, () => this.state.machines.push(vm));
    return vm;
  }

  setVm(vm: Machine, to: Partial<Pick<Machine, "notes" | "name" | "checkpointType">>): void {
    const checkpoints = to.checkpointType === undefined ? {} : { automaticCheckpoints: false };
    this.done(`Set-VM ${Object.keys(to).join(" ")}`, () => Object.assign(vm, to, checkpoints));
  }

  setHardware(vm: Machine, what: string, to: Partial<Machine>): void {
    this.demandOff(vm, what);
    this.done(what, () => Object.assign(vm, to));
  }

  /** While a machine runs, its limits only move apart. */
  setMemoryLimits(vm: Machine, to: Machine["dynamicMemory"]): void {
    const was = vm.dynamicMemory;
    const isApart =
      was !== null &&
      to !== null &&
      to.minimumMiB <= was.minimumMiB &&
      to.maximumMiB >= was.maximumMiB;
    if (!isApart) {
      this.demandOff(vm, "Set-VMMemory");
    }
    this.done("Set-VMMemory", () => Object.assign(vm, { dynamicMemory: to }));
  }

  /** Disks go on in files of their own, whose names begin with those of the files before. */
  checkpointVm(vm: Machine, name: string): void {
    if (vm.state === "Running" && vm.checkpointType === "ProductionOnly" && !vm.answers) {
      throw new CmdletError("Checkpoint-VM: production checkpoints cannot be created");
    }
    this.done(`Checkpoint-VM ${name}`, () => {
      vm.checkpoints.push(name);
      vm.drives = vm.drives.map(({ slot, path }) => {
        const next = `${baseOf(path).slice(0, -".vhdx".length)}_${randomUUID()}.avhdx`;
        this.state.files[next] = this.sizeOf(path);
        return { slot, path: next };
      });
    });
  }

  /** With the last checkpoint everything is back in one file. */
  removeSnapshot(vm: Machine, name: string): void {
    this.done(`Remove-VMSnapshot ${name}`, () => {
      vm.checkpoints = vm.checkpoints.filter((one) => one !== name);
      if (vm.checkpoints.length === 0) {
        const bases = vm.drives.map(({ path }) => baseOf(path).slice(0, -".vhdx".length));
        for (const file of Object.keys(this.state.files)) {
          if (file.endsWith(".avhdx") && bases.some((base) => file.startsWith(`${base}_`))) {
            delete this.state.files[file];
          }
        }
        vm.drives = vm.drives.map(({ slot, path }) => ({ slot, path: baseOf(path) }));
      }
    });
  }

  enableTpm(vm: Machine): void {
    if (!vm.hasKeyProtector) {
      throw new CmdletError("Enable-VMTPM: the machine has no key protector");
    }
    this.setHardware(vm, "Enable-VMTPM", { tpm: true });
  }

  fileExists(path: string): boolean {
    return this.state.files[path] !== undefined;
  }

  /** GiB of a virtual disk. */
  sizeOf(path: string): number {
    const size = this.state.files[path];
    if (size === undefined) {
      throw new CmdletError(`Get-VHD: ${path} is not there`);
    }
    return size;
  }

  makeFile(what: string, path: string, sizeGiB: number): void {
    if (this.fileExists(path)) {
      throw new CmdletError(`${what}: ${path} exists`);
    }
    this.done(`${what} ${path}`, () => {
      this.state.files[path] = sizeGiB;
    });
  }

  moveFile(from: string, to: string): void {
    const size = this.sizeOf(from);
    if (this.fileExists(to) || this.isInUse(from)) {
      throw new CmdletError(`Move-Item: ${from} cannot be moved to ${to}`);
    }
    this.done(`Move-Item ${to}`, () => {
      delete this.state.files[from];
      this.state.files[to] = size;
    });
  }

  removeFile(path: string): void {
    if (this.isInUse(path)) {
      throw new CmdletError(`Remove-Item: ${path} is being used by another process`);
    }
    this.done(`Remove-Item ${path}`, () => {
      delete this.state.files[path];
    });
  }

  resizeVhd(vm: Machine, path: string, sizeGiB: number): void {
    if (vm.checkpoints.length > 0) {
      throw new CmdletError(`Resize-VHD: ${path} belongs to a chain of checkpoints`);
    }
    if (sizeGiB < this.sizeOf(path)) {
      throw new CmdletError(`Resize-VHD: ${path} holds a partition beyond ${sizeGiB} GiB`);
    }
    this.done(`Resize-VHD ${path}`, () => {
      this.state.files[path] = sizeGiB;
    });
  }

  addDrive(vm: Machine, slot: number, path: string): void {
    this.sizeOf(path);
    if (vm.drives.some((drive) => drive.slot === slot)) {
      throw new CmdletError(`Add-VMHardDiskDrive: location ${slot} is in use`);
    }
    if (this.state.machines.some(({ drives }) => drives.some((drive) => drive.path === path))) {
      throw new CmdletError(`Add-VMHardDiskDrive: ${path} is attached to a machine`);
    }
    this.done(`Add-VMHardDiskDrive ${path}`, () => vm.drives.push({ slot, path }));
  }

  removeDrive(vm: Machine, slot: number): void {
    if (vm.checkpoints.length > 0) {
      throw new CmdletError("Remove-VMHardDiskDrive: the machine has checkpoints");
    }
    if (vm.replication?.slots.includes(slot)) {
      throw new CmdletError("Remove-VMHardDiskDrive: the drive is replicated");
    }
    this.done(`Remove-VMHardDiskDrive ${slot}`, () => {
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
    this.done(`Remove-VMHardDiskDrive ${path}`, () => {
      vm.farDrives = vm.farDrives?.filter((drive) => drive.path !== path);
    });
  }

  addAdapter(vm: Machine, name: string): void {
    this.done(`Add-VMNetworkAdapter ${name}`, () =>
      vm.adapters.push({ name, switch: null, vlan: 0 }),
    );
  }

  renameAdapter(vm: Machine, name: string, to: string): void {
    this.done(`Rename-VMNetworkAdapter ${name} ${to}`, () => {
      vm.adapters = vm.adapters.map((one) => (one.name === name ? { ...one, name: to } : one));
    });
  }

  /** A guest that does not listen takes nothing, and nobody is told. */
  setGuestAddress(vm: Machine, name: string, { address, ...told }: GuestAddress): void {
    this.done(`SetGuestNetworkAdapterConfiguration ${name} ${address}`, () => {
      if (vm.state === "Running" && vm.answers) {
        vm.adapters = vm.adapters.map((one) =>
          one.name === name ? { ...one, address, told } : one,
        );
      }
    });
  }

  removeAdapter(vm: Machine, name: string): void {
    this.done(`Remove-VMNetworkAdapter ${name}`, () => {
      vm.adapters = vm.adapters.filter((adapter) => adapter.name !== name);
    });
  }

  setAdapter(vm: Machine, name: string, to: Partial<Machine["adapters"][number]>): void {
    if (to.switch && !this.host.seeded.switches.includes(to.switch)) {
      throw new CmdletError(`Connect-VMNetworkAdapter: there is no switch ${to.switch}`);
    }
    this.done(`Set ${name}: ${JSON.stringify(to)}`, () => {
      vm.adapters = vm.adapters.map((one) => (one.name === name ? { ...one, ...to } : one));
      this.giveAddresses(vm);
    });
  }

  startVm(vm: Machine): void {
    if (!vm.drives.some(({ slot }) => slot === vm.firstBoot)) {
      throw new CmdletError("Start-VM: the machine has nothing to start from");
    }
    this.done("Start-VM", () => {
      Object.assign(vm, { state: "Running", starts: vm.starts + 1 });
      this.giveAddresses(vm);
    });
  }

  stopVm(vm: Machine, how: "gently" | "TurnOff"): void {
    if (how === "gently" && !vm.answers) {
      throw new CmdletError("Stop-VM: the guest does not answer the request to shut down");
    }
    this.done(`Stop-VM ${how}`, () => Object.assign(vm, { state: "Off" }));
  }

  testReplication(link: Link): void {
    const refusal = refusalOf(this.host, link);
    if (refusal !== undefined) {
      throw new CmdletError(refusal);
    }
  }

  /** It finds the other host, and makes the replica there; what is on the disks goes later. */
  enableReplication(vm: Machine, link: Link, frequencySeconds: number): void {
    const refusal =
      vm.replication === undefined
        ? (refusalOf(this.host, link) ?? takenBy(this.host, vm, link))
        : "replication is enabled already";
    if (refusal !== undefined) {
      throw new CmdletError(`Enable-VMReplication: ${refusal}`);
    }
    const primary: Replication = {
      ...{ mode: "Primary", ...link, primary: `${this.host.seeded.name}.example.edu` },
      ...{ frequencySeconds, state: "ReadyForInitialReplication", health: "Normal" },
      slots: vm.drives.map(({ slot }) => slot),
    };
    this.done(`Enable-VMReplication ${link.server}`, () => {
      placeReplica(this.host, vm, primary);
      vm.replication = primary;
    });
  }

  setReplication(vm: Machine, to: Partial<Replication>): void {
    const replication = this.replicated(vm, "Set-VMReplication");
    this.done("Set-VMReplication", () => {
      Object.assign(replication, to);
      followReplica(this.host, vm, { ...to, server: replication.server });
    });
  }

  startReplication(vm: Machine): void {
    const replication = this.replicated(vm, "Start-VMInitialReplication");
    if (replication.state !== "ReadyForInitialReplication") {
      throw new CmdletError(`Start-VMInitialReplication: its state is ${replication.state}`);
    }
    this.done("Start-VMInitialReplication", () => {
      replication.state = "Replicating";
      followReplica(this.host, vm, { server: replication.server, state: "Replicating" });
    });
  }

  /**
   * The replica on the other host stays one.
   *
   * @see https://learn.microsoft.com/powershell/module/hyper-v/remove-vmreplication
   */
  removeReplication(vm: Machine): void {
    this.replicated(vm, "Remove-VMReplication");
    this.done("Remove-VMReplication", () => {
      delete vm.replication;
    });
  }

  /**
   * The files of its disks stay. What becomes of a replication that still goes on is documented
   * nowhere, so that nobody may count on it.
   */
  removeVm(vm: Machine): void {
    this.demandOff(vm, "Remove-VM");
    if (vm.replication !== undefined) {
      throw new CmdletError("Remove-VM: the machine is replicated");
    }
    this.done("Remove-VM", () => {
      this.state.machines = this.state.machines.filter((one) => one !== vm);
    });
  }

  private replicated(vm: Machine, what: string): Replication {
    if (vm.replication === undefined) {
      throw new CmdletError(`${what}: replication is not enabled for ${vm.name}`);
    }
    return vm.replication;
  }

  private demandOff(vm: Machine, what: string): void {
    if (vm.state !== "Off") {
      throw new CmdletError(`${what}: the operation cannot be performed while it is ${vm.state}`);
    }
  }

  private isInUse(path: string): boolean {
    return this.state.machines.some(
      ({ state, drives }) => state !== "Off" && drives.some((drive) => drive.path === path),
    );
  }

  /** As from DHCP: an interface that is connected keeps the address that it once had. */
  private giveAddresses(vm: Machine): void {
    if (vm.state !== "Running") {
      return;
    }
    const taken = this.state.machines.flatMap(({ adapters }) => adapters.map((one) => one.address));
    for (const adapter of vm.adapters.filter((one) => one.switch !== null && !one.address)) {
      const free = Array.from({ length: 240 }, (_, n) => `${this.host.seeded.network}.${n + 10}`);
      const address = free.find((one) => !taken.includes(one));
      taken.push(address);
      Object.assign(adapter, address === undefined ? {} : { address });
    }
  }

  private done(what: string, change: () => unknown): void {
    change();
    this.state.log.push(what);
    writeHost(this.host.folder, this.state);
    this.steps += 1;
    this.cutIfDue();
  }

  /** The file `cut` of a host holds the number of steps after which the connection is lost once. */
  private cutIfDue(): void {
    const file = join(this.host.folder, cutFile);
    if (existsSync(file) && Number(readFileSync(file, "utf8")) === this.steps) {
      rmSync(file);
      throw new Cut();
    }
  }
}
