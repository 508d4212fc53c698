import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { utils } from "ssh2";
import { pulumi } from "../../cli/stack/pulumi.js";
import { isEmpty, run } from "../../cli/stack/run.js";
import { causeDrift } from "../../simulator/core/control.js";
import { type Ground, openGround } from "../engine/ground.js";
import { serversOf } from "../engine/serversOf.js";
import { machineNamed } from "../engine/worldOf.js";

const linux = [
  ...["catalog-db-1", "catalog-staging-1", "catalog-web-1", "catalog-web-2", "digital-scans-1"],
  ...["digital-web-1", "exhibits-web-1"],
];

const windows = ["loans-windows-1", "theses-win-1"];

describe("The access to the servers of an estate", function () {
  this.timeout(120_000);
  let ground: Ground;
  let stack: Stack;

  before(async () => {
    ground = await openGround();
    await run(await ground.open("site"), "up");
    stack = await ground.open("library");
    await run(stack, "up");
  });

  after(() => ground.close());

  /** What a file of each server says, by the server's name; of those that have it. */
  const onServers = (file: string): Record<string, string> => {
    const folder = join(ground.world, "guests");
    const guests = readdirSync(folder).filter((name) => existsSync(join(folder, name, file)));
    const entries = guests.map((name) => [
      readFileSync(join(folder, name, "etc/hostname"), "utf8").trim(),
      readFileSync(join(folder, name, file), "utf8"),
    ]);
    return Object.fromEntries(entries.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
  };
  const keysOf = (account: string) => onServers(`etc/ssh/comanaged/keys/${account}`);

  it("is shared by provider and customer on every platform, and listed", async () => {
    for (const account of ["okafor", "brandt", "moreau"]) {
      assert.deepEqual(Object.keys(keysOf(account)), linux);
      assert.deepEqual(Object.keys(onServers(`etc/sudoers.d/comanaged-${account}`)), linux);
    }
    const { access } = await stack.outputs();
    assert.deepEqual(Object.keys(access?.value).sort(), [...linux, ...windows].sort());
    const root = { may: "everything, as root", by: ["key"] };
    assert.deepEqual(access?.value["exhibits-web-1"], [
      { account: "comanaged", who: "the provider's automation", responsible: "provider", ...root },
      { account: "brandt", who: "Jon Brandt", responsible: "provider", ...root },
      { account: "moreau", who: "Claire Moreau", responsible: "customer", ...root },
      { account: "okafor", who: "Anna Okafor", responsible: "provider", ...root },
    ]);
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("is that of groups on Windows, which patches itself where no platform does it", async () => {
    const kept = onServers("windows.json");
    assert.deepEqual(Object.keys(kept), windows);
    const members = ["CAMPUS\\co-managed-admins", "CAMPUS\\library-server-admins"];
    const states = windows.map((server) => JSON.parse(kept[server] ?? ""));
    for (const { ownAdministrators, registry } of states) {
      assert.deepEqual(ownAdministrators, members);
      assert.equal(registry["HKLM:\\Software\\Microsoft\\Policies\\LAPS\\BackupDirectory"], 2);
    }
    const [onVsphere, onAzure] = states;
    assert.deepEqual(Object.keys(onVsphere.tasks), ["comanaged-patching-regular"]);
    assert.equal(
      onVsphere.registry[
        "HKLM:\\Software\\Policies\\Microsoft\\Windows\\WindowsUpdate\\TargetGroup"
      ],
      "library-public",
    );
    assert.deepEqual(onAzure.tasks, {});
    const { access } = await stack.outputs();
    const all = { may: "everything, as administrator" };
    assert.deepEqual(access?.value["theses-win-1"], [
      {
        ...{ account: "comanaged", who: "the provider's automation", responsible: "provider" },
        ...{ ...all, by: ["key"] },
      },
      {
        ...{ account: members[0], who: "Server team of the provider", responsible: "provider" },
        ...{ ...all, by: ["directory"] },
      },
      {
        ...{ account: members[1], who: "Systems team of the library", responsible: "customer" },
        ...{ ...all, by: ["directory"] },
      },
      {
        ...{ account: "Administrator", who: "whoever the directory lets read the password" },
        ...{ responsible: "provider", ...all, by: ["password"] },
      },
    ]);
  });

  it("changes while the servers run when a key is rotated, and replaces nothing", async () => {
    const file = join(ground.stacks, "library.estate.yaml");
    const before = serversOf(ground.world);
    const fresh = utils.generateKeyPairSync("ed25519", { comment: "moreau" }).public;
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/ssh-ed25519 .* moreau/, fresh));
    const { changes } = await run(stack, "up");
    // A component without outputs of its own that changed counts as same.
    assert.deepEqual(Object.keys(changes).sort(), ["same", "update"]);
    assert.deepEqual(serversOf(ground.world), before);
    const keys = Object.values(keysOf("moreau"));
    assert.ok(
      keys.length === linux.length && keys.every((lines) => lines.endsWith(`\n${fresh}\n`)),
    );
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("opens the windows in which servers on vSphere patch themselves, and moves them online", async () => {
    const timers = () => onServers("etc/systemd/system/comanaged-patching-regular.timer");
    const onVsphere = linux.filter((name) => name.startsWith("catalog-"));
    const before = { timers: timers(), servers: serversOf(ground.world) };
    assert.deepEqual(Object.keys(before.timers), onVsphere);
    const file = join(ground.stacks, "library.estate.yaml");
    const skipped = "{ action: skip, opening: 2027-06-19, reason: examinations }";
    const window = "    window: patch-week-next-saturday-early\n";
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(window, `${window}    exceptions: [${skipped}]\n`));
    const { changes } = await run(stack, "up");
    // AWS gets windows of other dates; nothing is replaced.
    assert.deepEqual(Object.keys(changes).sort(), ["create", "same", "update"]);
    assert.deepEqual(serversOf(ground.world), before.servers);
    const moved = Object.entries(timers()).filter(([name, lines]) => lines !== before.timers[name]);
    assert.deepEqual(
      moved.map(([name]) => name),
      ["catalog-db-1", "catalog-web-1"],
    );
    assert.ok(
      moved.every(([, lines]) => !lines.includes("2027-06-19") && lines.includes("2027-05-")),
    );
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("is there again on a machine that came anew, at its new address and host key", async () => {
    const lost = machineNamed(ground.world, "digital-web-1");
    await causeDrift(ground.simulator.port, { kind: lost.kind, id: lost.id, remove: true });
    await stack.refresh();
    await run(stack, "up");
    const anew = machineNamed(ground.world, "digital-web-1");
    assert.notEqual(anew.properties["privateIp"], lost.properties["privateIp"]);
    assert.ok(isEmpty(await run(stack, "preview")));
    assert.deepEqual(Object.keys(keysOf("moreau")), linux);
  });

  it("leaves no private key and no connection in the open", async () => {
    const { engine, project } = ground;
    const where = { engine, workDir: project.folder, environment: project.environment };
    const state = await pulumi(where, ["stack", "export", "--stack", stack.name]);
    const journal = await readFile(join(ground.world, "journal.jsonl"), "utf8");
    for (const text of [state, journal]) {
      assert.ok(!text.includes("PRIVATE KEY"));
    }
    const connections = [
      ...state.matchAll(/"connection": \{\s*"[0-9a-f]{32}": "[0-9a-f]{32}",\s*"(\w+)"/g),
    ];
    assert.deepEqual([...new Set(connections.map(([, form]) => form))], ["ciphertext"]);
    // Inputs and outputs of both commands of each server.
    assert.equal(connections.length, 4 * (linux.length + windows.length));
    assert.equal(state.match(/"connection": \{/g)?.length, connections.length);
  });
});
