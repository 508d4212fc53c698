import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { z } from "zod";
import { vmmProgram } from "../../components/access/vmmProgram.js";
import { sentToHost } from "../../components/server/hypervDocument.js";
import { keepVmm, removeVmm } from "../../components/service/access/windowsCommands.js";
import type { ServerDescription } from "../../components/service/server.js";
import { changeHost, stateOf } from "../../simulator/hyperv/host.js";
import { Cut } from "../../simulator/hyperv/hostRun.js";
import type { Machine } from "../../simulator/hyperv/state.js";
import { changeManager, type Manager, managerState } from "../../simulator/vmm/manager.js";
import { runOnManager } from "../../simulator/vmm/run.js";
import { data, key, managers, place, placement, system } from "./managers.js";

describe("A VMM server", () => {
  const { newManager, ask, reserve, told, keep, look, born, ...of } = managers();
  const { hostOf, machineOf, onHost, everything } = of;

  it("makes a machine of what it is told on its host, once", () => {
    const { manager, id } = born();
    const machine = machineOf(manager);
    assert.deepEqual(
      [machine.id, machine.name, machine.state, machine.cpus, machine.memoryMiB],
      [id, "db-1", "Running", 4, 16_384],
    );
    assert.deepEqual(machine.adapters, [
      { name: "comanaged-vmm-1", switch: "servers", vlan: 120, address: "10.9.213.10" },
    ]);
    assert.deepEqual(
      machine.drives.map(({ path }) => path),
      ["D", "E"].map(
        (drive, n) => `${drive}:\\vms\\comanaged\\${id}\\${["system", "data"][n]}.vhdx`,
      ),
    );
    const [record] = managerState(manager).machines;
    assert.equal(record?.properties["comanaged key"], key);
    assert.equal(record.properties["comanaged PatchGroup"], "test");
    assert.equal(record.properties["comanaged Owner"], "chemistry");
    const before = everything(manager);
    assert.equal(reserve(manager).observed.machineId, id);
    assert.deepEqual([keep(manager, id).changed, everything(manager)], [[], before]);
    assert.equal(look(manager, "address", id).observed.address, "10.9.213.10");
    assert.deepEqual(everything(manager), before);
  });

  it("shuts a machine down for what VMM changes only then, and does the rest while it runs", () => {
    const { manager, id } = born();
    const more = { disks: { system, data: { ...data, sizeGiB: 200 } } };
    assert.deepEqual(keep(manager, id, more).changed, [
      "shut down",
      "size of disk data",
      "started",
    ]);
    const moved = { ...more, patchGroup: "production" };
    assert.deepEqual(keep(manager, id, moved).changed, ["comanaged PatchGroup"]);
    const interfaces = [{ network: "vmm-1", switch: "backup", vmNetwork: "storage" }];
    const other = { ...placement, interfaces };
    assert.deepEqual(keep(manager, id, moved, other).changed, ["connection of comanaged-vmm-1"]);
    const larger = { ...moved, memoryGiB: 32 };
    const changed = keep(manager, id, larger, other).changed;
    assert.deepEqual(changed, ["shut down", "hardware", "started"]);
    const gone = keep(manager, id, { ...larger, disks: { system } }, other).changed;
    assert.deepEqual(gone, ["comanaged detached disks", "disk data"]);
    const back = keep(manager, id, larger, other).changed;
    assert.deepEqual(back, ["disk data", "comanaged detached disks"]);
    assert.equal(stateOf(hostOf(manager)).files[`E:\\vms\\comanaged\\${id}\\data.vhdx`], 200);
    const retired = keep(manager, id, { ...larger, retired: true }, other).changed;
    assert.deepEqual(retired, ["connection of comanaged-vmm-1", "shut down"]);
    assert.deepEqual(keep(manager, id, { ...larger, retired: true }, other).changed, []);
  });

  it("looks again where a machine was changed on its host, and keeps what others added", () => {
    const { manager, id } = born();
    changeHost(hostOf(manager), ({ machines: [machine], files }) => {
      assert.ok(machine);
      Object.assign(machine, { cpus: 8 });
      files["F:\\iso\\tools.vhdx"] = 1;
      machine.adapters.push({ name: "of the customer", switch: "backup", vlan: 7 });
      machine.drives.push({ slot: 60, path: "F:\\iso\\tools.vhdx" });
    });
    const { machine } = look(manager, "observation", id).observed;
    const seen = z
      .object({ cpus: z.number(), computer: z.string(), interfaces: z.array(z.unknown()) })
      .parse(machine);
    assert.deepEqual([seen.cpus, seen.computer, seen.interfaces.length], [8, place.computer, 2]);
    assert.deepEqual(keep(manager, id).changed, ["shut down", "hardware", "started"]);
    assert.deepEqual(machineOf(manager).adapters.length, 2);
    assert.deepEqual(ask(manager, removeVmm, told(id)).changed, ["drive 60", "machine"]);
    const { machines, files } = stateOf(hostOf(manager));
    const kept = [...Object.keys(hostOf(manager).seeded.images), "F:\\iso\\tools.vhdx"];
    assert.deepEqual([machines, Object.keys(files)], [[], kept]);
  });

  it("refuses before it touches anything", () => {
    const { manager, id } = born();
    const change = (how: Partial<Machine>) =>
      onHost(manager, (machine) => Object.assign(machine, how));
    const refused = (said: RegExp, of: Partial<ServerDescription>, at = placement) => {
      look(manager, "observation", id);
      const before = everything(manager);
      const { problems, changed } = keep(manager, id, of, at);
      assert.match(problems.join("\n"), said);
      assert.deepEqual([changed, everything(manager)], [[], before]);
    };
    const sized = (sizeGiB: number) => ({ disks: { system, data: { ...data, sizeGiB } } });
    refused(/disks\.data: a disk never shrinks/, sized(50));
    change({ checkpoints: ["before the update"] });
    refused(/disks\.data: checkpoints are in the way \(before the update\)/, sized(200));
    refused(/disks\.data: checkpoints are in the way/, { disks: { system } });
    assert.match(ask(manager, removeVmm, told(id)).problems.join(), /checkpoints are in the way/);
    change({ checkpoints: [], answers: false });
    refused(/the guest does not answer/, { cpus: 8 });
    change({ answers: true, state: "Saved" });
    refused(/the machine is Saved/, { cpus: 8 });
    change({ state: "Running" });
    const plugged = (on: string, vmNetwork: string) => ({
      ...placement,
      interfaces: [{ network: "vmm-1", switch: on, vmNetwork, vlan: 120 }],
    });
    refused(/not one network of machines called none/, {}, plugged("servers", "none"));
    refused(/the switch backup does not lead to co-managed/, {}, plugged("backup", "co-managed"));
    const elsewhere = { ...place, hostGroup: "All Hosts\\Elsewhere" };
    const host = { ...placement.host, managed: elsewhere };
    refused(/is in the host group All Hosts\\Co-managed/, {}, { ...placement, host });
    changeManager(manager, ({ machines: [one] }) =>
      Object.assign(one ?? assert.fail(), { job: { name: "Move", looks: 999, removes: false } }),
    );
    assert.match(keep(manager, id, { cpus: 8 }).problems.join(), /has not ended its job/);
    assert.equal(machineOf(manager).cpus, 4);
  });

  it("makes machines where the catalog allows it and VMM can, from images that it has", () => {
    const manager = newManager();
    const foreign = { computer: "hv-4.example.edu", hostGroup: place.hostGroup };
    const before = everything(manager);
    assert.match(reserve(manager, foreign).problems.join(), /host group All Hosts\\Laboratories/);
    const unknown = { ...place, computer: "hv-9.example.edu" };
    assert.match(reserve(manager, unknown).problems.join(), /VMM manages no host hv-9/);
    assert.deepEqual(everything(manager), before);
    const state = (now: "Maintenance" | "NotResponding" | undefined) =>
      changeManager(manager, (all) => {
        all.hosts = now === undefined ? {} : { [place.computer]: now };
      });
    state("Maintenance");
    assert.match(reserve(manager).problems.join(), /is in maintenance mode/);
    state("NotResponding");
    assert.match(reserve(manager).problems.join(), /does not respond/);
    assert.equal(managerState(manager).machines[0]?.status, "CreationFailed");
    state(undefined);
    const id = reserve(manager).observed.machineId ?? "";
    const image = "\\\\vmm-1.example.edu\\library\\none.vhdx";
    const half = machineOf(manager);
    const { problems } = keep(manager, id, {}, { ...placement, image });
    assert.match(problems.join(), /the library of VMM has no image .*none\.vhdx/);
    assert.deepEqual(machineOf(manager), half);
    assert.deepEqual(keep(manager, id).problems, []);
    assert.equal(managerState(manager).machines.length, 1);
  });

  it("never touches a stranger, whatever its name or its keys", () => {
    const { manager: elsewhere, id } = born();
    const manager = newManager();
    const [record] = managerState(elsewhere).machines;
    assert.ok(record?.seen);
    const stranger = { ...record.seen, id: "11111111-0000-4000-8000-000000000000" };
    changeHost(hostOf(manager), ({ machines }) => machines.push(stranger));
    changeManager(manager, ({ machines }) =>
      machines.push({ ...record, seen: stranger, properties: {} }),
    );
    const before = everything(manager);
    assert.match(
      reserve(manager).problems.join(),
      /somebody else is called db-1, and was not touched/,
    );
    assert.match(keep(manager, stranger.id).problems.join(), /does not carry our key/);
    const removed = ask(manager, removeVmm, told(stranger.id));
    assert.match(removed.problems.join(), /does not carry our key/);
    assert.match(keep(manager, id).problems.join(), /is not on this host any more/);
    assert.deepEqual(everything(manager), before);
  });

  it("has exactly one machine, as described, wherever the connection was cut", () => {
    const plain = (manager: Manager) => {
      const { machines, files } = stateOf(hostOf(manager));
      const records = managerState(manager).machines.map(({ properties, job }) => [
        ...[Object.entries(properties).map(String).sort(), job],
      ]);
      const all = [machines, Object.entries(files).map(String).sort(), records];
      return JSON.stringify(all).replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID");
    };
    const { manager: uncut } = born();
    const whole = plain(uncut);
    const steps = managerState(uncut).log.length;
    assert.ok(steps > 20);
    const inReservation = 3;
    for (let step = 0; step <= steps; step += 1) {
      const manager = newManager();
      const isReserving = step <= inReservation;
      const id = isReserving ? "" : (reserve(manager).observed.machineId ?? "");
      writeFileSync(join(manager.folder, "cut"), String(isReserving ? step : step - inReservation));
      assert.throws(() => (isReserving ? reserve(manager) : keep(manager, id)), Cut);
      const again = keep(manager, reserve(manager).observed.machineId ?? "");
      assert.deepEqual(again.problems, []);
      assert.equal(plain(manager), whole, `cut after step ${step}`);
    }
  });

  it("is rid of the machine and its disks, wherever the removal was cut", () => {
    for (let step = 0; ; step += 1) {
      const { manager, id } = born();
      writeFileSync(join(manager.folder, "cut"), String(step));
      try {
        ask(manager, removeVmm, told(id));
        assert.ok(step > 1);
        return;
      } catch (error) {
        assert.ok(error instanceof Cut, String(error));
      }
      assert.deepEqual(ask(manager, removeVmm, told(id)).problems, []);
      const { machines, files } = stateOf(hostOf(manager));
      const images = Object.keys(hostOf(manager).seeded.images);
      assert.deepEqual([machines, Object.keys(files)], [[], images]);
      assert.deepEqual(managerState(manager).machines, []);
    }
  });

  it("takes no other program and no other words", () => {
    const manager = newManager();
    const [line = "", ...program] = told("00000000-0000-4000-8000-000000000000").split("\n");
    const changed = [line, ...program, "Remove-SCVirtualMachine *"].join("\n");
    assert.equal(runOnManager(manager, keepVmm, changed).code, 1);
    assert.equal(runOnManager(manager, "powershell Remove-SCVirtualMachine", changed).code, 1);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const bad = { key, name: `${text}'`, birthName: text, folder: text, ...place };
        const stdin = sentToHost("reservation", bad, vmmProgram());
        assert.equal(ask(manager, keepVmm, stdin).problems.length, 1);
      }),
      { numRuns: 20 },
    );
    assert.deepEqual(managerState(manager).log, []);
  });
});
