import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { restoreObjections } from "../../../../components/backup/restoreObjections.js";
import type { InPlaceDocument } from "../../../../components/backup/veeam/restore/document.js";
import { run } from "../../../../components/backup/veeam/run.js";
import type { BackupServer } from "../../../../components/service/backup/backupServer.js";
import { backedUp, begunNow, mishaps } from "./backedUp.js";
import { type Peer, password, vcenter } from "./peer.js";

/** What the catalog says of the backup server besides how it is reached. */
const offer: Omit<BackupServer, "address" | "user" | "trust"> = {
  ...{ kind: "veeam", timeZone: "UTC", vcenter, encryptionPassword: "co-managed" },
  ...{ repository: "hardened-main", backupCopies: {} },
};

function inPlace(peer: Peer, changes: Partial<InPlaceDocument>): InPlaceDocument {
  return {
    ...{ version: 1, kind: "inPlace", server: peer.document().server, platform: "VSphere" },
    ...{ hostName: vcenter, machine: "lims-1", point: "", reason: "ransomware" },
    ...{ begun: "2026-01-01T00:00:00Z", ...changes },
  };
}

const ask = (peer: Peer, document: InPlaceDocument) =>
  run("keep", JSON.stringify(document), peer.patience);

describe("a restore in place by a backup server", () => {
  it("brings the machine back as it was, and leaves the others and later disks alone", async () => {
    const { peer, points } = await backedUp();
    try {
      const before = peer.virtualMachine("lims-1");
      peer.write("lims-1", "damaged", ["system", "data", "later"]);
      peer.write("lims-2", "Tuesday");
      const begun = await begunNow(peer);
      const document = inPlace(peer, { point: points.get("lims-1") ?? "", begun });
      const { status, said } = await ask(peer, document);
      assert.equal(status, 0, said);
      assert.deepEqual(peer.contents("lims-1"), [
        "system: Monday",
        "data: Monday",
        "later: damaged",
      ]);
      assert.deepEqual(peer.contents("lims-2"), ["system: Tuesday", "data: Tuesday"]);
      const after = peer.virtualMachine("lims-1");
      assert.deepEqual(
        [after.id, after.properties["moid"]],
        [before.id, before.properties["moid"]],
      );
      peer.write("lims-1", "Wednesday");
      assert.equal((await ask(peer, document)).status, 0);
      assert.deepEqual(peer.contents("lims-1"), ["system: Wednesday", "data: Wednesday"]);
      assert.equal((await run("release", JSON.stringify(document), peer.patience)).status, 0);
      assert.deepEqual(peer.contents("lims-1"), ["system: Wednesday", "data: Wednesday"]);
      assert.equal(peer.count("EntireVmRestoreVmware"), 1);
    } finally {
      peer.end();
    }
  });

  it("is refused where the point is gone, another machine's, incomplete or infected", async () => {
    const { peer, points } = await backedUp();
    try {
      peer.write("lims-1", "damaged");
      const own = z
        .array(z.looseObject({ id: z.string(), name: z.string() }))
        .parse(peer.all("RestorePoint"));
      const [first] = own.filter(({ name }) => name === "lims-1");
      const put = (id: string, changes: object) =>
        peer.put("RestorePoint", JSON.parse(JSON.stringify({ ...first, ...changes, id })));
      const id = (number: number) => `90000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
      put(id(1), { allowedOperations: [] });
      put(id(2), { malwareStatus: "Infected" });
      const begun = await begunNow(peer);
      const cases: readonly (readonly [string, RegExp])[] = [
        [id(0), /is not on the backup server any more/],
        [points.get("lims-2") ?? "", /is a backup of lims-2, and not of lims-1/],
        [id(1), /No whole machine can be restored/],
        [id(2), /Malware was found/],
      ];
      const told = await restoreObjections(
        [...cases.map(([wrong]) => wrong), points.get("lims-1") ?? ""].map((one) => ({
          ...{ kind: "inPlace", machine: "lims-1", platform: "vsphere", point: one },
        })),
        { ...peer.connection, ...offer },
        password,
        peer.patience,
      );
      assert.ok(told.state === "told");
      assert.equal(told.why.at(-1), undefined);
      for (const [index, [, expected]] of cases.entries()) {
        assert.match(told.why[index] ?? "", expected);
      }
      for (const [wrong, expected] of cases) {
        const { status, said } = await ask(peer, inPlace(peer, { point: wrong, begun }));
        assert.equal(status, 1);
        assert.match(said, expected);
      }
      assert.equal(peer.count("EntireVmRestoreVmware"), 0);
      assert.deepEqual(peer.contents("lims-1"), ["system: damaged", "data: damaged"]);
    } finally {
      peer.end();
    }
  });

  it("tells why it failed, and is begun anew by the next run", async () => {
    const { peer, points } = await backedUp();
    try {
      const message = "The datastore is full.";
      peer.put("RestoreFailure", { id: "1", message });
      const begun = await begunNow(peer);
      const document = inPlace(peer, { point: points.get("lims-1") ?? "", begun });
      const broken = await ask(peer, document);
      assert.equal(broken.status, 1);
      assert.match(broken.said, /Restore of lims-1 failed: .*The datastore is full/);
      assert.deepEqual(peer.contents("lims-1"), ["system: half restored", "data: half restored"]);
      assert.equal((await ask(peer, document)).status, 0);
      assert.deepEqual(peer.contents("lims-1"), ["system: Monday", "data: Monday"]);
    } finally {
      peer.end();
    }
  });

  it("happens once, whatever goes wrong on the way", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mishaps, { maxLength: 3 }), async (runs) => {
        const { peer, points } = await backedUp();
        try {
          const begun = await begunNow(peer);
          const document = inPlace(peer, { point: points.get("lims-1") ?? "", begun });
          peer.write("lims-1", "damaged");
          for (const wrong of runs) {
            let request = 0;
            peer.faults = () => wrong[request++];
            const { said } = await ask(peer, document);
            assert.ok(!said.includes(password));
          }
          peer.faults = undefined;
          const { status, said } = await ask(peer, document);
          assert.equal(status, 0, said);
          assert.deepEqual(peer.contents("lims-1"), ["system: Monday", "data: Monday"]);
          const sessions = peer.all("Session").filter((one) => one["sessionType"] === "RestoreVm");
          assert.equal(sessions.length, 1);
        } finally {
          peer.end();
        }
      }),
      { numRuns: Number(process.env["VEEAM_RUNS"] ?? 3) },
    );
  }).timeout(60_000);
});
