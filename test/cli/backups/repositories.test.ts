import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { repositoryRows, repositoryTable } from "../../../cli/backups/repositories.js";
import { run } from "../../../components/backup/veeam/run.js";
import { Session } from "../../../components/backup/veeam/session.js";
import { textAt } from "../../../simulator/core/json.js";
import { Peer } from "../../components/backup/veeam/peer.js";

const now = Temporal.Instant.from("2026-11-22T06:00:00Z");
const id = (number: number) => `40000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

describe("the repositories of a backup server", () => {
  it("are told with what fills them and when they are full", async () => {
    const peer = await new Peer().start();
    try {
      await run("keep", JSON.stringify(peer.document()), peer.patience);
      const [job] = peer.all("Job");
      const jobId = textAt(job ?? {}, "id") ?? "";
      const [main] = peer.all("Repository");
      const repositoryId = textAt(main ?? {}, "id") ?? "";
      const platform = { platformName: "VMware", platformId: id(0), jobType: "VSphereBackup" };
      const backup = { ...platform, id: id(1), jobId, name: "chemistry-gold", repositoryId };
      peer.put("Backup", { ...backup, creationTime: "2026-11-01T00:00:00Z" });
      for (let day = 0; day < 21; day += 1) {
        peer.put("BackupFile", {
          ...{ id: id(100 + day), name: `${day}.vib`, backupId: id(1), objectId: id(2) },
          ...{ restorePointIds: [], dataSize: 0, dedupRatio: 1, compressRatio: 1 },
          backupSize: (day === 0 ? 2_000 : 300) * 2 ** 30,
          creationTime: now.subtract({ hours: 24 * (20 - day) + 2 }).toString(),
          gfsPeriods: ["None"],
        });
      }
      const session = new Session(peer.connection, peer.patience);
      const names = ["hardened-main", "hardened-second-site", "gone"];
      const rows = await repositoryRows(session, names, { now, within: 30 });
      await session.end();
      const [first, second, third] = rows;
      assert.deepEqual([first?.capacityGiB, first?.freeGiB], [10_000, 2_000]);
      const [growth] = first?.jobs ?? [];
      assert.equal(growth?.heldGiB, 8_000);
      assert.ok(Math.abs((growth?.weeklyGiB ?? 0) - 2_092) < 1);
      // 2,000 GiB of room, 299 a day.
      assert.deepEqual([first?.fullInDays, first?.findings], [7, ["it is full in 7 days"]]);
      assert.deepEqual([second?.fullInDays, second?.findings], [null, []]);
      assert.deepEqual(third?.findings, ["the backup server does not have it"]);
      assert.match(repositoryTable(rows), /IT IS FULL IN 7 DAYS/);
    } finally {
      peer.end();
    }
  });
});
