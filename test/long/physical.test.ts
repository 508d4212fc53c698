import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { parse } from "yaml";
import { z } from "zod";
import { adopt } from "../../cli/adopt/command.js";
import { driftOf } from "../../cli/drift/drift.js";
import { toldOf } from "../../cli/health/events.js";
import { isEmpty, run } from "../../cli/stack/run.js";
import { backupPaths } from "../../components/service/backupPath/backupPaths.js";
import { runBackups } from "../../simulator/core/control.js";
import { shown } from "../../simulator/core/json.js";
import { readWorld } from "../../simulator/inspect.js";
import { type RunningBmc, startBmc } from "../../simulator/physical/bmc.js";
import { type RunningDeposit, startDeposit } from "../../simulator/physical/deposit.js";
import { newHardware } from "../../simulator/physical/newHardware.js";
import { hardwareOf, writeHardware } from "../../simulator/physical/state.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { type Ground, openGround } from "../engine/ground.js";
import { medium, offerPhysical, physicalOfferOf } from "../engine/physicalOffer.js";
import { exportedResources, nodesOf } from "../engine/stateOf.js";
import { watchedRun } from "../engine/watchedRun.js";

const db: TestServer = {
  ...{ platform: "physical", asset: "CH-0042", environment: "production" },
  networks: [{ name: "ph-chemistry", address: "10.9.3.21" }],
  disks: { system: { size: "400 GiB" } },
};

const account = { user: "comanaged", password: "bmc secret" };
const changed = { user: "comanaged", password: "another secret" };

/** The one entry that `comanaged adopt` prints. */
const printed = z.object({
  servers: z.object({
    old: z.looseObject({
      platform: z.literal("physical"),
      adopt: z.record(z.string(), z.string()),
    }),
  }),
});

/** The contents of all files below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

describe("Physical servers", function () {
  this.timeout(600_000);
  let ground: Ground;
  let stack: Stack;
  let deposit: RunningDeposit;
  let bmc: RunningBmc;
  /** Of a machine that somebody else has installed, and that runs. */
  let other: RunningBmc;
  let old: TestServer;
  let startOther: (certificate: string) => Promise<RunningBmc>;
  const login = { ...account };

  const write = (servers: Readonly<Record<string, TestServer>>, confirm: object[] = []) => {
    const { aws: _no, azure: _not, ...estate } = JSON.parse(estateFile({ servers, confirm }));
    return writeFile(join(ground.stacks, "chemistry.estate.yaml"), JSON.stringify(estate));
  };

  const writeRestores = (
    restores: object[],
    servers: Readonly<Record<string, TestServer>> = { db },
  ) => {
    const { aws: _no, azure: _not, ...estate } = JSON.parse(estateFile({ servers, restores }));
    return writeFile(join(ground.stacks, "chemistry.estate.yaml"), JSON.stringify(estate));
  };

  /** What a preview says of entries that it refuses. */
  const previewOf = async (restores: object[], servers?: Readonly<Record<string, TestServer>>) => {
    await writeRestores(restores, servers);
    return (await watchedRun(stack, "preview")).told.join("\n");
  };

  before(async () => {
    ground = await openGround();
    deposit = await startDeposit(
      { user: "machines", password: "deposit secret" },
      () => "answered",
    );
    const machine = newHardware("CZ0042", "30373237-3132-4d32-3235-303930344b57", {
      assetTag: "CH-0042",
      system: "debian",
    });
    const from = { files: deposit.files, media: [medium] };
    const options = { world: ground.world, account: login, ...from };
    bmc = await startBmc({ ...options, machine });
    const standing = newHardware("CZ0043", "30373237-3132-4d32-3235-303930344b58", {
      ...{ assetTag: "CH-0043", system: "debian", power: "On" },
      macs: ["b8:83:03:00:43:01"],
      installed: { attempt: "by hand", name: "old", address: "10.9.3.22", isWindows: false },
    });
    startOther = (certificate) => startBmc({ ...options, machine: standing, certificate });
    other = await startOther("first");
    stack = await ground.open("chemistry");
    await stack.setConfig("comanaged:bmcPassword", { value: account.password, secret: true });
    await stack.setConfig("comanaged:depositPassword", { value: "deposit secret", secret: true });
    offer(false);
  });

  after(async () => {
    bmc.stop();
    other.stop();
    deposit.stop();
    await ground.close();
  });

  /** The entry that `comanaged adopt` prints. */
  const entryOf = async (machine: string) => {
    const { engine, project, stacks } = ground;
    const asked = { engine, workDir: project.folder, environment: project.environment };
    const wish = { machine, image: "debian-12", address: "10.9.3.22" };
    const of = { stack: "chemistry", server: "old", service: "lims", stacks };
    return printed.parse(parse(await adopt(asked, { ...of, ...wish }))).servers.old;
  };

  const offer = (mayErase: boolean) => {
    const one = { tag: "CH-0042", machine: bmc.machine, bmc, mayErase };
    const two = { tag: "CH-0043", machine: other.machine, bmc: other };
    offerPhysical(ground.stacks, physicalOfferOf([one, two], deposit));
  };

  it("are refused in the preview where the machine is not what was ordered", async () => {
    await write({ db: { ...db, cpus: 8, disks: { system: { size: "500 GiB" } } } });
    const { told } = await watchedRun(stack, "preview");
    const said = told.join("\n");
    assert.match(said, /servers\.db \(CH-0042\): the number of cores is 4, ordered is 8/);
    assert.match(said, /CZ0042-D1 for disks\.system holds 447 GiB, ordered are 500/);
    assert.deepEqual(bmc.log, []);
  });

  it("are not installed over what somebody else has there", async () => {
    await write({ db });
    const { told } = await watchedRun(stack, "up");
    assert.match(told.join("\n"), /CH-0042 may be in use.*it starts debian from a disk/s);
    assert.deepEqual(bmc.log, []);
  });

  it("are installed once, reached, and not touched by a second run", async () => {
    offer(true);
    await run(stack, "up");
    assert.equal(bmc.machine.installations, 1);
    assert.deepEqual([bmc.machine.power, bmc.machine.medium], ["On", null]);
    const was = bmc.log.length;
    assert.deepEqual(
      backupPaths(nodesOf(await exportedResources(stack))).map(({ missing }) => missing),
      [[]],
    );
    const second = await run(stack, "preview");
    assert.ok(isEmpty(second), JSON.stringify(second.changes));
    assert.equal(bmc.log.length, was);
    assert.equal(bmc.sessions.size, 0);
    const secrets = [account.password, "deposit secret"];
    const kept = filesBelow(ground.project.folder).filter((text) => text.includes("CZ0042"));
    assert.ok(kept.length > 1);
    assert.ok(!kept.some((text) => secrets.some((secret) => text.includes(secret))));
  });

  it("do not notice another password of their BMC", async () => {
    const was = bmc.log.length;
    login.password = changed.password;
    const wrong = await watchedRun(stack, "preview");
    assert.match(wrong.told.join("\n"), /does not let the account comanaged in/);
    await stack.setConfig("comanaged:bmcPassword", { value: changed.password, secret: true });
    await run(stack, "up");
    assert.equal(bmc.log.length, was);
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("get files of their backups back, and show all disks of them while the estate says so", async () => {
    const { simulator, world } = ground;
    Object.assign(process.env, simulator.ways);
    const report = "/srv/report.csv";
    const content = () =>
      hardwareOf(world).find(({ serial }) => serial === "CZ0042")?.drives[0]?.content;
    const [drive] = bmc.machine.drives;
    const write = (day: string) => {
      Object.assign(drive ?? assert.fail(), { content: JSON.stringify({ [report]: day }) });
      writeHardware(world, bmc.machine);
    };
    write("Monday");
    await runBackups(simulator.port);
    write("Tuesday");
    const own = readWorld(world).objects.find(
      ({ kind, properties }) =>
        kind === "RestorePoint" && shown(properties["name"]).startsWith("db."),
    );
    const entry = {
      ...{ server: "db", point: own?.id, taken: "2026-11-20T00:12:00Z", on: "2026-11-21" },
      ...{ reason: "overwritten", requester: "it@chemistry.example.edu" },
      approver: "duty-manager@provider.example.edu",
    };
    const whole = await previewOf([entry]);
    assert.match(whole, /restores\.0\.server: no API writes the drives of a machine of its own/);
    const data = { server: "db", disk: "system" };
    const two = { ...db, disks: { ...db.disks, data: { size: "1700 GiB" } } };
    assert.match(
      await previewOf([{ ...entry, ...data }], { db: two }),
      /restores\.0\.disk: nothing tells which disk of an agent's backup "system" is/,
    );
    const files = { ...entry, files: [report], to: "original" };
    await writeRestores([files, { ...entry, disk: "all" }]);
    const { told } = await watchedRun(stack, "preview");
    assert.match(
      told.join("\n"),
      /db: data loss \(restores write \/srv\/report\.csv as of .*No downtime/,
    );
    await run(stack, "up");
    assert.equal(content(), JSON.stringify({ [report]: "Monday" }));
    const shows = () =>
      readWorld(world).objects.flatMap(({ kind, properties }) =>
        kind === "Publication" ? [[properties["target"], properties["files"]]] : [],
      );
    const monday = JSON.stringify({ [report]: "Monday" });
    assert.deepEqual(shows(), [["10.9.3.21", { "CZ0042-D1": monday, "CZ0042-D2": "" }]]);
    assert.ok(isEmpty(await run(stack, "preview")));
    await writeRestores([]);
    await run(stack, "up");
    assert.deepEqual(shows(), []);
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("show in the preview what was taken out of them", async () => {
    const { drives, memory } = bmc.machine;
    const [first] = drives;
    assert.ok(first);
    first.health = "Warning";
    const [module] = memory.splice(0, 1);
    const { told } = await watchedRun(stack, "preview");
    assert.match(told.join("\n"), /the memory in GiB is 12, ordered is 16/);
    assert.match(told.join("\n"), /drive Bay 1 is failing \(warning\)/);
    bmc.machine.bios = "2.20.0";
    bmc.machine.console = false;
    const [drift] = await driftOf(stack, {
      offer: undefined,
      credentials: {},
      limitMilliseconds: 1,
      firmware: { "Example R2": { BIOS: ">= 2.30", BMC: "= 1.40" } },
    });
    assert.deepEqual(drift, {
      server: "db",
      differences: [
        { what: "consoles.graphical.web", expected: "open", found: "closed" },
        { what: "consoles.serial.ipmi", expected: "open", found: "closed" },
        { what: "consoles.serial.ssh", expected: "open", found: "closed" },
        { what: "firmware.BIOS", expected: "2.19.1", found: "2.20.0" },
        { what: "health.drive.Bay 1", found: "warning" },
        { what: "memoryMiB", expected: 16384, found: 12288 },
        { what: "firmware.BIOS", expected: ">= 2.30", found: "2.20.0" },
      ],
    });
    const events = await toldOf("chemistry", await stack.exportStack(), { now: new Date() });
    assert.deepEqual(
      events.map(({ stack: of, server, asset, component, name }) => [
        ...[of, server, asset, component, name],
      ]),
      [["chemistry", "db", "CH-0042", "drive", "Bay 1"]],
    );
    bmc.machine.console = true;
    first.health = "OK";
    memory.push(...(module ? [module] : []));
  });

  it("are taken over as they stand, and are installed neither then nor later", async () => {
    const entry = await entryOf("CH-0043");
    assert.deepEqual(entry.adopt, { machine: "CH-0043" });
    const running = { ...other.machine };
    const untouched = async () => {
      assert.ok(isEmpty(await run(stack, "preview")));
      assert.deepEqual([other.log, other.machine], [[], running]);
    };
    await write({ db, old: entry });
    const first = await watchedRun(stack, "preview");
    assert.match(first.told.join("\n"), /old: is taken under management as it stands/);
    await write({ db, old: { ...entry, cpus: 2, memory: "8 GiB" } });
    const wrong = await watchedRun(stack, "up");
    assert.ok(wrong.failed);
    assert.match(wrong.told.join("\n"), /cores is 4, ordered is 2.*GiB is 16, ordered is 8/s);
    assert.ok(![...deposit.files.keys()].some((path) => path.startsWith("/CZ0043")));
    await write({ db, old: entry });
    await run(stack, "up");
    await untouched();
    const { adopt: _taken, ...kept } = entry;
    old = kept;
    await write({ db, old });
    const { told } = await watchedRun(stack, "preview");
    assert.match(told.join("\n"), /^old: online \(adopt is over: .* nothing is installed on it/m);
    await run(stack, "up");
    await untouched();
    const paths = backupPaths(nodesOf(await exportedResources(stack)));
    assert.deepEqual(
      paths.map(({ missing }) => missing),
      [[], []],
    );
  });

  it("do not notice another certificate of their BMC", async () => {
    other.stop();
    other = await startOther("renewed");
    const { fingerprint } = other;
    const pinned = Array.from({ length: 32 }, () => "00").join(":");
    other = { ...other, fingerprint: pinned };
    offer(true);
    const { told } = await watchedRun(stack, "preview");
    const refused = told.filter((line) => line.includes("shows a certificate"));
    assert.equal(refused.length, 1, told.join("\n"));
    other = { ...other, fingerprint };
    offer(true);
    await run(stack, "up");
    assert.ok(isEmpty(await run(stack, "preview")));
    assert.deepEqual(other.log, []);
  });

  it("stay who they are under another name, on the backup server too", async () => {
    const lims = { ...old, formerly: ["old"] };
    await write({ db, lims });
    const { told } = await watchedRun(stack, "preview");
    assert.match(told.join("\n"), /^lims: online \(.*name was old; .*set the host name to lims/m);
    await run(stack, "up");
    assert.ok(isEmpty(await run(stack, "preview")));
    assert.deepEqual([other.log, other.machine.installations], [[], 0]);
    assert.match(deposit.files.get("/CZ0043/claim.json") ?? "", /"key":"[^"]*\/chemistry\/lims"/);
    const paths = backupPaths(nodesOf(await exportedResources(stack)));
    assert.deepEqual(
      paths.map(({ missing }) => missing),
      [[], []],
    );
    old = lims;
  });

  it("are installed anew in place where that is confirmed", async () => {
    const confirm = [{ server: "lims", change: "reimage", until: "2026-12-31" }];
    const anew = { ...old, generation: 2 };
    await write({ db, lims: anew });
    const unconfirmed = await watchedRun(stack, "preview");
    assert.match(unconfirmed.told.join("\n"), /lims\.generation: .* is not confirmed/);
    await write({ db, lims: old }, confirm);
    await run(stack, "up");
    await write({ db, lims: anew }, confirm);
    const { told } = await watchedRun(stack, "preview");
    const says =
      /^lims: replace .*the drive CZ0043-D1 \(disks\.system\) is wiped.*CZ0043-D2 .* stays/m;
    assert.match(told.join("\n"), says);
    assert.deepEqual([other.log, other.machine.installations], [[], 0]);
    await run(stack, "up");
    assert.ok(isEmpty(await run(stack, "preview")));
    const { installations, installed, drives } = other.machine;
    assert.deepEqual([installations, installed?.name], [1, "lims"]);
    assert.deepEqual(
      drives.map(({ erasures }) => erasures),
      [0, 0],
    );
    old = anew;
  });

  it("are wiped and handed back where their removal is confirmed", async () => {
    assert.ok((await watchedRun(stack, "up")).failed === false);
    await write({});
    assert.ok((await watchedRun(stack, "up")).failed);
    assert.equal(bmc.machine.drives[0]?.erasures, 0);
    const confirm = ["db", "lims"].map((server) => ({
      ...{ server, change: "remove", until: "2026-12-31" },
    }));
    await write({ db, lims: old }, confirm);
    await run(stack, "up");
    await write({}, confirm);
    await run(stack, "up");
    assert.deepEqual(
      bmc.machine.drives.map(({ holds, erasures }) => [holds, erasures]),
      [
        ["", 1],
        ["", 0],
      ],
    );
    const left = [...deposit.files.keys()].filter((path) => !path.endsWith("/done"));
    assert.match(
      left.sort().join(),
      /^\/CZ0042\/wiped-[0-9a-f]+\.json,\/CZ0043\/wiped-[0-9a-f]+\.json$/,
    );
    assert.ok(isEmpty(await run(stack, "preview")));
  });
});
