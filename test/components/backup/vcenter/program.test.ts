import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { vcenterState } from "../../../../cli/backups/vcenterSource.js";
import { compileVcenterSchedule } from "../../../../components/backup/compile/vcenterSchedule.js";
import { vcenterProgram } from "../../../../components/backup/vcenter/readProgram.js";
import { run } from "../../../../components/backup/vcenter/run.js";
import type { BackupClass } from "../../../../components/service/backup/backupClass.js";
import { vcenterProgramSha256 } from "../../../../components/service/backup/vcenterCommands.js";
import { impatient, Vcenter } from "./peer.js";

const location = "sftp://files.example.edu/vcenter";

const platform: BackupClass = {
  name: "platform",
  schedule: { every: "day", start: "22:15", timeZone: "UTC" },
  ...{ startWithinMinutes: 60, completeWithinMinutes: 180, keep: { days: 14 }, copies: [] },
  ...{ lock: "planned", consistency: "application" },
};

describe("the backups of a vCenter", () => {
  let vcenter: Vcenter;

  beforeEach(async () => {
    vcenter = await new Vcenter().start();
  });
  afterEach(() => vcenter.end());

  const document = (changes: object = {}, password = "Encrypts-1-thing") => {
    const spec = {
      ...{ location, location_user: "vcenter", location_password: "Sends-5-files" },
      ...{ backup_password: password, ...timesOf(platform), ...changes },
    };
    const server = { ...vcenter.connection, timeZone: "UTC" };
    return JSON.stringify({ version: 1, sections: { server, schedule: "comanaged", spec } });
  };
  const keep = (text = document()) => run("keep", text, impatient);

  it("are kept by the program that was agreed on", () => {
    const hash = createHash("sha256").update(vcenterProgram()).digest("hex");
    assert.equal(vcenterProgramSha256, hash, "write the new hash into vcenterCommands.ts");
  });

  it("are written by one schedule, which is made once and then kept as declared", async () => {
    assert.deepEqual(await keep(), { status: 0, said: '{"schedule":"comanaged"}' });
    const made = vcenter.schedules.get("comanaged");
    assert.deepEqual(made?.recurrence_info, { minute: 15, hour: 22, days: [] });
    assert.deepEqual([made?.retention_info?.max_count, made?.location], [15, location]);
    assert.deepEqual(made?.parts, ["seat", "common"]);
    vcenter.schedules.set("comanaged", { location: "smb://elsewhere/x", enable: false });
    await keep();
    const { location: there, enable } = vcenter.schedules.get("comanaged") ?? {};
    assert.deepEqual([there, enable], [location, true]);
    const posted = vcenter.changes.filter(({ method }) => method === "POST");
    assert.equal(posted.length, 1);
    assert.equal(vcenter.sessions, 0, "a session was left open");
  });

  it("survive a lost answer, and go with the schedule while the files stay", async () => {
    vcenter.losesAnswer = true;
    assert.equal((await keep()).status, 0);
    assert.deepEqual([...vcenter.schedules.keys()], ["comanaged"]);
    for (let time = 0; time < 2; time += 1) {
      assert.deepEqual(await run("release", document(), impatient), { status: 0, said: "{}" });
    }
    assert.equal(vcenter.schedules.size, 0);
  });

  it("leave a stranger's schedule alone, and refuse another clock and a bad password", async () => {
    vcenter.schedules.set("default", { location: "nfs://other/place" });
    const { status, said } = await keep();
    assert.equal(status, 1);
    assert.match(said, /has a schedule default .* room for one/);
    assert.deepEqual(vcenter.changes, []);
    vcenter.schedules.clear();
    vcenter.timeZone = "Europe/Berlin";
    assert.match((await keep()).said, /hangs in Europe\/Berlin, and the catalog says UTC/);
    vcenter.timeZone = "UTC";
    const weak = await keep(document({}, "weak"));
    assert.equal(weak.status, 1);
    assert.match(weak.said, /not valid/);
    assert.ok(!weak.said.includes("Correct-Horse-7"));
    const other = document().replace("Correct-Horse-7", "wrong");
    assert.match((await keep(other)).said, /does not let the account backup@vsphere\.local in/);
  });

  it("are read with what failed, at the declared place only", async () => {
    const states = () => vcenterState(vcenter.connection, location, impatient);
    const missing = await states();
    assert.ok(missing.kind === "known" && missing.lastGood === undefined);
    assert.match(missing.stopped ?? "", /no schedule/);
    await keep();
    const job = (start_time: string, status: string, more: object = {}) => ({
      ...{
        start_time,
        status,
        type: "SCHEDULED",
        location: `${location}/sn_vcenter`,
        progress: 100,
      },
      ...{ messages: [], size: 700_000_000, duration: 400, location_user: "vcenter", ...more },
    });
    vcenter.jobs.set("one", job("2026-11-19T22:15:04.000Z", "SUCCEEDED"));
    vcenter.jobs.set("two", job("2026-11-20T22:15:04.000Z", "SUCCEEDED"));
    const messages = [{ id: "x", default_message: "No space\nis left", args: [] }];
    vcenter.jobs.set("three", job("2026-11-21T22:15:04.000Z", "FAILED", { messages }));
    vcenter.jobs.set(
      "four",
      job("2026-11-22T01:15:04.000Z", "SUCCEEDED", { location: "nfs://x/y" }),
    );
    const state = await states();
    assert.ok(state.kind === "known");
    assert.equal(state.lastGood?.toString(), "2026-11-20T22:15:04Z");
    assert.deepEqual(
      state.failures.map(({ reason }) => reason),
      ["No space is left"],
    );
    assert.equal(state.stopped, undefined);
  });
});

describe("the schedule of a vCenter", () => {
  const refused = (changes: Partial<BackupClass>, zone = "UTC") => {
    const rendering = compileVcenterSchedule({ ...platform, ...changes }, zone);
    return rendering.kind === "refused" ? rendering.reasons.join(" ") : "";
  };

  it("keeps as many backups as the days of its class need", () => {
    const schedule = { every: "week", weekday: "sunday", start: "03:00", timeZone: "UTC" } as const;
    const weekly = { ...platform, schedule, keep: { days: 30 } };
    assert.deepEqual(timesOf(weekly), {
      recurrence_info: { minute: 0, hour: 3, days: ["SUNDAY"] },
      retention_info: { max_count: 6 },
    });
  });

  it("is refused where a vCenter cannot keep the class", () => {
    const { schedule } = platform;
    const zone = { ...schedule, timeZone: "Europe/Berlin" };
    assert.match(refused({ schedule: { ...schedule, every: "hours", hours: 8 } }), /once a day/);
    assert.match(refused({ schedule: zone }), /clocks of UTC, and the class counts in Europe/);
    assert.match(
      refused({ schedule: { ...zone, start: "02:30" } }, "Europe/Berlin"),
      /does not say/,
    );
    assert.match(refused({ keep: { days: 14, months: 3 } }), /none longer/);
    const copy = { place: "elsewhere", withinMinutes: 60, keep: { days: 7 } };
    assert.match(refused({ copies: [copy] }), /nowhere/);
    assert.match(refused({ lock: "armed" }), /deleted/);
    assert.equal(refused({}), "");
  });
});

function timesOf(backup: BackupClass) {
  const rendering = compileVcenterSchedule(backup, "UTC");
  assert.ok(rendering.kind === "compiled");
  return rendering.value;
}
