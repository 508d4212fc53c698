import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { JobsDocument } from "../../../../components/backup/veeam/document.js";
import { keyOf } from "../../../../components/backup/veeam/jobs.js";
import { run } from "../../../../components/backup/veeam/run.js";
import { type JsonObject, objectAt, objectsAt, textAt } from "../../../../simulator/core/json.js";
import type { VeeamFault } from "../../../../simulator/veeam/faults.js";
import { machine, Peer, password, secondSite } from "./peer.js";

const fault = fc.oneof<fc.Arbitrary<VeeamFault>[]>(
  fc.record({
    what: fc.constant("busy"),
    status: fc.constantFrom(429, 503),
    retryAfter: fc.integer({ min: 0, max: 900 }),
  }),
  fc.record({ what: fc.constant("expired"), alsoRefresh: fc.boolean() }),
  fc.constantFrom(
    { what: "lostAnswer" },
    { what: "refusedConnection" },
    { what: "failure" },
    { what: "gateway" },
  ),
);

/** What goes wrong, by the number of the request of a run. */
const mishaps = fc.dictionary(fc.integer({ min: 0, max: 30 }).map(String), fault, { maxKeys: 12 });

const step = fc.record({
  machines: fc.uniqueArray(fc.constantFrom("lims-1", "lims-2", "lims-3"), { minLength: 1 }),
  hasCopy: fc.boolean(),
  action: fc.constantFrom("keep", "keep", "keep", "release"),
  mishaps,
});

const names = ["lims-1", "lims-2", "lims-3"];
const id = "20000000-0000-4000-8000-000000000001";
const stranger = { id, name: "nightly", type: "FileBackupCopy", isDisabled: false };

describe("the jobs of a backup class, whatever goes wrong", () => {
  it("are never doubled, and are as declared once nothing goes wrong any more", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        const peer = await new Peer(names).start();
        try {
          peer.put("Job", stranger);
          for (const { machines, hasCopy, action, mishaps } of steps) {
            const document = peer.document({
              machines: machines.map((name) => machine(names.indexOf(name), name)),
              copies: hasCopy ? [secondSite] : [],
            });
            let request = 0;
            peer.faults = () => mishaps[request++];
            const broken = await run(action, JSON.stringify(document), peer.patience);
            assert.ok(!broken.said.includes(password));
            once(peer);
            if (broken.status === 0) {
              asDeclared(peer, action, document);
            }
            peer.faults = undefined;
            const { status, said } = await run(action, JSON.stringify(document), peer.patience);
            assert.equal(status, 0, said);
            asDeclared(peer, action, document);
          }
        } finally {
          peer.end();
        }
      }),
      { numRuns: Number(process.env["VEEAM_RUNS"] ?? 8) },
    );
  }).timeout(60_000);
});

function own(peer: Peer): JsonObject[] {
  return peer.all("Job").filter((job) => job["id"] !== id);
}

function once(peer: Peer): void {
  const keys = own(peer).map((job) => keyOf({ description: textAt(job, "description") }));
  assert.equal(new Set(keys).size, keys.length, keys.join(", "));
  assert.deepEqual(
    peer.all("Job").find((job) => job["id"] === id),
    stranger,
  );
}

function asDeclared(peer: Peer, action: string, { machines, copies }: JobsDocument): void {
  once(peer);
  const jobs = own(peer);
  assert.equal(jobs.length, action === "keep" ? copies.length + 1 : 0);
  const included = jobs.flatMap((job) => objectsAt(objectAt(job, "virtualMachines"), "includes"));
  const wanted = action === "keep" ? machines : [];
  assert.deepEqual(
    included.map((machine) => textAt(machine, "name") ?? "").sort(),
    wanted.map(({ name }) => name).sort(),
  );
}
