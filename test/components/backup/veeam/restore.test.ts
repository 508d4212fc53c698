import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { restoreObjections } from "../../../../components/backup/restoreObjections.js";
import { anything } from "../../../../components/backup/veeam/models.js";
import type { InPlaceDocument } from "../../../../components/backup/veeam/restore/document.js";
import { run } from "../../../../components/backup/veeam/run.js";
import { Session } from "../../../../components/backup/veeam/session.js";
import type { BackupServer } from "../../../../components/service/backup/backupServer.js";
import type { VeeamFault } from "../../../../simulator/veeam/faults.js";
import { Peer, password, vcenter } from "./peer.js";

/** What the catalog says of the backup server besides how it is reached. */
const offer: Omit<BackupServer, "address" | "user" | "trust"> = {
  ...{ kind: "veeam", timeZone: "UTC", vcenter, encryptionPassword: "co-managed" },
  ...{ repository: "hardened-main", backupCopies: {} },
};

const point = z.object({ id: z.string(), name: z.string() });
const told = z.object({ now: z.string() });

/** A backup server whose job has backed everything up once. */
async function backedUp(): Promise<{ readonly peer: Peer; readonly points: Map<string, string> }> {
  const peer = await new Peer().start();
  peer.write("lims-1", "Monday");
  peer.write("lims-2", "Monday");
  const { status, said } = await run("keep", JSON.stringify(peer.document()), peer.patience);
  assert.equal(status, 0, said);
  const session = new Session(peer.connection, peer.patience);
  const [job] = z.array(z.object({ id: z.string() })).parse(peer.all("Job"));
  const start = { method: "POST", path: `/api/v1/jobs/${job?.id}/start` } as const;
  await session.ask({ ...start, body: { performActiveFull: false } }, anything);
  await session.end();
  const all = z.array(point).parse(peer.all("RestorePoint"));
  return { peer, points: new Map(all.map(({ name, id }) => [name, id])) };
}

async function begunNow(peer: Peer): Promise<string> {
  const document = { version: 1, kind: "clock", server: peer.document().server };
  const { said } = await run("keep", JSON.stringify(document), peer.patience);
  return told.parse(JSON.parse(said)).now;
}

function inPlace(peer: Peer, changes: Partial<InPlaceDocument>): InPlaceDocument {
  return {
    ...{ version: 1, kind: "inPlace", server: peer.document().server, platform: "VSphere" },
    ...{ hostName: vcenter, machine: "lims-1", point: "", reason: "ransomware" },
    ...{ begun: "2026-01-01T00:00:00Z", ...changes },
  };
}

const ask = (peer: Peer, document: InPlaceDocument) =>
  run("keep", JSON.stringify(document), peer.patience);

const fault = fc.oneof<fc.Arbitrary<VeeamFault>[]>(
  fc.record({ what: fc.constant("busy"), status: fc.constantFrom(429, 503) }),
  fc.record({ what: fc.constant("expired"), alsoRefresh: fc.boolean() }),
  fc.constantFrom(
    { what: "lostAnswer" },
    { what: "refusedConnection" },
    { what: "failure" },
    { what: "gateway" },
  ),
);

const mishaps = fc.dictionary(fc.integer({ min: 0, max: 20 }).map(String), fault, { maxKeys: 8 });

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
          ...{ machine: "lims-1", platform: "vsphere", point: one },
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
