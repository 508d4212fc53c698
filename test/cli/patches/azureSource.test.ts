import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { AzurePatchSource } from "../../../cli/patches/azureSource.js";
import { tolerant } from "../../../cli/patches/source.js";
import { Graph, type GraphRow } from "./graph.js";

const subscription = "33333333-3333-4333-8333-333333333333";
const now = Temporal.Instant.from("2026-11-20T23:00:00Z");
const machineType = "Microsoft.Compute/virtualMachines";

function idOf(name: string): string {
  return `/subscriptions/${subscription}/resourceGroups/co-managed-x/providers/${machineType}/${name}`;
}

function machine(name: string, owner = "library"): GraphRow {
  const tags = { Owner: owner };
  return { id: idOf(name), name, type: machineType.toLowerCase(), tags, properties: {} };
}

function installation(name: string, hoursAgo: number, changes: object = {}): GraphRow {
  const end = now.subtract({ minutes: Math.round(hoursAgo * 60) });
  return {
    id: `${idOf(name)}/patchInstallationResults/${hoursAgo}`,
    name: String(hoursAgo),
    type: `${machineType}/patchInstallationResults`.toLowerCase(),
    properties: {
      ...{ startDateTime: end.subtract({ minutes: 20 }).toString(), osType: "Linux" },
      ...{ lastModifiedDateTime: end.toString(), status: "Succeeded", startedBy: "Platform" },
      ...{ installedPatchCount: 4, pendingPatchCount: 0, failedPatchCount: 0 },
      ...{ notSelectedPatchCount: 9, excludedPatchCount: 1, rebootStatus: "Completed" },
      ...changes,
    },
  };
}

describe("the patches of servers on Azure", () => {
  const graph = new Graph();
  let source: AzurePatchSource;
  before(async () => {
    await graph.start();
    source = new AzurePatchSource({
      ...{ subscription, owner: "library" },
      credential: {
        getToken: async () => ({ token: "a-token", expiresOnTimestamp: Date.now() + 3_600_000 }),
      },
      client: { httpClient: graph.httpClient },
    });
  });
  after(() => graph.end());
  beforeEach(() => {
    Object.assign(graph, { pageSize: 1000, throttled: 0, requests: 0 });
    graph.tables["resources"] = [machine("web-1")];
    graph.tables["patchinstallationresources"] = [];
    graph.tables["patchassessmentresources"] = [];
    graph.tables["maintenanceresources"] = [];
  });

  const ask = async (name = "web-1") => {
    const { states } = await source.read([{ name, group: "public" }]);
    return states.get(name);
  };
  const runs = (...rows: readonly GraphRow[]) => {
    graph.tables["patchinstallationresources"] = rows;
  };

  it("are those of the last run; the last success may be an older one", async () => {
    runs(installation("web-1", 300), installation("web-1", 2, { failedPatchCount: 2 }));
    const state = await ask();
    assert.ok(state?.kind === "known");
    assert.equal(state.failed, 2);
    assert.equal(state.installed, 4);
    assert.equal(state.lastSuccess?.toString(), now.subtract({ hours: 300 }).toString());
  });

  it("are no success while a run is anything but one", async () => {
    for (const changes of [
      { status: "Failed" },
      { status: "InProgress" },
      { status: "CompletedWithWarnings" },
      { pendingPatchCount: 1 },
      { rebootStatus: "Required" },
      { rebootStatus: "Failed" },
    ]) {
      runs(installation("web-1", 2, changes));
      const state = await ask();
      assert.ok(state?.kind === "known");
      assert.equal(state.lastSuccess, undefined, JSON.stringify(changes));
    }
  });

  it("wait for a restart when a later assessment says so", async () => {
    runs(installation("web-1", 10));
    const assess = (hoursAgo: number) => {
      const lastModifiedDateTime = now.subtract({ hours: hoursAgo }).toString();
      graph.tables["patchassessmentresources"] = [
        {
          id: `${idOf("web-1")}/patchAssessmentResults/latest`,
          name: "latest",
          type: `${machineType}/patchAssessmentResults`.toLowerCase(),
          properties: { lastModifiedDateTime, rebootPending: true },
        },
      ];
    };
    assess(11);
    const before = await ask();
    assert.equal(before?.kind === "known" && before.pendingReboot, 0);
    assess(9);
    const after = await ask();
    assert.equal(after?.kind === "known" && after.pendingReboot, 1);
  });

  it("are not known of a machine without a run, of nobody's and of another's", async () => {
    assert.equal((await ask())?.kind, "undetermined");
    assert.equal(await ask("web-2"), undefined);
    graph.tables["resources"] = [machine("web-1", "physics")];
    runs(installation("web-1", 2));
    assert.equal(await ask(), undefined);
  });

  it("are found whatever the case of ids, and with what the windows ended in", async () => {
    graph.tables["resources"] = [{ ...machine("web-1"), id: idOf("WEB-1"), name: "Web-1" }];
    runs(installation("web-1", 2));
    graph.tables["maintenanceresources"] = [
      {
        id: `${idOf("web-1")}/providers/Microsoft.Maintenance/applyUpdates/1`,
        name: "1",
        type: "microsoft.maintenance/applyupdates",
        properties: {
          ...{ maintenanceScope: "InGuestPatch", resourceId: idOf("web-1").toUpperCase() },
          ...{ startDateTime: now.toString(), status: "Cancelled" },
        },
      },
    ];
    const answer = await source.read([{ name: "web-1", group: "public" }]);
    assert.equal(answer.states.get("web-1")?.kind, "known");
    assert.deepEqual(answer.runs.get("web-1"), [{ start: now, status: "Cancelled" }]);
  });

  it("are complete over pages of any size, also when Azure asks to wait", async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(names, fc.integer({ min: 1, max: 5 }), async (all, pageSize) => {
        Object.assign(graph, { pageSize, throttled: 1 });
        graph.tables["resources"] = all.map((name) => machine(name));
        runs(...all.map((name, index) => installation(name, index + 1)));
        const servers = all.map((name) => ({ name, group: "public" }));
        const { states } = await source.read(servers);
        const ends = all.map((name) => {
          const state = states.get(name);
          return state?.kind === "known" ? state.endedAt.toString() : undefined;
        });
        const wanted = all.map((_, index) => now.subtract({ hours: index + 1 }).toString());
        assert.deepEqual(ends, wanted);
      }),
      { numRuns: 20 },
    );
  });

  it("are not known when Azure refuses", async () => {
    const stranger = new AzurePatchSource({
      ...{ subscription, owner: "library" },
      credential: {
        getToken: async () => ({ token: "another", expiresOnTimestamp: Date.now() + 3_600_000 }),
      },
      client: { httpClient: graph.httpClient },
    });
    const { states } = await tolerant("Azure", stranger).read([{ name: "web-1", group: "g" }]);
    const state = states.get("web-1");
    assert.ok(state?.kind === "undetermined");
    assert.match(state.reason, /^Azure did not answer: /);
  });
});
