import assert from "node:assert/strict";
import { CreateDocumentCommand, ListCommandsCommand, SSMClient } from "@aws-sdk/client-ssm";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { AwsReleaseSink } from "../../cli/release/awsSink.js";
import {
  releaseDocument,
  releaseName,
  releaseParameters,
} from "../../components/patching/awsRelease.plan.js";
import type { PatchState } from "../../components/service/patches/patchState.js";
import { ringVerdict } from "../../components/service/patches/ringVerdict.js";
import { anyState } from "../components/service/patches/states.js";
import { patchState, startInstance } from "./aws/instances.js";
import { AwsPeer, type Patching } from "./aws/peer.js";

const context = { name: "chemistry-patching", owner: "chemistry" };
const place = { account: "222222222222", region: "eu-central-1" };
const gate = { group: "test", soakHours: 72, withinHours: 124, elsewhere: false };
const content = JSON.stringify(releaseDocument);

describe("a test ring, while nothing of ours runs", function () {
  this.timeout(60_000);
  let peer: AwsPeer;
  let ssm: SSMClient;
  let production: string;
  let ring: readonly string[];

  before(async () => {
    peer = await AwsPeer.start();
    const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
    ssm = new SSMClient({ endpoint: peer.url, region: place.region, credentials });
  });
  after(async () => {
    ssm.destroy();
    await peer.end();
  });
  beforeEach(async () => {
    await peer.reset();
    const start = (name: string, group: string) =>
      startInstance(peer.url, { name, owner: "chemistry", group });
    production = await start("db-1", "production");
    ring = [await start("db-test-1", "test"), await start("db-test-2", "test")];
    await startInstance(peer.url, { name: "db-test", owner: "physics", group: "test" });
  });

  /** Does what the window does on the production server, and tells what it came to. */
  async function openWindow(patching: Patching = {}, elsewhere = false) {
    await peer.answer(patching);
    const parameters = releaseParameters({ ...context, ...place }, { ...gate, elsewhere }).map(
      ({ name, values: [value = ""] }) => [name, value.replace("{{RESOURCE_ID}}", production)],
    );
    const end = peer.run(content, Object.fromEntries(parameters));
    const { Commands } = await ssm.send(new ListCommandsCommand({ InstanceId: production }));
    const patched = (Commands ?? []).map(({ DocumentName, Parameters }) => ({
      DocumentName,
      Parameters,
    }));
    return { ...end, patched };
  }

  const well = () => ring.map((id) => patchState(id, 100));
  const states = (...rows: object[]): Patching => ({
    answers: { DescribeInstancePatchStates: rows },
  });

  async function assertHeld(patching: Patching, reason: RegExp, elsewhere = false): Promise<void> {
    const { status, step, failure, patched } = await openWindow(patching, elsewhere);
    assert.deepEqual([status, step, patched], ["Failed", "release", []]);
    assert.match(failure ?? "", reason);
  }

  it("releases production when every server of it is well and has soaked", async () => {
    const { status, patched } = await openWindow(states(...well()));
    const Parameters = { Operation: ["Install"], RebootOption: ["RebootIfNeeded"] };
    assert.equal(status, "Success");
    assert.deepEqual(patched, [{ DocumentName: "AWS-RunPatchBaseline", Parameters }]);
  });

  it("holds production when it failed", async () => {
    const [first = {}, second = {}] = well();
    await assertHeld(states(first, { ...second, FailedCount: 1 }), /1 patches failed/);
    await assertHeld(states({ ...first, MissingCount: 2 }, second), /2 patches missing/);
    const waiting = { ...first, InstalledPendingRebootCount: 1 };
    await assertHeld(states(waiting, second), /waiting for a restart/);
  });

  it("holds production without data: none, of one server, of a scan, of another cycle", async () => {
    const [first = {}, second = {}] = well();
    await assertHeld(states(), /no patch operation is recorded/);
    await assertHeld(states(first), /no patch operation is recorded/);
    await assertHeld(states(first, { ...second, Operation: "Scan" }), /installed nothing/);
    await assertHeld(states(first, patchState(ring[1] ?? "", 24 * 28)), /not patched within/);
  });

  it("holds production until it has soaked", async () => {
    const [first = {}] = well();
    await assertHeld(states(first, patchState(ring[1] ?? "", 71.9)), /patched less than/);
  });

  it("holds production when a question is refused, and asks again when it is throttled", async () => {
    const fails = (code: string, times: number): Patching => ({
      ...states(...well()),
      failures: { DescribeInstancePatchStates: { code, times } },
    });
    await assertHeld(fails("AccessDeniedException", -1), /AccessDenied/);
    await assertHeld(fails("InternalServerError", -1), /InternalServerError/);
    assert.equal((await openWindow(fails("ThrottlingException", 2))).status, "Success");
  });

  it("looks at every page", async () => {
    const [first = {}, second = {}] = well();
    const paged = { ...states(first, { ...second, FailedCount: 1 }), pageSize: 1 };
    await assertHeld(paged, /failed/);
    assert.equal((await openWindow({ ...states(...well()), pageSize: 1 })).status, "Success");
  });

  it("outside of AWS releases production by its marker alone", async () => {
    await peer.reset();
    production = await startInstance(peer.url, { name: "db", owner: "chemistry", group: "p" });
    await assertHeld({}, /ParameterNotFound/);
    const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
    const client = { endpoint: peer.url, region: place.region, credentials };
    const sink = new AwsReleaseSink({ patching: context.name, client });
    const mark = async (hours: number) => {
      const end = Temporal.Now.instant().subtract({ minutes: hours * 60 });
      const release = { group: "production", release: "2026-12-15", servers: ["db"] };
      const told = { ...release, ring: "test", testedAt: end, testedOn: ["vsphere"] } as const;
      const { writes } = await sink.pending(told);
      assert.equal(writes.length, 1);
      for (const { apply } of writes) {
        await apply();
      }
      assert.deepEqual(await sink.pending(told), { writes: [], problems: [] });
    };
    await mark(71);
    await assertHeld({}, /patched less than/);
    await mark(125);
    await assertHeld({}, /not patched within/);
    await mark(100);
    assert.equal((await openWindow()).status, "Success");
  });

  it("with servers outside of AWS as well needs their marker and its own servers", async () => {
    const [first = {}, second = {}] = well();
    await assertHeld(states(first, second), /ParameterNotFound/, true);
    const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
    const client = { endpoint: peer.url, region: place.region, credentials };
    const sink = new AwsReleaseSink({ patching: context.name, client });
    const release = {
      ...{ group: "production", release: "2026-12-15", servers: ["db"], ring: "test" },
      testedAt: Temporal.Now.instant().subtract({ hours: 100 }),
    };
    const alone = await sink.pending({ ...release, testedOn: ["aws"] });
    assert.deepEqual(alone, { writes: [], problems: [] });
    const { writes } = await sink.pending({ ...release, testedOn: ["vsphere", "aws"] });
    for (const { apply } of writes) {
      await apply();
    }
    await assertHeld(states(first, { ...second, FailedCount: 1 }), /1 patches failed/, true);
    assert.equal((await openWindow(states(first, second), true)).status, "Success");
  });

  it("is judged as the model judges it", async () => {
    // Half an hour keeps ages off the edges, which clocks that go on would cross.
    const now = Temporal.Now.instant().subtract({ minutes: 30 });
    const rings = fc.sample(fc.tuple(anyState(now), anyState(now)), { numRuns: 25, seed: 6 });
    const seen = new Set<string>();
    for (const [index, pair] of rings.entries()) {
      const named = new Map(pair.map((state, at) => [ring[at] ?? "", state]));
      const verdict = ringVerdict(named, gate, Temporal.Now.instant());
      const rows = [...named].flatMap(([id, state]) => rowOf(state, id));
      const { status } = await openWindow(states(...rows));
      assert.equal(status === "Success" ? "released" : "held", verdict.kind, `ring ${index}`);
      seen.add(verdict.kind);
    }
    assert.deepEqual([...seen].sort(), ["held", "released"]);
  });

  it("is watched by a runbook that AWS takes", async () => {
    const { DocumentDescription } = await ssm.send(
      new CreateDocumentCommand({
        ...{ Name: releaseName(context), DocumentType: "Automation", Content: content },
        DocumentFormat: "JSON",
      }),
    );
    assert.equal(DocumentDescription?.SchemaVersion, "0.3");
  });
});

/** The row of a state, as Systems Manager has it. */
function rowOf(state: PatchState, id: string): readonly object[] {
  return state.kind === "undetermined"
    ? []
    : [
        patchState(id, state.endedAt.until(Temporal.Now.instant()).total("hours"), {
          FailedCount: state.failed,
          MissingCount: state.missing,
          InstalledPendingRebootCount: state.pendingReboot,
          Operation: state.operation === "install" ? "Install" : "Scan",
        }),
      ];
}
