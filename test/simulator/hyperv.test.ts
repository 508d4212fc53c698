import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { hypervHardware, sentToHost } from "../../components/server/hypervDocument.js";
import type { HypervPlacement } from "../../components/server/placement.js";
import { keepHyperv, removeHyperv } from "../../components/service/access/windowsCommands.js";
import type { ServerDescription } from "../../components/service/server.js";
import { changeHost, type HypervHost, hypervHostAt, stateOf } from "../../simulator/hyperv/host.js";
import { Cut } from "../../simulator/hyperv/hostRun.js";
import { runOnHypervHost } from "../../simulator/hyperv/run.js";
import type { Machine } from "../../simulator/hyperv/state.js";
import { data, hypervHosts, key, placement, server, system } from "./hypervHosts.js";

/** A machine of the customer's that runs already. */
const standing: Machine = {
  ...{ id: "5a5a5a5a-0000-4000-8000-000000000001", name: "DB-1", notes: "of the customer" },
  ...{ state: "Running", cpus: 4, memoryMiB: 16_384, dynamicMemory: null, secureBoot: true },
  ...{ secureBootTemplate: "MicrosoftUEFICertificateAuthority", hasKeyProtector: false },
  ...{ tpm: false, checkpointType: "Production", automaticCheckpoints: true, firstBoot: 0 },
  drives: [
    { slot: 0, path: "F:\\old\\db_1.vhdx" },
    { slot: 3, path: "F:\\old\\data.vhdx" },
  ],
  adapters: [{ name: "Network Adapter", switch: "servers", vlan: 120, address: "10.9.211.77" }],
  ...{ checkpoints: [], answers: true, isWindows: false, starts: 1 },
};

describe("A Hyper-V host", () => {
  const { newWorld, newHost, ask, reserve, told, keep, machineOf } = hypervHosts({ tpm: true });

  const born = () => {
    const host = newHost();
    const id = reserve(host).observed.machineId ?? "";
    assert.deepEqual(keep(host, id).problems, []);
    return { host, id };
  };

  it("makes a machine of what it is told, once", () => {
    const { host, id } = born();
    const machine = machineOf(host);
    assert.deepEqual(
      [machine.id, machine.name, machine.state, machine.cpus, machine.memoryMiB, machine.tpm],
      [id, "db-1", "Running", 4, 16_384, true],
    );
    assert.equal(machine.secureBootTemplate, "MicrosoftUEFICertificateAuthority");
    assert.deepEqual(machine.adapters, [
      { name: "comanaged-hv-chemistry", switch: "servers", vlan: 120, address: "10.9.211.10" },
    ]);
    assert.equal(machine.notes.split("\n")[0], key);
    assert.ok(machine.notes.includes("comanaged PatchGroup=test"));
    const before = stateOf(host);
    assert.equal(reserve(host).observed.machineId, id);
    assert.deepEqual([keep(host, id).changed, stateOf(host)], [[], before]);
  });

  it("changes what can be changed while it runs, and shuts it down for the rest", () => {
    const { host, id } = born();
    const more = { disks: { system, data: { ...data, sizeGiB: 200 } } };
    assert.deepEqual(keep(host, id, more).changed, ["size of disk data"]);
    const other = { ...placement, interfaces: [{ network: "hv-chemistry", switch: "backup" }] };
    const moved = keep(host, id, more, other).changed;
    assert.deepEqual(moved, [
      "VLAN of comanaged-hv-chemistry",
      "connection of comanaged-hv-chemistry",
    ]);
    assert.equal(machineOf(host).starts, 1);
    const larger = keep(host, id, { ...more, memoryGiB: 32 }, other).changed;
    assert.deepEqual(larger, ["shut down", "hardware", "started"]);
    const gone = keep(host, id, { memoryGiB: 32, disks: { system } }, other).changed;
    assert.deepEqual(gone, ["disk data"]);
    const kept = Object.entries(stateOf(host).files).filter(([file]) => file.endsWith("data.vhdx"));
    assert.deepEqual(kept, [[`E:\\vms\\comanaged\\${id}\\data.vhdx`, 200]]);
    const back = keep(host, id, { ...more, memoryGiB: 32 }, other);
    assert.deepEqual(back.changed, ["disk data"]);
    const retired = keep(host, id, { ...more, memoryGiB: 32, retired: true }, other).changed;
    assert.deepEqual(retired, ["connection of comanaged-hv-chemistry", "shut down"]);
  });

  it("moves the limits of its memory apart while it runs, and waits for the rest", () => {
    const { host, id } = born();
    const moving = (minimumGiB: number, maximumGiB: number) =>
      keep(host, id, { dynamicMemory: { minimumGiB, maximumGiB } }).changed;
    const restarted = ["shut down", "hardware", "started"];
    assert.deepEqual(moving(4, 32), restarted);
    assert.deepEqual(moving(4, 32), []);
    assert.deepEqual(moving(2, 64), ["limits of memory"]);
    assert.deepEqual(moving(4, 64), restarted);
    assert.deepEqual(moving(4, 32), restarted);
    assert.deepEqual(machineOf(host).dynamicMemory, { minimumMiB: 4096, maximumMiB: 32_768 });
    assert.deepEqual(keep(host, id).changed, restarted);
    assert.equal(machineOf(host).dynamicMemory, null);
  });

  it("takes checkpoints with owner and end, and removes those that are taken out", () => {
    const { host, id } = born();
    const before = { purpose: "Version 12", owner: "a@b.edu", until: "2026-11-25" };
    const snapshots = { before };
    assert.deepEqual(keep(host, id, { snapshots }).changed, [
      "notes",
      "checkpoint comanaged-before",
    ]);
    assert.match(
      machineOf(host).notes,
      /checkpoint before until 2026-11-25 \(a@b\.edu\): Version 12/,
    );
    assert.deepEqual(keep(host, id, { snapshots }).changed, []);
    const later = { before: { ...before, until: "2026-11-30" } };
    assert.deepEqual(keep(host, id, { snapshots: later }).changed, ["notes"]);
    const grown = { disks: { system, data: { ...data, sizeGiB: 200 } } };
    const held = keep(host, id, { ...grown, snapshots: later }).problems.join();
    assert.match(held, /disks\.data: checkpoints are in the way \(comanaged-before\)/);
    changeHost(host, ({ machines: [machine] }) => machine?.checkpoints.push("of the customer"));
    assert.deepEqual(keep(host, id).changed, ["checkpoint comanaged-before", "notes"]);
    assert.deepEqual(machineOf(host).checkpoints, ["of the customer"]);
    changeHost(host, ({ machines: [machine] }) => machine?.checkpoints.pop());
    keep(host, id, { snapshots });
    assert.deepEqual(keep(host, id, grown).changed, [
      "checkpoint comanaged-before",
      "notes",
      "size of disk data",
    ]);
    assert.ok(!JSON.stringify(stateOf(host)).includes("avhdx"));
    changeHost(
      host,
      ({ machines: [machine] }) => machine && Object.assign(machine, { answers: false }),
    );
    assert.match(keep(host, id, { ...grown, snapshots }).problems.join(), /production checkpoints/);
    changeHost(
      host,
      ({ machines: [machine] }) => machine && Object.assign(machine, { answers: true }),
    );
    keep(host, id, { ...grown, snapshots });
    assert.deepEqual(ask(host, removeHyperv, told(id)).problems, []);
    assert.deepEqual(Object.keys(stateOf(host).files), Object.keys(host.seeded.images));
  });

  it("gets another name and key, and stays the same machine", () => {
    const { host, id } = born();
    const renamed = (formerly: readonly string[]) =>
      sentToHost("machine", {
        ...{ machineId: id, key: "comanaged/chemistry/db-2", formerly, name: "db-2" },
        ...hypervHardware({ ...server, tpm: true }, placement),
      });
    assert.match(ask(host, keepHyperv, renamed([])).problems.join(), /not carry our key/);
    assert.deepEqual(ask(host, keepHyperv, renamed([key])).changed, ["name", "notes"]);
    const { name, notes, starts } = machineOf(host);
    assert.deepEqual([name, starts], ["db-2", 1]);
    assert.equal(notes.split("\n")[0], "comanaged/chemistry/db-2");
    assert.deepEqual(ask(host, keepHyperv, renamed([key])).changed, []);
  });

  it("is installed anew with its data disks, once, wherever the connection was cut", () => {
    const data2 = { ...data, sizeGiB: 300 };
    const anew = { generation: 2, disks: { system, data: data2 } };
    const at = { ...placement, image: "D:\\images\\windows-2022.vhdx" };
    for (let step = 0; ; step += 1) {
      const { host, id } = born();
      writeFileSync(join(host.folder, "cut"), String(step));
      let isCut = true;
      try {
        keep(host, id, anew, at);
        isCut = false;
      } catch (error) {
        assert.ok(error instanceof Cut, String(error));
      }
      assert.deepEqual(keep(host, id, anew, at).problems, []);
      const { files } = stateOf(host);
      const machine = machineOf(host);
      assert.deepEqual([machine.id, machine.state, machine.starts], [id, "Running", 2]);
      assert.equal(files[`D:\\vms\\comanaged\\${id}\\system.vhdx`], 40);
      assert.equal(files[`E:\\vms\\comanaged\\${id}\\data.vhdx`], 300);
      const copies = stateOf(host).log.filter((line) => line.startsWith("Copy-Item"));
      assert.ok(copies.length >= 2);
      assert.deepEqual(keep(host, id, anew, at).changed, []);
      if (!isCut) {
        assert.ok(step > 8, String(step));
        return;
      }
    }
  });

  it("takes over a machine that is what is written of it, and no other", () => {
    const host = newHost();
    const { id } = standing;
    changeHost(host, ({ machines, files }) => {
      machines.push(structuredClone(standing));
      Object.assign(files, { "F:\\old\\db_1.vhdx": 40, "F:\\old\\data.vhdx": 100 });
    });
    const disks = {
      system: { ...system, adopted: { slot: 0, file: "F:\\old\\db_1.vhdx" } },
      data: { ...data, adopted: { slot: 3, file: "F:\\old\\data.vhdx" } },
    };
    const asked = (of: Partial<ServerDescription>, who = { key, name: "db-1" }) => ({
      ...{ machineId: id, ...who, formerly: [] },
      ...hypervHardware({ ...server, disks, tpm: false, ...of }, placement),
    });
    const adopt = (of: Partial<ServerDescription> = {}, who = { key, name: "db-1" }) =>
      ask(host, keepHyperv, sentToHost("adoption", asked(of, who)));
    const before = stateOf(host);
    const look = (machine: string) =>
      ask(host, keepHyperv, sentToHost("standing", { key, machine }));
    for (const machine of [id, "db-1"]) {
      const { observed, changed, problems } = look(machine);
      assert.deepEqual([changed, problems], [[], []]);
      assert.match(JSON.stringify(observed), new RegExp(`"machineId":"${id}"`));
      assert.match(JSON.stringify(observed), /"files":\["F:.*db_1\.vhdx","F:.*data\.vhdx"\]/);
    }
    assert.match(look("db-*").problems.join(), /no machine of this host has the name/);
    const larger = { ...disks, data: { ...disks.data, sizeGiB: 200 } };
    assert.deepEqual(adopt({ cpus: 8, memoryGiB: 8, tpm: true, disks: larger }).problems, [
      "servers.db-1.cpus: it has 4",
      "servers.db-1.memory: it starts with 16384 MiB",
      "servers.db-1.tpm: that it has a TPM is false",
      "servers.db-1.disks.data.size: it has 100 GiB",
    ]);
    const moved = { ...disks, data: { ...disks.data, adopted: { slot: 4, file: "F:\\no.vhdx" } } };
    assert.match(adopt({ disks: moved }).problems.join(), /disks\.data: its slot 4 holds nothing/);
    const other = { ...disks, data: { ...disks.data, adopted: { slot: 3, file: "F:\\no.vhdx" } } };
    assert.match(adopt({ disks: other }).problems.join(), /its slot 3 holds F:\\old\\data\.vhdx/);
    const broken = (what: object, said: RegExp) => {
      changeHost(host, ({ machines: [one] }) => one && Object.assign(one, what));
      assert.match(adopt().problems.join(), said);
      changeHost(host, ({ machines }) => machines.splice(0, 1, structuredClone(standing)));
    };
    broken({ generation: 1 }, /is of generation 1/);
    broken({ secureBoot: false }, /image: its Secure Boot is Off/);
    const far = { farDrives: [{ controller: 1, slot: 0, path: "F:\\old\\logs.vhdx" }] };
    broken(far, /disks: F:\\old\\logs\.vhdx is on SCSI controller 1/);
    changeHost(host, ({ machines: [one] }) => one && Object.assign(one, far));
    assert.match(look(id).problems.join(), /logs\.vhdx is on SCSI controller 1, .* moved there/);
    changeHost(host, ({ machines }) => machines.splice(0, 1, structuredClone(standing)));
    const only = { system: disks.system };
    assert.match(
      adopt({ disks: only }).problems.join(),
      /slot 3 holds F:.*data\.vhdx, which is none/,
    );
    broken({ adapters: [] }, /networks: 0 of its adapters are on servers, VLAN 120/);
    broken({ notes: "x\ncomanaged generation 1" }, /kept by another server of an estate/);
    changeHost(host, ({ machines }) => machines.push({ ...standing, id: `6${id.slice(1)}` }));
    assert.match(look("DB-1").problems.join(), /several machines are called DB-1: name one of 5a/);
    changeHost(host, ({ machines }) => machines.pop());
    assert.deepEqual(stateOf(host), before);
    assert.deepEqual(adopt().changed, ["notes"]);
    assert.deepEqual(adopt({ cpus: 8 }), { ...adopt(), changed: [], problems: [] });
    const [notes, { starts }] = [machineOf(host).notes.split("\n"), machineOf(host)];
    assert.deepEqual([notes[0], notes.at(-1), starts], [key, "of the customer", 1]);
    const standard = sentToHost("machine", asked({}));
    assert.deepEqual(ask(host, keepHyperv, standard).problems, []);
    const { name, adapters, starts: again } = machineOf(host);
    assert.deepEqual([name, adapters.length, again], ["db-1", 1, 1]);
    const stolen = adopt({}, { key: "comanaged/physics/db-9", name: "db-9" });
    assert.match(stolen.problems.join(), /kept by another server of an estate/);
    const gone = asked({ disks: { ...disks, data: { ...disks.data, removed: true } } });
    assert.deepEqual(ask(host, keepHyperv, sentToHost("machine", gone)).changed, ["disk data"]);
    ask(host, keepHyperv, standard);
    assert.deepEqual(machineOf(host).drives, standing.drives);
    const anew = sentToHost("machine", asked({ generation: 2 }));
    assert.deepEqual(ask(host, keepHyperv, anew).problems, []);
    assert.equal(stateOf(host).files["F:\\old\\db_1.vhdx"], 40);
    assert.deepEqual(ask(host, removeHyperv, standard).problems, []);
    assert.deepEqual(Object.keys(stateOf(host).files), Object.keys(host.seeded.images));
  });

  it("gives a guest its addresses for good once, when it starts from a new disk", () => {
    const plan = {
      ...{ cidr: "10.241.0.0/16", gateway: "10.241.0.1", dnsServers: ["10.241.0.53"] },
      static: { from: "10.241.200.1", to: "10.241.200.250" },
    };
    const withAddress = (address: string): HypervPlacement => ({
      ...placement,
      interfaces: placement.interfaces.map((one) => ({ ...one, fixed: { address, plan } })),
    });
    const [at, later] = [withAddress("10.241.200.9"), withAddress("10.241.200.77")];
    const addressOf = (host: HypervHost) => machineOf(host).adapters[0]?.address;
    for (let steps = 1; ; steps += 1) {
      const host = newHost();
      const id = reserve(host).observed.machineId ?? "";
      writeFileSync(join(host.folder, "cut"), String(steps));
      let isCut = true;
      try {
        keep(host, id, {}, at);
        isCut = false;
      } catch (error) {
        assert.ok(error instanceof Cut, String(error));
      }
      const said = keep(host, id, {}, at);
      assert.deepEqual(said.problems, []);
      assert.equal(addressOf(host), "10.241.200.9", `${steps}`);
      assert.deepEqual(machineOf(host).adapters[0]?.told, {
        ...{ mask: "255.255.0.0", gateways: ["10.241.0.1"], dnsServers: ["10.241.0.53"] },
      });
      assert.doesNotMatch(machineOf(host).notes, /waits/);
      if (!isCut) {
        assert.deepEqual(keep(host, id, {}, later).changed, []);
        assert.deepEqual(keep(host, id, { generation: 2 }, later).problems, []);
        assert.equal(addressOf(host), "10.241.200.77");
        break;
      }
    }
    const { host, id } = born();
    const before = addressOf(host);
    assert.deepEqual(keep(host, id, {}, at).changed, []);
    assert.equal(addressOf(host), before);
    const silent = newHost();
    const mute = reserve(silent).observed.machineId ?? "";
    changeHost(silent, ({ machines: [one] }) => one && Object.assign(one, { answers: false }));
    assert.match(
      keep(silent, mute, {}, at).problems.join(),
      /networks\..*: the guest has not taken/,
    );
    changeHost(silent, ({ machines: [one] }) => one && Object.assign(one, { answers: true }));
    assert.deepEqual(keep(silent, mute, {}, at).problems, []);
    assert.equal(addressOf(silent), "10.241.200.9");
  });

  it("keeps what somebody else has written and added", () => {
    const { host, id } = born();
    changeHost(host, ({ machines: [machine], files }) => {
      assert.ok(machine);
      files["F:\\iso\\tools.vhdx"] = 1;
      machine.notes += "\nbacked up by Veeam";
      machine.adapters.push({ name: "of the customer", switch: "backup", vlan: 7 });
      machine.drives.push({ slot: 60, path: "F:\\iso\\tools.vhdx" });
    });
    const { changed, problems } = keep(host, id, { patchGroup: "production" });
    assert.deepEqual([changed, problems], [["notes"], []]);
    const machine = machineOf(host);
    assert.ok(machine.notes.endsWith("\nbacked up by Veeam"));
    assert.deepEqual([machine.adapters.length, machine.drives.length], [2, 3]);
  });

  it("refuses before it touches anything", () => {
    const { host, id } = born();
    const change = (how: (machine: ReturnType<typeof machineOf>) => void) =>
      changeHost(host, ({ machines: [machine] }) => machine && how(machine));
    const refused = (said: RegExp, of: Partial<ServerDescription>, at = placement) => {
      const before = stateOf(host);
      const { problems, changed } = keep(host, id, of, at);
      assert.match(problems.join("\n"), said);
      assert.deepEqual([changed, stateOf(host)], [[], before]);
    };
    const smaller = { disks: { system, data: { ...data, sizeGiB: 50 } } };
    const larger = { disks: { system, data: { ...data, sizeGiB: 200 } } };
    refused(/disks\.data: a disk never shrinks/, smaller);
    change(({ checkpoints }) => checkpoints.push("before the update"));
    refused(/disks\.data: checkpoints are in the way \(before the update\)/, larger);
    refused(/disks\.data: checkpoints are in the way/, { disks: { system } });
    refused(/disks\.system: checkpoints are in the way/, { generation: 2 });
    assert.match(ask(host, removeHyperv, told(id)).problems.join(), /checkpoints are in the way/);
    change((machine) => Object.assign(machine, { checkpoints: [], answers: false }));
    refused(/the guest does not answer/, { cpus: 8 });
    change((machine) => Object.assign(machine, { answers: true, state: "Saved" }));
    refused(/the machine is Saved/, { cpus: 8 });
    change((machine) => Object.assign(machine, { state: "Running" }));
    const nowhere = { network: "hv-chemistry", vlan: 120, switch: "none" };
    refused(/there is no switch none/, {}, { ...placement, interfaces: [nowhere] });
  });

  it("never touches a stranger, whatever its name or its keys", () => {
    const host = newHost();
    const { id, host: elsewhere } = born();
    changeHost(host, ({ machines }) => {
      const [one] = stateOf(elsewhere).machines;
      assert.ok(one);
      machines.push({ ...one, id: "11111111-0000-4000-8000-000000000000", notes: "not ours" });
    });
    const before = stateOf(host);
    assert.match(
      reserve(host).problems.join(),
      /somebody else is called db-1, and was not touched/,
    );
    const [stranger] = before.machines;
    assert.ok(stranger);
    assert.match(keep(host, stranger.id).problems.join(), /does not carry our key/);
    assert.match(ask(host, removeHyperv, told(stranger.id)).problems.join(), /not carry our key/);
    assert.match(keep(host, id).problems.join(), /is not on this host any more/);
    assert.deepEqual(stateOf(host), before);
  });

  it("has exactly one machine, as described, wherever the connection was cut", () => {
    const whole = stateOf(born().host);
    const plain = ({ machines, files }: typeof whole) =>
      JSON.stringify([machines, Object.keys(files).sort(), Object.values(files)]).replaceAll(
        /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
        "ID",
      );
    const steps = whole.log.length;
    assert.ok(steps > 15);
    for (let step = 0; step <= steps; step += 1) {
      const host = newHost();
      const birth = () => keep(host, reserve(host).observed.machineId ?? "");
      // The steps of both runs: those of the second count anew.
      const inFirst = step <= 2 ? step : step - 2;
      const cutIn = (work: () => unknown) => {
        writeFileSync(join(host.folder, "cut"), String(inFirst));
        assert.throws(work, Cut);
      };
      if (step <= 2) {
        cutIn(() => reserve(host));
      } else {
        const id = reserve(host).observed.machineId ?? "";
        cutIn(() => keep(host, id));
      }
      assert.deepEqual(birth().problems, []);
      assert.equal(plain(stateOf(host)), plain(whole), `cut after step ${step}`);
    }
  });

  it("is rid of the machine and its disks, wherever the removal was cut", () => {
    for (let step = 0; ; step += 1) {
      const { host, id } = born();
      writeFileSync(join(host.folder, "cut"), String(step));
      try {
        ask(host, removeHyperv, told(id));
        assert.ok(step > 3);
        return;
      } catch (error) {
        assert.ok(error instanceof Cut, String(error));
      }
      assert.deepEqual(ask(host, removeHyperv, told(id)).problems, []);
      const { machines, files } = stateOf(host);
      assert.deepEqual([machines, Object.keys(files)], [[], Object.keys(host.seeded.images)]);
    }
  });

  it("is left alone where Virtual Machine Manager manages it", () => {
    const host = hypervHostAt(newWorld(), "10.9.1.13") ?? assert.fail();
    for (const said of [reserve(host), keep(host, "00000000-0000-4000-8000-000000000000")]) {
      assert.match(said.problems.join(), /Virtual Machine Manager manages this host/);
    }
    assert.deepEqual(stateOf(host).log, []);
  });

  it("takes no other program and no other words", () => {
    const host = newHost();
    const [line = "", ...program] = told("00000000-0000-4000-8000-000000000000").split("\n");
    const changed = [line, ...program, "Remove-VM *"].join("\n");
    assert.equal(runOnHypervHost(host, keepHyperv, changed).code, 1);
    assert.equal(runOnHypervHost(host, "powershell Remove-VM", changed).code, 1);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const bad = { key, name: `${text}'`, birthName: text, folder: text };
        assert.equal(ask(host, keepHyperv, sentToHost("reservation", bad)).problems.length, 1);
      }),
      { numRuns: 20 },
    );
    assert.deepEqual(stateOf(host).log, []);
  });
});
