import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobsDocument } from "../../../../components/backup/veeam/document.js";
import type { Connection, Patience } from "../../../../components/remote/connection.js";
import type { WorldObject } from "../../../../simulator/core/journal.js";
import { type JsonObject, objectsAt, textAt } from "../../../../simulator/core/json.js";
import { World } from "../../../../simulator/core/world.js";
import { backupHost, veeamSeed } from "../../../../simulator/data/seedVeeam.js";
import { vsphereSeed } from "../../../../simulator/data/seedVsphere.js";
import { type HypervHost, hypervHostAt } from "../../../../simulator/hyperv/host.js";
import type { FindComputers } from "../../../../simulator/veeam/call.js";
import type { FindVeeamFault } from "../../../../simulator/veeam/faults.js";
import { inventoryIn } from "../../../../simulator/veeam/inventoryIn.js";
import {
  type Exchange,
  type RunningVeeam,
  startVeeam,
} from "../../../../simulator/veeam/server.js";
import { kinds } from "../../../../simulator/vsphere/common.js";

export const vcenter = "vcenter.example.edu";
export const password = "Correct-Horse-7";

/** A backup server of its own, with a world of its own. */
export class Peer {
  readonly exchanges: Exchange[] = [];
  faults: FindVeeamFault | undefined;
  /** What a protection group finds when it looks. */
  readonly computers: ReturnType<FindComputers>[number][] = [];
  /** What is on the drives of a computer of its own, by their serial numbers. */
  readonly drives = new Map<string, string>();
  /** Milliseconds that clients were asked to wait. */
  readonly waits: number[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), "veeam-"));
  private readonly world: World;
  private running: RunningVeeam | undefined;

  constructor(machines: readonly string[] = ["lims-1", "lims-2", "lims-3"]) {
    this.world = new World(this.folder, [...vsphereSeed(), ...veeamSeed(), ...machines.map(vm)]);
  }

  async start(): Promise<this> {
    this.running = await startVeeam({
      ...{ world: this.world, host: backupHost, account: { user: "automation", password } },
      inventory: {
        ...inventoryIn(this.world),
        computers: () => this.computers,
        writeOnDrives: (_serial, write) => {
          for (const [serial, content] of this.drives) {
            this.drives.set(serial, write({ serial, content }));
          }
        },
      },
      faults: (operation) => this.faults?.(operation),
      seen: (exchange) => this.exchanges.push(exchange),
    });
    return this;
  }

  end(): void {
    this.running?.stop();
    this.world.close();
    rmSync(this.folder, { recursive: true });
  }

  get server(): RunningVeeam {
    if (this.running === undefined) {
      throw new Error("the backup server does not run");
    }
    return this.running;
  }

  get connection(): Connection {
    const { port, fingerprint } = this.server;
    const trust = { fingerprint };
    return { address: `https://127.0.0.1:${port}`, user: "automation", password, trust };
  }

  get patience(): Patience {
    return {
      request: 2000,
      inAll: 600_000,
      wait: (milliseconds) => {
        this.waits.push(milliseconds);
        return Promise.resolve();
      },
    };
  }

  all(kind: string): JsonObject[] {
    return [...this.world.objects.ofKind("veeam", kind, backupHost).values()].map(
      ({ properties }) => properties,
    );
  }

  /** Somebody else keeps something on the backup server. */
  put(kind: string, properties: JsonObject & { id: string }): void {
    this.keep({ platform: "veeam", place: backupHost, kind, id: properties.id, properties });
  }

  /** A Hyper-V host that the backup server sees. */
  hyperv(address: string): HypervHost {
    const host = hypervHostAt(this.folder, address);
    if (host === undefined) {
      throw new Error(`there is no host ${address}`);
    }
    return host;
  }

  addMachine(name: string, index: number): void {
    this.keep(vm(name, index));
  }

  /** Somebody makes a folder in vCenter. */
  addFolder(id: string, inventoryPath: string): void {
    const folder = { platform: "vsphere", place: vcenter, kind: kinds.folder, id };
    this.keep({ ...folder, properties: { inventoryPath, type: "vm" } });
  }

  /** The names of all machines in vCenter. */
  machineNames(): string[] {
    const all = this.world.objects.ofKind("vsphere", kinds.virtualMachine, vcenter).values();
    return [...all].map(({ properties }) => textAt(properties, "name") ?? "");
  }

  /** What is on the disks of a machine in vCenter. */
  contents(name: string): string[] {
    const disks = objectsAt(this.virtualMachine(name).properties, "disks");
    return disks.map((disk) => `${textAt(disk, "label")}: ${textAt(disk, "content")}`);
  }

  /** Somebody writes on the disks of a machine in vCenter, and perhaps attaches others. */
  write(name: string, content: string, labels: readonly string[] = ["system", "data"]): void {
    const machine = this.virtualMachine(name);
    const disks = labels.map((label, index) => {
      const path = `${name}/${name}${index === 0 ? "" : `_${index}`}.vmdk`;
      return { label, path, content };
    });
    this.keep({ ...machine, properties: { ...machine.properties, disks } });
  }

  virtualMachine(name: string): WorldObject {
    const all = [...this.world.objects.ofKind("vsphere", kinds.virtualMachine, vcenter).values()];
    const found = all.find(({ properties }) => textAt(properties, "name") === name);
    if (found === undefined) {
      throw new Error(`there is no machine ${name}`);
    }
    return found;
  }

  private keep(object: WorldObject): void {
    const change = this.world.begin();
    change.put(object, "drifted");
    change.commit();
  }

  document(changes: Partial<JobsDocument> = {}): JobsDocument {
    return {
      version: 1,
      server: { ...this.connection, timeZone: "UTC" },
      key: "comanaged/chemistry/backup/gold",
      description: "Kept by co-managed hosting as code.",
      platform: "VSphere",
      machines: [machine(0, "lims-1"), machine(1, "lims-2")],
      encryptionPassword: "co-managed",
      backup: { name: "chemistry-gold", repository: "hardened-main", body: backupBody },
      copies: [],
      ...changes,
    };
  }

  /** How often an operation was done. */
  count(operation: string): number {
    return this.exchanges.filter((one) => one.operation === operation).length;
  }
}

export function machine(index: number, name: string) {
  return { hostName: vcenter, name, objectId: `vm-${100 + index}` };
}

function vm(name: string, index: number): WorldObject {
  const id = `42310000-0000-4000-8000-${String(index).padStart(12, "0")}`;
  return {
    ...{ platform: "vsphere", place: vcenter, kind: kinds.virtualMachine, id },
    properties: {
      ...{ name, moid: `vm-${100 + index}`, uuid: id },
      defaultIpAddress: `10.240.200.${10 + index}`,
    },
  };
}

export const retention = { type: "Days", quantity: 30 };

const backupBody = {
  isHighPriority: false,
  storage: {
    backupProxies: { autoSelectEnabled: true },
    retentionPolicy: retention,
    advancedSettings: { backupModeType: "Incremental" },
  },
  schedule: {
    runAutomatically: true,
    daily: { isEnabled: true, dailyKind: "Everyday", localTime: "01:00" },
  },
};

export const secondSite = {
  ...{ place: "second-site", name: "chemistry-gold-second-site" },
  repository: "hardened-second-site",
  body: {
    mode: "Immediate",
    target: { retentionPolicy: retention },
    schedule: { type: "Immediate", scheduleMode: "Continuous" },
  },
};
