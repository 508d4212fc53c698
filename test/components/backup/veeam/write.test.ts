import assert from "node:assert/strict";
import fc from "fast-check";
import type { WriteDocument } from "../../../../components/backup/veeam/restore/document.js";
import { run } from "../../../../components/backup/veeam/run.js";
import { changeHost, stateOf } from "../../../../simulator/hyperv/host.js";
import type { Machine } from "../../../../simulator/hyperv/state.js";
import { begunNow, mishaps } from "./backedUp.js";
import { Peer, password } from "./peer.js";

const hostName = "10.9.1.11";
const writtenAs = "lims-old-of-chemistry-90000000";
const point = "90000000-0000-4000-8000-000000000001";
const id = "5a5a5a5a-0000-4000-8000-000000000001";
const room = `D:\\vms\\comanaged\\${writtenAs}`;

const machine: Machine = {
  ...{ id, name: "lims-1", notes: "comanaged/x/lims-1", state: "Running", cpus: 4 },
  ...{ memoryMiB: 16_384, dynamicMemory: null, secureBoot: true, hasKeyProtector: false },
  ...{ secureBootTemplate: "MicrosoftUEFICertificateAuthority", tpm: false, firstBoot: 0 },
  ...{ checkpointType: "ProductionOnly", automaticCheckpoints: false, checkpoints: [] },
  drives: [
    { slot: 0, path: `D:\\vms\\comanaged\\${id}\\system.vhdx` },
    { slot: 1, path: "F:\\old\\lims.vhdx" },
  ],
  adapters: [{ name: "comanaged-x", switch: "servers", vlan: 120, address: "10.9.211.10" }],
  ...{ answers: true, isWindows: false, starts: 1 },
};

/** A backup server that has a backup of a machine on a Hyper-V host. */
async function backedUp(): Promise<Peer> {
  const peer = await new Peer().start();
  const files = Object.fromEntries(
    machine.drives.map(({ path }, at) => [path, at === 0 ? 40 : 90]),
  );
  const contents = Object.fromEntries(machine.drives.map(({ path }) => [path, "Monday"]));
  changeHost(peer.hyperv(hostName), (state) => {
    state.machines.push(structuredClone(machine));
    Object.assign(state.files, files);
  });
  peer.put("RestorePoint", {
    ...{ id: point, name: "lims-1", backupId: point, sessionId: point, type: "Increment" },
    ...{ platformName: "HyperV", platformId: point, creationTime: "2026-11-20T00:12:00Z" },
    allowedOperations: ["StartEntireVmRestoreHyperV"],
  });
  const held = JSON.parse(JSON.stringify({ machine, files, contents }));
  peer.put("HeldMachine", { id: point, host: hostName, objectId: id, held });
  return peer;
}

const wish = (peer: Peer, begun: string, changes: Partial<WriteDocument> = {}) =>
  JSON.stringify({
    ...{ version: 1, kind: "written", server: peer.document().server, platform: "HyperV" },
    ...{ hostName, machine: "lims-1", point, reason: "an audit", begun, writtenAs, folder: room },
    disks: [
      { label: "system", sizeGiB: 40, folder: `${room}\\system` },
      { label: "data", sizeGiB: 100, folder: `${room}\\data` },
    ],
    adopted: [{ label: "data", file: "F:\\old\\lims.vhdx" }],
    ...changes,
  });
const keep = (peer: Peer, text: string) => run("keep", text, peer.patience);
const written = (peer: Peer) =>
  stateOf(peer.hyperv(hostName)).machines.filter(({ name }) => name === writtenAs);

describe("a backup that is written as a machine on a Hyper-V host", () => {
  it("is off, in no network, and holds what was backed up, once", async () => {
    const peer = await backedUp();
    try {
      const begun = await begunNow(peer);
      const { status, said } = await keep(peer, wish(peer, begun));
      assert.equal(status, 0, said);
      const [own, ...others] = written(peer);
      assert.ok(own && others.length === 0);
      assert.deepEqual(JSON.parse(said), { machine: "lims-1", point, objectId: own.id });
      assert.deepEqual([own.state, own.adapters.map((one) => one.switch)], ["Off", [null]]);
      const { machines, contents } = stateOf(peer.hyperv(hostName));
      assert.deepEqual(
        own.drives.map(({ path }) => [path, contents[path]]),
        [
          [`${room}\\system\\system.vhdx`, "Monday"],
          [`${room}\\data\\lims.vhdx`, "Monday"],
        ],
      );
      assert.deepEqual(machines[0], machine);
      assert.equal((await keep(peer, wish(peer, begun))).said, said);
      assert.equal(peer.count("EntireVmRestoreHv"), 1);
      const released = await run("release", wish(peer, begun), peer.patience);
      assert.equal(released.status, 0, released.said);
      assert.equal(written(peer).length, 1);
    } finally {
      peer.end();
    }
  });

  it("is not begun where disks do not fit, and tells all of them", async () => {
    const peer = await backedUp();
    try {
      const disks = [
        { label: "system", sizeGiB: 30, folder: room },
        { label: "more", sizeGiB: 10, folder: room },
      ];
      const { status, said } = await keep(peer, wish(peer, await begunNow(peer), { disks }));
      assert.equal(status, 1);
      assert.match(said, /system has 30 GiB, and 40 GiB in the backup\n/);
      assert.match(said, /the backup holds another, data of 90 GiB\n/);
      assert.match(said, /the backup does not hold more; add it once the server is there$/);
      assert.equal(peer.count("EntireVmRestoreHv"), 0);
    } finally {
      peer.end();
    }
  });

  it("takes nothing of somebody else's name, and begins anew what has failed", async () => {
    const peer = await backedUp();
    try {
      const begun = await begunNow(peer);
      const nowhere = await keep(peer, wish(peer, begun, { machine: "lims-2" }));
      assert.match(nowhere.said, /is a backup of lims-1, and not of lims-2/);
      peer.put("RestoreFailure", { id: "1", message: "The volume is full." });
      const broken = await keep(peer, wish(peer, begun));
      assert.match(broken.said, /The volume is full/);
      const stranger = { ...structuredClone(machine), id: point, name: writtenAs };
      changeHost(peer.hyperv(hostName), ({ machines }) => machines.push(stranger));
      const taken = await keep(peer, wish(peer, begun));
      assert.match(taken.said, /is in 10\.9\.1\.11 already, and no restore since/);
      assert.deepEqual(written(peer), [stranger]);
      changeHost(peer.hyperv(hostName), ({ machines }) => machines.pop());
      assert.equal((await keep(peer, wish(peer, begun))).status, 0);
      assert.equal(written(peer).length, 1);
    } finally {
      peer.end();
    }
  });

  it("is written once, whatever goes wrong on the way", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mishaps, { maxLength: 3 }), async (runs) => {
        const peer = await backedUp();
        try {
          const begun = await begunNow(peer);
          for (const wrong of runs) {
            let request = 0;
            peer.faults = () => wrong[request++];
            const { said } = await keep(peer, wish(peer, begun));
            assert.ok(!said.includes(password));
          }
          peer.faults = undefined;
          const { status, said } = await keep(peer, wish(peer, begun));
          assert.equal(status, 0, said);
          assert.equal(written(peer).length, 1);
          const begins = peer.all("Session").filter((one) => one["sessionType"] === "RestoreVm");
          assert.equal(begins.length, 1);
        } finally {
          peer.end();
        }
      }),
      { numRuns: Number(process.env["VEEAM_RUNS"] ?? 3) },
    );
  }).timeout(60_000);
});
