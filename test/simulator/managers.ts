import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { vmmProgram } from "../../components/access/vmmProgram.js";
import { reservation, sentToHost } from "../../components/server/hypervDocument.js";
import type { HypervPlacement, ManagedHost } from "../../components/server/placement.js";
import { vmmHardware } from "../../components/server/vmmDocument.js";
import { keepVmm } from "../../components/service/access/windowsCommands.js";
import type { Disk, ServerDescription } from "../../components/service/server.js";
import { changeHost, stateOf } from "../../simulator/hyperv/host.js";
import type { Machine } from "../../simulator/hyperv/state.js";
import { type Manager, managerAt, managerState } from "../../simulator/vmm/manager.js";
import { runOnManager } from "../../simulator/vmm/run.js";

/** Our key of the server that is tried. */
export const key = "comanaged/chemistry/db-1";
/** Where its machine stands. */
export const place = { computer: "hv-3.example.edu", hostGroup: "All Hosts\\Co-managed" };

/** The same, as its estate says it. */
export const placement: HypervPlacement = {
  platform: "hyperv",
  os: "linux",
  host: { name: "hv-3", address: "10.9.1.20", hostKey: "", account: "comanaged", managed: place },
  interfaces: [{ network: "vmm-1", switch: "servers", vmNetwork: "co-managed", vlan: 120 }],
  image: "\\\\vmm-1.example.edu\\library\\debian-12.vhdx",
  storage: { standard: "D:\\vms", fast: "E:\\vms" },
};

/** Its disks. */
export const system: Disk = { sizeGiB: 40, tier: "standard" };
export const data: Disk = { sizeGiB: 100, tier: "fast" };

/** The server. */
export const server: ServerDescription = {
  ...{ owner: "chemistry", service: "lims", environment: "test", costCenter: "4711-20" },
  ...{ dataLevel: 2, patchGroup: "test", backupClass: "standard", cpus: 4, memoryGiB: 16 },
  disks: { system, data },
};

const answer = z.object({
  observed: z.looseObject({
    machineId: z.string().optional(),
    machine: z.unknown().optional(),
    address: z.string().optional(),
  }),
  changed: z.array(z.string()),
  problems: z.array(z.string()),
});

/** Who the server is told to be. */
interface Who {
  readonly key: string;
  readonly name: string;
  readonly formerly: readonly string[];
}

const itself: Who = { key, name: "db-1", formerly: [] };

/** VMM servers of worlds of their own, which go with the suite, and what is asked of them. */
export function managers() {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) {
      rmSync(folder, { recursive: true });
    }
  });

  const newManager = (): Manager => {
    const folder = mkdtempSync(join(tmpdir(), "comanaged-vmm-"));
    folders.push(folder);
    return managerAt(folder, "10.9.1.20") ?? assert.fail();
  };

  const ask = (manager: Manager, command: string, stdin: string) => {
    const { stdout, code } = runOnManager(manager, command, stdin);
    const said = answer.parse(JSON.parse(stdout));
    assert.equal(code, said.problems.length > 0 ? 1 : 0);
    return said;
  };

  const reserved = (at: ManagedHost) =>
    sentToHost(
      "reservation",
      { ...reservation("db-1", key, placement, server), ...at },
      vmmProgram(),
    );
  const reserve = (manager: Manager, at: ManagedHost = place) =>
    ask(manager, keepVmm, reserved(at));
  const told = (
    machineId: string,
    of: Partial<ServerDescription> = {},
    at = placement,
    who = itself,
  ) =>
    sentToHost(
      "machine",
      {
        ...{ machineId, ...who },
        ...vmmHardware({ ...server, ...of }, at, at.host.managed ?? place),
      },
      vmmProgram(),
    );
  const keep = (
    manager: Manager,
    id: string,
    of: Partial<ServerDescription> = {},
    at: HypervPlacement = placement,
    who = itself,
  ) => ask(manager, keepVmm, told(id, of, at, who));
  const look = (manager: Manager, section: "observation" | "address", machineId: string) =>
    ask(
      manager,
      keepVmm,
      sentToHost(
        section,
        {
          ...{ machineId, key, hostGroup: place.hostGroup },
          ...(section === "observation" && { adopted: [] }),
        },
        vmmProgram(),
      ),
    );

  const born = () => {
    const manager = newManager();
    const id = reserve(manager).observed.machineId ?? "";
    assert.deepEqual(keep(manager, id).problems, []);
    return { manager, id };
  };

  const hostOf = (manager: Manager, computer = place.computer) =>
    manager.hosts.find((one) => one.computer === computer)?.host ?? assert.fail();
  const machinesOf = (manager: Manager) => stateOf(hostOf(manager)).machines;
  const machineOf = (manager: Manager): Machine => {
    const [machine, ...others] = machinesOf(manager);
    assert.ok(machine && others.length === 0);
    return machine;
  };
  const onHost = (manager: Manager, change: (machine: Machine) => void) =>
    changeHost(hostOf(manager), ({ machines: [machine] }) => machine && change(machine));
  const everything = (manager: Manager) => [
    managerState(manager),
    ...manager.hosts.map(({ host }) => stateOf(host)),
  ];

  return {
    newManager,
    ask,
    reserve,
    told,
    keep,
    look,
    born,
    hostOf,
    machineOf,
    onHost,
    everything,
  };
}
