import { randomUUID } from "node:crypto";
import { CmdletError } from "../hyperv/hostRun.js";
import type { Machine } from "../hyperv/state.js";
import { Jobs } from "./jobs.js";
import type { ManagedHost, Manager } from "./manager.js";
import type { MachineRecord } from "./state.js";

/** What a new drive holds. */
export type Contents =
  | { readonly from: "host" }
  | { readonly from: "library"; readonly image: string }
  | { readonly from: "nothing"; readonly sizeGiB: number };

/** Where an adapter is plugged in. */
export interface Plug {
  readonly vmNetwork: string;
  readonly switch: string;
  readonly vlan: number;
}

/** The cmdlets of Virtual Machine Manager of one run, as far as our program uses them. */
export class VmmCmdlets {
  private readonly manager: Manager;
  private readonly jobs: Jobs;

  constructor(manager: Manager) {
    this.manager = manager;
    this.jobs = new Jobs(manager);
  }

  getHosts(): readonly ManagedHost[] {
    return this.manager.hosts;
  }

  getMachines(): readonly MachineRecord[] {
    this.jobs.pass();
    return this.jobs.state.machines;
  }

  /** Names are no identities: another machine of the same name is no obstacle. */
  newMachine(name: string, computer: string): void {
    const what = `New-SCVirtualMachine ${name}`;
    const { machines, hosts } = this.jobs.state;
    const one: MachineRecord = {
      ...{ id: randomUUID(), name, computer, status: "CreationFailed", properties: {} },
      ...{ networks: {}, checkpoints: {}, job: null, seen: null },
    };
    if (hosts[computer] === "Maintenance") {
      throw new CmdletError(`${what}: the host ${computer} is in maintenance mode`);
    }
    machines.push(one);
    if (hosts[computer] === "NotResponding") {
      this.jobs.done(undefined, `${what} failed`);
      throw new CmdletError(`${what}: the host ${computer} does not respond`);
    }
    const machine = this.jobs.agentOf(computer).newVm(name);
    Object.assign(one, { status: "OnHost", seen: structuredClone(machine) });
    this.jobs.done(one, what);
  }

  /** Looks at the host, of which the database may know too little. */
  refresh(one: MachineRecord): void {
    this.jobs.demandIdle(one, "Read-SCVirtualMachine");
    const machines = this.jobs.agentOf(one.computer).getVm();
    const found = machines.find(({ id }) => id === one.seen?.id);
    if (found === undefined) {
      one.status = "Missing";
    } else {
      Object.assign(one, { name: found.name, seen: structuredClone(found) });
    }
  }

  getProperties(): readonly string[] {
    return this.jobs.state.properties;
  }

  newProperty(name: string): void {
    this.jobs.state.properties.push(name);
    this.jobs.done(undefined, `New-SCCustomProperty ${name}`);
  }

  setProperty(one: MachineRecord, name: string, value: string): void {
    this.jobs.demandIdle(one, "Set-SCCustomPropertyValue");
    one.properties[name] = value;
    this.jobs.done(one, `Set-SCCustomPropertyValue ${name}`);
  }

  /** The size of an image of the library in GiB; undefined for none. */
  imageSize(path: string): number | undefined {
    return this.manager.seeded.library[path];
  }

  hasNetwork(name: string): boolean {
    return Object.hasOwn(this.manager.seeded.networks, name);
  }

  sizeOf(one: MachineRecord, path: string): number {
    return this.jobs.agentOf(one.computer).disks.sizeOf(path);
  }

  newDrive(one: MachineRecord, slot: number, path: string, contents: Contents): void {
    this.jobs.run(one, `New-SCVirtualDiskDrive ${path}`, (agent, machine) => {
      if (contents.from === "library") {
        agent.disks.makeFile("Copy-Item", path, this.imageSize(contents.image) ?? 0);
      } else if (contents.from === "nothing") {
        agent.disks.makeFile("New-VHD", path, contents.sizeGiB);
      }
      agent.disks.addDrive(machine, slot, path);
    });
  }

  /** Unless it is told to stay, its file goes as well. */
  removeDrive(one: MachineRecord, slot: number, file: "stays" | "goes"): void {
    this.jobs.run(one, `Remove-SCVirtualDiskDrive ${slot}`, (agent, machine) => {
      const drive = machine.drives.find((is) => is.slot === slot);
      agent.disks.removeDrive(machine, slot);
      if (file === "goes" && drive !== undefined) {
        agent.disks.removeFile(drive.path);
      }
    });
  }

  /** One of a further controller; its file stays. */
  removeFarDrive(one: MachineRecord, path: string): void {
    this.jobs.run(one, `Remove-SCVirtualDiskDrive ${path}`, (agent, machine) =>
      agent.disks.removeFarDrive(machine, path),
    );
  }

  expandDrive(one: MachineRecord, path: string, sizeGiB: number): void {
    this.jobs.run(one, `Expand-SCVirtualDiskDrive ${path}`, (agent, machine) => {
      if (machine.state !== "Off") {
        throw new CmdletError(`Expand-SCVirtualDiskDrive: ${one.name} is not stopped`);
      }
      agent.disks.resizeVhd(machine, path, sizeGiB);
    });
  }

  newAdapter(one: MachineRecord, name: string): void {
    this.jobs.run(one, `New-SCVirtualNetworkAdapter ${name}`, (agent, machine) =>
      agent.networks.addAdapter(machine, name),
    );
  }

  removeAdapter(one: MachineRecord, name: string): void {
    this.jobs.run(one, `Remove-SCVirtualNetworkAdapter ${name}`, (agent, machine) => {
      agent.networks.removeAdapter(machine, name);
      delete one.networks[name];
    });
  }

  setAdapter(one: MachineRecord, name: string, to: Plug | null): void {
    const what = `Set-SCVirtualNetworkAdapter ${name}`;
    if (to !== null && !this.manager.seeded.networks[to.vmNetwork]?.includes(to.switch)) {
      throw new CmdletError(`${what}: the switch ${to.switch} does not lead to ${to.vmNetwork}`);
    }
    this.jobs.run(one, what, (agent, machine) => {
      const plug = to === null ? { switch: null } : { switch: to.switch, vlan: to.vlan };
      agent.networks.setAdapter(machine, name, plug);
      if (to === null) {
        delete one.networks[name];
      } else {
        one.networks[name] = to.vmNetwork;
      }
    });
  }

  rename(one: MachineRecord, name: string): void {
    this.jobs.run(one, `Set-SCVirtualMachine ${name}`, (agent, machine) => {
      agent.setVm(machine, { name });
      one.name = name;
    });
  }

  setCheckpointType(one: MachineRecord, checkpointType: string): void {
    this.jobs.run(one, "Set-SCVirtualMachine CheckpointType", (agent, machine) =>
      agent.setVm(machine, { checkpointType }),
    );
  }

  setHardware(one: MachineRecord, to: Partial<Machine>): void {
    const what = `Set-SCVirtualMachine ${Object.keys(to).join(" ")}`;
    this.jobs.run(one, what, (agent, machine) => agent.setHardware(machine, what, to));
  }

  setMemoryLimits(one: MachineRecord, to: Machine["dynamicMemory"]): void {
    this.jobs.run(one, "Set-SCVirtualMachine DynamicMemory", (agent, machine) =>
      agent.setMemoryLimits(machine, to),
    );
  }

  newCheckpoint(one: MachineRecord, name: string, description: string): void {
    this.jobs.run(one, `New-SCVMCheckpoint ${name}`, (agent, machine) => {
      agent.checkpointVm(machine, name);
      one.checkpoints[name] = description;
    });
  }

  describeCheckpoint(one: MachineRecord, name: string, description: string): void {
    this.jobs.run(one, `Set-SCVMCheckpoint ${name}`, () => {
      one.checkpoints[name] = description;
    });
  }

  removeCheckpoint(one: MachineRecord, name: string): void {
    this.jobs.run(one, `Remove-SCVMCheckpoint ${name}`, (agent, machine) => {
      agent.removeSnapshot(machine, name);
      delete one.checkpoints[name];
    });
  }

  start(one: MachineRecord): void {
    if (this.jobs.state.hosts[one.computer] === "Maintenance") {
      throw new CmdletError(`Start-SCVirtualMachine: ${one.computer} is in maintenance mode`);
    }
    this.jobs.run(one, "Start-SCVirtualMachine", (agent, machine) => agent.startVm(machine));
  }

  stop(one: MachineRecord, how: "gently" | "TurnOff"): void {
    this.jobs.run(one, `Stop-SCVirtualMachine ${how}`, (agent, machine) =>
      agent.stopVm(machine, how),
    );
  }

  /** With the files of its drives. */
  remove(one: MachineRecord): void {
    const what = `Remove-SCVirtualMachine ${one.name}`;
    if (one.seen === null) {
      this.jobs.done(one, what, true);
      return;
    }
    const remove = (agent: ReturnType<Jobs["agentOf"]>, machine: Machine) => {
      agent.removeVm(machine);
      for (const { path } of [...machine.drives, ...(machine.farDrives ?? [])]) {
        agent.disks.removeFile(path);
      }
    };
    this.jobs.run(one, what, remove, true);
  }
}
