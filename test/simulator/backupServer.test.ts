import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sentJobs } from "../../components/backup/backupServerJobs.plan.js";
import {
  keepBackupJobs,
  releaseBackupJobs,
} from "../../components/service/backup/backupServerCommands.js";
import { Commands } from "../../simulator/command/provider.js";
import { World } from "../../simulator/core/world.js";
import { seed } from "../../simulator/data/seed.js";
import { Gateway } from "../../simulator/veeam/gateway.js";
import { readEstate } from "../../stacks/schema/read.js";

const password = "Simulated-3-Password";
const machines = [{ name: "tpl-debian-12", objectId: "vm-31" }];

describe("the simulated backup server", () => {
  const folder = mkdtempSync(join(tmpdir(), "world-"));
  let world: World;
  let gateway: Gateway;
  let commands: Commands;

  before(async () => {
    world = new World(folder, seed());
    gateway = new Gateway(world);
    const ways = await gateway.listen();
    commands = new Commands(() => Promise.reject(new Error("no SSH here")), ways);
  });

  after(() => {
    gateway.stop();
    world.close();
    rmSync(folder, { recursive: true });
  });

  const names = () =>
    [...world.objects.ofKind("veeam", "Job").values()].map(({ properties }) => properties["name"]);

  it("takes the jobs of every class of the catalog, and lets them go", async () => {
    const { backupServer: server, backupClasses } = readEstate("stacks", "chemistry").catalog;
    assert.ok(server);
    for (const backup of Object.values(backupClasses)) {
      const jobs = { estate: "chemistry", customer: "Chemistry", key: `key/${backup.name}` };
      const stdin = sentJobs({ ...jobs, backup, server }, machines, password);
      const value = { create: keepBackupJobs, delete: releaseBackupJobs, stdin };
      const subject = { token: "command:local:Command", name: backup.name, timeoutSeconds: 120 };
      const before = names();
      const made = await commands.create(subject, { value, secrets: [] }, false);
      const { stdout } = made.properties.value;
      assert.ok(typeof stdout === "string" && !stdout.includes(password));
      const own = ["", "-elsewhere"].map((place) => `chemistry-${backup.name}${place}`);
      assert.deepEqual(names(), [...before, ...own]);
      if (backup.name === "gold") {
        await commands.delete(subject, made.id, made.properties.value);
        assert.deepEqual(names(), before);
      }
    }
  }).timeout(120_000);
});
