import { randomUUID } from "node:crypto";
import { baseOf, DiskCmdlets } from "./diskCmdlets.js";
import type { HypervHost } from "./host.js";
import { CmdletError, HostRun } from "./hostRun.js";
import { NetworkCmdlets } from "./networkCmdlets.js";
import { ReplicaCmdlets } from "./replicaCmdlets.js";
import type { Machine } from "./state.js";

/**
 * The Hyper-V cmdlets of one run on a host, as far as our program uses them: each changes the
 * host's state on disk or refuses, as the real ones are documented to.
 */
export class Cmdlets {
  readonly disks: DiskCmdlets;
  readonly networks: NetworkCmdlets;
  readonly replicas: ReplicaCmdlets;
  private readonly run: HostRun;

  constructor(host: HypervHost) {
    this.run = new HostRun(host);
    this.disks = new DiskCmdlets(this.run);
    this.networks = new NetworkCmdlets(this.run);
    this.replicas = new ReplicaCmdlets(this.run);
  }

  /** The services of the host that say what it is. */
  getService(): readonly string[] {
    return this.run.host.seeded.managed === undefined ? ["vmms"] : ["vmms", "SCVMMAgent"];
  }

  getVm(): readonly Machine[] {
    return this.run.state.machines;
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
    this.run.done(`New-VM ${name}`, () => this.run.state.machines.push(vm));
    return vm;
  }

  setVm(vm: Machine, to: Partial<Pick<Machine, "notes" | "name" | "checkpointType">>): void {
    const checkpoints = to.checkpointType === undefined ? {} : { automaticCheckpoints: false };
    this.run.done(`Set-VM ${Object.keys(to).join(" ")}`, () => Object.assign(vm, to, checkpoints));
  }

  setHardware(vm: Machine, what: string, to: Partial<Machine>): void {
    this.demandOff(vm, what);
    this.run.done(what, () => Object.assign(vm, to));
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
    this.run.done("Set-VMMemory", () => Object.assign(vm, { dynamicMemory: to }));
  }

  /** Disks go on in files of their own, whose names begin with those of the files before. */
  checkpointVm(vm: Machine, name: string): void {
    if (vm.state === "Running" && vm.checkpointType === "ProductionOnly" && !vm.answers) {
      throw new CmdletError("Checkpoint-VM: production checkpoints cannot be created");
    }
    this.run.done(`Checkpoint-VM ${name}`, () => {
      vm.checkpoints.push(name);
      vm.drives = vm.drives.map(({ slot, path }) => {
        const next = `${baseOf(path).slice(0, -".vhdx".length)}_${randomUUID()}.avhdx`;
        this.run.state.files[next] = this.disks.sizeOf(path);
        return { slot, path: next };
      });
    });
  }

  /** With the last checkpoint everything is back in one file. */
  removeSnapshot(vm: Machine, name: string): void {
    this.run.done(`Remove-VMSnapshot ${name}`, () => {
      vm.checkpoints = vm.checkpoints.filter((one) => one !== name);
      if (vm.checkpoints.length === 0) {
        const bases = vm.drives.map(({ path }) => baseOf(path).slice(0, -".vhdx".length));
        for (const file of Object.keys(this.run.state.files)) {
          if (file.endsWith(".avhdx") && bases.some((base) => file.startsWith(`${base}_`))) {
            delete this.run.state.files[file];
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

  startVm(vm: Machine): void {
    if (!vm.drives.some(({ slot }) => slot === vm.firstBoot)) {
      throw new CmdletError("Start-VM: the machine has nothing to start from");
    }
    this.run.done("Start-VM", () => {
      Object.assign(vm, { state: "Running", starts: vm.starts + 1 });
      this.networks.giveAddresses(vm);
    });
  }

  stopVm(vm: Machine, how: "gently" | "TurnOff"): void {
    if (how === "gently" && !vm.answers) {
      throw new CmdletError("Stop-VM: the guest does not answer the request to shut down");
    }
    this.run.done(`Stop-VM ${how}`, () => Object.assign(vm, { state: "Off" }));
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
    this.run.done("Remove-VM", () => {
      this.run.state.machines = this.run.state.machines.filter((one) => one !== vm);
    });
  }

  private demandOff(vm: Machine, what: string): void {
    if (vm.state !== "Off") {
      throw new CmdletError(`${what}: the operation cannot be performed while it is ${vm.state}`);
    }
  }
}
