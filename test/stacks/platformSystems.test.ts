import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { systemRows, watchedSystems } from "../../cli/backups/systems.js";
import { tableOf } from "../../cli/backups/table.js";
import { backupEntries } from "../../cli/calendar/backups.js";
import type { BackupClass } from "../../components/service/backup/backupClass.js";
import type { PlatformSystem } from "../../components/service/backup/platformSystem.js";
import { readCatalog } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const fingerprint = Array.from({ length: 32 }, () => "AB").join(":");

const vcenter = {
  ...{ address: "https://vcenter.example.edu", user: "backup@vsphere.local", fingerprint },
  ...{ passwordConfig: "vcenterPassword", location: "sftp://files.example.edu/vcenter" },
  ...{ locationUser: "vcenter", locationPasswordConfig: "filesPassword" },
  encryptionPasswordConfig: "vcenterBackupPassword",
};

const platform = {
  ...{ every: "24h", start: "22:00", timeZone: "UTC", startWithin: "1h", completeWithin: "2h" },
  ...{ keep: { days: 14 }, rpo: "25h" },
};

const catalog = (systems: object) =>
  readFileSync("stacks/catalog.yaml", "utf8").replace(
    "backupClasses:\n",
    `platformSystems: ${JSON.stringify(systems)}\nbackupClasses:\n  platform: ${JSON.stringify(platform)}\n`,
  );

const inFolder = <T>(systems: object, use: (folder: string) => T): T =>
  withFolder({ "catalog.yaml": catalog(systems) }, use);

const read = (systems: object) => inFolder(systems, readCatalog);

const problems = (systems: object) =>
  inFolder(systems, (folder) => problemsOf(() => readCatalog(folder)));

const elsewhere = { repository: "hardened-second-site" };

const systems = {
  vcenter: { what: "vcenter", backupClass: "platform", vcenter },
  vmm: { what: "vmm", backupClass: "standard", machine: "vmm-1" },
  updates: { what: "patching", backupClass: "standard", machine: "wsus-1" },
  arrays: { what: "storage", backupClass: "platform", exports: "/srv/exports/array-1" },
  backups: { what: "backup-server", backupClass: "platform", configuration: elsewhere },
};

describe("the systems of the platform itself", () => {
  const { platformSystems: declared } = read(systems);

  it("have backup classes, and one who takes their backups", () => {
    assert.deepEqual(
      declared.map(({ name, backup, backedUp }) => [...[name, backup.name, backedUp.by]]),
      [
        ["vcenter", "platform", "vcenter"],
        ["vmm", "standard", "machine"],
        ["updates", "standard", "machine"],
        ["arrays", "platform", "exports"],
        ["backups", "platform", "configuration"],
      ],
    );
  });

  it("are refused without a class, with an unknown one, and where nobody takes backups", () => {
    const found = problems({
      one: { what: "vmm", machine: "vmm-1" },
      two: { what: "vmm", machine: "vmm-1", backupClass: "standart" },
      three: { what: "storage", backupClass: "standard" },
      four: { what: "storage", backupClass: "platform", machine: "a", exports: "/srv/a" },
      five: { what: "vcenter", backupClass: "platform", vcenter: { ...vcenter, authority: pem } },
      six: { what: "vcenter", backupClass: "gold", vcenter },
      seven: { what: "patching", backupClass: "standard", computer },
    });
    const messages = found.map(({ path, message, fix }) => `${path}: ${message} ${fix ?? ""}`);
    const text = messages.join("\n");
    assert.match(text, /platformSystems\.one.*backupClass/);
    assert.match(text, /platformSystems\.two\.backupClass: "standart" .*standard/);
    assert.match(text, /platformSystems\.three: it is not said who takes its backups/);
    assert.match(text, /platformSystems\.four\.exports: its backups are taken twice/);
    assert.match(text, /platformSystems\.five\.vcenter: .*twice/);
    assert.match(text, /six\.backupClass: "gold" cannot be the class of "six": .*once a day/);
    assert.match(text, /seven\.backupClass: .* no protectionGroup/);
    assert.ok(found.every(({ line }) => line > 1));
  });

  it("are refused where the backup server cannot keep its own configuration so", () => {
    const of = (backupClass: string, more: object = {}) => ({
      ...{ what: "backup-server", backupClass, configuration: elsewhere },
      ...more,
    });
    const text = problems({
      one: of("platform"),
      two: of("gold"),
      three: of("platform", { what: "vmm" }),
      four: { what: "backup-server", backupClass: "standard", machine: "backup" },
    })
      .map(({ path, message }) => `${path}: ${message}`)
      .join("\n");
    assert.doesNotMatch(text, /platformSystems\.one/);
    assert.match(text, /two\.backupClass: .* once a day at most\. .* nowhere\. .* being deleted/);
    assert.match(text, /two\.configuration: the backup server .* once, and "one" says how/);
    assert.match(text, /three\.configuration: "three" is no backup server/);
    assert.match(text, /four\.machine: "four" would be backed up by jobs of its own/);
    const shared = problems({ ...systems, vmm: { ...systems.vmm, backupClass: "platform" } });
    assert.match(
      shared.map(({ path, message }) => `${path}: ${message}`).join("\n"),
      /backups\.backupClass: .* while the backup server takes backups of "platform" \(every day/,
    );
  });

  it("stand in the calendar like servers", () => {
    const at = (day: string) => Temporal.Instant.from(`${day}T00:00:00Z`);
    const span = { from: at("2026-12-01"), until: at("2026-12-02") };
    const entries = backupEntries({ stack: "site", servers: declared }, span);
    const backups = entries.filter(({ kind }) => kind === "backup");
    assert.deepEqual(
      backups.map(({ start, backupClass, servers }) => [
        ...[start.toString(), backupClass, servers.join(" ")],
      ]),
      [
        ["2026-12-01T00:00:00Z", "standard", "updates vmm"],
        ["2026-12-01T22:00:00Z", "platform", "arrays backups vcenter"],
      ],
    );
    assert.equal(entries.filter(({ kind }) => kind === "restore test").length, 0);
  });

  it("are members of jobs by their class", () => {
    assert.deepEqual(watchedSystems(declared, "comanaged"), [
      {
        key: "comanaged/site/backup/standard",
        servers: ["vmm-1", "wsus-1"],
        places: ["elsewhere"],
      },
    ]);
  });

  it("are found when what they write themselves is older than promised, empty or gone", async () => {
    const folder = mkdtempSync(join(tmpdir(), "exports-"));
    const now = Temporal.Instant.from("2026-11-22T06:00:00Z");
    const row = async (name: string) => {
      const exports = join(folder, name);
      const system: PlatformSystem = {
        ...{ name: "arrays", what: "storage", backup: daily },
        backedUp: { by: "exports", folder: exports },
      };
      const [found] = await systemRows({ platformSystems: [system] }, ".", now);
      assert.ok(found);
      return found;
    };
    const write = (name: string, hours: number, text = "configuration") => {
      mkdirSync(join(folder, name), { recursive: true });
      const file = join(folder, name, `${hours}.cfg`);
      writeFileSync(file, text);
      const at = now.subtract({ hours }).epochMilliseconds / 1000;
      utimesSync(file, at, at);
    };
    try {
      write("fresh/2026", 20);
      write("fresh", 60);
      // While a backup is written the one before is the newest: two hours more than 25.
      write("old", 28);
      write("old", 1, "");
      mkdirSync(join(folder, "empty"));
      const fresh = await row("fresh");
      assert.deepEqual([fresh.findings, fresh.ageMinutes], [[], 1200]);
      assert.equal(fresh.allowedMinutes, 27 * 60);
      assert.deepEqual((await row("old")).findings, ["the newest backup is 28 h old"]);
      assert.deepEqual((await row("empty")).findings, ["no complete backup"]);
      const gone = await row("gone");
      assert.deepEqual(gone.findings, ["not known to be backed up"]);
      assert.match(gone.remarks.join(), /cannot be read \(ENOENT\)/);
      assert.match(tableOf([gone]), /storage management/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const computer = { name: "wsus-1", os: "windows" };

const daily: BackupClass = {
  name: "platform",
  schedule: { every: "day", start: "22:00", timeZone: "UTC" },
  ...{ startWithinMinutes: 60, completeWithinMinutes: 180, keep: { days: 14 }, copies: [] },
  ...{ lock: "planned", consistency: "application", promisedRpoMinutes: 1500 },
};

const pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
