import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { watchedJobs } from "../../../cli/backups/backupServer.js";
import { tolerant } from "../../../cli/backups/source.js";
import { VeeamBackupSource } from "../../../cli/backups/veeamSource.js";
import { run } from "../../../components/backup/veeam/run.js";
import type { BackupState } from "../../../components/service/backup/backupReport.js";
import type { Platform } from "../../../components/service/platform.js";
import { type JsonObject, textAt } from "../../../simulator/core/json.js";
import type { VeeamFault } from "../../../simulator/veeam/faults.js";
import { Peer, secondSite } from "../../components/backup/veeam/peer.js";

const key = "comanaged/chemistry/backup/gold";
const platform = { platformName: "VMware", platformId: "00000000-0000-0000-0000-000000000000" };
const now = Temporal.Now.instant();
const ago = (hours: number) => now.subtract({ hours }).round("second").toString();

describe("the backups of servers on a backup server", () => {
  let peer: Peer;
  let count = 0;
  const id = () => `30000000-0000-4000-8000-${String(++count).padStart(12, "0")}`;

  beforeEach(async () => {
    peer = await new Peer().start();
    const document = JSON.stringify(peer.document({ copies: [secondSite] }));
    const { status, said } = await run("keep", document, peer.patience);
    assert.equal(status, 0, said);
  });
  afterEach(() => peer.end());

  const jobNamed = (name: string): JsonObject =>
    peer.all("Job").find((job) => job["name"] === name) ?? {};

  /** A chain of restore points of a job. */
  function chain(job = "chemistry-gold"): string {
    const backup = {
      ...platform,
      id: id(),
      name: job,
      creationTime: ago(900),
      jobType: "BackupCopy",
    };
    peer.put("Backup", { ...backup, jobId: textAt(jobNamed(job), "id") ?? "", repositoryId: id() });
    return backup.id;
  }

  function session(hours: number, changes: JsonObject = {}): string {
    const made = {
      id: id(),
      name: "chemistry-gold",
      jobId: textAt(jobNamed("chemistry-gold"), "id"),
    };
    peer.put("Session", {
      ...{ ...made, jobId: made.jobId ?? "", sessionType: "BackupJob", usn: 1 },
      ...{ creationTime: ago(hours), state: "Stopped", result: { result: "Success" }, ...changes },
    });
    return made.id;
  }

  function point(backupId: string, name: string, hours: number, changes: JsonObject = {}): void {
    peer.put("RestorePoint", {
      ...{ ...platform, id: id(), name, backupId, creationTime: ago(hours), type: "Increment" },
      ...{ allowedOperations: ["StartEntireVmRestore"], ...changes },
    });
  }

  function task(sessionId: string, name: string, result: JsonObject): void {
    peer.put("TaskSession", {
      ...{ id: id(), type: "Backup", sessionId, sessionType: "BackupJob", name, usn: 1 },
      ...{ creationTime: ago(1), state: "Stopped", result },
    });
  }

  const source = (servers: readonly string[] = ["lims-1", "lims-2"]) =>
    new VeeamBackupSource(async () => ({
      connection: peer.connection,
      patience: peer.patience,
      jobs: [{ key, servers, places: ["second-site"] }],
    }));

  async function known(name: string): Promise<Extract<BackupState, { kind: "known" }>> {
    const state = (await source().read([name])).get(name);
    assert.ok(state?.kind === "known", state?.kind === "undetermined" ? state.reason : "");
    return state;
  }

  it("are the newest from which something can be restored, and the newest copies", async () => {
    const [main, copies] = [chain(), chain("chemistry-gold-second-site")];
    const running = session(1, { state: "Working", result: { result: "None" } });
    point(main, "lims-1", 9);
    point(main, "lims-1", 33);
    point(main, "lims-1", 1, { sessionId: running });
    point(main, "lims-1", 2, { allowedOperations: [] });
    point(main, "lims-1", 3, { malwareStatus: "Infected" });
    point(main, "lims-2", 4, { malwareStatus: "Clean", sessionId: session(4) });
    point(copies, "lims-1", 33);
    point(chain("nothing"), "lims-1", 0);
    const one = await known("lims-1");
    assert.equal(one.lastGood?.toString(), ago(9));
    assert.equal(one.copies?.get("second-site")?.toString(), ago(33));
    assert.deepEqual(
      one.failures.map(({ at, reason }) => [at.toString(), reason]),
      [[ago(3), "malware was found in it"]],
    );
    assert.deepEqual([one.stopped, one.restore], [undefined, undefined]);
    const two = await known("lims-2");
    assert.equal(two.lastGood?.toString(), ago(4));
    assert.deepEqual([...(two.copies ?? [])], [["second-site", undefined]]);
  });

  it("tell of runs that failed, for one machine or before any", async () => {
    const main = chain();
    const half = session(5, { result: { result: "Failed", message: "1 of 2 failed" } });
    task(half, "lims-1", { result: "Failed", message: "Cannot hold\n\u001b[31mthe guest" });
    task(half, "lims-2", { result: "Success" });
    session(2, { result: { result: "Failed", message: "No repository" } });
    session(24 * 40, { result: { result: "Failed", message: "long ago" } });
    point(main, "lims-1", 5, { sessionId: half });
    point(main, "lims-1", 29);
    point(main, "lims-2", 5, { sessionId: half });
    const [one, two] = [await known("lims-1"), await known("lims-2")];
    assert.deepEqual(
      one.failures.map(({ reason }) => reason),
      ["Cannot hold [31mthe guest", "No repository"],
    );
    assert.equal(one.lastGood?.toString(), ago(29));
    assert.deepEqual(
      [two.lastGood?.toString(), two.failures.map(({ reason }) => reason)],
      [ago(5), ["No repository"]],
    );
  });

  it("tell how long the last restore of each machine took, that has ended", async () => {
    point(chain(), "lims-1", 9);
    const restored = (name: string, hours: number, minutes: number, changes: JsonObject = {}) =>
      session(hours, {
        ...{ name, sessionType: "RestoreVm" },
        endTime: now.subtract({ hours }).add({ minutes }).round("second").toString(),
        ...changes,
      });
    const restoreOf = async (name: string) => {
      const { restore } = await known(name);
      return restore && [restore.passed, restore.minutes];
    };
    restored("Restore of lims-1.example.edu", 50, 42);
    restored("Restore of lims-11", 3, 7);
    session(2, { name: "Restore of lims-1", sessionType: "RestoreVm", state: "Working" });
    session(1, { name: "lims-1", endTime: ago(0) });
    assert.deepEqual(await restoreOf("lims-1"), [true, 42]);
    assert.equal(await restoreOf("lims-2"), undefined);
    restored("Restore of lims-1", 2, 3, { result: { result: "Failed", message: "No host" } });
    assert.deepEqual(await restoreOf("lims-1"), [false, 3]);
    restored("Restore of lims-1", 1, 2, { result: { result: "None", isCanceled: true } });
    assert.deepEqual(await restoreOf("lims-1"), [false, 2]);
  });

  it("say when none is made any more, and by which key a job is missed", async () => {
    const job = jobNamed("chemistry-gold");
    peer.put("Job", { ...job, id: textAt(job, "id") ?? "", isDisabled: true });
    assert.equal((await known("lims-1")).stopped, "its job chemistry-gold is disabled");
    peer.put("Job", { ...job, id: textAt(job, "id") ?? "" });
    const states = await source(["lims-3"]).read(["lims-3"]);
    const state = states.get("lims-3");
    assert.ok(state?.kind === "known");
    assert.match(state.stopped ?? "", /no member of its job/);
    peer.put("Job", { ...job, id: textAt(job, "id") ?? "", description: "Nightly" });
    const gone = (await source().read(["lims-1"])).get("lims-1");
    assert.ok(gone?.kind === "undetermined");
    assert.match(gone.reason, /no job .* has the key comanaged\/chemistry\/backup\/gold/);
  });

  it("are read over pages, with tokens that expire and a server that is busy", async () => {
    const main = chain();
    for (let hour = 10; hour < 460; hour += 1) {
      point(main, "lims-1", hour);
    }
    point(main, "lims-2", 500);
    const faults: (VeeamFault | undefined)[] = [
      undefined,
      { what: "expired", alsoRefresh: true },
      { what: "busy", status: 429, retryAfter: 7 },
      { what: "expired", alsoRefresh: false },
      { what: "gateway" },
    ];
    peer.exchanges.length = 0;
    peer.faults = () => faults.shift();
    const states = await source().read(["lims-1", "lims-2"]);
    const lastGood = ["lims-1", "lims-2"].map((name) => {
      const state = states.get(name);
      return state?.kind === "known" && state.lastGood?.toString();
    });
    assert.deepEqual(lastGood, [ago(10), ago(500)]);
    assert.equal(faults.length, 0);
    assert.ok(peer.waits.includes(7000));
    assert.equal(peer.count("GetAllObjectRestorePoints"), 3);
    peer.exchanges.length = 0;
    await source().read(["lims-1"]);
    assert.equal(peer.count("GetAllObjectRestorePoints"), 1);
    assert.equal(peer.count("Logout"), 1);
  });

  it("are not known when the backup server does not answer", async () => {
    peer.faults = () => ({ what: "failure" });
    const states = await tolerant("the backup server", source()).read(["lims-1"]);
    const state = states.get("lims-1");
    assert.ok(state?.kind === "undetermined");
    assert.match(state.reason, /^the backup server did not answer: .*database is locked/);
  });

  it("are looked for by the keys that the program gives to jobs", () => {
    const server = (name: string, platform: Platform, of: string) => ({
      ...{ name, platform, os: name === "w" ? ("windows" as const) : ("linux" as const) },
      backup: { name: of, copies: [{ place: "elsewhere" }] },
    });
    const estate = {
      stack: "chemistry",
      servers: [
        server("a", "vsphere", "gold"),
        server("b", "hyperv", "gold"),
        server("c", "vsphere", "standard"),
        server("d", "vsphere", "gold"),
        server("p", "physical", "gold"),
        server("w", "physical", "gold"),
      ],
    };
    assert.deepEqual(watchedJobs(estate, "comanaged", "vsphere"), [
      { key, servers: ["a", "d"], places: ["elsewhere"] },
      { key: "comanaged/chemistry/backup/standard", servers: ["c"], places: ["elsewhere"] },
    ]);
    assert.deepEqual(
      watchedJobs(estate, "comanaged", "hyperv").map((one) => one.key),
      ["comanaged/chemistry/backup-hyperv/gold"],
    );
    assert.deepEqual(
      watchedJobs(estate, "comanaged", "physical").map((one) => [one.key, ...one.servers]),
      ["linux", "windows"].map((os) => [
        `comanaged/chemistry/backup-physical-${os}/gold`,
        os[0] === "l" ? "p" : "w",
      ]),
    );
  });
});
