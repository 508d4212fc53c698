import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { isEmpty, run } from "../../cli/stack/run.js";
import { requestFaults } from "../../simulator/core/faults.js";
import { estateFile, type TestEstate, type TestServer } from "../engine/changingEstate.js";
import { type Ground, openGround } from "../engine/ground.js";
import { offerHyperv } from "../engine/hypervOffer.js";
import { keptAllDisks, nothingElseMoved } from "../engine/lives/unmoved.js";
import { type WorldFacts, worldFacts } from "../engine/lives/worldFacts.js";
import {
  deliverFleet,
  orderOf,
  type PhysicalFleet,
  placeInFleet,
} from "../engine/physicalFleet.js";
import { watchedRun } from "../engine/watchedRun.js";

const platforms = { v: "vsphere", a: "aws", z: "azure", h: "hyperv", p: "physical" } as const;

/** The same four servers, described in the same words on every platform. */
const four: Readonly<Record<string, Omit<TestServer, "platform">>> = {
  web: { environment: "production" },
  db: {
    environment: "production",
    memory: "32 GiB",
    backupClass: "standard",
    disks: { system: { size: "60 GiB" }, data: { size: "100 GiB", tier: "fast" } },
  },
  win: {
    environment: "production",
    image: "windows-2022",
    disks: { system: { size: "128 GiB" } },
  },
  test: { environment: "test", patchGroup: "test", cpus: 2, memory: "8 GiB" },
};

/** What the database is once its disk has grown. */
const grown = {
  db: { disks: { ...four["db"]?.disks, data: { size: "200 GiB", tier: "fast" } } },
} as const;

/** What the web server is, besides, once it has moved to another patch group. */
const moved = { ...grown, web: { patchGroup: "test" } } as const;

/** Those in production, with another data disk at the one on Azure. */
const withData = (data: object): Record<string, TestServer> => ({
  ...everywhere({ ...moved, test: undefined }),
  "z-db": { ...four["db"], platform: platforms.z, disks: { ...grown.db.disks, data } },
});
const slow = { size: "200 GiB", tier: "standard" };

/** What rotates in the catalog while servers run. */
const rotations = [
  ["template: tpl-debian-12", "template: tpl-rhel-9"],
  ["template: tpl-windows-2022", "template: tpl-debian-12"],
  ["ami: ami-0a1b2c3d4e5f60012", "ami: ami-0a1b2c3d4e5f60009"],
  ["ami: ami-0a1b2c3d4e5f62022", "ami: ami-0a1b2c3d4e5f60012"],
  ["sku: 12-gen2, version: latest", "sku: 12-gen2, version: 1.0.20251201"],
  ["sku: 2022-datacenter-g2", "sku: 2022-datacenter-azure-edition"],
  ["AAAAC3NzaC1lZDI1NTE5AAAAIPuvrdBr9OYx", "AAAAC3NzaC1lZDI1NTE5AAAAIPuvrdBr9OYy"],
] as const;

const machines = {
  v: "vsphere:index/virtualMachine:VirtualMachine",
  a: "aws:ec2/instance:Instance",
  z: "azure-native:compute:VirtualMachine",
} as const;

const until = "2026-12-31";

const update = (token: string) => ({ operation: "update" as const, token });
const removal = (letter: keyof typeof machines) => ({
  ...{ name: `gone-${letter}`, operation: "delete" as const, token: machines[letter] },
});

/** The names that a server of the four has on the platforms. */
const named = (role: string) => Object.keys(platforms).map((letter) => `${letter}-${role}`);

/** What a server's entry says on this platform only: which machine it is. */
const placeOf = (letter: string, role: string) =>
  letter === "p" ? placeInFleet(Object.keys(four).indexOf(role)) : {};

/** The machines of the customer, as they are delivered for the four. */
const orders = Object.values(four).map(({ cpus = 4, memory = "16 GiB" }) =>
  orderOf({ cpus, memory }),
);

/** All of them, some with other facts; undefined takes a server out. */
function everywhere(
  changed: Readonly<Record<string, Partial<TestServer> | undefined>> = {},
): Record<string, TestServer> {
  return Object.fromEntries(
    Object.entries(platforms).flatMap(([letter, platform]) =>
      Object.entries(four).flatMap(([role, server]): [string, TestServer][] =>
        role in changed && changed[role] === undefined
          ? []
          : [
              [
                `${letter}-${role}`,
                { platform, ...placeOf(letter, role), ...server, ...changed[role] },
              ],
            ],
      ),
    ),
  );
}

describe("the same four servers on five platforms", function () {
  this.timeout(240_000);
  let ground: Ground;
  let fleet: PhysicalFleet;
  let stack: Stack;
  let born: WorldFacts;
  let empty: WorldFacts;

  const facts = () => worldFacts(ground.world);
  const write = (estate: TestEstate) =>
    writeFile(join(ground.stacks, "chemistry.estate.yaml"), estateFile(estate));

  /**
   * Makes a change of some servers and holds what was said against what the world saw.
   *
   * @param failing what the platforms fail at in a first run, which the next one makes good
   */
  const change = async (
    servers: Record<string, TestServer>,
    names: string[],
    says: RegExp,
    failing: Parameters<typeof requestFaults>[1] = [],
  ) => {
    const was = facts();
    await write({ servers });
    const preview = await watchedRun(stack, "preview");
    const told = preview.told.filter((line) => /^[vazhp]-\w+: /.test(line));
    assert.deepEqual(
      told.map((line) => line.split(":")[0]),
      names,
      preview.told.join("\n"),
    );
    for (const line of told) {
      assert.match(line, says);
    }
    if (failing.length > 0) {
      requestFaults(ground.world, failing);
      assert.ok((await watchedRun(stack, "up")).failed);
      requestFaults(ground.world, []);
    }
    await run(stack, "up");
    assert.ok(isEmpty(await run(stack, "preview")));
    const is = facts();
    assert.deepEqual(identities(is), identities(was));
    keptAllDisks(was, is);
    nothingElseMoved(new Set(names), was, is);
  };

  before(async () => {
    ground = await openGround();
    offerHyperv(ground.stacks, ground.world);
    fleet = await deliverFleet(ground, orders);
    await run(await ground.open("site"), "up");
    empty = facts();
    await write({ servers: everywhere() });
    stack = await ground.open("chemistry");
    await fleet.letIn(stack);
    await run(stack, "up");
    born = facts();
  });

  after(async () => {
    fleet.stop();
    await ground.close();
  });

  it("come up, and a second preview is empty", async () => {
    assert.deepEqual([...born.machines.keys()].sort(), Object.keys(everywhere()).sort());
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("grow a disk while they run, also on platforms that fail at first", async () => {
    // A physical drive is as large as it is: nothing grows but what is asked of it.
    const says = /: online .*extend the file system|p-db: none .*is only compared/;
    await change(everywhere(grown), named("db"), says, [
      { name: "v", ...update(machines.v), what: "lostAnswer" },
      { name: "a", ...update("aws:ebs/volume:Volume"), what: "throttle" },
      { name: "z", ...update("azure-native:compute:Disk"), what: "timeout" },
    ]);
  });

  it("move to another patch group, and notice nothing", async () => {
    await change(everywhere(moved), named("web"), /: (none|online) /);
  });

  it("are touched by no new password, key, template or image", async () => {
    const catalog = join(ground.stacks, "catalog.yaml");
    let offered = await readFile(catalog, "utf8");
    for (const [from, to] of rotations) {
      assert.ok(offered.includes(from), from);
      offered = offered.replace(from, to);
    }
    await writeFile(catalog, offered);
    for (const platform of ["vsphere", "azure"]) {
      const key = `comanaged:${platform}AdministratorPassword`;
      await stack.setConfig(key, { value: "Another-3-Password", secret: true });
    }
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("go where that is confirmed, also from platforms that fail at first, and the others stay who they are", async () => {
    const less = everywhere({ ...moved, test: undefined });
    const was = facts();
    await write({ servers: less });
    const refused = await watchedRun(stack, "up");
    assert.ok(refused.failed);
    assert.deepEqual(facts(), was);
    const confirm = named("test").map((server) => ({
      ...{ server, change: "remove", until },
    }));
    await write({ servers: everywhere(moved), confirm });
    await run(stack, "up");
    await write({ servers: less, confirm });
    requestFaults(ground.world, [
      { ...removal("v"), what: "timeout" },
      { ...removal("a"), what: "lostAnswer" },
      { ...removal("z"), what: "throttle" },
    ]);
    assert.ok((await watchedRun(stack, "up")).failed);
    requestFaults(ground.world, []);
    await run(stack, "up");
    assert.ok(isEmpty(await run(stack, "preview")));
    const is = facts();
    assert.deepEqual([...is.machines.keys()].sort(), Object.keys(less).sort());
    nothingElseMoved(new Set(named("test")), was, is);
    const kept = Object.entries(identities(born)).filter(([name]) => name in less);
    assert.deepEqual(identities(is), Object.fromEntries(kept));
  });

  it("have a disk of Azure on another tier once it is detached", async () => {
    const was = facts();
    await write({ servers: withData(slow) });
    const refused = await watchedRun(stack, "preview");
    assert.match(refused.told.join("\n"), /z-db\.disks\.data\.tier: .*"removed: true"/);
    for (const data of [{ ...grown.db.disks.data, removed: true }, slow]) {
      await write({ servers: withData(data) });
      await run(stack, "up");
    }
    assert.ok(isEmpty(await run(stack, "preview")));
    keptAllDisks(was, facts());
    assert.deepEqual(identities(facts()), identities(was));
  });

  it("go in one go once the end of the estate is confirmed, each in production by itself", async () => {
    const servers = withData(slow);
    const was = facts();
    const destroy = { estate: "chemistry", until };
    await write({ servers, destroy });
    const refused = await watchedRun(stack, "up");
    assert.match(refused.told.join("\n"), /production goes with it: v-web, v-db, v-win, a-web/);
    await assert.rejects(stack.destroy({ previewOnly: true }), /protected/);
    assert.deepEqual(facts(), was);
    const confirm = Object.keys(servers).map((server) => ({ server, change: "remove", until }));
    await write({ servers, destroy, confirm });
    await run(stack, "up");
    keptAllDisks(was, facts());
    await stack.destroy();
    assert.deepEqual([...facts().machines.keys()], []);
    nothingElseMoved(new Set(), empty, facts());
  });
});

/** What the platforms call the machines, by name. */
function identities({ machines }: WorldFacts): Record<string, string> {
  return Object.fromEntries([...machines].map(([name, { id }]) => [name, id]));
}
