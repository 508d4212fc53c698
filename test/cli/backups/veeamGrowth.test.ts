import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { growthTable } from "../../../cli/backups/growthRows.js";
import { growthOnBackupServer } from "../../../cli/backups/veeamGrowth.js";
import { anything } from "../../../components/backup/veeam/models.js";
import { run } from "../../../components/backup/veeam/run.js";
import { Session } from "../../../components/backup/veeam/session.js";
import { textAt } from "../../../simulator/core/json.js";
import { Peer, secondSite } from "../../components/backup/veeam/peer.js";

const now = Temporal.Instant.from("2026-11-22T06:00:00Z");
const id = (number: number) => `50000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const key = "comanaged/chemistry/backup/gold";
const platform = { platformName: "VMware", platformId: id(0) };

describe("how servers grow whose backups lie on a backup server", () => {
  let peer: Peer;
  let count = 1000;

  beforeEach(async () => {
    peer = await new Peer().start();
    await run("keep", JSON.stringify(peer.document({ copies: [secondSite] })), peer.patience);
    const [job, copy] = peer.all("Job");
    for (const [number, of] of [job, copy].entries()) {
      const about = { id: id(number + 1), name: textAt(of ?? {}, "name") ?? "" };
      const jobId = textAt(of ?? {}, "id") ?? "";
      const made = { creationTime: "2026-11-01T00:00:00Z", repositoryId: id(9) };
      peer.put("Backup", { ...platform, ...about, jobType: "VSphereBackup", jobId, ...made });
    }
  });

  afterEach(() => peer.end());

  /** A file of a day, of an object, with what states of machines are in it. */
  function file(days: number, gib: number, object: number, names: readonly string[], backup = 1) {
    const creationTime = now.subtract({ hours: 24 * days + 2 }).toString();
    const fileId = id(++count);
    const points = names.map((name) => {
      const about = { id: id(++count), name, backupId: id(backup), backupFileId: fileId };
      peer.put("RestorePoint", { ...platform, ...about, creationTime, allowedOperations: [] });
      return about.id;
    });
    peer.put("BackupFile", {
      ...{ id: fileId, name: `${count}.vib`, backupId: id(backup), objectId: id(object) },
      ...{ restorePointIds: points, dataSize: 0, dedupRatio: 1, compressRatio: 1 },
      ...{ backupSize: gib * 2 ** 30, creationTime, gfsPeriods: ["None"] },
    });
  }

  const grown = (formerly = {}) =>
    growthOnBackupServer(
      {
        ...{ connection: peer.connection, patience: peer.patience },
        jobs: [{ key, servers: ["lims-1", "lims-2", "lims-3"], formerly, places: [] }],
      },
      now,
    );

  it("is told by their own files, and copies are not counted", async () => {
    file(14, 200, 50, ["lims-1.example.edu"]);
    for (let day = 0; day < 14; day += 1) {
      file(day, 3, 50, ["lims-1.example.edu"]);
    }
    // Its states have gone, and it goes on with them.
    file(5, 4, 50, []);
    file(3, 70, 51, ["old-lims"]);
    file(2, 10, 51, ["lims-2"]);
    file(3, 500, 52, ["lims-1"], 2);
    const found = await grown({ "lims-2": ["old-lims"] });
    const [one, two, three] = ["lims-1", "lims-2", "lims-3"].map((name) => found.get(name));
    assert.ok(one && "storedGiB" in one);
    assert.equal(one.storedGiB, 246);
    assert.ok(Math.abs((one.weeklyGiB ?? 0) - (46 / (14 + 2 / 24)) * 7) < 0.01);
    assert.deepEqual(two, { storedGiB: 80, weeklyGiB: undefined });
    assert.deepEqual(three, { reason: "no file on the backup server has a backup of it" });
  });

  it("is not known where machines of a job share their files", async () => {
    file(9, 100, 60, ["lims-1", "lims-2"]);
    file(8, 10, 60, ["lims-1"]);
    file(2, 10, 61, ["lims-3"]);
    const found = await grown();
    const reason = { reason: "its backups lie in the same files as those of others" };
    assert.deepEqual([found.get("lims-1"), found.get("lims-2")], [reason, reason]);
    assert.deepEqual(found.get("lims-3"), { storedGiB: 10, weeklyGiB: undefined });
  });

  it("is told of backups that the server itself took", async () => {
    const session = new Session(peer.connection, peer.patience);
    const [job = {}] = peer.all("Job");
    for (let run = 0; run < 3; run += 1) {
      const path = `/api/v1/jobs/${textAt(job, "id")}/start`;
      await session.ask({ method: "POST", path, body: { performActiveFull: false } }, anything);
    }
    await session.end();
    const told = (await grown()).get("lims-2");
    assert.equal(told && "storedGiB" in told && told.storedGiB, 22);
  });

  it("stands in the table beside what other platforms tell", () => {
    const row = { server: "lims-1", platform: "vsphere", undetermined: null } as const;
    const table = growthTable([{ ...row, dataGiB: null, storedGiB: 246, weeklyGiB: 23 }]);
    assert.match(table, /lims-1 +│ [^│]+│ \? +│ 246\.0 GiB +│ 23\.0 GiB/);
  });
});
