import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { parse } from "yaml";
import { z } from "zod";
import { adopt } from "../../cli/adopt/command.js";
import { run } from "../../cli/stack/run.js";
import { readWorld } from "../../simulator/inspect.js";
import { estateFile, type TestEstate, type TestServer } from "../engine/changingEstate.js";
import { type Ground, openGround } from "../engine/ground.js";
import { stepsOf } from "../engine/steps.js";
import { makeStrangers, type Strangers } from "../engine/strangers.js";
import { machineNamed } from "../engine/worldOf.js";

const disks = { system: { size: "40 GiB" }, data: { size: "100 GiB" } };
const own: Readonly<Record<string, TestServer>> = {
  "v-own": { platform: "vsphere", disks: { system: { size: "40 GiB" } } },
  "a-own": { platform: "aws", environment: "production", disks },
  "z-own": { platform: "azure", environment: "production", disks },
};
/** Another image of the world. */
const newerAmi = "ami-0a1b2c3d4e5f60009";

const entry = z.object({
  servers: z.record(
    z.string(),
    z.looseObject({
      platform: z.enum(["vsphere", "aws", "azure"]),
      adopt: z.looseObject({}).exactOptional(),
      disks: z.record(z.string(), z.looseObject({})),
    }),
  ),
});

describe("the life of servers", () => {
  let ground: Ground;
  let stack: Stack;
  let strangers: Strangers;
  let servers: Record<string, TestServer> = { ...own };
  const write = (estate: TestEstate) =>
    writeFile(join(ground.stacks, "chemistry.estate.yaml"), estateFile(estate));

  before(async function () {
    this.timeout(240_000);
    ground = await openGround();
    await run(await ground.open("site"), "up");
    strangers = await makeStrangers(ground);
    await write({ servers });
    stack = await ground.open("chemistry");
    await run(stack, "up");
  });

  after(() => ground?.close());

  it("takes over machines that others made, changing nothing", async function () {
    this.timeout(240_000);
    const { engine, project, stacks } = ground;
    const where = { engine, workDir: project.folder, environment: project.environment };
    for (const [server, machine] of Object.entries({
      "v-old": strangers.vsphere,
      "a-old": strangers.aws,
      "z-old": strangers.azure,
    })) {
      const text = await adopt(where, {
        ...{ stack: "chemistry", server, service: "lims", machine, stacks },
        image: "debian-12",
      });
      servers = { ...servers, ...entry.parse(parse(text)).servers };
    }
    await write({ servers });
    const preview = await stepsOf(stack, "preview");
    assert.deepEqual(
      preview.steps,
      [
        "import a-old-attachment-data",
        "import a-old-disk-data",
        "import a-old-interface-aws-chemistry-storage",
        "import a-old-interface-aws-chemistry-storage-attachment",
        "import a-old-machine",
        "import v-old-machine",
        "import z-old-disk-data",
        "import z-old-interface",
        "import z-old-interface-azure-chemistry-storage",
        "import z-old-machine",
        // The one thing that changes is the job, which has a member more.
        "update chemistry-backups-standard-kept",
      ],
      preview.told,
    );
    assert.match(preview.told, /v-old: is taken under management as it stands/);
    const up = await stepsOf(stack, "up");
    assert.equal(up.failed, false, up.told);
    const next = await stepsOf(stack, "preview");
    assert.deepEqual([next.failed, next.steps], [false, []]);
    assert.match(next.told, /servers\.a-old\.adopt: the server is under management/);
  });

  it("brings them to the standard once the leftover is gone", async function () {
    this.timeout(240_000);
    servers = Object.fromEntries(
      Object.entries(entry.parse({ servers }).servers).map(
        ([name, { adopt: _gone, ...server }]) => [name, server],
      ),
    );
    await write({ servers });
    const preview = await stepsOf(stack, "preview");
    assert.equal(preview.failed, false, preview.told);
    const up = await stepsOf(stack, "up");
    assert.equal(up.failed, false, up.told);
    const next = await stepsOf(stack, "preview");
    assert.deepEqual([next.failed, next.steps], [false, []], next.told);
    assert.equal(machineNamed(ground.world, "a-old").id, strangers.aws);
  });

  it("renames servers, which stay who they are", async function () {
    this.timeout(240_000);
    const ids = ["v-own", "a-own", "z-own"].map(idOf);
    const renamed = Object.entries(servers).map(([name, server]) =>
      name.endsWith("-own")
        ? [name.replace("-own", "-new"), { ...server, formerly: [name] }]
        : [name, server],
    );
    servers = Object.fromEntries(renamed);
    await write({ servers });
    const preview = await stepsOf(stack, "preview");
    assert.equal(preview.failed, false, preview.told);
    assert.deepEqual(
      preview.steps.filter((step) => !step.startsWith("update ")),
      [],
    );
    assert.match(preview.told, /a-new: online \(.*name was a-own/);
    const up = await stepsOf(stack, "up");
    assert.equal(up.failed, false, up.told);
    assert.deepEqual(["v-new", "a-new", "z-new"].map(idOf), ids);
    const next = await stepsOf(stack, "preview");
    assert.deepEqual([next.failed, next.steps], [false, []], next.told);
  });

  it("installs servers anew from the image of now, once that is confirmed", async function () {
    this.timeout(240_000);
    const names = ["v-old", "a-new", "z-new"];
    const [machines, disksBefore] = [names.map(idOf), dataDisks()];
    const catalog = join(ground.stacks, "catalog.yaml");
    const offered = await readFile(catalog, "utf8");
    await writeFile(catalog, offered.replace("ami-0a1b2c3d4e5f60012", newerAmi));
    const confirm = names.map((server) => ({ server, change: "reimage", until: "2026-12-01" }));
    const anew = (disk: object) => ({
      ...servers,
      ...Object.fromEntries(names.map((name) => [name, { ...servers[name], generation: 2 }])),
      "v-old": {
        ...servers["v-old"],
        generation: 2,
        disks: { ...servers["v-old"]?.disks, ...disk },
      },
    });

    await write({ servers: entry.parse({ servers: anew({}) }).servers });
    const unconfirmed = await stepsOf(stack, "preview");
    assert.equal(unconfirmed.failed, true);
    assert.match(unconfirmed.told, /servers\.a-new\.generation: installing .* not confirmed/);
    assert.match(unconfirmed.told, /servers\.v-old\.disks\.data\.path: vSphere would give/);

    await write({ servers, confirm });
    assert.equal((await stepsOf(stack, "up")).failed, false);
    assert.deepEqual(names.map(idOf), machines);

    const path = await fileOf("v-old", "disk1");
    const data = { data: { ...servers["v-old"]?.disks?.["data"], path } };
    servers = entry.parse({ servers: anew(data) }).servers;
    await write({ servers, confirm });
    const preview = await stepsOf(stack, "preview");
    assert.equal(preview.failed, false, preview.told);
    assert.match(preview.told, /a-new: replace \(generation goes from 1 to 2: .*system disk/);
    const early = await stepsOf(stack, "up");
    assert.deepEqual([early.failed, names.map(idOf)], [true, machines]);
    assert.match(early.told, /a-new was not touched: .* its window is closed/);
    await stack.setConfig("comanaged:now", { value: "2026-12-15T22:00:00+01:00" });
    const up = await stepsOf(stack, "up");
    assert.equal(up.failed, false, up.told);
    assert.equal(
      names.map(idOf).some((id, index) => id === machines[index] && !id.startsWith("/")),
      false,
    );
    assert.deepEqual(dataDisks(), disksBefore);
    assert.equal(machineNamed(ground.world, "a-new").properties["ami"], newerAmi);
    await write({ servers });
    assert.equal((await stepsOf(stack, "up")).failed, false);
    const next = await stepsOf(stack, "preview");
    assert.deepEqual([next.failed, next.steps], [false, []], next.told);
  });

  const idOf = (name: string) => machineNamed(ground.world, name).id;

  /** The path of a disk's file, as the outputs of the stack tell it. */
  async function fileOf(server: string, label: string): Promise<string> {
    const told = z.record(
      z.string(),
      z.object({ diskFiles: z.record(z.string(), z.string()).optional() }),
    );
    const outputs = await stack.outputs();
    return told.parse(outputs["servers"]?.value)[server]?.diskFiles?.[label] ?? "";
  }

  /** What identifies every data disk of the world, machine by machine. */
  function dataDisks(): string[] {
    const disk = z.looseObject({ label: z.string().optional(), uuid: z.string().optional() });
    return readWorld(ground.world)
      .objects.flatMap(({ kind, id, properties }) => {
        const inside = z.array(disk).safeParse(properties["disks"]).data ?? [];
        return [
          ...(/:(Volume|Disk)$/.test(kind) &&
          properties["tags"] !== undefined &&
          JSON.stringify(properties["tags"]).includes(" data")
            ? [id]
            : []),
          ...(/Disk$/.test(kind) && id.endsWith("data") ? [id] : []),
          ...inside.flatMap(({ label, uuid }) => (label === "disk1" && uuid ? [uuid] : [])),
        ];
      })
      .sort();
  }
});
