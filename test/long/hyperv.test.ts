import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import { driftOf } from "../../cli/drift/drift.js";
import type { HostAccess } from "../../cli/guests/hypervHost.js";
import { packageFolder } from "../../cli/packageFolder.js";
import { isEmpty, run } from "../../cli/stack/run.js";
import { backupPaths } from "../../components/service/backupPath/backupPaths.js";
import { patchPaths } from "../../components/service/patchPath/patchPaths.js";
import { packFolder } from "../../policies/build.js";
import { newKeyPair } from "../../simulator/guests/keyPair.js";
import { listen } from "../../simulator/guests/sshServer.js";
import { changeHost, type HypervHost, hypervHostAt, stateOf } from "../../simulator/hyperv/host.js";
import { serveHypervHost } from "../../simulator/hyperv/session.js";
import type { Machine } from "../../simulator/hyperv/state.js";
import { readCatalog } from "../../stacks/schema/read.js";
import { backupJobs } from "../engine/backupJobs.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { type Ground, openGround } from "../engine/ground.js";
import { offerHyperv } from "../engine/hypervOffer.js";
import { printedEntry } from "../engine/printedEntry.js";
import { exportedResources, nodesOf } from "../engine/stateOf.js";
import { watchedRun } from "../engine/watchedRun.js";

const platform = "hyperv";

const db: TestServer = {
  ...{ platform, environment: "production" },
  disks: { system: { size: "60 GiB" }, data: { size: "100 GiB", tier: "fast" } },
  networks: [{ name: "hv-chemistry", address: "10.9.211.251" }],
};

const win: TestServer = {
  dynamicMemory: { minimum: "4 GiB", maximum: "32 GiB" },
  ...{ platform, image: "windows-2022", patchGroup: "test" },
  disks: { system: { size: "128 GiB" } },
};

/** The same with a replica on another host. */
const replicated = (every: string): TestServer => ({ ...win, replica: { host: "hv-2", every } });

const web: TestServer = { platform, patchGroup: "test", cpus: 2, memory: "8 GiB" };

const larger: TestServer = { ...web, memory: "16 GiB" };

/** Somebody else's machine, which is called like one of ours. */
const stranger: Machine = {
  ...{ id: "11111111-0000-4000-8000-000000000000", name: "web", notes: "of the customer" },
  ...{
    state: "Off",
    cpus: 1,
    memoryMiB: 512,
    dynamicMemory: { minimumMiB: 512, maximumMiB: 1024 },
    secureBoot: false,
  },
  ...{ secureBootTemplate: "MicrosoftWindows", hasKeyProtector: false, tpm: false },
  ...{ checkpointType: "Production", automaticCheckpoints: true, firstBoot: null, drives: [] },
  ...{ adapters: [], checkpoints: [], answers: true, isWindows: false, starts: 0 },
};

/** The customer's machine, which is taken over. */
const standing: Machine = {
  ...{ id: "5a5a5a5a-0000-4000-8000-000000000001", name: "OLD", notes: "of the customer" },
  ...{ state: "Running", cpus: 4, memoryMiB: 16_384, dynamicMemory: null, secureBoot: true },
  ...{ secureBootTemplate: "MicrosoftUEFICertificateAuthority", hasKeyProtector: false },
  ...{ tpm: false, checkpointType: "Production", automaticCheckpoints: true, firstBoot: 0 },
  drives: [{ slot: 0, path: "F:\\old\\system.vhdx" }],
  adapters: [{ name: "Network Adapter", switch: "servers", vlan: 120, address: "10.9.211.77" }],
  ...{ checkpoints: [], answers: true, isWindows: false, starts: 1 },
};

const reimage = { server: "web", change: "reimage", until: "2026-12-31" };

/** The database with a disk of another size. */
const grown = (size: string): TestServer => ({
  ...db,
  disks: { ...db.disks, data: { size, tier: "fast" } },
});

/** What `comanaged backups` tells of a server. */
const toldBackups = z.object({
  ...{ server: z.string(), determined: z.boolean(), lastGood: z.string().nullable() },
  ...{ findings: z.array(z.string()), remarks: z.array(z.string()) },
});

function readBackups({ stacks, project, engine, simulator }: Ground) {
  const main = join(packageFolder, "dist", "cli", "main.js");
  const args = [main, "backups", "chemistry", "--json", "--stacks", stacks, "-C", project.folder];
  const env = { ...process.env, ...project.environment, ...engine.env, ...simulator.ways };
  return spawnSync(process.execPath, args, { encoding: "utf8", env });
}

describe("Servers on Hyper-V", function () {
  this.timeout(600_000);
  let ground: Ground;
  let stack: Stack;
  let host: HypervHost;
  let other: HypervHost;

  const write = (servers: Readonly<Record<string, TestServer>>, confirm: object[] = []) => {
    const { aws: _no, azure: _not, ...estate } = JSON.parse(estateFile({ servers, confirm }));
    return writeFile(join(ground.stacks, "chemistry.estate.yaml"), JSON.stringify(estate));
  };
  const machineOf = (name: string) => {
    const [found, ...others] = stateOf(host).machines.filter((one) => one.name === name);
    assert.ok(found !== undefined && others.length === 0, name);
    return found;
  };

  /** Does something that asks the host over SSH. */
  const asking = async <T>(ask: (access: HostAccess) => Promise<T>): Promise<T> => {
    const key = newKeyPair("provider");
    const door = await listen(host.files, {
      imageKey: key.public,
      serve: (session, connection) => serveHypervHost(session, connection, host),
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

  /** Somebody has the replica paused, which shows, and goes on with it. */
  const seesThePause = async () => {
    const becomes = (replicationState: string) =>
      changeHost(host, ({ machines }) => {
        for (const { replication } of machines) {
          Object.assign(replication ?? {}, { state: replicationState });
        }
      });
    becomes("Suspended");
    const seen = await asking((access) => driftOf(stack, access));
    const what = "replica.state";
    assert.deepEqual(
      seen.flatMap(({ server, differences }) => differences.map((one) => ({ server, ...one }))),
      [{ server: "win", what, expected: "Replicating", found: "Suspended" }],
    );
    becomes("Replicating");
  };

  before(async () => {
    ground = await openGround();
    offerHyperv(ground.stacks, ground.world);
    const found = hypervHostAt(ground.world, "10.9.1.11");
    const second = hypervHostAt(ground.world, "10.9.1.12");
    assert.ok(found && second);
    host = found;
    other = second;
    stack = await ground.open("chemistry");
  });

  after(() => ground.close());

  it("are not made beside strangers of their names, who are not touched", async () => {
    changeHost(host, ({ machines }) => machines.push(stranger));
    await write({ web });
    const before = stateOf(host);
    const refused = await watchedRun(stack, "up");
    assert.match(refused.told.join("\n"), /somebody else is called web, and was not touched/);
    assert.deepEqual(stateOf(host), before);
    changeHost(host, ({ machines }) => machines.pop());
  });

  it("come up although connections are lost, once, and are on a path to their window", async () => {
    await write({ db, win: replicated("5m"), web });
    // At the first preview no machine has a GUID; what reserves them is judged.
    await run(stack, "preview", { policyPack: packFolder("all") });
    for (const steps of [1, 6]) {
      writeFileSync(join(host.folder, "cut"), String(steps));
      const broken = await watchedRun(stack, "up");
      assert.match(broken.told.join("\n"), /the connection was lost while the command ran/);
    }
    await run(stack, "up", { policyPack: packFolder("all") });
    const { machines } = stateOf(host);
    assert.deepEqual(machines.map(({ name, state }) => `${name} ${state}`).sort(), [
      "db Running",
      "web Running",
      "win Running",
    ]);
    assert.equal(machineOf("db").adapters[0]?.address, "10.9.211.251");
    const copies = stateOf(other).machines;
    assert.deepEqual(
      copies.map(({ id, state, replication }) => [id, state, replication?.frequencySeconds]),
      [[machineOf("win").id, "Off", 300]],
    );
    const second = await run(stack, "preview");
    assert.ok(isEmpty(second), JSON.stringify(second.changes));
    const paths = patchPaths(nodesOf(await exportedResources(stack)));
    assert.deepEqual(
      paths.map(({ server, missing }) => `${server.name} ${JSON.stringify(missing)}`).sort(),
      ["db", "web", "win"].map((name) => `${name}-machine []`),
    );
    assert.deepEqual(
      backupPaths(nodesOf(await exportedResources(stack))).map(({ missing }) => missing),
      [[], [], []],
    );
    const [job] = backupJobs(ground.world);
    assert.equal(job?.name, "chemistry-standard-hyperv");
    assert.deepEqual([...job.machines].sort(), machines.map(({ id }) => id).sort());
    const told = readBackups(ground);
    assert.equal(told.status, 1, told.stderr);
    const { servers } = z.object({ servers: z.array(toldBackups) }).parse(JSON.parse(told.stdout));
    assert.deepEqual(
      servers.map(({ remarks: _remarks, ...one }) => one),
      ["db", "win", "web"].map((server) => ({
        ...{ server, determined: true, lastGood: null },
        findings: ["no complete backup", "no copy elsewhere"],
      })),
    );
    const onReplicas = servers.flatMap(({ server, remarks }) =>
      remarks.filter((one) => one.includes("replica")).map((one) => `${server}: ${one}`),
    );
    assert.deepEqual(onReplicas, ["win: its replica on hv-2 is no backup"]);
  });

  it("grow a disk while they run, and are restarted in their window only", async () => {
    const was = machineOf("db");
    const { starts } = machineOf("web");
    const often = replicated("30s");
    await write({ db: grown("200 GiB"), win: often, web: larger });
    const preview = await watchedRun(stack, "preview");
    const told = preview.told.filter((line) => /^(db|win|web): /.test(line));
    assert.equal(told.length, 3, preview.told.join("\n"));
    const all = told.join("\n");
    assert.match(all, /^db: online .*disks\.data.*extend the file system on disk data/m);
    assert.match(all, /^win: online .*replica is sent every 30 instead of 300 seconds while/m);
    assert.match(all, /^web: reboot .*memoryMiB/m);
    await run(stack, "up");
    assert.ok(isEmpty(await run(stack, "preview")));
    assert.deepEqual([machineOf("db").id, machineOf("db").starts], [was.id, was.starts]);
    assert.equal(machineOf("web").starts, starts + 1);
    assert.equal(machineOf("win").replication?.frequencySeconds, 30);
    await seesThePause();
    const before = stateOf(host);
    await write({ db: { ...grown("200 GiB"), memory: "32 GiB" }, win: often, web: larger });
    const closed = await watchedRun(stack, "up");
    assert.match(closed.told.join("\n"), /db was not touched: the change interrupts it/);
    assert.deepEqual(stateOf(host), before);
  });

  it("are reached by the catalog's key only, and do not notice another one", async () => {
    const before = stateOf(host);
    rmSync(join(host.folder, "files"), { recursive: true });
    const servers = { db: grown("200 GiB"), win: replicated("30s"), web: larger };
    await write({ ...servers, web: { ...larger, cpus: 4 } });
    const wrong = await watchedRun(stack, "up");
    assert.match(wrong.told.join("\n"), /host key mismatch/);
    assert.deepEqual(stateOf(host), before);
    offerHyperv(ground.stacks, ground.world);
    await write(servers, [reimage]);
    await run(stack, "up");
    assert.deepEqual(stateOf(host), before);
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("wait for checkpoints to go, and are told before where they are the estate's own", async () => {
    const checkpoint = (checkpoints: string[]) =>
      changeHost(host, ({ machines }) => {
        for (const machine of machines.filter(({ name }) => name === "db")) {
          Object.assign(machine, { checkpoints });
        }
      });
    checkpoint(["before the update"]);
    const often = replicated("30s");
    await write({ db: grown("300 GiB"), win: often, web: larger }, [reimage]);
    const before = stateOf(host);
    const refused = await watchedRun(stack, "up");
    assert.match(refused.told.join("\n"), /disks\.data: checkpoints are in the way/);
    assert.deepEqual(stateOf(host), before);
    checkpoint([]);
    const snapshots = { before: { purpose: "Version 12", owner: "a@b.edu", until: "2026-11-25" } };
    const rest = { "win-2": { ...often, formerly: ["win"] }, web: { ...larger, generation: 2 } };
    await write({ db: { ...grown("300 GiB"), snapshots }, ...rest }, [reimage]);
    const { told } = await watchedRun(stack, "preview");
    assert.match(told.join("\n"), /^web: replace .*the data disks are kept/m);
    assert.match(told.join("\n"), /^win-2: online .*was win; its tags change while it runs\)/m);
    const [was, called] = [machineOf("web"), machineOf("win")];
    await run(stack, "up");
    assert.match(JSON.stringify(stateOf(host).files), /data\.vhdx":300/);
    assert.deepEqual(machineOf("db").checkpoints, ["comanaged-before"]);
    assert.deepEqual([machineOf("web").id, machineOf("web").starts], [was.id, was.starts + 1]);
    const { id, starts } = machineOf("win-2");
    assert.deepEqual([id, starts], [called.id, called.starts]);
    await write({ db: { ...grown("400 GiB"), snapshots }, ...rest });
    const held = await watchedRun(stack, "preview");
    assert.match(held.told.join("\n"), /Hyper-V neither grows nor detaches .*\(before\)/);
  });

  it("go with their disks where that is confirmed, and come from others as they stand", async () => {
    const rest = { db: grown("300 GiB"), "win-2": { ...win, formerly: ["win"] } };
    const anew = { ...larger, generation: 2 };
    const before = stateOf(host);
    const { id } = machineOf("web");
    await write(rest);
    assert.ok((await watchedRun(stack, "up")).failed);
    assert.deepEqual(stateOf(host), before);
    const confirm = [{ server: "web", change: "remove", until: "2026-12-31" }];
    changeHost(host, ({ machines, files }) => {
      machines.push(structuredClone(standing));
      files["F:\\old\\system.vhdx"] = 40;
    });
    const adopted = await entryFor("old", "hv-1/old");
    assert.deepEqual(adopted.adopt, { machine: standing.id });
    await assert.rejects(entryFor("old", "hv-1/lost"), /hv-1 says: no machine of this host has/);
    await write({ ...rest, web: anew, old: adopted }, confirm);
    await run(stack, "up");
    assert.equal(machineOf("win-2").replication, undefined);
    assert.deepEqual(
      stateOf(other).machines.map(({ id, replication }) => [id, replication?.mode]),
      [[machineOf("win-2").id, "Replica"]],
    );
    assert.deepEqual(machineOf("db").checkpoints, []);
    const was = stateOf(host);
    await write({ ...rest, old: adopted }, confirm);
    await run(stack, "up");
    assert.ok(isEmpty(await run(stack, "preview")));
    const is = stateOf(host);
    assert.deepEqual(
      is.machines,
      was.machines.filter(({ name }) => name !== "web"),
    );
    assert.ok(!JSON.stringify(is.files).includes(id));
    assert.equal(machineOf("OLD").notes.split("\n").at(-1), "of the customer");
    const { adopt: _taken, ...old } = adopted;
    await write({ ...rest, old }, confirm);
    const { told } = await watchedRun(stack, "preview");
    assert.match(told.join("\n"), /^old: online \(adopt is over: .* while it runs\)/m);
    await run(stack, "up");
    const { starts, id: kept } = machineOf("old");
    assert.deepEqual([kept, starts], [standing.id, standing.starts]);
    assert.ok(isEmpty(await run(stack, "preview")));
  });
});
