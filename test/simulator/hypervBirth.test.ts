import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { birthTold, sentToHost } from "../../components/server/hypervDocument.js";
import type { HypervPlacement } from "../../components/server/placement.js";
import { keepHyperv, removeHyperv } from "../../components/service/access/windowsCommands.js";
import { changeHost, type HypervHost, stateOf } from "../../simulator/hyperv/host.js";
import { Cut } from "../../simulator/hyperv/hostRun.js";
import type { Machine } from "../../simulator/hyperv/state.js";
import { hypervHosts, key, placement as place, server } from "./hypervHosts.js";

const written = "db-1-of-chemistry-6c0e1f52";
const folders = ["D:\\vms", "E:\\vms"];
const room = (folder: string) => `${folder}\\comanaged\\${written}`;
const plan = {
  ...{ cidr: "10.9.211.0/24", gateway: "10.9.211.1", dnsServers: [] },
  static: { from: "10.9.211.250", to: "10.9.211.254" },
};
const address = "10.9.211.252";
const placement: HypervPlacement = {
  ...place,
  interfaces: [{ network: "hv-chemistry", switch: "servers", fixed: { address, plan } }],
  birth: { machine: "", written, folders },
};

/** What the backup server has written of a machine. */
const restored: Machine = {
  ...{ id: "6a6a6a6a-0000-4000-8000-000000000001", name: written, notes: "comanaged/x/other" },
  ...{ state: "Off", cpus: 4, memoryMiB: 16_384, dynamicMemory: null, secureBoot: true },
  ...{ secureBootTemplate: "MicrosoftUEFICertificateAuthority", hasKeyProtector: false },
  ...{ tpm: false, checkpointType: "Production", automaticCheckpoints: true, firstBoot: 0 },
  drives: [
    { slot: 0, path: `${room("D:\\vms")}\\system\\system.vhdx` },
    { slot: 1, path: `${room("E:\\vms")}\\data\\data.vhdx` },
  ],
  ...{ adapters: [], checkpoints: [], answers: true, isWindows: false, starts: 0 },
  configuration: room("D:\\vms"),
};

describe("A machine of Hyper-V that is born from a backup", () => {
  const { newHost, ask, reserve, keep } = hypervHosts({}, placement);
  const told = { key, written, folders };
  const birth = (host: HypervHost, machineId: string, of = server) =>
    ask(host, keepHyperv, sentToHost("birth", birthTold({ machineId, key }, of, placement)));
  const makeRoom = (host: HypervHost, command = keepHyperv) =>
    ask(host, command, sentToHost("room", told));

  const writtenOn = (changes: Partial<Machine> = {}, dataGiB = 100) => {
    const host = newHost();
    assert.deepEqual(makeRoom(host).problems, []);
    const id = reserve(host).observed.machineId ?? "";
    changeHost(host, ({ machines, files, contents }) => {
      machines.push({ ...structuredClone(restored), ...changes });
      for (const [index, { path }] of restored.drives.entries()) {
        Object.assign(files, { [path]: index === 0 ? 40 : dataGiB });
        contents[path] = "Monday";
      }
    });
    return { host, id };
  };
  const machineOf = (host: HypervHost) => {
    const [one, ...others] = stateOf(host).machines;
    assert.ok(one && others.length === 0, JSON.stringify(others));
    return one;
  };

  it("starts once with those disks and its own address, wherever a run was cut", () => {
    // Four steps give it its disks, the others make it what it is told to be.
    for (let cut = 1; cut <= 14; cut += 1) {
      const { host, id } = writtenOn({}, 90);
      const born = () => [birth(host, id), keep(host, id)].flatMap(({ problems }) => problems);
      writeFileSync(join(host.folder, "cut"), String(cut));
      assert.throws(born, Cut);
      assert.deepEqual(born(), []);
      assert.deepEqual(birth(host, id).changed, []);
      const { state, starts, adapters, drives, notes } = machineOf(host);
      assert.deepEqual([state, starts, adapters[0]?.address], ["Running", 1, address]);
      assert.ok(!notes.includes("apart") && !notes.includes("waits"), notes);
      const { files, contents, log } = stateOf(host);
      assert.deepEqual(
        drives.map(({ path }) => [path.includes(id), files[path], contents[path]]),
        [
          [true, 40, "Monday"],
          [true, 100, "Monday"],
        ],
      );
      const at = (what: RegExp) => log.findIndex((line) => what.test(line));
      assert.ok(at(/^SetGuest/) < at(/"switch":"servers"/), log.join("\n"));
      assert.ok(!JSON.stringify(files).includes(written));
      const before = stateOf(host);
      assert.deepEqual([keep(host, id).changed, stateOf(host)], [[], before]);
    }
  });

  it("touches nothing where a disk does not fit, or is not there", () => {
    const { host, id } = writtenOn({}, 120);
    const before = stateOf(host);
    assert.match(birth(host, id).problems.join(), /disks\.data: is smaller than in the backup/);
    const disks = { ...server.disks, more: { sizeGiB: 10, tier: "fast" } as const };
    const more = birth(host, id, { ...server, disks }).problems.join();
    assert.match(more, /disks\.(data|more): is/);
    assert.deepEqual(stateOf(host), before);
    const none = newHost();
    const own = reserve(none).observed.machineId ?? "";
    assert.match(birth(none, own).problems.join(), /is gone; have it written anew/);
  });

  it("leaves strangers of that name and what runs alone, and is rid of what was written", () => {
    const elsewhere = { drives: [{ slot: 0, path: "F:\\own\\system.vhdx" }] };
    const strangers = [elsewhere, { configuration: "C:\\own" }, { state: "Running" as const }];
    for (const stranger of strangers) {
      const { host, id } = writtenOn(stranger);
      const before = stateOf(host);
      for (const tried of [makeRoom(host), birth(host, id), makeRoom(host, removeHyperv)]) {
        assert.match(tried.problems.join(), /and was not touched/);
      }
      assert.deepEqual(stateOf(host), before);
    }
    const { host, id } = writtenOn();
    assert.deepEqual(makeRoom(host, removeHyperv).changed, ["written machine", "folder"]);
    assert.equal(machineOf(host).id, id);
    assert.ok(!JSON.stringify(stateOf(host).files).includes(written));
    assert.deepEqual(makeRoom(host, removeHyperv).changed, []);
  });
});
