import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import { run } from "../../cli/stack/run.js";
import { causeDrift, passTime } from "../../simulator/core/control.js";
import { readWorld, type SeenObject } from "../../simulator/inspect.js";
import { machinesIn } from "../engine/backupJobs.js";
import { estateFile, type TestEstate, type TestServer } from "../engine/changingEstate.js";
import { type Ground, openGround } from "../engine/ground.js";
import { type StepsRun, stepsOf } from "../engine/steps.js";
import { machineNamed, machinesNamed } from "../engine/worldOf.js";

const disks = { system: { size: "40 GiB" }, data: { size: "100 GiB" } };
const server = (platform: TestServer["platform"]): TestServer => ({
  ...{ platform, environment: "production", disks },
});
const staying = { "stay-v": server("vsphere"), "stay-a": server("aws"), "stay-z": server("azure") };
const ending = { "out-v": server("vsphere"), "out-a": server("aws"), "out-z": server("azure") };
const names = ["out-v", "out-a", "out-z"];
const job = "chemistry-standard";
const retire = {
  from: "2026-12-01",
  reason: "replaced",
  requester: "it@chemistry.example.edu",
  approver: "duty-manager@provider.example.edu",
};
const retired = Object.fromEntries(
  Object.entries(ending).map(([name, one]) => [name, { ...one, retire }]),
);

describe("the end of servers' lives", () => {
  let ground: Ground;
  let stack: Stack;
  let stayed: readonly string[];
  let ids: readonly string[];

  const write = (estate: Partial<TestEstate>) =>
    writeFile(
      join(ground.stacks, "chemistry.estate.yaml"),
      estateFile({ servers: staying, ...estate }),
    );
  const told = (run: StepsRun, line: RegExp) => {
    assert.equal(run.failed, false, run.told);
    assert.match(run.told, line);
  };
  const up = async () => {
    const done = await stepsOf(stack, "up");
    assert.equal(done.failed, false, done.told);
    await passTime(ground.simulator.port);
    return done;
  };
  const settled = async () => {
    const next = await stepsOf(stack, "preview");
    assert.deepEqual([next.failed, next.steps], [false, []], next.told);
    return next;
  };
  const idsOf = (all: readonly string[]) => all.map((name) => machineNamed(ground.world, name).id);
  /** Whatever is of the servers that stay, and all that happened to it; of jobs all are members. */
  const stays = () =>
    readWorld(ground.world)
      .objects.filter(({ platform }) => platform !== "veeam")
      .filter(({ properties }) => JSON.stringify(properties).includes("stay-"))
      .map(({ kind, id, history }) => `${kind} ${id} ${history.length}`);
  const powers = () => names.map((name) => powerOf(machineNamed(ground.world, name)));

  before(async function () {
    this.timeout(600_000);
    ground = await openGround();
    await run(await ground.open("site"), "up");
    await write({ servers: { ...staying, ...ending } });
    stack = await ground.open("chemistry");
    await up();
    ids = idsOf(names);
    stayed = stays();
    assert.ok(stayed.length > 10);
  });

  after(() => ground?.close());

  it("are announced, and nothing happens before their day", async function () {
    this.timeout(600_000);
    await write({ servers: { ...staying, ...retired } });
    const preview = await stepsOf(stack, "preview");
    told(preview, /out-v: is to be retired on 2026-12-01 .*reclaimed from 2026-12-31 on/);
    assert.deepEqual(preview.steps, []);
    await up();
    assert.deepEqual([powers(), stays()], [["on", "on", "on"], stayed]);
  });

  it("begin on their day: off, cut off, patched no more, and nobody gets in", async function () {
    this.timeout(600_000);
    await write({ asOf: "2026-12-01", servers: { ...staying, ...retired } });
    const preview = await stepsOf(stack, "preview");
    for (const name of names) {
      told(preview, new RegExp(`${name}: retired since 2026-12-01 `));
      assert.doesNotMatch(preview.told, new RegExp(`${name}: (online|reboot)`));
    }
    await up();
    assert.deepEqual(powers(), ["off", "off", "off"]);
    assert.deepEqual([idsOf(names), stays()], [ids, stayed]);
    assert.deepEqual(machinesIn(ground.world, job), ["out-v", "stay-v"]);
    assert.deepEqual(doorsOf(ground.world), {
      "out-a": [],
      "out-v": ["dvportgroup-29"],
      "out-z": ["Deny Inbound *", "Deny Outbound *"],
    });
    const outputs = await outputsOf(stack);
    for (const name of names) {
      assert.deepEqual(
        outputs.access[name]?.map(({ who }) => who),
        ["the provider's automation"],
      );
      assert.equal(outputs.servers[name]?.patchGroup, "retired");
      assert.equal(outputs.servers[name]?.retirement?.stage, "retired");
    }
    assert.ok(!JSON.stringify(outputs.muteAlarms).includes("out-"));
    await settled();
  });

  it("leave nothing to change at a server meanwhile", async function () {
    this.timeout(600_000);
    const servers = { ...staying, ...retired, "out-v": { ...retired["out-v"], memory: "32 GiB" } };
    await writeFile(
      join(ground.stacks, "chemistry.estate.yaml"),
      estateFile({ asOf: "2026-12-01", servers: known.parse(servers) }),
    );
    const { failed, told: text } = await stepsOf(stack, "preview");
    assert.ok(failed);
    assert.match(text, /servers\.out-v is retired, and a retired server is not changed.*memoryGiB/);
  });

  it("are taken back before the end", async function () {
    this.timeout(600_000);
    await write({ asOf: "2026-12-02", servers: { ...staying, ...ending } });
    const preview = await stepsOf(stack, "preview");
    told(preview, /out-v: comes back from retirement.*vCenter starts it/);
    told(preview, /out-a: comes back from retirement.*aws ec2 start-instances/);
    await start("aws:ec2/instance:Instance", "out-a", { instanceState: "running" });
    await start("azure-native:compute:VirtualMachine", "out-z", { instanceView: {} });
    await up();
    assert.deepEqual(powers(), ["on", "on", "on"]);
    assert.deepEqual([idsOf(names), stays()], [ids, stayed]);
    const outputs = await outputsOf(stack);
    assert.ok((outputs.access["out-v"]?.length ?? 0) > 1);
    await settled();
  });

  it("end for good once that is confirmed, with nothing else moved", async function () {
    this.timeout(600_000);
    const confirm = names.map((name) => ({ server: name, change: "remove", until: "2027-01-31" }));
    await write({ asOf: "2026-12-03", servers: { ...staying, ...retired } });
    await up();
    assert.deepEqual(powers(), ["off", "off", "off"]);
    await write({ asOf: "2026-12-30", servers: { ...staying, ...retired }, confirm });
    const early = await stepsOf(stack, "preview");
    assert.ok(early.failed);
    assert.match(early.told, /"out-v" is retired from 2026-12-01 on and kept until 2026-12-31/);
    await write({ asOf: "2026-12-31" });
    const unconfirmed = await stepsOf(stack, "preview");
    assert.ok(unconfirmed.failed);
    assert.match(unconfirmed.told, /servers\.out-a: .*its removal is not confirmed/);
    await write({ asOf: "2026-12-31", servers: { ...staying, ...retired }, confirm });
    told(await stepsOf(stack, "preview"), /out-z: retired since .*, and reclaimable/);
    await up();
    assert.deepEqual([powers(), idsOf(names)], [["off", "off", "off"], ids]);
    await write({ asOf: "2026-12-31", confirm });
    await up();
    assert.deepEqual(
      names.flatMap((name) => machinesNamed(ground.world, name)),
      [],
    );
    assert.deepEqual(stays(), stayed);
    assert.deepEqual(machinesIn(ground.world, job), ["stay-v"]);
    await settled();
  });

  /** What a person does at the platform. */
  const start = (kind: string, name: string, set: Parameters<typeof causeDrift>[1]["set"]) =>
    causeDrift(ground.simulator.port, {
      ...{ kind, id: machineNamed(ground.world, name).id },
      ...(set && { set }),
    });
});

const known = z.record(
  z.string(),
  z.looseObject({ platform: z.enum(["vsphere", "aws", "azure"]) }),
);

function powerOf({ properties }: SeenObject): "on" | "off" {
  const isOff =
    properties["instanceState"] === "stopped" ||
    properties["powerState"] === "off" ||
    JSON.stringify(properties["instanceView"] ?? "").includes("PowerState/stopped");
  return isOff ? "off" : "on";
}

const rules = z.array(
  z.looseObject({ access: z.string(), direction: z.string(), sourceAddressPrefix: z.string() }),
);
const cards = z.array(z.looseObject({ networkId: z.string() }));

/** What is open at each server that ends: rules of its firewall, or its port groups. */
function doorsOf(world: string): Record<string, readonly string[]> {
  const { objects } = readWorld(world);
  const group = objects.find(
    ({ kind, properties }) =>
      kind === "aws:ec2/securityGroup:SecurityGroup" && properties["name"] === "out-a",
  );
  const open = objects.filter(
    ({ kind, properties }) =>
      /SecurityGroup(In|E)gressRule$/.test(kind) && properties["securityGroupId"] === group?.id,
  );
  const wall = objects.find(
    ({ kind, properties }) =>
      kind.endsWith(":NetworkSecurityGroup") && properties["networkSecurityGroupName"] === "out-z",
  );
  return {
    "out-a": open.map(({ id }) => id),
    "out-v": cards
      .parse(machineNamed(world, "out-v").properties["networkInterfaces"])
      .map(({ networkId }) => networkId),
    "out-z": rules
      .parse(wall?.properties["securityRules"])
      .map((one) => `${one.access} ${one.direction} ${one.sourceAddressPrefix}`),
  };
}

const output = z.object({
  servers: z.record(
    z.string(),
    z.object({
      patchGroup: z.string(),
      retirement: z.object({ stage: z.string() }).optional(),
    }),
  ),
  access: z.record(z.string(), z.array(z.object({ who: z.string() }))),
  muteAlarms: z.unknown(),
});

async function outputsOf(stack: Stack) {
  const outputs = await stack.outputs();
  return output.parse(
    Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])),
  );
}
