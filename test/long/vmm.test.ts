import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { driftOf } from "../../cli/drift/drift.js";
import type { HostAccess } from "../../cli/guests/hypervHost.js";
import { isEmpty, run } from "../../cli/stack/run.js";
import { patchPaths } from "../../components/service/patchPath/patchPaths.js";
import { newKeyPair } from "../../simulator/guests/keyPair.js";
import { listen } from "../../simulator/guests/sshServer.js";
import { changeHost, type HypervHost, hypervHostAt, stateOf } from "../../simulator/hyperv/host.js";
import { serveProgram } from "../../simulator/hyperv/session.js";
import type { Machine } from "../../simulator/hyperv/state.js";
import {
  changeManager,
  type Manager,
  managerAt,
  managerState,
} from "../../simulator/vmm/manager.js";
import { runOnManager } from "../../simulator/vmm/run.js";
import { readCatalog } from "../../stacks/schema/read.js";
import { backupJobs } from "../engine/backupJobs.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { type Ground, openGround } from "../engine/ground.js";
import { offerHyperv } from "../engine/hypervOffer.js";
import { printedEntry } from "../engine/printedEntry.js";
import { exportedResources, nodesOf } from "../engine/stateOf.js";
import { watchedRun } from "../engine/watchedRun.js";

const db: TestServer = {
  ...{ platform: "hyperv", networks: [{ name: "vmm-chemistry" }], patchGroup: "test" },
  disks: { system: { size: "60 GiB" }, data: { size: "100 GiB", tier: "fast" } },
};

/** The same, installed anew with a larger disk, moving memory and a snapshot, to be patched later. */
const moved: TestServer = {
  generation: 2,
  ...{ ...db, patchGroup: "production", dynamicMemory: { minimum: "8 GiB", maximum: "32 GiB" } },
  disks: { ...db.disks, data: { size: "200 GiB", tier: "fast" } },
  snapshots: { before: { purpose: "Version 12", owner: "a@b.edu", until: "2026-11-25" } },
};

/** The same under another name, without its snapshot. */
const renamed: TestServer = { ...moved, formerly: ["db"], snapshots: {} };

const oldFile = "F:\\old\\system.vhdx";

/** The customer's machine, which is taken over. */
const standing: Machine = {
  ...{ id: "5a5a5a5a-0000-4000-8000-000000000001", name: "OLD", notes: "of the customer" },
  ...{ state: "Running", cpus: 4, memoryMiB: 16_384, dynamicMemory: null, secureBoot: true },
  ...{ secureBootTemplate: "MicrosoftUEFICertificateAuthority", hasKeyProtector: false },
  ...{ tpm: false, checkpointType: "Production", automaticCheckpoints: true, firstBoot: 0 },
  drives: [{ slot: 0, path: oldFile }],
  adapters: [
    {
      ...{ name: "Network Adapter", id: "7b7b7b7b-0000-4000-8000-000000000001" },
      ...{ switch: "servers", vlan: 120, address: "10.9.213.77" },
    },
  ],
  ...{ checkpoints: [], answers: true, isWindows: false, starts: 1 },
};

const until = "2026-12-31";
const confirmed = (server: string, ...changes: readonly string[]) =>
  changes.map((change) => ({ server, change, until }));

describe("Servers on hosts of Virtual Machine Manager", function () {
  this.timeout(600_000);
  let ground: Ground;
  let stack: Stack;
  let host: HypervHost;
  let manager: Manager;

  const write = (servers: Readonly<Record<string, TestServer>>, confirm: object[] = []) => {
    const { aws: _no, azure: _not, ...estate } = JSON.parse(estateFile({ servers, confirm }));
    return writeFile(join(ground.stacks, "chemistry.estate.yaml"), JSON.stringify(estate));
  };
  /** Everything that VMM and its hosts hold. */
  const everything = () => [managerState(manager), stateOf(host)];

  /** Does something that asks the VMM server over SSH. */
  const asking = async <T>(ask: (access: HostAccess) => Promise<T>): Promise<T> => {
    const key = newKeyPair("provider");
    const door = await listen(manager.files, {
      imageKey: key.public,
      serve: (session, connection) =>
        serveProgram(session, connection, (command, stdin) =>
          runOnManager(manager, command, stdin),
        ),
    });
    const access: HostAccess = {
      offer: readCatalog(ground.stacks).platforms.hyperv,
      credentials: { privateKey: key.private },
      limitMilliseconds: 20_000,
      route: async () => ({ host: "127.0.0.1", port: door.port }),
    };
    return await ask(access).finally(() => door.close());
  };

  const entryFor = (server: string, machine: string) =>
    asking((access) => printedEntry(ground, server, machine, access));

  before(async () => {
    ground = await openGround();
    offerHyperv(ground.stacks, ground.world);
    host = hypervHostAt(ground.world, "10.9.1.13") ?? assert.fail();
    manager = managerAt(ground.world, "10.9.1.20") ?? assert.fail();
    stack = await ground.open("chemistry");
  });

  after(() => ground.close());

  it("are not made past VMM, and not beside strangers of their names", async () => {
    const catalog = join(ground.stacks, "catalog.yaml");
    const offered = readFileSync(catalog, "utf8");
    const address = "10.9.1.14";
    const hostKey = hypervHostAt(ground.world, address)?.files.publicHostKey;
    const direct = JSON.stringify({ address, hostKey });
    const network = '{ platform: hyperv, host: "hv-4", switch: servers }';
    writeFileSync(
      catalog,
      offered
        .replace('"hosts":{"hv-1"', () => `"hosts":{"hv-4":${direct},"hv-1"`)
        .replace("\nnetworks:", () => `\nnetworks:\n  past-vmm: ${network}`),
    );
    await write({ db: { ...db, networks: [{ name: "past-vmm" }] } });
    const past = await watchedRun(stack, "up");
    assert.match(past.told.join("\n"), /Virtual Machine Manager manages this host/);
    writeFileSync(catalog, offered);
    changeManager(manager, ({ machines }) =>
      machines.push({
        ...{ id: "of-the-customer", name: "db", computer: "hv-3.example.edu", status: "OnHost" },
        ...{ properties: {}, networks: {}, checkpoints: {}, job: null, seen: null },
      }),
    );
    await write({ db });
    const before = everything();
    const { told } = await watchedRun(stack, "up");
    assert.match(told.join("\n"), /somebody else is called db, and was not touched/);
    assert.deepEqual(everything(), before);
    changeManager(manager, ({ machines }) => machines.pop());
  });

  it("come up once although connections are lost, on a path to their window", async () => {
    await write({ db }, confirmed("db", "reimage"));
    for (const jobs of [1, 9]) {
      writeFileSync(join(manager.folder, "cut"), String(jobs));
      const broken = await watchedRun(stack, "up");
      assert.match(broken.told.join("\n"), /the connection was lost while the command ran/);
    }
    await run(stack, "up");
    const [machine, ...others] = stateOf(host).machines;
    assert.deepEqual([machine?.name, machine?.state, others], ["db", "Running", []]);
    const second = await run(stack, "preview");
    assert.ok(isEmpty(second), JSON.stringify(second.changes));
    const paths = patchPaths(nodesOf(await exportedResources(stack)));
    assert.deepEqual(
      paths.map(({ server, missing }) => [server.name, missing]),
      [["db-machine", []]],
    );
    const [job] = backupJobs(ground.world);
    assert.deepEqual(job?.machines, [machine?.id]);
  });

  it("are installed anew and grow with one restart, stay what they are, and get snapshots", async () => {
    const [was] = stateOf(host).machines;
    await write({ db: moved }, confirmed("db", "reimage"));
    const { told } = await watchedRun(stack, "preview");
    assert.match(told.join("\n"), /^db: replace .*the data disks are kept/m);
    await run(stack, "up");
    const [is] = stateOf(host).machines;
    assert.deepEqual([is?.id, is?.starts], [was?.id, (was?.starts ?? 0) + 1]);
    assert.deepEqual(is?.dynamicMemory, { minimumMiB: 8192, maximumMiB: 32_768 });
    assert.match(JSON.stringify(stateOf(host).files), /data\.vhdx":200/);
    const [record] = managerState(manager).machines;
    assert.equal(record?.properties["comanaged PatchGroup"], "production");
    const words = "until 2026-11-25 (a@b.edu): Version 12";
    assert.deepEqual(record.checkpoints, { "comanaged-before": words });
    const larger = { ...moved.disks, data: { size: "300 GiB", tier: "fast" } };
    await write({ db: { ...moved, disks: larger } });
    const held = await watchedRun(stack, "preview");
    assert.match(held.told.join("\n"), /Hyper-V neither grows nor detaches .*\(before\)/);
  });

  it("are seen by drift, through VMM, and put right once that is written down", async () => {
    const look = async (write = false) => {
      const seen = await asking((access) => driftOf(stack, { ...access, write }));
      return seen.flatMap(({ server, differences, unseen }) => [
        ...differences.map(
          ({ what, expected, found }) => `${server} ${what}: ${expected} -> ${found}`,
        ),
        ...(unseen === undefined ? [] : [unseen]),
      ]);
    };
    assert.deepEqual(await look(), []);
    changeHost(host, ({ machines: [machine] }) => {
      Object.assign(machine ?? assert.fail(), { cpus: 8 });
      machine?.checkpoints.push("of the customer");
      machine?.adapters.splice(0, 1, ...machine.adapters.map((one) => ({ ...one, vlan: 999 })));
    });
    const strangers = "db checkpoints.of the customer: undefined -> taken";
    assert.deepEqual(await look(true), [
      strangers,
      "db cpus: 4 -> 8",
      "db networks.vmm-chemistry: co-managed on servers, VLAN 120 -> co-managed on servers, VLAN 999",
    ]);
    await write({ db: moved }, confirmed("db", "reimage"));
    const { told } = await watchedRun(stack, "preview");
    assert.match(told.join("\n"), /^db: reboot .*cpus goes .* only while the machine is off/m);
    await run(stack, "up");
    assert.deepEqual(await look(), [strangers]);
  });

  it("get another name and lose their snapshots while they run", async () => {
    changeHost(host, ({ machines: [machine] }) => {
      Object.assign(machine ?? assert.fail(), { checkpoints: ["comanaged-before"] });
    });
    const [was] = stateOf(host).machines;
    await write({ "db-2": renamed }, confirmed("db-2", "remove"));
    await run(stack, "up");
    const [is, ...others] = stateOf(host).machines;
    assert.deepEqual([is?.id, is?.name, is?.starts, others], [was?.id, "db-2", was?.starts, []]);
    assert.deepEqual(is?.checkpoints, []);
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("are reached through the VMM server of the catalog's key only, and do not notice another one", async () => {
    const before = everything();
    rmSync(join(manager.folder, "files"), { recursive: true });
    await write({ "db-2": { ...renamed, cpus: 8 } }, confirmed("db-2", "remove"));
    const wrong = await watchedRun(stack, "up");
    assert.match(wrong.told.join("\n"), /host key mismatch/);
    assert.deepEqual(everything(), before);
    offerHyperv(ground.stacks, ground.world);
    await write({ "db-2": renamed }, confirmed("db-2", "remove"));
    await run(stack, "up");
    assert.deepEqual(everything(), before);
  });

  it("go with their disks where that is confirmed, and come from others as they stand", async () => {
    changeHost(host, ({ machines, files }) => {
      machines.push(structuredClone(standing));
      files[oldFile] = 40;
    });
    changeManager(manager, ({ machines }) =>
      machines.push({
        ...{ id: "1", name: "OLD", computer: "hv-3.example.edu", status: "OnHost", job: null },
        ...{ properties: {}, networks: { "Network Adapter": "co-managed" }, checkpoints: {} },
        seen: structuredClone(standing),
      }),
    );
    const adopted = await entryFor("old", "hv-3/old");
    assert.deepEqual(adopted.adopt, { machine: standing.id });
    await assert.rejects(entryFor("old", "hv-3/lost"), /VMM server of hv-3 says: no machine of/);
    const gone = confirmed("db-2", "remove");
    await write({ old: { ...adopted, cpus: 2 } }, gone);
    const { told } = await watchedRun(stack, "up");
    assert.match(told.join("\n"), /servers\.old\.cpus: it has 4/);
    await write({ old: adopted }, gone);
    await run(stack, "up");
    const { machines, files } = stateOf(host);
    assert.deepEqual(machines, [standing]);
    assert.deepEqual(Object.keys(files), [...Object.keys(host.seeded.images), oldFile]);
    assert.ok(isEmpty(await run(stack, "preview")));
    const { adopt: _taken, ...old } = adopted;
    await write({ old });
    const standard = await watchedRun(stack, "preview");
    assert.match(standard.told.join("\n"), /^old: online \(adopt is over: .* properties that VMM/m);
    await run(stack, "up");
    const [is] = stateOf(host).machines;
    assert.deepEqual([is?.id, is?.name, is?.starts], [standing.id, "old", standing.starts]);
    assert.ok(isEmpty(await run(stack, "preview")));
    assert.deepEqual(await asking((access) => driftOf(stack, access)), [
      { server: "old", differences: [] },
    ]);
  });
});
