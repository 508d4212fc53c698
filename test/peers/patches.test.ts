import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { AwsPatchSource } from "../../cli/patches/awsSource.js";
import { patchState, startInstance } from "./aws/instances.js";
import { AwsPeer } from "./aws/peer.js";
import { makeWindow } from "./aws/windows.js";

/** The account that moto plays. */
const account = "123456789012";
const patching = "chemistry-patching";
const at = (text: string): number => Date.parse(text) / 1000;

/** The state of an operation that began and ended at given times. */
function stateAt(id: string, start: string, end: string, changes: object = {}): object {
  const times = { OperationStartTime: at(start), OperationEndTime: at(end) };
  return patchState(id, 0, { ...times, ...changes });
}

const output = z.object({
  asOf: z.string(),
  servers: z.array(z.looseObject({ server: z.string(), platform: z.string() })),
});

describe("comanaged patches, against moto", function () {
  this.timeout(120_000);
  let peer: AwsPeer;
  let stacks: string;
  let ids: Readonly<Record<string, string>>;

  before(async () => {
    peer = await AwsPeer.start();
    stacks = mkdtempSync(join(tmpdir(), "comanaged-patches-"));
    cpSync("stacks/catalog.yaml", join(stacks, "catalog.yaml"));
    const text = readFileSync("stacks/chemistry.estate.yaml", "utf8");
    const file = join(stacks, "chemistry.estate.yaml");
    writeFileSync(file, text.replace('"222222222222"', `"${account}"`));
  });
  after(async () => {
    rmSync(stacks, { recursive: true });
    await peer.end();
  });
  beforeEach(async () => {
    await peer.reset();
    const start = (name: string, group: string) =>
      startInstance(peer.url, { name, owner: "chemistry", group });
    ids = {
      archive: await start("spectra-archive-1", "production"),
      web: await start("spectra-web-1", "production"),
      test: await start("spectra-web-test-1", "test"),
    };
  });

  function patches(...options: readonly string[]) {
    // No project is there, so that no server on-premises is asked.
    const where = ["--stacks", stacks, "--cwd", stacks];
    const run = ["dist/cli/main.js", "patches", "chemistry", ...where, ...options];
    const { status, stdout } = spawnSync(process.execPath, run, {
      encoding: "utf8",
      env: { PATH: process.env["PATH"], ...peer.environment },
    });
    return { status, stdout };
  }

  function reported(...options: readonly string[]) {
    const { status, stdout } = patches("--json", ...options);
    const { servers } = output.parse(JSON.parse(stdout));
    return { status, byName: new Map(servers.map((row) => [row.server, row])) };
  }

  async function answerAsUsual(): Promise<void> {
    const { archive = "", web = "", test = "" } = ids;
    const window = await makeWindow(peer.url, patching, "production");
    await makeWindow(peer.url, patching, "production-2");
    const when = { Classification: "Security", Severity: "Important", InstalledTime: 0 };
    const command = { DocumentName: "AWS-RunPatchBaseline", Status: "Success" };
    await peer.answer({
      pageSize: 1,
      answers: {
        DescribeInstancePatchStates: [
          stateAt(archive, "2026-11-17T20:05:00Z", "2026-11-17T20:31:00Z"),
          stateAt(web, "2026-10-10T20:05:00Z", "2026-10-10T20:31:00Z"),
          stateAt(test, "2026-11-12T20:05:00Z", "2026-11-12T20:31:00Z", {
            ...{ FailedCount: 1, MissingCount: 1 },
          }),
        ],
        DescribeInstancePatches: [
          {
            ...when,
            InstanceId: test,
            Title: "openssl.x86_64",
            KBId: "openssl",
            State: "FAILED",
          },
          { ...when, InstanceId: test, Title: "bash.x86_64", KBId: "bash", State: "MISSING" },
          { ...when, InstanceId: test, Title: "sed.x86_64", KBId: "sed", State: "INSTALLED" },
        ],
        ListCommands: [
          ["2026-10-01T20:05:00Z", "Install", test],
          ["2026-10-15T20:05:00Z", "Install", test],
          ["2026-11-01T20:05:00Z", "Scan", test],
          ["2026-11-02T20:05:00Z", "Install", archive],
        ].map(([time = "", Operation, id], index) => ({
          ...{ ...command, CommandId: `00000000-0000-4000-8000-00000000000${index}` },
          ...{ InstanceIds: [id], RequestedDateTime: at(time) },
          Parameters: { Operation: [Operation] },
        })),
        DescribeMaintenanceWindowExecutions: [
          ["2026-10-20T19:00:00Z", "SUCCESS"],
          ["2026-11-17T20:00:00Z", "SKIPPED_OVERLAPPING"],
        ].map(([time = "", Status]) => ({
          ...{ WindowId: window, StartTime: at(time), Status },
        })),
      },
    });
  }

  it("tells of every server what its last window brought", async () => {
    await answerAsUsual();
    const { status, byName } = reported();
    assert.equal(status, 1);
    const {
      server: _server,
      platform: _platform,
      ...archive
    } = byName.get("spectra-archive-1") ?? {};
    assert.deepEqual(archive, {
      ...{ group: "production", remarks: [], determined: true, installed: 7, missing: 0 },
      ...{ failed: 0, rebootPending: false, skipped: false, leftOver: [], finding: null },
      ...{ lastOperation: "2026-11-17T20:31:00Z", lastSuccess: "2026-11-17T20:31:00Z" },
    });
    const web = byName.get("spectra-web-1");
    assert.equal(web?.["skipped"], true);
    assert.equal(web?.["finding"], "not patched for 35 days");
    assert.deepEqual(web?.["remarks"], ["its last window ended SKIPPED_OVERLAPPING"]);
    const test = byName.get("spectra-web-test-1");
    assert.deepEqual(test?.["leftOver"], ["bash", "openssl"]);
    assert.deepEqual(test?.["remarks"], ["1 patch failed", "1 patch missing"]);
    assert.equal(test?.["lastSuccess"], "2026-10-15T20:05:00Z");
    assert.equal(test?.["finding"], "not patched for 35 days");
  });

  it("takes the date on which it is asked from the estate, or from --as-of", async () => {
    await answerAsUsual();
    const finding = (day: string) =>
      reported("--as-of", day).byName.get("spectra-archive-1")?.["finding"];
    assert.equal(finding("2026-12-22"), null);
    assert.equal(finding("2026-12-23"), "not patched for 35 days");
    const { status } = patches("--as-of", "2026-02-30");
    assert.equal(status, 1);
  });

  it("never takes what nobody tells for patched", async () => {
    await answerAsUsual();
    const unknown = [...reported().byName.values()].filter(
      ({ platform }) => platform === "vsphere",
    );
    assert.ok(unknown.length > 0);
    for (const row of unknown) {
      assert.deepEqual(
        [row["determined"], row["failed"], row["skipped"], row["finding"]],
        [false, null, null, "not known to have been patched"],
      );
    }
  });

  it("shows the same as a table", async () => {
    await answerAsUsual();
    const { stdout, status } = patches();
    assert.equal(status, 1);
    const line = stdout.split("\n").find((text) => text.includes("spectra-archive-1")) ?? "";
    assert.match(line, /production .* 7 .* 0 .* 0 .* 0 .* no .* 2026-11-17 21:31/);
    assert.match(stdout, /NOT PATCHED FOR 35 DAYS/);
  });

  it("waits when it is throttled, and says when it is refused", async () => {
    await answerAsUsual();
    const failing = (code: string, times: number) =>
      peer.answer({ failures: { DescribeInstancePatchStates: { code, times } } });
    await failing("ThrottlingException", 3);
    assert.equal(reported().byName.get("spectra-archive-1")?.["finding"], null);
    await failing("AccessDeniedException", -1);
    const refused = reported().byName.get("spectra-archive-1");
    assert.equal(refused?.["determined"], false);
    assert.match(JSON.stringify(refused?.["remarks"]), /AWS EC2 did not answer/);
  });

  it("knows no server of another account, none twice, and all of many", async () => {
    const before = { ...process.env };
    Object.assign(process.env, peer.environment);
    try {
      const scope = { account, region: "eu-central-1", owner: "chemistry", patching };
      const names = Array.from({ length: 55 }, (_, index) => `node-${index}`);
      const started = new Map<string, string>();
      for (const name of names) {
        const described = { name, owner: "chemistry", group: "production" };
        started.set(name, await startInstance(peer.url, described));
      }
      const end = "2026-11-17T20:31:00Z";
      const rows = [...started.values()].map((id) => stateAt(id, "2026-11-17T20:05:00Z", end));
      await peer.answer({ pageSize: 7, answers: { DescribeInstancePatchStates: rows } });
      const servers = [...names, "spectra-web-1"].map((name) => ({ name, group: "production" }));
      const { states } = await new AwsPatchSource(scope).read(servers);
      assert.ok(names.every((name) => states.get(name)?.kind === "known"));
      assert.equal(states.get("spectra-web-1")?.kind, "undetermined");
      const other = new AwsPatchSource({ ...scope, account: "222222222222" });
      const none = (await other.read(servers)).states;
      assert.ok(names.every((name) => none.get(name)?.kind === "undetermined"));
      await startInstance(peer.url, { name: "node-0", owner: "chemistry", group: "production" });
      const twice = (await new AwsPatchSource(scope).read(servers)).states.get("node-0");
      assert.match(twice?.kind === "undetermined" ? twice.reason : "", /several instances/);
    } finally {
      process.env = before;
    }
  });
});
