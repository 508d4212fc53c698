import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { removeVmm } from "../../components/service/access/windowsCommands.js";
import type { ServerDescription } from "../../components/service/server.js";
import { stateOf } from "../../simulator/hyperv/host.js";
import { Cut } from "../../simulator/hyperv/hostRun.js";
import { changeManager, type Manager, managerState } from "../../simulator/vmm/manager.js";
import { data, key, managers, place, placement, system } from "./managers.js";

const second = { ...placement, image: "\\\\vmm-1.example.edu\\library\\windows-2022.vhdx" };

const snapshot = { purpose: "Version 12", owner: "a@b.edu", until: "2026-11-25" };

const memory = (minimumGiB: number, maximumGiB: number): Partial<ServerDescription> => ({
  dynamicMemory: { minimumGiB, maximumGiB },
});

describe("A machine that VMM keeps", () => {
  const { ask, told, keep, look, born, hostOf, machineOf, onHost, everything } = managers();

  /** Cuts the connection after every job of what is done to a new machine, and then does it again. */
  const cutAnywhere = (
    act: (manager: Manager, id: string) => string[],
    check: (manager: Manager, id: string) => void,
  ): number => {
    for (let step = 0; ; step += 1) {
      const { manager, id } = born();
      writeFileSync(join(manager.folder, "cut"), String(step));
      let isCut = false;
      try {
        act(manager, id);
      } catch (error) {
        assert.ok(error instanceof Cut, String(error));
        isCut = true;
      }
      act(manager, id);
      check(manager, id);
      assert.deepEqual(act(manager, id), []);
      if (!isCut) {
        return step;
      }
    }
  };

  it("moves the limits of its memory apart while it runs, and waits for the rest", () => {
    const { manager, id } = born();
    const restarted = ["shut down", "hardware", "started"];
    assert.deepEqual(keep(manager, id, memory(8, 32)).changed, restarted);
    const { memoryMiB, dynamicMemory } = machineOf(manager);
    assert.equal(memoryMiB, 16_384);
    assert.deepEqual(dynamicMemory, { minimumMiB: 8192, maximumMiB: 32_768 });
    assert.deepEqual(keep(manager, id, memory(4, 64)).changed, ["limits of memory"]);
    assert.deepEqual(keep(manager, id, memory(4, 64)).changed, []);
    assert.deepEqual(keep(manager, id, memory(8, 64)).changed, restarted);
    assert.deepEqual(keep(manager, id, memory(8, 32)).changed, restarted);
    assert.deepEqual(keep(manager, id).changed, restarted);
    assert.equal(machineOf(manager).dynamicMemory, null);
  });

  it("has checkpoints that say whose they are and how long they stay, and loses them again", () => {
    const { manager, id } = born();
    const snapshots = { before: snapshot };
    assert.deepEqual(keep(manager, id, { snapshots }).changed, ["checkpoint comanaged-before"]);
    assert.deepEqual(machineOf(manager).checkpoints, ["comanaged-before"]);
    const words = () => managerState(manager).machines[0]?.checkpoints;
    assert.deepEqual(words(), { "comanaged-before": "until 2026-11-25 (a@b.edu): Version 12" });
    assert.deepEqual(keep(manager, id, { snapshots }).changed, []);
    const later = { before: { ...snapshot, until: "2026-11-30", owner: "Zoë <z@b.edu>" } };
    const changed = keep(manager, id, { snapshots: later }).changed;
    assert.deepEqual(changed, ["words of checkpoint comanaged-before"]);
    assert.match(Object.values(words() ?? {}).join(), /^until 2026-11-30 \(Zoë <z@b\.edu>\)/);
    assert.equal(machineOf(manager).starts, 1);
    onHost(manager, (machine) => machine.checkpoints.push("of the customer"));
    look(manager, "observation", id);
    assert.deepEqual(keep(manager, id).changed, ["checkpoint comanaged-before"]);
    assert.deepEqual(machineOf(manager).checkpoints, ["of the customer"]);
    assert.deepEqual(words(), {});
  });

  it("grows a disk once a checkpoint of ours has gone with the same step, and not before", () => {
    const { manager, id } = born();
    const grown = { disks: { system, data: { ...data, sizeGiB: 200 } } };
    keep(manager, id, { snapshots: { before: snapshot } });
    const before = everything(manager);
    const held = keep(manager, id, { ...grown, snapshots: { before: snapshot } });
    assert.match(held.problems.join(), /disks\.data: checkpoints are in the way/);
    const anew = keep(manager, id, { generation: 2, snapshots: { before: snapshot } });
    assert.match(anew.problems.join(), /disks\.system: checkpoints are in the way/);
    assert.deepEqual(everything(manager), before);
    assert.deepEqual(keep(manager, id, grown).problems, []);
    const { files } = stateOf(hostOf(manager));
    assert.equal(files[`E:\\vms\\comanaged\\${id}\\data.vhdx`], 200);
    assert.ok(!JSON.stringify(files).includes("avhdx"));
  });

  it("takes no checkpoint of a guest that gives none, and goes with its checkpoints", () => {
    const { manager, id } = born();
    onHost(manager, (machine) => Object.assign(machine, { answers: false }));
    const refused = keep(manager, id, { snapshots: { before: snapshot } });
    assert.match(refused.problems.join(), /production checkpoints cannot be created/);
    assert.deepEqual(machineOf(manager).checkpoints, []);
    onHost(manager, (machine) => Object.assign(machine, { answers: true }));
    keep(manager, id, { snapshots: { before: snapshot } });
    assert.deepEqual(ask(manager, removeVmm, told(id)).problems, []);
    const { machines, files } = stateOf(hostOf(manager));
    const images = Object.keys(hostOf(manager).seeded.images);
    assert.deepEqual([machines, Object.keys(files)], [[], images]);
  });

  it("gets another name and key, once, wherever the connection was cut", () => {
    const other = { key: "comanaged/chemistry/db-2", name: "db-2" };
    const { manager, id } = born();
    const stranger = keep(manager, id, {}, placement, { ...other, formerly: [] });
    assert.match(stranger.problems.join(), /does not carry our key/);
    const renamed = { ...other, formerly: [key] };
    const steps = cutAnywhere(
      (at, machine) => keep(at, machine, {}, placement, renamed).changed,
      (at, machine) => {
        const [record, ...others] = managerState(at).machines;
        assert.deepEqual([record?.name, others], ["db-2", []]);
        assert.equal(record?.properties["comanaged key"], other.key);
        const { id: is, name, starts } = machineOf(at);
        assert.deepEqual([is, name, starts], [machine, "db-2", 1]);
      },
    );
    assert.equal(steps, 3);
  });

  it("is not called like somebody else's, and nothing of it changes then", () => {
    const { manager, id } = born();
    changeManager(manager, ({ machines }) =>
      machines.push({
        ...{ id: "of-the-customer", name: "DB-2", computer: place.computer, status: "OnHost" },
        ...{ properties: {}, networks: {}, checkpoints: {}, job: null, seen: null },
      }),
    );
    const before = everything(manager);
    const other = { key: "comanaged/chemistry/db-2", name: "db-2", formerly: [key] };
    const { problems } = keep(manager, id, { cpus: 8 }, placement, other);
    assert.match(problems.join(), /somebody else is called db-2, and was not touched/);
    assert.deepEqual(everything(manager), before);
  });

  it("is installed anew with its data disks, once, wherever the connection was cut", () => {
    const anew = { generation: 2, disks: { system, data: { ...data, sizeGiB: 300 } } };
    const steps = cutAnywhere(
      (manager, id) => {
        const { changed, problems } = keep(manager, id, anew, second);
        assert.deepEqual(problems, []);
        return changed;
      },
      (manager, id) => {
        const machine = machineOf(manager);
        assert.deepEqual([machine.id, machine.state, machine.starts], [id, "Running", 2]);
        const { files, log } = stateOf(hostOf(manager));
        assert.equal(files[`E:\\vms\\comanaged\\${id}\\data.vhdx`], 300);
        assert.equal(files[`D:\\vms\\comanaged\\${id}\\system.vhdx`], 40);
        assert.equal(log.filter((line) => line.startsWith("Copy-Item")).length, 2);
      },
    );
    assert.ok(steps > 5, String(steps));
  });

  it("keeps its system disk where there is no image to install it from anew", () => {
    const { manager, id } = born();
    const before = everything(manager);
    const image = "\\\\vmm-1.example.edu\\library\\none.vhdx";
    const { problems } = keep(manager, id, { generation: 2 }, { ...placement, image });
    assert.match(problems.join(), /the library of VMM has no image/);
    assert.deepEqual(everything(manager), before);
  });
});
