import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { isEmpty, run } from "../../cli/stack/run.js";
import { patchPaths } from "../../components/service/patchPath/patchPaths.js";
import { changeHost, type HypervHost, hypervHostAt, stateOf } from "../../simulator/hyperv/host.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { type Ground, openGround } from "../engine/ground.js";
import { offerHyperv } from "../engine/hypervOffer.js";
import { exportedResources, nodesOf } from "../engine/stateOf.js";
import { watchedRun } from "../engine/watchedRun.js";

const platform = "hyperv";

const db: TestServer = {
  ...{ platform, environment: "production" },
  disks: { system: { size: "60 GiB" }, data: { size: "100 GiB", tier: "fast" } },
};

const win: TestServer = {
  ...{ platform, image: "windows-2022", patchGroup: "test" },
  disks: { system: { size: "128 GiB" } },
};

const test: TestServer = { platform, patchGroup: "test", cpus: 2, memory: "8 GiB" };

describe("Servers on Hyper-V", function () {
  this.timeout(240_000);
  let ground: Ground;
  let stack: Stack;
  let host: HypervHost;

  const write = (servers: Readonly<Record<string, TestServer>>, confirm: object[] = []) =>
    writeFile(join(ground.stacks, "chemistry.estate.yaml"), estateFile({ servers, confirm }));
  const machineOf = (name: string) => {
    const found = stateOf(host).machines.filter((one) => one.name === name);
    assert.equal(found.length, 1, name);
    return found[0];
  };
  const change = (name: string, how: (machine: object) => void) =>
    changeHost(host, ({ machines }) => machines.filter((one) => one.name === name).forEach(how));

  before(async () => {
    ground = await openGround();
    offerHyperv(ground.stacks, ground.world);
    const found = hypervHostAt(ground.world, "10.240.1.11");
    assert.ok(found);
    host = found;
    stack = await ground.open("chemistry");
    await write({ db, win, test });
  });

  after(() => ground.close());

  it("come up although connections were lost, exactly once, and are on a path to their window", async () => {
    for (const steps of [1, 6]) {
      changeHost(host, () => undefined);
      writeFileSync(join(host.folder, "cut"), String(steps));
      const broken = await watchedRun(stack, "up");
      assert.ok(broken.failed);
      assert.match(broken.told.join("\n"), /the connection was lost while the command ran/);
    }
    await run(stack, "up");
    const { machines } = stateOf(host);
    assert.deepEqual(machines.map(({ name, state }) => [name, state]).sort(), [
      ["db", "Running"],
      ["test", "Running"],
      ["win", "Running"],
    ]);
    const second = await run(stack, "preview");
    assert.ok(isEmpty(second), JSON.stringify(second.changes));
    const paths = patchPaths(nodesOf(await exportedResources(stack)));
    assert.deepEqual(
      paths.map(({ server, missing }) => [server.name, missing]).sort(),
      ["db", "test", "win"].map((name) => [`${name}-machine`, []]),
    );
  });

  it("grow a disk while they run, and are restarted in their window only", async () => {
    const was = machineOf("db");
    const grown = { ...db, disks: { ...db.disks, data: { size: "200 GiB", tier: "fast" } } };
    await write({ db: grown, win, test: { ...test, memory: "16 GiB" } });
    const preview = await watchedRun(stack, "preview");
    const told = preview.told.filter((line) => /^(db|win|test): /.test(line));
    assert.equal(told.length, 2, preview.told.join("\n"));
    assert.match(told[0] ?? "", /^db: online .*disks\.data.*extend the file system on disk data/);
    assert.match(told[1] ?? "", /^test: reboot .*memoryMiB/);
    const starts = machineOf("test")?.starts ?? 0;
    await run(stack, "up");
    assert.ok(isEmpty(await run(stack, "preview")));
    assert.deepEqual([machineOf("db")?.id, machineOf("db")?.starts], [was?.id, was?.starts]);
    assert.equal(machineOf("test")?.starts, starts + 1);
    await write({ db: { ...grown, memory: "32 GiB" }, win, test: { ...test, memory: "16 GiB" } });
    const before = stateOf(host);
    const closed = await watchedRun(stack, "up");
    assert.match(closed.told.join("\n"), /db was not touched: the change interrupts it/);
    assert.deepEqual(stateOf(host), before);
  });

  it("are not touched when a host gets another key, and not reached when it is not the catalog's", async () => {
    const grown = { ...db, disks: { ...db.disks, data: { size: "200 GiB", tier: "fast" } } };
    const servers = { db: grown, win, test: { ...test, memory: "16 GiB" } };
    await write(servers);
    const before = stateOf(host);
    rmSync(join(host.folder, "files"), { recursive: true });
    const other = hypervHostAt(ground.world, "10.240.1.11");
    assert.notEqual(other?.files.publicHostKey, undefined);
    await write({ ...servers, test: { ...servers.test, disks: { system: { size: "50 GiB" } } } });
    const wrong = await watchedRun(stack, "up");
    assert.match(wrong.told.join("\n"), /host key mismatch/);
    assert.deepEqual(stateOf(host), before);
    await write(servers);
    offerHyperv(ground.stacks, ground.world);
    await run(stack, "up");
    assert.deepEqual(stateOf(host), before);
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("wait for checkpoints to go, and leave strangers of their names alone", async () => {
    const grown = { ...db, disks: { ...db.disks, data: { size: "300 GiB", tier: "fast" } } };
    const servers = { db: grown, win, test: { ...test, memory: "16 GiB" } };
    change("db", (machine) => Object.assign(machine, { checkpoints: ["before the update"] }));
    const stranger = { ...machineOf("win"), id: "11111111-0000-4000-8000-000000000000" };
    changeHost(host, ({ machines }) => {
      const [one] = machines;
      assert.ok(one);
      machines.push({ ...one, ...stranger, name: "web", notes: "", drives: [], adapters: [] });
    });
    await write({ ...servers, web: { platform } });
    const before = stateOf(host);
    const refused = await watchedRun(stack, "up");
    assert.match(refused.told.join("\n"), /checkpoints are in the way|somebody else is called web/);
    assert.deepEqual(stateOf(host), before);
    change("db", (machine) => Object.assign(machine, { checkpoints: [] }));
    await write(servers);
    await run(stack, "up");
    assert.equal(stateOf(host).machines.length, 4);
  });

  it("go with their disks where that is confirmed", async () => {
    const grown = { ...db, disks: { ...db.disks, data: { size: "300 GiB", tier: "fast" } } };
    const was = stateOf(host);
    await write({ db: grown, win });
    assert.ok((await watchedRun(stack, "up")).failed);
    const confirm = [{ server: "test", change: "remove", until: "2026-12-31" }];
    await write({ db: grown, win, test: { ...test, memory: "16 GiB" } }, confirm);
    await run(stack, "up");
    await write({ db: grown, win }, confirm);
    await run(stack, "up");
    assert.ok(isEmpty(await run(stack, "preview")));
    const is = stateOf(host);
    const others = ({ machines }: typeof was) => machines.filter(({ name }) => name !== "test");
    assert.deepEqual(is.machines, others(was));
    const gone = was.machines.find(({ name }) => name === "test")?.id ?? "?";
    assert.ok(!JSON.stringify(is.files).includes(gone));
  });
});
