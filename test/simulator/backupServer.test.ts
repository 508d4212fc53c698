import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sentJobs } from "../../components/backup/backupServerJobs.plan.js";
import {
  type BackedUpPlatform,
  backedUpPlatforms,
} from "../../components/service/backup/backupServer.js";
import {
  keepBackupJobs,
  releaseBackupJobs,
} from "../../components/service/backup/backupServerCommands.js";
import { Commands } from "../../simulator/command/provider.js";
import { World } from "../../simulator/core/world.js";
import { seed } from "../../simulator/data/seed.js";
import { changeHost, hypervHostAt } from "../../simulator/hyperv/host.js";
import type { Machine } from "../../simulator/hyperv/state.js";
import { newHardware } from "../../simulator/physical/newHardware.js";
import { writeHardware } from "../../simulator/physical/state.js";
import { Gateway } from "../../simulator/veeam/gateway.js";
import { readEstate } from "../../stacks/schema/read.js";

const password = "Simulated-3-Password";
const onVsphere = { name: "tpl-debian-12", host: "vcenter.example.edu", objectId: "vm-31" };
const onHyperv = {
  name: "web",
  host: "10.9.1.11",
  objectId: "4c1d0000-0000-4000-8000-000000000001",
};

const onHardware = (isWindows: boolean) => ({
  ...{ name: isWindows ? "win" : "db", host: "co-managed-hardware" },
  objectId: `30373237-3132-4d32-3235-30393034000${Number(isWindows)}`,
});
const members = {
  ...{ vsphere: onVsphere, hyperv: onHyperv },
  ...{ "physical-linux": onHardware(false), "physical-windows": onHardware(true) },
} as const;

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

  for (const platform of backedUpPlatforms) {
    it(`takes the jobs of every class of the catalog on ${platform}, and lets them go`, () =>
      keepAndRelease(platform)).timeout(120_000);
  }

  async function keepAndRelease(platform: BackedUpPlatform) {
    const { backupServer: server, backupClasses } = readEstate("stacks", "chemistry").catalog;
    assert.ok(server);
    const host = hypervHostAt(folder, onHyperv.host);
    assert.ok(host);
    changeHost(host, ({ machines }) => {
      machines.push({ ...emptyMachine, id: onHyperv.objectId, name: onHyperv.name });
    });
    for (const isWindows of [false, true]) {
      const machine = newHardware(`CZ${Number(isWindows)}`, onHardware(isWindows).objectId);
      const { name } = onHardware(isWindows);
      const installed = { attempt: "one", name, address: "10.9.3.21", isWindows };
      writeHardware(folder, { ...machine, installed });
    }
    for (const backup of Object.values(backupClasses)) {
      const key = `key/${platform}/${backup.name}`;
      const jobs = { estate: "chemistry", customer: "Chemistry", key, platform };
      const machines = [members[platform]];
      const stdin = sentJobs({ ...jobs, backup, server }, machines, password);
      const value = { create: keepBackupJobs, delete: releaseBackupJobs, stdin };
      const subject = { token: "command:local:Command", name: backup.name, timeoutSeconds: 120 };
      const before = names();
      const made = await commands.create(subject, { value, secrets: [] }, false);
      const { stdout } = made.properties.value;
      assert.ok(typeof stdout === "string" && !stdout.includes(password));
      const where = platform === "vsphere" ? "" : `-${platform}`;
      const own = ["", "-elsewhere"].map((place) => `chemistry-${backup.name}${where}${place}`);
      assert.deepEqual(names(), [...before, ...own]);
      if (backup.name === "gold") {
        await commands.delete(subject, made.id, made.properties.value);
        assert.deepEqual(names(), before);
      }
    }
  }
});

const emptyMachine: Omit<Machine, "id" | "name"> = {
  ...{ notes: "", state: "Off", cpus: 1, memoryMiB: 512, dynamicMemory: null, secureBoot: true },
  ...{ secureBootTemplate: "MicrosoftWindows", hasKeyProtector: false, tpm: false },
  ...{ checkpointType: "Production", automaticCheckpoints: false, firstBoot: null, drives: [] },
  ...{ adapters: [], checkpoints: [], answers: true, isWindows: false, starts: 0 },
};
