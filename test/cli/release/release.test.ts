import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import type { PatchSource } from "../../../cli/patches/source.js";
import { AzureReleaseSink } from "../../../cli/release/azureSink.js";
import { isFine, releaseGroups } from "../../../cli/release/release.js";
import { jsonOf, tableOf } from "../../../cli/release/report.js";
import type { Release, ReleaseSink } from "../../../cli/release/sink.js";
import { waitsForJob } from "../../../cli/release/waitsForJob.js";
import type { PatchState } from "../../../components/service/patches/patchState.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { anyState, installed } from "../../components/service/patches/states.js";
import { AzureTags } from "./azureTags.js";

const { estate } = readEstate("stacks", "library");
const subscription = "3d3d3d3d-0000-4000-8000-000000000003";
const idOf = (name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/co-managed-library/providers/Microsoft.Compute/virtualMachines/${name}`.toLowerCase();
const group = { Owner: "library", PatchGroup: "public", Backup: "theirs" };

/** Staging is patched on Thursday the 10th from 21:00; the group opens on Saturday the 19th. */
const tested = Temporal.Instant.from("2026-12-10T23:00+01:00");
const opens = Temporal.Instant.from("2026-12-19T05:00+01:00");
const due = opens.subtract({ hours: 20 });

const telling = (state: PatchState | undefined): PatchSource => ({
  read: async (servers) => ({
    states: new Map(state === undefined ? [] : servers.map(({ name }) => [name, state])),
    runs: new Map(),
  }),
});

describe("comanaged release", () => {
  const azure = new AzureTags();
  let azureSink: AzureReleaseSink;
  const released: Release[] = [];
  const aws: ReleaseSink = {
    pending: async (release) => ({
      writes: [{ what: "marker", apply: async () => void released.push(release) }],
      problems: [],
    }),
  };

  before(async () => {
    await azure.start();
    azureSink = sinkWith("a-token");
  });
  after(() => azure.end());
  beforeEach(() => {
    released.length = 0;
    azure.patches.length = 0;
    azure.readOnly = false;
    azure.machines.clear();
    azure.machines.set(idOf("exhibits-web-1"), group);
    azure.machines.set(idOf("theses-win-1"), { ...group, PatchRelease: "2026-11-21" });
    azure.machines.set(idOf("bystander"), group);
  });

  const sinkWith = (token: string) =>
    new AzureReleaseSink({
      ...{ subscription, resourceGroup: "co-managed-library", owner: "library" },
      credential: {
        getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
      },
      client: { httpClient: azure.httpClient, retryOptions: { maxRetries: 0 } },
    });

  async function release(
    state: PatchState | undefined,
    now = due,
    { apply = true, sink = azureSink } = {},
  ) {
    const source = telling(state);
    const own = { vsphere: source, hyperv: source, physical: source };
    const sources = { aws: source, azure: source, ...own };
    const rows = await releaseGroups(estate, { sources, sinks: { aws, azure: sink }, now, apply });
    const row = rows.find((one) => one.group === "public");
    assert.ok(row);
    return { rows, row };
  }

  it("writes one tag on the machines of the group, and nothing else on nobody else", async () => {
    const { row } = await release(installed(tested));
    assert.equal(row.verdict.kind, "released");
    assert.deepEqual(azure.patches.map(({ scope }) => scope).sort(), [
      idOf("exhibits-web-1"),
      idOf("theses-win-1"),
    ]);
    const body = { operation: "Merge", properties: { tags: { PatchRelease: "2026-12-19" } } };
    assert.deepEqual(
      azure.patches.map((one) => one.body),
      [body, body],
    );
    assert.deepEqual(azure.machines.get(idOf("exhibits-web-1")), {
      ...group,
      PatchRelease: "2026-12-19",
    });
    assert.deepEqual(row.notBuilt, ["vsphere"]);
    assert.ok(isFine(row));
    assert.deepEqual(
      released.map(({ ring, testedOn, servers }) => [ring, testedOn, servers]),
      [["staging", ["vsphere"], ["digital-scans-1", "digital-web-1"]]],
    );
  });

  it("writes nothing a second time", async () => {
    await release(installed(tested));
    azure.patches.length = 0;
    const { row } = await release(installed(tested));
    assert.deepEqual([azure.patches.length, row.writes], [0, ["marker"]]);
  });

  it("only tells without --apply", async () => {
    const { row } = await release(installed(tested), due, { apply: false });
    assert.deepEqual(row.writes.slice().sort(), [
      "exhibits-web-1: tag PatchRelease 2026-12-19",
      "marker",
      "theses-win-1: tag PatchRelease 2026-12-19",
    ]);
    assert.deepEqual([azure.patches, released], [[], []]);
  });

  it("writes nothing for a ring that failed, that nobody knows, and outside of its span", async () => {
    const well = installed(tested);
    const cases: [PatchState | undefined, Temporal.Instant, string][] = [
      [{ ...well, failed: 1 }, due, "held"],
      [{ kind: "undetermined", reason: "AccessDenied" }, due, "held"],
      [undefined, due, "held"],
      [well, opens, "not due"],
      [well, tested.add({ hours: 24 }), "not due"],
    ];
    for (const [state, now, kind] of cases) {
      const { row } = await release(state, now);
      assert.deepEqual([row.verdict.kind, isFine(row)], [kind, kind === "not due"]);
      assert.deepEqual([azure.patches, released, row.writes], [[], [], []]);
    }
  });

  it("writes if and only if the ring is well, whatever it is", async () => {
    const kinds = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyState(tested.add({ hours: 60 })), async (state) => {
        azure.patches.length = 0;
        azure.machines.set(idOf("exhibits-web-1"), group);
        const { row } = await release(state);
        kinds.add(row.verdict.kind);
        assert.equal(azure.patches.length > 0, row.verdict.kind === "released");
      }),
      { numRuns: 60, seed: 2 },
    );
    assert.deepEqual([...kinds].sort(), ["held", "released"]);
  });

  it("leaves alone a machine that carries another's tags, and says so", async () => {
    for (const tags of [{ ...group, Owner: "physics" }, { ...group, PatchGroup: "staging" }, {}]) {
      azure.patches.length = 0;
      azure.machines.set(idOf("exhibits-web-1"), tags);
      const { row } = await release(installed(tested));
      assert.match(row.problems.join(), /exhibits-web-1: its tags are not those/);
      assert.ok(!isFine(row));
      assert.deepEqual(azure.machines.get(idOf("exhibits-web-1")), tags);
    }
  });

  it("writes nothing on Azure while a machine is not there or Azure does not answer", async () => {
    azure.machines.delete(idOf("exhibits-web-1"));
    const gone = await release(installed(tested));
    assert.match(gone.row.problems.join(), /Microsoft Azure did not answer|Azure did not answer/);
    const refused = await release(installed(tested), due, { sink: sinkWith("another") });
    assert.match(refused.row.problems.join(), /did not answer/);
    assert.deepEqual(azure.patches, []);
    assert.ok(!isFine(gone.row) && !isFine(refused.row));
  });

  it("says what Azure refuses to write", async () => {
    azure.readOnly = true;
    const { row } = await release(installed(tested));
    assert.equal(row.problems.length, 2);
    assert.match(row.problems.join(), /refused: .*AuthorizationFailed/);
    assert.deepEqual(row.writes, ["marker"]);
  });

  it("is needed unless the group and its whole test ring stand on AWS", () => {
    const { public: held, staging } = estate.patchGroups;
    assert.ok(held && staging);
    const onAws = estate.servers.filter(({ platform }) => platform === "aws");
    const testers = estate.servers.filter(({ patchGroup }) => patchGroup === "staging");
    assert.equal(waitsForJob({ ...estate, servers: onAws }, held), false);
    assert.equal(waitsForJob({ ...estate, servers: [...onAws, ...testers] }, held), true);
    assert.equal(waitsForJob(estate, held), true);
    assert.equal(waitsForJob(estate, staging), false);
  });

  it("releases the last opening that is planned and says that no more are", async () => {
    const later = { hours: 24 * 35 };
    const { row } = await release(installed(tested.add(later)), due.add(later));
    assert.equal(row.verdict.kind, "released");
    assert.match(row.problems.join(), /planned until 2027-01-23 08:00; .*advance asOf/);
    assert.ok(!isFine(row));
  });

  it("tells each group's verdict and why, in a table and as JSON", async () => {
    const { rows } = await release({ ...installed(tested), failed: 2 });
    assert.match(tableOf(rows), /public .*staging .*2026-12-19 05:00.*held .*2 patches failed/);
    const { applied, groups } = JSON.parse(jsonOf(new Map([["library", rows]]), true));
    assert.equal(applied, true);
    assert.deepEqual(groups[0], {
      ...{ stack: "library", group: "public", ring: "staging", verdict: "held" },
      ...{ opening: "2026-12-19T04:00:00Z", testedAt: null },
      ...{ reasons: ["catalog-staging-1: 2 patches failed"], writes: [], problems: [] },
      notBuilt: ["vsphere"],
    });
  });
});
