import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { hypervHardware, reservation, sentToHost } from "../../components/server/hypervDocument.js";
import type { HypervPlacement } from "../../components/server/placement.js";
import { keepHyperv } from "../../components/service/access/windowsCommands.js";
import type { Disk, ServerDescription } from "../../components/service/server.js";
import { type HypervHost, hypervHostAt, stateOf } from "../../simulator/hyperv/host.js";
import { runOnHypervHost } from "../../simulator/hyperv/run.js";
import type { Machine } from "../../simulator/hyperv/state.js";

/** Our key of the server that is tried. */
export const key = "comanaged/chemistry/db-1";

/** Where its machine stands. */
export const placement: HypervPlacement = {
  platform: "hyperv",
  os: "linux",
  host: { name: "hv-1", address: "10.9.1.11", hostKey: "", account: "comanaged" },
  interfaces: [{ network: "hv-chemistry", switch: "servers", vlan: 120 }],
  image: "D:\\images\\debian-12.vhdx",
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
  observed: z.looseObject({ machineId: z.string().optional(), machine: z.unknown().optional() }),
  changed: z.array(z.string()),
  problems: z.array(z.string()),
});

/**
 * Hyper-V hosts of worlds of their own, which go with the suite, and what is asked of them.
 *
 * @param asUsual what the server is besides, where nothing else is said
 * @param place where it stands
 */
export function hypervHosts(asUsual: Partial<ServerDescription> = {}, place = placement) {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) {
      rmSync(folder, { recursive: true });
    }
  });

  /** The folder of a new world. */
  const newWorld = (): string => {
    const folder = mkdtempSync(join(tmpdir(), "comanaged-hyperv-"));
    folders.push(folder);
    return folder;
  };
  const newHost = (): HypervHost => hypervHostAt(newWorld(), "10.9.1.11") ?? assert.fail();

  const ask = (host: HypervHost, command: string, stdin: string) => {
    const { stdout, code } = runOnHypervHost(host, command, stdin);
    const said = answer.parse(JSON.parse(stdout));
    assert.equal(code, said.problems.length > 0 ? 1 : 0);
    return said;
  };
  const reserve = (host: HypervHost) =>
    ask(host, keepHyperv, sentToHost("reservation", reservation("db-1", key, place, server)));
  const told = (machineId: string, of: Partial<ServerDescription> = {}, at = place) =>
    sentToHost("machine", {
      ...{ machineId, key, formerly: [], name: "db-1" },
      ...hypervHardware({ ...server, ...asUsual, ...of }, at),
    });
  const keep = (host: HypervHost, id: string, of: Partial<ServerDescription> = {}, at = place) =>
    ask(host, keepHyperv, told(id, of, at));

  const machineOf = (host: HypervHost): Machine => {
    const [machine, ...others] = stateOf(host).machines;
    assert.ok(machine && others.length === 0);
    return machine;
  };

  return { newWorld, newHost, ask, reserve, told, keep, machineOf };
}
