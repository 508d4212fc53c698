import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { anything } from "../../../../components/backup/veeam/models.js";
import type { MountDocument } from "../../../../components/backup/veeam/restore/document.js";
import { run } from "../../../../components/backup/veeam/run.js";
import { Session } from "../../../../components/backup/veeam/session.js";
import { mishaps } from "./backedUp.js";
import { Peer, password, vcenter } from "./peer.js";

const shownAs = "lims-old-of-chemistry-6c0e1f52";

/** A backup server whose job has backed a machine up once, and the restore point. */
async function backedUp(): Promise<{ readonly peer: Peer; readonly point: string }> {
  const peer = await new Peer().start();
  peer.addFolder("group-v1", "/dc-main/vm/co-managed");
  peer.write("lims-1", "Monday");
  const { status, said } = await run("keep", JSON.stringify(peer.document()), peer.patience);
  assert.equal(status, 0, said);
  const session = new Session(peer.connection, peer.patience);
  const [job] = z.array(z.object({ id: z.string() })).parse(peer.all("Job"));
  const start = { method: "POST", path: `/api/v1/jobs/${job?.id}/start` } as const;
  await session.ask({ ...start, body: { performActiveFull: false } }, anything);
  await session.end();
  const points = z.array(z.object({ id: z.string(), name: z.string() }));
  const point = points.parse(peer.all("RestorePoint")).find(({ name }) => name === "lims-1");
  return { peer, point: point?.id ?? "" };
}

function document(peer: Peer, kind: MountDocument["kind"], changes: object = {}): string {
  return JSON.stringify({
    ...{ version: 1, kind, server: peer.document().server, platform: "VSphere" },
    ...{ hostName: vcenter, machine: "lims-1", shownAs, host: "esx-1.example.edu" },
    folder: { name: "co-managed", objectId: "group-v1" },
    resourcePool: { name: "cluster-main/Resources", objectId: "resgroup-9" },
    ...{ reason: "an audit", ...changes },
  });
}

const keep = (peer: Peer, text: string) => run("keep", text, peer.patience);
const shown = (peer: Peer) => peer.machineNames().filter((name) => name === shownAs);

describe("a backup that shows as a machine", () => {
  it("is off, holds what was backed up, and is gone in the end", async () => {
    const { peer, point } = await backedUp();
    try {
      peer.write("lims-1", "Tuesday");
      assert.equal((await keep(peer, document(peer, "held", { point }))).status, 0);
      assert.deepEqual(shown(peer), []);
      const { status, said } = await keep(peer, document(peer, "mounted", { point }));
      assert.equal(status, 0, said);
      const { properties } = peer.virtualMachine(shownAs);
      assert.equal(JSON.parse(said).objectId, properties["moid"]);
      assert.equal(properties["powerState"], "off");
      assert.deepEqual(peer.contents(shownAs), ["system: Monday", "data: Monday"]);
      assert.deepEqual(peer.contents("lims-1"), ["system: Tuesday", "data: Tuesday"]);
      assert.equal((await keep(peer, document(peer, "mounted", { point }))).said, said);
      assert.equal(peer.count("InstantViVMRecoveryMount"), 1);
      for (let time = 0; time < 2; time += 1) {
        assert.equal((await keep(peer, document(peer, "ended", { point }))).status, 0);
        assert.deepEqual([shown(peer), peer.all("InstantRecovery")], [[], []]);
      }
      assert.equal(peer.count("InstantViVMRecoveryUnmount"), 1);
    } finally {
      peer.end();
    }
  });

  it("goes with its entry before the end, and never with the steps that have one", async () => {
    const { peer, point } = await backedUp();
    const release = (kind: MountDocument["kind"]) =>
      run("release", document(peer, kind, { point }), peer.patience);
    try {
      await keep(peer, document(peer, "mounted", { point }));
      await release("mounted");
      await release("ended");
      assert.deepEqual(shown(peer), [shownAs]);
      await release("held");
      assert.deepEqual(shown(peer), []);
    } finally {
      peer.end();
    }
  });

  it("takes nothing of somebody else's place, and tells what stands against it", async () => {
    const { peer, point } = await backedUp();
    try {
      const none = await keep(peer, document(peer, "mounted", { point, host: "esx-9" }));
      assert.match(none.said, /sees no host esx-9 in vcenter.example.edu; it sees esx-1/);
      const other = await keep(peer, document(peer, "mounted", { point, machine: "lims-2" }));
      assert.match(other.said, /is a backup of lims-1, and not of lims-2/);
      peer.put("RestoreFailure", { id: "1", message: "The NFS datastore cannot be mounted." });
      const broken = await keep(peer, document(peer, "mounted", { point }));
      assert.equal(broken.status, 1);
      assert.match(broken.said, /does not show as a machine: The NFS datastore cannot be mounted/);
      peer.addMachine(shownAs, 77);
      const before = peer.virtualMachine(shownAs);
      const taken = await keep(peer, document(peer, "mounted", { point }));
      assert.match(taken.said, /is in vcenter.example.edu already and shows no backup/);
      await run("release", document(peer, "held", { point }), peer.patience);
      assert.deepEqual(peer.virtualMachine(shownAs), before);
      assert.deepEqual(peer.all("InstantRecovery"), []);
    } finally {
      peer.end();
    }
  });

  it("shows once and ends, whatever goes wrong on the way", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mishaps, { maxLength: 3 }), async (runs) => {
        const { peer, point } = await backedUp();
        try {
          for (const kind of ["mounted", "ended"] as const) {
            for (const wrong of runs) {
              let request = 0;
              peer.faults = () => wrong[request++];
              const { said } = await keep(peer, document(peer, kind, { point }));
              assert.ok(!said.includes(password));
            }
            peer.faults = undefined;
            const { status, said } = await keep(peer, document(peer, kind, { point }));
            assert.equal(status, 0, said);
            assert.equal(shown(peer).length, kind === "mounted" ? 1 : 0);
            assert.equal(peer.all("InstantRecovery").length, kind === "mounted" ? 1 : 0);
          }
        } finally {
          peer.end();
        }
      }),
      { numRuns: Number(process.env["VEEAM_RUNS"] ?? 3) },
    );
  }).timeout(60_000);
});
