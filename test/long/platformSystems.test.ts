import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import { packageFolder } from "../../cli/packageFolder.js";
import { isEmpty, run } from "../../cli/stack/run.js";
import { packFolder } from "../../policies/build.js";
import { runBackups } from "../../simulator/core/control.js";
import { readWorld } from "../../simulator/inspect.js";
import { Vcenter } from "../components/backup/vcenter/peer.js";
import { backupJobs, machinesIn } from "../engine/backupJobs.js";
import { conventionProblems } from "../engine/conventions.js";
import { type Ground, openGround } from "../engine/ground.js";
import { exportedResources } from "../engine/stateOf.js";

const location = "sftp://files.example.edu/vcenter";

const told = z.object({
  servers: z.array(
    z.object({
      ...{ server: z.string(), platform: z.string(), lastGood: z.string().nullable() },
      findings: z.array(z.string()),
    }),
  ),
});

/** The clock of a simulated world began long ago. */
const withoutAge = (finding: string) => finding.replace(/ \d+ h old$/, " old");

const toldConfiguration = z.object({
  ...{ isEnabled: z.boolean(), restorePointsToKeep: z.number() },
  schedule: z.object({ daily: z.object({ localTime: z.string() }) }),
  encryption: z.object({ isEnabled: z.literal(true) }),
});

describe("The systems of the platform itself", function () {
  this.timeout(120_000);
  let ground: Ground;
  let site: Stack;
  let vcenter: Vcenter;

  before(async () => {
    vcenter = await new Vcenter().start();
    ground = await openGround();
    const platform = {
      ...{ every: "24h", start: "22:00", timeZone: "UTC", startWithin: "1h", completeWithin: "2h" },
      ...{ keep: { days: 14 }, rpo: "25h" },
    };
    const { address, user, trust } = vcenter.connection;
    const files = {
      ...{ address, user, ...trust, passwordConfig: "vcenterPassword", location },
      ...{ locationUser: "vcenter", locationPasswordConfig: "filesPassword" },
      encryptionPasswordConfig: "vcenterBackupPassword",
    };
    const systems = {
      vcenter: { what: "vcenter", backupClass: "platform", vcenter: files },
      // Any machine of the vCenter will do.
      vmm: { what: "vmm", backupClass: "standard", machine: "tpl-windows-2022" },
      arrays: { what: "storage", backupClass: "platform", exports: ground.stacks },
      backups: {
        ...{ what: "backup-server", backupClass: "platform" },
        configuration: { repository: "hardened-second-site" },
      },
    };
    const catalog = join(ground.stacks, "catalog.yaml");
    const text = readFileSync(catalog, "utf8").replace(
      "backupClasses:\n",
      `platformSystems: ${JSON.stringify(systems)}\nbackupClasses:\n  platform: ${JSON.stringify(platform)}\n`,
    );
    writeFileSync(catalog, text);
    const organization = { name: "Example University", awsOrganization: "o-exampleuni1" };
    const vsphere = { datacenter: "dc-main", folder: "co-managed" };
    writeFileSync(join(ground.stacks, "site.yaml"), JSON.stringify({ organization, vsphere }));
    site = await ground.open("site");
    for (const [key, value] of Object.entries({
      ...{ vcenterPassword: vcenter.connection.password, filesPassword: "Sends-5-files" },
      vcenterBackupPassword: "Encrypts-1-thing",
    })) {
      await site.setConfig(`comanaged:${key}`, { value, secret: true });
    }
  });

  after(async () => {
    vcenter.end();
    await ground.close();
  });

  const configuration = () => {
    const { objects } = readWorld(ground.world);
    const found = objects.find(({ kind }) => kind === "ConfigBackup");
    return toldConfiguration.parse(found?.properties);
  };

  it("are backed up by whom the catalog says, once, and with the passwords unseen", async () => {
    await run(site, "up", { policyPack: packFolder("all") });
    assert.ok(isEmpty(await run(site, "preview")));
    assert.deepEqual(conventionProblems(await exportedResources(site)), []);
    assert.deepEqual([...vcenter.schedules.keys()], ["comanaged"]);
    assert.deepEqual(
      backupJobs(ground.world).map(({ name, keptDays, copies }) => [name, keptDays, ...copies]),
      [["site-standard", 30, "hardened-second-site"]],
    );
    assert.deepEqual(machinesIn(ground.world, "site-standard"), ["tpl-windows-2022"]);
    assert.deepEqual(configuration().restorePointsToKeep, 15);
    assert.deepEqual(configuration().schedule.daily.localTime, "22:00");
    const outputs = await site.outputs();
    assert.deepEqual(outputs["platformSystems"]?.value.arrays, {
      ...{ what: "storage management", backupClass: "platform", backedUpBy: "exports" },
      ...{ rpo: "25 h", rto: "undetermined" },
    });
    assert.equal(outputs["platformSystems"]?.value.backups.backedUpBy, "configuration");
    const state = readFileSync(
      join(ground.project.folder, "state", ".pulumi", "stacks", "comanaged", "site.json"),
      "utf8",
    );
    for (const secret of ["Sends-5-files", "Encrypts-1-thing", vcenter.connection.password]) {
      assert.ok(!state.includes(secret));
    }
  });

  it("are told of, with what is missing", async () => {
    await runBackups(ground.simulator.port);
    const { stacks, project, engine, simulator } = ground;
    const main = join(packageFolder, "dist", "cli", "main.js");
    const args = [main, "backups", "site", "--json", "--stacks", stacks, "-C", project.folder];
    const env = { ...process.env, ...project.environment, ...engine.env, ...simulator.ways };
    const child = spawn(process.execPath, args, { env });
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    const [status] = await once(child, "close");
    const [stdout, stderr] = await said;
    assert.equal(status, 1, stderr);
    const found = told.parse(JSON.parse(stdout)).servers;
    assert.deepEqual(
      found.map(({ server, platform, findings }) => [
        server,
        platform,
        ...findings.map(withoutAge),
      ]),
      [
        ["vcenter", "vcenter", "no complete backup"],
        ["vmm", "vmm", "the newest backup is old", "the newest copy elsewhere is old"],
        ["arrays", "storage"],
        ["backups", "backup-server", "the newest backup is old"],
      ],
    );
    assert.ok(found.slice(1).every(({ lastGood }) => lastGood !== null));
  });

  it("go from the vCenter with the stack, and leave what was written", async () => {
    await site.destroy();
    assert.equal(vcenter.schedules.size, 0);
    assert.deepEqual(backupJobs(ground.world), []);
    assert.equal(configuration().isEnabled, true);
  });
});
