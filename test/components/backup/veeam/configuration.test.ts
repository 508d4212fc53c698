import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { configurationState } from "../../../../cli/backups/configurationSource.js";
import { anything } from "../../../../components/backup/veeam/models.js";
import { run } from "../../../../components/backup/veeam/run.js";
import { Session } from "../../../../components/backup/veeam/session.js";
import { veeamConfiguration } from "../../../../components/backup/veeam/veeamConfiguration.js";
import type { Action } from "../../../../components/remote/outcome.js";
import { backupReport } from "../../../../components/service/backup/backupReport.js";
import { type JsonObject, objectAt, textAt } from "../../../../simulator/core/json.js";
import { classOf } from "../compile/classOf.js";
import { Peer, password } from "./peer.js";

const wanted = { repository: "hardened-second-site", encryptionPassword: "co-managed" };

const backup = classOf({
  schedule: { every: "week", weekday: "sunday", start: "22:15", timeZone: "UTC" },
  keep: { days: 28 },
});

describe("the backups of a backup server's own configuration", () => {
  let peer: Peer;

  beforeEach(async () => {
    peer = await new Peer().start();
  });

  afterEach(() => peer.end());

  const ask = (action: Action, changes: object = {}) => {
    const server = {
      ...{ ...peer.connection, kind: "veeam" as const, timeZone: "UTC", vcenter: "" },
      ...{ encryptionPassword: "co-managed", repository: "hardened-main", backupCopies: {} },
    };
    const planned = { backup, server, repository: wanted.repository };
    const document = { ...veeamConfiguration(planned, password), ...changes };
    return run(action, JSON.stringify(document), peer.patience);
  };

  const told = (): JsonObject => peer.all("ConfigBackup")[0] ?? {};

  const state = () => configurationState(peer.connection, wanted, peer.patience);

  /** Somebody else changes it. */
  const change = (changes: JsonObject) =>
    peer.put("ConfigBackup", { ...told(), id: textAt(told(), "id") ?? "", ...changes });

  /** One is made now; the world's own clock began long ago. */
  const start = async () => {
    const session = new Session(peer.connection, peer.patience);
    const path = "/api/v1/configBackup/backup";
    await session.ask({ method: "POST", path }, anything);
    await session.end();
    const made = peer.all("Session").at(-1) ?? {};
    const creationTime = Temporal.Now.instant().toString();
    peer.put("Session", { ...made, id: textAt(made, "id") ?? "", creationTime });
  };

  it("are kept as declared, once, with what others set besides", async () => {
    const notifications = { SNMPEnabled: true };
    change({ notifications });
    const { status, said } = await ask("keep");
    assert.equal(status, 0, said);
    await ask("keep");
    assert.equal(peer.count("UpdateConfigBackupOptions"), 1);
    const { isEnabled, restorePointsToKeep, schedule, encryption, ...rest } = told();
    assert.deepEqual(
      [isEnabled, restorePointsToKeep, rest["notifications"]],
      [true, 5, notifications],
    );
    assert.deepEqual(schedule, {
      isEnabled: true,
      daily: { isEnabled: true, localTime: "22:15", dailyKind: "SelectedDays", days: ["sunday"] },
      monthly: { isEnabled: false },
    });
    const places = peer.all("Repository").filter(({ id }) => id === rest["backupRepositoryId"]);
    assert.deepEqual(
      places.map(({ name }) => name),
      ["hardened-second-site"],
    );
    assert.equal(objectAt({ encryption: encryption ?? null }, "encryption")["isEnabled"], true);
  });

  it("go on when nobody keeps them any more", async () => {
    await ask("keep");
    const before = told();
    assert.equal((await ask("release")).status, 0);
    assert.deepEqual(told(), before);
  });

  it("are refused on the backup server itself, without a password, and elsewhere than it runs", async () => {
    const before = told();
    const own = await ask("keep", { repository: "Default Backup Repository" });
    assert.match(own.said, /Default Backup Repository is on the backup server itself/);
    const lost = await ask("keep", { encryptionPassword: "lost" });
    assert.match(lost.said, /no encryption password with the hint lost/);
    const server = { ...peer.connection, timeZone: "America/New_York" };
    assert.match((await ask("keep", { server })).said, /America\/New_York is -05:00/);
    assert.deepEqual(told(), before);
  });

  it("are as old as the last one that went well was begun, and told with those that failed", async () => {
    await start();
    const failed = await state();
    assert.ok(failed.kind === "known" && failed.lastGood === undefined);
    assert.match(failed.failures[0]?.reason ?? "", /Encryption has to be enabled/);
    await ask("keep");
    await start();
    const good = await state();
    assert.ok(good.kind === "known" && good.lastGood);
    const report = backupReport(backup, good, Temporal.Now.instant().add({ hours: 24 * 8 }));
    assert.deepEqual(report.findings, ["the newest backup is 192 h old"]);
    assert.deepEqual(backupReport(backup, good, Temporal.Now.instant()).findings, []);
  });

  it("are found when others switch them off, or change their password or place", async () => {
    const stopped = async () => {
      const known = await state();
      return known.kind === "known" ? known.stopped : "";
    };
    await ask("keep");
    assert.equal(await stopped(), undefined);
    const { backupRepositoryId = "", encryption = {} } = told();
    const id = "30000000-0000-4000-8000-000000000001";
    const at = { modificationTime: "2026-01-01T00:00:00Z", isImported: false, uniqueId: "other" };
    peer.put("EncryptionPassword", { ...at, id, hint: "other" });
    change({ isEnabled: false });
    assert.equal(await stopped(), "the configuration backup is disabled");
    change({ isEnabled: true, encryption: { isEnabled: true, passwordId: id } });
    assert.match((await stopped()) ?? "", /another password than co-managed encrypts/);
    change({ encryption: { isEnabled: false, passwordId: id } });
    assert.match((await stopped()) ?? "", /is not encrypted/);
    const own = peer.all("Repository").find(({ type }) => type === "LinuxLocal") ?? {};
    change({ encryption, backupRepositoryId: textAt(own, "id") ?? "" });
    assert.match((await stopped()) ?? "", /lies in Default Backup Repository, not in hardened/);
    change({ backupRepositoryId });
    assert.equal(await stopped(), undefined);
  });
});
