import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { isEmpty, run } from "../../cli/stack/run.js";
import { readWorld, type SeenObject } from "../../simulator/inspect.js";
import { estateFile, type TestEstate, type TestServer } from "../engine/changingEstate.js";
import { type Ground, openGround } from "../engine/ground.js";
import { type WatchedRun, watchedRun } from "../engine/watchedRun.js";
import { machineNamed, machinesNamed } from "../engine/worldOf.js";

const system = { system: { size: "40 GiB" } };
const withData = { ...system, data: { size: "100 GiB" } };

/** A server before and after, what the preview must say of it, and whether it is restarted. */
interface Life {
  readonly before: TestServer;
  readonly after: TestServer;
  readonly says: RegExp;
  readonly restarts: boolean;
}

const vsphere = (before: object, after: object): Pick<Life, "before" | "after"> => ({
  before: { platform: "vsphere", ...before },
  after: { platform: "vsphere", ...before, ...after },
});
const aws = (before: object, after: object): Pick<Life, "before" | "after"> => ({
  before: { platform: "aws", ...before },
  after: { platform: "aws", ...before, ...after },
});

const lives: Readonly<Record<string, Life>> = {
  "v-more-cpus": { ...vsphere({}, { cpus: 8 }), says: /online \(numCpus/, restarts: false },
  "v-fewer-cpus": { ...vsphere({}, { cpus: 2 }), says: /reboot \(numCpus/, restarts: true },
  "v-more-memory": {
    ...vsphere({}, { memory: "32 GiB" }),
    says: /online \(memory/,
    restarts: false,
  },
  "v-less-memory": { ...vsphere({}, { memory: "8 GiB" }), says: /reboot \(memory/, restarts: true },
  "v-grown": {
    ...vsphere({ disks: withData }, { disks: { ...system, data: { size: "200 GiB" } } }),
    says: /online .*extend the file system on disk data of v-grown\./,
    restarts: false,
  },
  "v-one-disk-more": {
    ...vsphere({}, { disks: withData }),
    says: /online .*make a file system on disk data of v-one-disk-more\./,
    restarts: false,
  },
  "v-one-disk-less": {
    ...vsphere(
      { disks: withData },
      { disks: { ...system, data: { size: "100 GiB", removed: true } } },
    ),
    says: /online \(disks.data detaches disk data/,
    restarts: false,
  },
  "v-faster": {
    ...vsphere(
      { disks: withData },
      { disks: { ...system, data: { size: "100 GiB", tier: "fast" } } },
    ),
    says: /online \(disks.data.datastoreId moves/,
    restarts: false,
  },
  "v-moved": {
    ...vsphere({}, { network: "dc-library" }),
    says: /online \(networkInterfaces.0.networkId/,
    restarts: false,
  },
  "v-gold": {
    ...vsphere({}, { backupClass: "gold" }),
    says: /online \(extraConfig/,
    restarts: false,
  },
  "a-smaller": {
    ...aws({}, { cpus: 2, memory: "8 GiB" }),
    says: /reboot \(instanceType/,
    restarts: true,
  },
  "a-grown": {
    ...aws({ disks: withData }, { disks: { ...system, data: { size: "200 GiB" } } }),
    says: /online .*extend the file system on disk data of a-grown\./,
    restarts: false,
  },
  "a-root-grown": {
    ...aws({}, { disks: { system: { size: "50 GiB" } } }),
    says: /online .*extend the file system on disk system of a-root-grown\./,
    restarts: false,
  },
  "a-faster": {
    ...aws({ disks: withData }, { disks: { ...system, data: { size: "100 GiB", tier: "fast" } } }),
    says: /online \(disks\.data\.iops .*disks\.data\.type/,
    restarts: false,
  },
  "a-gold": { ...aws({}, { backupClass: "gold" }), says: /none \(/, restarts: false },
};

const servers = (which: "before" | "after") =>
  Object.fromEntries(Object.entries(lives).map(([name, life]) => [name, life[which]]));

/** The window of the servers opens on 15 December 2026 at 21:00 in Berlin. */
const closed = "2026-12-15T20:59:59+01:00";
const open = "2026-12-15T21:00:00+01:00";

describe("what a preview says of changes", () => {
  let ground: Ground;
  let preview: WatchedRun;
  let up: WatchedRun;
  const machines = new Map<string, SeenObject>();

  before(async function () {
    this.timeout(180_000);
    ground = await openGround();
    const file = join(ground.stacks, "chemistry.estate.yaml");
    await run(await ground.open("site"), "up");
    await writeFile(file, estateFile({ servers: servers("before") }));
    const stack = await ground.open("chemistry");
    await run(stack, "up");
    for (const name of Object.keys(lives)) {
      machines.set(name, machineNamed(ground.world, name));
    }
    await writeFile(file, estateFile({ servers: servers("after") }));
    preview = await watchedRun(stack, "preview");
    up = await watchedRun(stack, "up");
  });

  after(() => ground.close());

  it("is followed by an update that does it, at any time on servers for tests", () => {
    assert.deepEqual([preview.failed, up.failed], [false, false], up.told.join("\n"));
  });

  it("has one line for each server that changes, in the order of the file", () => {
    const order = preview.told.map((text) => text.split(":")[0] ?? "");
    assert.deepEqual(
      order.filter((name) => /^[av]-/.test(name)),
      Object.keys(lives),
    );
  });

  for (const [name, { says, restarts }] of Object.entries(lives)) {
    it(`${name}: is what the world sees`, () => {
      const was = machines.get(name);
      const is = machineNamed(ground.world, name);
      const happened = is.history.slice(was?.history.length ?? 0).map(({ what }) => what);
      assert.match(preview.told.find((text) => text.startsWith(`${name}:`)) ?? "", says);
      assert.equal(is.id, was?.id);
      assert.equal(happened.includes("reboot"), restarts);
      assert.ok(!happened.includes("dataLoss"));
    });
  }
});

const disk = (extra: object = {}) => ({ ...system, data: { size: "100 GiB", ...extra } });
const newMachine =
  "urn:pulumi:chemistry::comanaged::comanaged:server:Server$aws:ec2/instance:Instance::new-a-machine";
const until = "2026-12-31";

/** Six servers in production, for which nothing may happen by mistake. */
const guarded = {
  "go-v": { platform: "vsphere", environment: "production", disks: disk() },
  "go-a": { platform: "aws", environment: "production", disks: disk() },
  "keep-v": { platform: "vsphere", environment: "production", disks: disk() },
  "keep-a": { platform: "aws", environment: "production", disks: disk() },
  "new-a": { platform: "aws", environment: "production" },
} as const;

/** Confirmations of everything that is to go but the disks. */
const confirm = [
  { server: "go-v", change: "remove", until },
  { server: "go-a", change: "remove", until },
  { server: "new-a", change: "replace", until },
];

/** Confirmations of all that is to go. */
const end = [
  ...confirm,
  { server: "keep-v", change: "remove-disk", disk: "data", until },
  { server: "keep-a", change: "remove-disk", disk: "data", until },
];

describe("what a change must not do by mistake", () => {
  let ground: Ground;
  let stack: Stack;

  const write = (changed: Readonly<Record<string, object | undefined>>, confirmed?: object[]) => {
    const all = Object.entries(guarded).map(([name, server]) => [
      name,
      name in changed ? changed[name] && { ...server, ...changed[name] } : server,
    ]);
    const estate: TestEstate = {
      servers: Object.fromEntries(all.filter(([, server]) => server !== undefined)),
      ...(confirmed && { confirm: confirmed }),
    };
    return writeFile(join(ground.stacks, "chemistry.estate.yaml"), estateFile(estate));
  };
  const at = async (now: string, operation: "preview" | "up", replace: string[] = []) => {
    await stack.setConfig("comanaged:now", { value: now });
    return watchedRun(stack, operation, { replace });
  };
  const events = () => readWorld(ground.world).events.length;
  const volumes = (name: string) =>
    readWorld(ground.world).objects.filter(
      ({ kind, properties }) =>
        kind === "aws:ebs/volume:Volume" && JSON.stringify(properties).includes(`"${name} data"`),
    );
  const refused = async (operation: "preview" | "up", ...reasons: readonly RegExp[]) =>
    refusedReplacing(operation, [], ...reasons);
  const refusedReplacing = async (
    operation: "preview" | "up",
    replace: string[],
    ...reasons: readonly RegExp[]
  ) => {
    const before = events();
    const { failed, told } = await at(closed, operation, replace);
    assert.ok(failed, "nothing was refused");
    for (const reason of reasons) {
      assert.match(told.join("\n"), reason);
    }
    assert.equal(events(), before, "something was touched");
  };

  before(async function () {
    this.timeout(180_000);
    ground = await openGround();
    await run(await ground.open("site"), "up");
    await write({});
    stack = await ground.open("chemistry");
    await run(stack, "up");
  });

  after(() => ground.close());

  it("shrink a disk", async function () {
    this.timeout(180_000);
    const small = { disks: { ...system, data: { size: "50 GiB" } } };
    await write({ "keep-v": small, "keep-a": small });
    await refused(
      "preview",
      /servers\.keep-v\.disks\.data\.size: a disk never shrinks/,
      /servers\.keep-a\.disks\.data\.size: a disk never shrinks/,
    );
  });

  it("lose servers or disks that are simply not in the file any more", async function () {
    this.timeout(180_000);
    const less = { disks: system };
    await write({ "go-v": undefined, "go-a": undefined, "keep-v": less, "keep-a": less });
    const reasons = [
      /servers.go-v: .*not confirmed/,
      /servers.go-a: .*confirm: \[\{ server: go-a, change: remove, until/,
      /servers.keep-v.disks.data: .*"removed: true"/,
      /servers.keep-a.disks.data: .*"removed: true"/,
    ];
    await refused("preview", ...reasons);
    await refused("up", ...reasons);
  });

  it("replace a server", async function () {
    this.timeout(180_000);
    await write({});
    await refusedReplacing("up", [newMachine], /unable to replace.*new-a-machine/s);
  });

  it("remove and replace before the confirmation has lifted the protection", async function () {
    this.timeout(180_000);
    await write({ "go-v": undefined }, [{ server: "go-v", change: "remove", until }]);
    await refused("up", /servers.go-v: .*not prepared/);
  });

  it("but does once it is confirmed, and detached disks stay until they are given up", async function () {
    this.timeout(180_000);
    const gone = { disks: disk({ removed: true }) };
    const was = machineNamed(ground.world, "new-a").id;
    const [volume] = volumes("keep-a");
    await write({ "keep-v": gone, "keep-a": gone }, confirm);
    const lifted = await at(closed, "up");
    assert.ok(!lifted.failed, lifted.told.join("\n"));
    assert.deepEqual(
      volumes("keep-a").map(({ id }) => id),
      [volume?.id],
    );
    const attached = () =>
      readWorld(ground.world).objects.filter(
        ({ kind, properties }) =>
          kind.endsWith(":VolumeAttachment") && properties["volumeId"] === volume?.id,
      );
    assert.deepEqual(attached(), []);

    await write({ "keep-v": {}, "keep-a": { disks: system } }, confirm);
    await refused(
      "preview",
      /keep-v.disks.data: .*cannot come back/,
      /keep-a.disks.data: .*its end/,
    );

    const without = { "go-v": undefined, "go-a": undefined };
    await write({ ...without, "keep-v": gone, "keep-a": gone }, end);
    const removed = await at(closed, "up", [newMachine]);
    assert.ok(!removed.failed, removed.told.join("\n"));
    assert.deepEqual(machinesNamed(ground.world, "go-v"), []);
    assert.deepEqual(machinesNamed(ground.world, "go-a"), []);
    assert.notEqual(machineNamed(ground.world, "new-a").id, was);

    await write({ ...without, "keep-v": { disks: system }, "keep-a": { disks: system } }, end);
    const given = await at(closed, "up");
    assert.ok(!given.failed, given.told.join("\n"));
    assert.deepEqual(volumes("keep-a"), []);
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("restart a server while its window is closed", async function () {
    this.timeout(180_000);
    const less = { memory: "8 GiB", cpus: 2, disks: system };
    await write({ "go-v": undefined, "go-a": undefined, "keep-v": less, "keep-a": less }, end);
    const preview = await at(closed, "preview");
    assert.ok(!preview.failed);
    for (const name of ["keep-v", "keep-a"]) {
      assert.match(
        preview.told.find((text) => text.startsWith(`${name}:`)) ?? "",
        /reboot .* next window is 2026-12-15 21:00 to 2026-12-16 01:00 Europe\/Berlin; "up" refuses/,
      );
    }
    await refused("up", /keep-. was not touched: .* opens 2026-12-15 21:00 to 2026-12-16 01:00/);
    assert.ok(!(await at(open, "up")).failed);
    for (const name of ["keep-v", "keep-a"]) {
      assert.ok(
        machineNamed(ground.world, name).history.some(({ what }) => what === "reboot"),
        `${name} was not restarted`,
      );
    }
  });

  it("touch a server at all before the restart of it is refused", async function () {
    this.timeout(180_000);
    const production = { environment: "production", disks: disk() } as const;
    const before = {
      "two-a": { platform: "aws", ...production },
      "two-z": { platform: "azure", ...production },
      "two-v": { platform: "vsphere", ...production },
    } as const;
    // Each is taken back with the next, with the growth that was never reached.
    const grown = { ...system, data: { size: "300 GiB" } };
    const less = { cpus: 2, memory: "8 GiB", disks: grown };
    const shrunk = { ...before["two-v"], disks: { ...system, data: { size: "50 GiB" } } };
    const file = join(ground.stacks, "chemistry.estate.yaml");
    const small = { memory: "8 GiB", cpus: 2, disks: system };
    const others = {
      // Somebody has that class already, so that no vault and no job is new.
      "new-a": { ...guarded["new-a"], backupClass: "gold" },
      "keep-v": { ...guarded["keep-v"], ...small, backupClass: "gold" },
      "keep-a": { ...guarded["keep-a"], ...small },
    };
    await writeFile(file, estateFile({ servers: { ...others, ...before } }));
    assert.ok(!(await at(closed, "up")).failed);
    for (const [name, was] of Object.entries(before)) {
      // Azure keeps one backup a day, and refuses a class of more.
      const backupClass = was.platform === "azure" ? "standard" : "gold";
      const servers = { ...others, ...before, [name]: { ...was, ...less, backupClass } };
      await writeFile(file, estateFile({ servers }));
      await refused("up", new RegExp(`${name} was not touched: .* its window is closed`));
    }
    await writeFile(file, estateFile({ servers: { ...others, ...before } }));
    assert.ok(!(await at(closed, "up")).failed);
    await writeFile(file, estateFile({ servers: { ...others, ...before, "two-v": shrunk } }));
    await refused("preview", /servers\.two-v\.disks\.data\.size: a disk never shrinks/);
  });
});
