import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import { run } from "../../cli/stack/run.js";
import { azureDemand } from "../../components/backup/azureBackup.plan.js";
import { backupPaths } from "../../components/service/backupPath/backupPaths.js";
import type { PatchNode } from "../../components/service/patchPath/node.js";
import { backupClassesOn } from "../../infra/backupClasses.js";
import { causeDrift } from "../../simulator/core/control.js";
import { shown } from "../../simulator/core/json.js";
import { readWorld, type SeenObject } from "../../simulator/inspect.js";
import { readEstate } from "../../stacks/schema/read.js";
import { azureCutsOf } from "../components/backup/azureCuts.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { type Ground, openGround } from "../engine/ground.js";
import { exportedResources, nodesOf } from "../engine/stateOf.js";
import { stepsOf } from "../engine/steps.js";

const class_ = (days: number, lock: string) => `
    every: 24h
    start: "00:30"
    timeZone: UTC
    completeWithin: 3h
    keep: { days: ${days}, years: 2 }
    copies: { elsewhere: { within: 24h } }
    lock: ${lock}
`;

const reports =
  "/subscriptions/1b1b1b1b-0000-4000-8000-000000000001/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/comanaged";

const server = (backupClass: string, more: Partial<TestServer> = {}): TestServer => ({
  ...{ platform: "azure", backupClass },
  ...more,
});
const retire = {
  from: "2026-11-21",
  reason: "replaced",
  requester: "it@chemistry.example.edu",
  approver: "duty-manager@provider.example.edu",
};
const leave = { ...retire, reason: "ransomware" };

function protectionOf({ properties }: SeenObject["properties"]) {
  return z.record(z.string(), z.json()).parse(properties);
}

describe("backups of an estate's servers on Azure", () => {
  let ground: Ground;
  let stack: Stack;

  const classes = async (own: string) => {
    const file = join(ground.stacks, "catalog.yaml");
    const text = await readFile(file, "utf8");
    const others = text.replace(/ {2}(short|long):\n(?: {4}.*\n)+/g, "");
    const told = others.replace("  azure:\n", `  azure:\n    backupReports: ${reports}\n`);
    const once = others.includes("backupReports") ? others : told;
    await writeFile(file, once.replace("backupClasses:\n", `backupClasses:\n${own}`));
  };
  const both = (short: number, lock = "armed") =>
    classes(`  short:${class_(short, lock)}  long:${class_(90, lock)}`.replaceAll("\n\n", "\n"));
  const write = (servers: Record<string, TestServer>, more: object = {}) =>
    writeFile(
      join(ground.stacks, "chemistry.estate.yaml"),
      JSON.stringify({ ...JSON.parse(estateFile({ servers })), ...more }),
    );
  const up = async () => {
    const done = await stepsOf(stack, "up");
    assert.equal(done.failed, false, done.told);
    const next = await stepsOf(stack, "preview");
    assert.deepEqual([next.failed, next.steps], [false, []], next.told);
    return done;
  };
  const refused = async (reason: RegExp) => {
    const done = await stepsOf(stack, "preview");
    assert.equal(done.failed, true);
    assert.match(done.told, reason);
  };
  const kept = (kind: string) =>
    readWorld(ground.world).objects.filter(
      (object) => object.kind === `azure-native:recoveryservices:${kind}`,
    );

  before(async function () {
    this.timeout(300_000);
    ground = await openGround();
    await run(await ground.open("site"), "up");
    await both(30);
    await write({ "z-one": server("short"), "z-two": server("long") });
    stack = await ground.open("chemistry");
    await up();
  });

  after(() => ground?.close());

  it("lead to one vault, and every cut is found", async () => {
    const nodes = nodesOf(await exportedResources(stack));
    const { estate } = readEstate(ground.stacks, "chemistry");
    const used = backupClassesOn(estate, "azure");
    const facts = { azureDemandOf: (name: string) => azureDemand(name, used) };
    const missing = (some: readonly PatchNode[]) =>
      backupPaths(some, facts).flatMap((way) => way.missing);
    assert.deepEqual(missing(nodes), []);
    const unnoticed = azureCutsOf(nodes).filter(([, cut]) => missing(cut).length === 0);
    assert.deepEqual(
      unnoticed.map(([what]) => what),
      [],
    );
    assert.equal(kept("ProtectedItem").length, 2);
    const [setting] = readWorld(ground.world).objects.filter(
      ({ kind }) => kind === "azure-native:monitor:DiagnosticSetting",
    );
    assert.match(shown(setting?.properties["resourceUri"] ?? ""), /vaults\/chemistry-backups$/);
    assert.equal(setting?.properties["workspaceId"], reports);
  });

  it("may be kept longer, and never for less time", async function () {
    this.timeout(300_000);
    await write({ "z-one": server("short"), "z-two": server("short") });
    await refused(/The class of "z-two-backup" would keep backups for less time \(dailySchedule\)/);
    await both(20);
    await write({ "z-one": server("short"), "z-two": server("long") });
    await refused(/The policy "chemistry-azure-backups-policy-short" would keep backups for less/);
    await both(30);
    await write({ "z-one": server("long"), "z-two": server("long") });
    await up();
  });

  it("are locked by a second update at the earliest, and for good", async function () {
    this.timeout(300_000);
    await both(30, "locked");
    await write(
      { "z-one": server("long"), "z-two": server("long") },
      { vaultLocks: { long: leave } },
    );
    const { told } = await up();
    assert.match(told, /This update locks the vault chemistry-backups: from then on nobody/);
    await both(30);
    await write({ "z-one": server("long"), "z-two": server("long") });
    await refused(/The vault chemistry-backups is locked for good/);
  });

  it("stay when servers are retired and given up", async function () {
    this.timeout(300_000);
    await both(30, "locked");
    const confirm = [{ server: "z-two", change: "remove", until: "2026-12-31" }];
    const more = { vaultLocks: { long: leave }, confirm };
    await write({ "z-one": server("long", { retire }), "z-two": server("long") }, more);
    await up();
    assert.equal(kept("ProtectedItem").length, 2);
    await write({ "z-one": server("long", { retire }) }, more);
    await up();
    const left = readWorld(ground.world).objects.map(({ id }) => id.split("/").at(-1));
    assert.ok(!left.includes("z-two"), "the machine is gone");
    assert.equal(kept("ProtectedItem").length, 2);
  });

  it("that were deleted are not begun anew until a person has them undeleted", async function () {
    this.timeout(300_000);
    const [item] = kept("ProtectedItem").filter(({ id }) => id.endsWith(";z-two"));
    assert.ok(item !== undefined, "its backups stayed");
    const { kind, id, properties } = item;
    const deleted = { ...protectionOf(properties), isScheduledForDeferredDelete: true };
    await causeDrift(ground.simulator.port, { kind, id, set: { properties: deleted } });
    const servers = { "z-one": server("long", { retire }), "z-two": server("long") };
    await write(servers, { vaultLocks: { long: leave } });
    const refusal = await stepsOf(stack, "up");
    assert.ok(refusal.failed);
    assert.match(refusal.told, /were deleted, and until they end .*az backup protection undelete/);
    const set = { properties: protectionOf(properties) };
    await causeDrift(ground.simulator.port, { kind, id, set });
    const again = await stepsOf(stack, "up");
    assert.match(again.told, /"z-two-backup" exists already .*npx comanaged recover chemistry/);
  });
});
