import assert from "node:assert/strict";
import { AzureBackupSource } from "../../../cli/backups/azureSource.js";
import { tolerant } from "../../../cli/backups/source.js";
import { Graph, type GraphRow } from "../patches/graph.js";

const subscription = "33333333-3333-4333-8333-333333333333";
const group = `/subscriptions/${subscription}/resourceGroups`;
const kind = "microsoft.recoveryservices/vaults";

function item(name: string, properties: object = {}, vault = "library-backups"): GraphRow {
  return {
    id: `${group}/co-managed-library-backups/providers/Microsoft.RecoveryServices/vaults/${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;x/protectedItems/vm;${name}`,
    name,
    type: `${kind}/backupfabrics/protectioncontainers/protecteditems`,
    properties: {
      backupManagementType: "AzureIaasVM",
      sourceResourceId: `${group}/x/providers/Microsoft.Compute/virtualMachines/${name.toUpperCase()}`,
      protectionState: "Protected",
      lastRecoveryPoint: "2026-11-21T00:10:00Z",
      ...properties,
    },
  };
}

function job(name: string, properties: object = {}): GraphRow {
  return {
    id: `${group}/co-managed-library-backups/providers/Microsoft.RecoveryServices/vaults/Library-Backups/backupJobs/${name}`,
    name,
    type: `${kind}/backupjobs`,
    properties: {
      ...{ backupManagementType: "AzureIaasVM", entityFriendlyName: name, operation: "Backup" },
      ...{ status: "Failed", startTime: "2026-11-21T00:00:00Z" },
      ...properties,
    },
  };
}

describe("the backups of servers on Azure", () => {
  const graph = new Graph();
  let source: AzureBackupSource;
  before(async () => {
    await graph.start();
    source = new AzureBackupSource({
      ...{ subscription, vault: "library-backups" },
      credential: {
        getToken: async () => ({ token: "a-token", expiresOnTimestamp: Date.now() + 3_600_000 }),
      },
      client: { httpClient: graph.httpClient },
    });
  });
  after(() => graph.end());

  const stateOf = async (...rows: readonly GraphRow[]) => {
    graph.tables["recoveryservicesresources"] = rows;
    const states = await source.read(["web-1"]);
    const state = states.get("web-1");
    assert.ok(state);
    return state;
  };

  it("are what the estate's vault holds, whatever the case of ids", async () => {
    const state = await stateOf(item("web-1"), item("web-1", {}, "other"), item("web-2"));
    assert.ok(state.kind === "known");
    assert.equal(state.lastGood?.toString(), "2026-11-21T00:10:00Z");
    assert.deepEqual([state.failures, state.copies, state.stopped], [[], undefined, undefined]);
    for (const rows of [[], [item("web-1", {}, "other")], [item("web-2")]]) {
      assert.equal((await stateOf(...rows)).kind, "undetermined");
    }
  });

  it("tell of jobs that failed, of none yet, and of protection that is stopped", async () => {
    const state = await stateOf(
      item("web-1", { lastRecoveryPoint: null, protectionState: "ProtectionStopped" }),
      job("web-1", { errorDetails: [{ errorString: "The VM agent\n\u001b[31mis not ready" }] }),
      job("web-1", { status: "Completed" }),
      job("web-1", { operation: "Restore" }),
      job("web-2"),
    );
    assert.ok(state.kind === "known");
    assert.equal(state.lastGood, undefined);
    assert.match(state.stopped ?? "", /ProtectionStopped/);
    assert.equal(state.failures.length, 1);
    const [failure] = state.failures;
    assert.match(failure?.reason ?? "", /^The VM agent/);
    for (const odd of ["\n", "\u001b"]) {
      assert.ok(!failure?.reason.includes(odd));
    }
  });

  it("tell how long the last restore took, that has ended", async () => {
    const restored = (startTime: string, endTime: string | null, properties: object = {}) =>
      job("Web-1", {
        operation: "Restore",
        status: "Completed",
        startTime,
        endTime,
        ...properties,
      });
    const restoreOf = async (...jobs: readonly GraphRow[]) => {
      const state = await stateOf(item("web-1"), ...jobs);
      assert.ok(state.kind === "known");
      return state.restore && { ...state.restore, at: state.restore.at.toString() };
    };
    const slow = restored("2026-11-20T10:00:00Z", "2026-11-20T11:30:30Z");
    const failed = { status: "Failed", operation: "CrossRegionRestore" };
    const later = restored("2026-11-21T10:00:00Z", "2026-11-21T10:05:00Z", failed);
    const measured = { at: "2026-11-20T11:30:30Z", passed: true, minutes: 91 };
    assert.deepEqual(await restoreOf(slow, restored("2026-11-21T10:00:00Z", null)), measured);
    assert.deepEqual(await restoreOf(later, slow), {
      ...{ at: "2026-11-21T10:05:00Z", passed: false, minutes: 5 },
    });
    assert.equal(
      await restoreOf(
        restored("2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z", { operation: "Backup" }),
      ),
      undefined,
    );
  });

  it("are not known when Azure answers something else, or nothing", async () => {
    graph.tables["recoveryservicesresources"] = [item("web-1", { lastRecoveryPoint: "soon" })];
    const states = await tolerant("Azure", source).read(["web-1"]);
    const state = states.get("web-1");
    assert.ok(state?.kind === "undetermined");
    assert.match(state.reason, /^Azure did not answer: .*soon is no time/);
  });
});
