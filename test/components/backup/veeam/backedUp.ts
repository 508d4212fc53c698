import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { anything } from "../../../../components/backup/veeam/models.js";
import { run } from "../../../../components/backup/veeam/run.js";
import { Session } from "../../../../components/backup/veeam/session.js";
import type { VeeamFault } from "../../../../simulator/veeam/faults.js";
import { Peer } from "./peer.js";

const point = z.object({ id: z.string(), name: z.string() });
const told = z.object({ now: z.string() });

/** A backup server whose job has backed everything up once. */
export async function backedUp(
  content = "Monday",
): Promise<{ readonly peer: Peer; readonly points: Map<string, string> }> {
  const peer = await new Peer().start();
  peer.write("lims-1", content);
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

/** What the clock of a backup server shows. */
export async function begunNow(peer: Peer): Promise<string> {
  const document = { version: 1, kind: "clock", server: peer.document().server };
  const { said } = await run("keep", JSON.stringify(document), peer.patience);
  return told.parse(JSON.parse(said)).now;
}

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

/** What goes wrong with some of the requests of a run, by their numbers. */
export const mishaps = fc.dictionary(fc.integer({ min: 0, max: 20 }).map(String), fault, {
  maxKeys: 8,
});
