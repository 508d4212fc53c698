import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seenMachine } from "../../../cli/drift/hypervFacts.js";
import { askHost, type HostAccess } from "../../../cli/guests/hypervHost.js";
import { keeperOf } from "../../../components/server/hypervKeeper.js";
import { newKeyPair } from "../../../simulator/guests/keyPair.js";
import { type Listening, listen } from "../../../simulator/guests/sshServer.js";
import { changeHost, hypervHostAt } from "../../../simulator/hyperv/host.js";
import { runOnHypervHost } from "../../../simulator/hyperv/run.js";
import { serveProgram } from "../../../simulator/hyperv/session.js";
import type { Machine } from "../../../simulator/hyperv/state.js";
import { changeManager, managerAt } from "../../../simulator/vmm/manager.js";
import { runOnManager } from "../../../simulator/vmm/run.js";

const key = "comanaged/chemistry/db-1";
const machineId = "5a5a5a5a-0000-4000-8000-000000000001";

/** A machine of which its host tells more than a line of 64 KiB, in letters that are not ASCII. */
const talkative: Machine = {
  ...{ id: machineId, name: "db-1", notes: key, state: "Running", cpus: 4, memoryMiB: 16_384 },
  ...{ dynamicMemory: null, secureBoot: true, secureBootTemplate: "MicrosoftWindows" },
  ...{ hasKeyProtector: false, tpm: false, checkpointType: "ProductionOnly", firstBoot: 0 },
  ...{ automaticCheckpoints: false, drives: [], answers: true, isWindows: false, starts: 1 },
  checkpoints: Array.from({ length: 4000 }, (_, n) => `Prüfung ${n} « 検証 »\u2028'; $(rm)`),
  adapters: [],
};

const place = { computer: "hv-3.example.edu", hostGroup: "All Hosts\\Co-managed" };

/** The doors of a world: that of a host, and that of the VMM server which keeps another one. */
const doors = {
  "hv-1": (world: string) => {
    const host = hypervHostAt(world, "10.9.1.11") ?? assert.fail();
    changeHost(host, ({ machines }) => machines.push(talkative));
    const run = (command: string, stdin: string) => runOnHypervHost(host, command, stdin);
    return { files: host.files, run };
  },
  "hv-3": (world: string) => {
    const manager = managerAt(world, "10.9.1.20") ?? assert.fail();
    const host = hypervHostAt(world, "10.9.1.13") ?? assert.fail();
    changeHost(host, ({ machines }) => machines.push(talkative));
    changeManager(manager, ({ machines }) =>
      machines.push({
        ...{ id: "1", name: "db-1", computer: place.computer, status: "OnHost", job: null },
        ...{ properties: { "comanaged key": key }, networks: {}, checkpoints: {} },
        seen: talkative,
      }),
    );
    const run = (command: string, stdin: string) => runOnManager(manager, command, stdin);
    return { files: manager.files, run };
  },
} as const;

for (const [name, who] of [
  ["hv-1", "the host hv-1"],
  ["hv-3", "the VMM server of hv-3"],
] as const) {
  describe(`What ${who} is asked`, () => {
    const world = mkdtempSync(join(tmpdir(), "comanaged-doors-"));
    const own = newKeyPair("provider");
    let hostKey: string;
    let door: Listening;
    let hanging: Listening;

    before(async () => {
      const { files, run } = doors[name](world);
      hostKey = files.publicHostKey;
      const serve = (isAnswered: boolean) =>
        listen(files, {
          imageKey: own.public,
          serve: (session, connection) =>
            isAnswered
              ? serveProgram(session, connection, run)
              : session.on("exec", (accept) => accept().write("{")),
        });
      door = await serve(true);
      hanging = await serve(false);
    });

    after(() => {
      door.close();
      hanging.close();
      rmSync(world, { recursive: true });
    });

    const ask = (port: number, limitMilliseconds: number, pinned = hostKey) => {
      const at = { address: "10.9.1.11", hostKey: pinned };
      const access: HostAccess = {
        offer: {
          ...{ account: "comanaged", hosts: { "hv-1": at }, timeZone: "Europe/Berlin" },
          storage: { standard: "D:\\vms", fast: "E:\\vms" },
          vmm: {
            ...{ ...at, account: "comanaged", hostGroup: place.hostGroup },
            hosts: { "hv-3": place.computer },
          },
        },
        credentials: { privateKey: own.private },
        limitMilliseconds,
        route: async () => ({ host: "127.0.0.1", port }),
      };
      const told = (managed: Parameters<typeof keeperOf>[0]) => ({
        ...{ machineId, key, adopted: [] },
        ...keeperOf(managed).look,
      });
      return askHost(name, { section: "observation", told, observed: seenMachine }, access);
    };

    it("is answered in one line of any length, with letters of any kind", async () => {
      const { machine } = await ask(door.port, 20_000);
      assert.ok(JSON.stringify(machine).length > 65_536);
      assert.deepEqual(machine.checkpoints, talkative.checkpoints);
    });

    it("ends in time with one clear error where nobody answers", async () => {
      const mute = createServer((socket) => socket.resume()).listen(0, "127.0.0.1");
      await once(mute, "listening");
      const address = mute.address();
      const nobody = typeof address === "object" && address !== null ? address.port : 0;
      const began = performance.now();
      const said = new Error(`${who} gave no answer within 1 s`);
      await Promise.all([hanging.port, nobody].map((port) => assert.rejects(ask(port, 600), said)));
      assert.ok(performance.now() - began < 5000);
      mute.close();
    });

    it("is not told to one that shows another key", async () => {
      const other = newKeyPair("another").public;
      const said = `${who} shows another host key than the one that is pinned`;
      await assert.rejects(ask(door.port, 20_000, other), new Error(said));
    });
  });
}
