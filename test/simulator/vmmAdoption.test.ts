import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { vmmProgram } from "../../components/access/vmmProgram.js";
import { sentToHost } from "../../components/server/hypervDocument.js";
import { vmmHardware } from "../../components/server/vmmDocument.js";
import { keepVmm, removeVmm } from "../../components/service/access/windowsCommands.js";
import type { ServerDescription } from "../../components/service/server.js";
import { changeHost, stateOf } from "../../simulator/hyperv/host.js";
import { Cut } from "../../simulator/hyperv/hostRun.js";
import type { Machine } from "../../simulator/hyperv/state.js";
import { changeManager, type Manager, managerState } from "../../simulator/vmm/manager.js";
import { data, key, managers, place, placement, server, system } from "./managers.js";

const id = "5a5a5a5a-0000-4000-8000-000000000001";

const adapter = {
  ...{ name: "Network Adapter", id: "7b7b7b7b-0000-4000-8000-000000000001" },
  ...{ switch: "servers", vlan: 120, address: "10.9.213.77" },
};

/** A machine of the customer's that runs already. */
const standing: Machine = {
  ...{ id, name: "DB-1", notes: "of the customer", state: "Running", cpus: 4 },
  ...{ memoryMiB: 16_384, dynamicMemory: null, secureBoot: true, hasKeyProtector: false },
  ...{ secureBootTemplate: "MicrosoftUEFICertificateAuthority", tpm: false, firstBoot: 0 },
  ...{ checkpointType: "Production", automaticCheckpoints: true, adapters: [adapter] },
  drives: [
    { slot: 0, path: "F:\\old\\db_1.vhdx" },
    { slot: 3, path: "F:\\old\\data.vhdx" },
  ],
  ...{ checkpoints: [], answers: true, isWindows: false, starts: 1 },
};

const disks = {
  system: { ...system, adopted: { slot: 0, file: "F:\\old\\db_1.vhdx" } },
  data: { ...data, adopted: { slot: 3, file: "F:\\old\\data.vhdx" } },
};

const own = { key, name: "db-1" };

describe("A machine that VMM has already", () => {
  const { newManager, ask, hostOf, machineOf, onHost, everything } = managers();

  /** A VMM server that has the customer's machine on one of its hosts. */
  const standingOn = (computer = place.computer): Manager => {
    const manager = newManager();
    changeHost(hostOf(manager, computer), ({ machines, files }) => {
      machines.push(structuredClone(standing));
      Object.assign(files, { "F:\\old\\db_1.vhdx": 40, "F:\\old\\data.vhdx": 100 });
    });
    changeManager(manager, ({ machines }) =>
      machines.push({
        ...{ id: "1", name: "DB-1", computer, status: "OnHost", job: null, checkpoints: {} },
        ...{ properties: { Ticket: "4711" }, networks: { "Network Adapter": "co-managed" } },
        seen: structuredClone(standing),
      }),
    );
    return manager;
  };
  const asked = (of: Partial<ServerDescription> = {}, who = own) => ({
    ...{ machineId: id, ...who, formerly: [] },
    ...vmmHardware({ ...server, disks, ...of }, placement, place),
  });
  const sent = (section: "adoption" | "machine", ...of: Parameters<typeof asked>) =>
    sentToHost(section, asked(...of), vmmProgram());
  const adopt = (manager: Manager, ...of: Parameters<typeof asked>) =>
    ask(manager, keepVmm, sent("adoption", ...of));
  const look = (manager: Manager, machine: string, computer = place.computer) =>
    ask(
      manager,
      keepVmm,
      sentToHost("standing", { key, machine, ...place, computer }, vmmProgram()),
    );

  it("is told by its name or its GUID, and nobody touches it", () => {
    const manager = standingOn();
    const before = everything(manager);
    for (const machine of [id, "db-1"]) {
      const { observed, changed, problems } = look(manager, machine);
      assert.deepEqual([changed, problems], [[], []]);
      const told = JSON.stringify(observed);
      assert.match(told, new RegExp(`"machineId":"${id}"`));
      assert.match(told, /"vmNetwork":"co-managed","vlan":120/);
      assert.match(told, /"files":\["F:.*db_1\.vhdx","F:.*data\.vhdx"\]/);
    }
    assert.match(look(manager, "db-*").problems.join(), /no machine of this host has the name/);
    const elsewhere = look(manager, "db-1", "hv-4.example.edu");
    assert.match(elsewhere.problems.join(), /no machine of this host has the name/);
    const strange = look(standingOn("hv-4.example.edu"), "db-1", "hv-4.example.edu");
    assert.match(strange.problems.join(), /is in the host group All Hosts\\Laboratories/);
    assert.deepEqual(everything(manager), before);
  });

  it("is refused with everything that differs, and not touched", () => {
    const manager = standingOn();
    const before = everything(manager);
    const larger = { ...disks, data: { ...disks.data, sizeGiB: 200 } };
    const range = { minimumGiB: 4, maximumGiB: 8 };
    const other = { cpus: 8, memoryGiB: 8, dynamicMemory: range, disks: larger };
    assert.deepEqual(adopt(manager, other).problems, [
      "servers.db-1.cpus: it has 4",
      "servers.db-1.memory: it starts with 16384 MiB",
      "servers.db-1.dynamicMemory: its memory has other limits",
      "servers.db-1.disks.data.size: it has 100 GiB",
    ]);
    const refused = (what: Partial<Machine>, said: RegExp) => {
      onHost(manager, (machine) => Object.assign(machine, what));
      assert.match(adopt(manager).problems.join("\n"), said);
      changeHost(hostOf(manager), ({ machines }) =>
        machines.splice(0, 1, structuredClone(standing)),
      );
    };
    refused({ generation: 1 }, /is of generation 1/);
    refused({ secureBoot: false }, /image: its Secure Boot is Off/);
    refused({ drives: standing.drives.slice(1) }, /disks\.system: its slot 0 holds nothing/);
    const far = [{ controller: 1, slot: 0, path: "F:\\old\\logs.vhdx" }];
    refused({ farDrives: far }, /disks: F:\\old\\logs\.vhdx is on SCSI controller 1/);
    const more = [...standing.drives, { slot: 9, path: "F:\\old\\data.vhdx" }];
    refused({ drives: more }, /disks: its slot 9 holds .*, which is none of them/);
    const unplugged = { adapters: [{ ...adapter, vlan: 7 }] };
    refused(unplugged, /networks: 0 of its adapters are on co-managed on servers, VLAN 120/);
    adopt(manager, { cpus: 8 });
    assert.deepEqual(everything(manager), before);
    const moved = adopt(standingOn("hv-4.example.edu"));
    assert.match(moved.problems.join(), /is in the host group All Hosts\\Laboratories/);
    const unknown = adopt(newManager());
    assert.match(unknown.problems.join(), /the machine 5a.* is unknown to VMM/);
  });

  it("is taken over by properties alone, wherever the connection is cut, and by one server", () => {
    for (let step = 0; ; step += 1) {
      const manager = standingOn();
      writeFileSync(join(manager.folder, "cut"), String(step));
      let isCut = true;
      try {
        adopt(manager);
        isCut = false;
      } catch (error) {
        assert.ok(error instanceof Cut, String(error));
      }
      assert.deepEqual(adopt(manager).problems, []);
      assert.deepEqual(machineOf(manager), standing);
      const [record] = managerState(manager).machines;
      assert.deepEqual(record?.properties, {
        ...{ Ticket: "4711", "comanaged key": key, "comanaged generation": "1" },
        "comanaged adapters": `vmm-1=${adapter.id}`,
      });
      if (!isCut) {
        assert.ok(step > 4, String(step));
        assert.deepEqual(adopt(manager, { cpus: 8 }), { ...adopt(manager), changed: [] });
        const stolen = adopt(manager, {}, { key: "comanaged/physics/db-9", name: "db-9" });
        assert.match(stolen.problems.join(), /kept by another server of an estate/);
        assert.match(look(manager, id).problems.join(), /kept by another server of an estate/);
        return;
      }
    }
  });

  it("is brought to the standard while it runs, and keeps its disks and adapters for good", () => {
    const manager = standingOn();
    adopt(manager);
    const { changed, problems } = ask(manager, keepVmm, sent("machine"));
    assert.deepEqual(problems, []);
    assert.ok(changed.includes("name") && changed.includes("checkpoints"), changed.join());
    const { name, adapters, drives, starts } = machineOf(manager);
    assert.deepEqual([name, adapters, drives, starts], ["db-1", [adapter], standing.drives, 1]);
    assert.deepEqual(ask(manager, keepVmm, sent("machine")).changed, []);
    const gone = { disks: { ...disks, data: { ...disks.data, removed: true } } };
    const detached = ["comanaged detached disks", "disk data"];
    assert.deepEqual(ask(manager, keepVmm, sent("machine", gone)).changed, detached);
    assert.deepEqual(ask(manager, keepVmm, sent("machine")).problems, []);
    assert.deepEqual(machineOf(manager).drives, standing.drives);
    assert.deepEqual(ask(manager, keepVmm, sent("machine", { generation: 2 })).problems, []);
    assert.equal(stateOf(hostOf(manager)).files["F:\\old\\db_1.vhdx"], 40);
    changeHost(hostOf(manager), ({ machines: [machine], files }) => {
      files["F:\\logs.vhdx"] = 1;
      Object.assign(machine ?? {}, {
        farDrives: [{ controller: 1, slot: 0, path: "F:\\logs.vhdx" }],
      });
    });
    assert.deepEqual(ask(manager, removeVmm, sent("machine")).changed, ["drive 0", "machine"]);
    const kept = [...Object.keys(hostOf(manager).seeded.images), "F:\\logs.vhdx"];
    assert.deepEqual(Object.keys(stateOf(hostOf(manager)).files), kept);
  });
});
