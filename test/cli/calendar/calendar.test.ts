import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { type Chosen, checkChosen, onlyChosen } from "../../../cli/calendar/chosen.js";
import { readCalendars } from "../../../cli/calendar/command.js";
import { writeCalendars } from "../../../cli/calendar/files.js";
import { endingSoon, linesOf } from "../../../cli/calendar/horizons.js";
import { jsonOf, tableOf } from "../../../cli/calendar/table.js";
import { emergenciesOf } from "../../../cli/gate/emergencies.js";
import { readEstate } from "../../../stacks/schema/read.js";

/** The events of a file as a real parser reads them, by UID. */
function eventsOf(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  return new Map(
    calendar.getAllSubcomponents("vevent").map((component) => {
      const event = new ICAL.Event(component);
      return [
        event.uid,
        {
          start: event.startDate.toJSDate().toISOString(),
          end: event.endDate.toJSDate().toISOString(),
          sequence: event.sequence,
          status: component.getFirstPropertyValue("status"),
          description: event.description,
        },
      ];
    }),
  );
}

const december = "chemistry.production.2026-12@comanaged";

describe("the calendar of maintenance windows", () => {
  let folder: string;
  let stacks: string;
  let out: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "calendar-"));
    stacks = join(folder, "stacks");
    out = join(folder, "out");
    cpSync("stacks", stacks, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (days = 90) => writeCalendars(out, readCalendars(stacks, days));
  const chemistry = () => eventsOf(join(out, "chemistry.ics"));
  const edit = (name: string, from: string, to: string) => {
    const file = join(stacks, name);
    const text = readFileSync(file, "utf8");
    assert.ok(text.includes(from), from);
    writeFileSync(file, text.replace(from, to));
  };

  it("loads in a real parser and shows the right local times, daylight saving included", () => {
    write(365);
    const events = chemistry();
    const winter = events.get(december);
    assert.equal(winter?.start, "2026-12-15T20:00:00.000Z");
    assert.equal(winter?.end, "2026-12-16T00:00:00.000Z");
    assert.match(winter?.description ?? "", /2026-12-15 21:00 to 2026-12-16 01:00/);
    assert.match(winter?.description ?? "", /lims-app-1, lims-db-1/);
    const summer = events.get("chemistry.production.2027-07@comanaged");
    assert.equal(summer?.start, "2027-07-20T19:00:00.000Z");
    assert.match(summer?.description ?? "", /2027-07-20 21:00/);
  });

  it("is the same file when nothing changed, whatever the clock says", () => {
    const before = write().map((file) => readFileSync(file, "utf8"));
    assert.deepEqual(
      write().map((file) => readFileSync(file, "utf8")),
      before,
    );
  });

  it("updates the event of a window that moves", () => {
    write();
    edit("catalog.yaml", "offsetDays: 7", "offsetDays: 6");
    write();
    const moved = chemistry().get(december);
    assert.equal(moved?.start, "2026-12-14T20:00:00.000Z");
    assert.equal(moved?.sequence, 1);
    assert.equal(moved?.status, "CONFIRMED");
    assert.equal(chemistry().get("chemistry.test.2026-12@comanaged")?.sequence, 0);
  });

  it("cancels what is gone, and brings it back with a higher number", () => {
    write();
    const estate = join(stacks, "chemistry.estate.yaml");
    const text = readFileSync(estate, "utf8");
    // Without servers a group has no openings.
    const moved = text
      .replaceAll(/patchGroup: test$/gm, "patchGroup: production")
      .replaceAll(/^ +after: .*\n/gm, "");
    writeFileSync(estate, moved);
    write();
    const uid = "chemistry.test.2026-12@comanaged";
    assert.equal(chemistry().get(uid)?.status, "CANCELLED");
    assert.equal(chemistry().get(uid)?.sequence, 1);
    assert.equal(eventsOf(join(out, "operators.ics")).get(uid)?.status, "CANCELLED");
    write();
    assert.equal(chemistry().get(uid)?.sequence, 1);
    writeFileSync(estate, text);
    write();
    assert.equal(chemistry().get(uid)?.status, "CONFIRMED");
    assert.equal(chemistry().get(uid)?.sequence, 2);
  });

  it("cancels the events of an estate that is gone", () => {
    write();
    rmSync(join(stacks, "chemistry.estate.yaml"));
    write();
    for (const [uid, { status }] of chemistry()) {
      assert.equal(status, "CANCELLED", uid);
    }
  });

  it("neither cancels what is over nor what lies beyond the days asked for", () => {
    write(120);
    edit("chemistry.estate.yaml", "asOf: 2026-11-21", "asOf: 2026-12-17");
    write(30);
    const events = chemistry();
    assert.equal(events.get(december)?.status, "CONFIRMED");
    assert.equal(events.get("chemistry.production.2027-02@comanaged")?.status, "CONFIRMED");
  });

  const who = "requester: it@chemistry.example.edu, approver: duty-manager@provider.example.edu";
  const add = (entry: string) => edit("chemistry.estate.yaml", "peers:\n", `${entry}\npeers:\n`);
  const remarks = () => {
    const shown = readCalendars(stacks, 60).filter(({ stack }) => stack === "chemistry");
    const [{ entries, pauses } = { entries: [], pauses: [] }] = shown;
    return tableOf(entries, pauses);
  };

  it("shows an emergency, moves it with its advisory and cancels it", () => {
    const emergency = (start: string) =>
      `emergencies: [{ advisory: CVE-2026-1, groups: [test], notBefore: ${start}, timeZone: UTC }]`;
    add(emergency("2026-11-23T18:00"));
    write();
    const uid = "chemistry.test.cve-2026-1@comanaged";
    assert.equal(chemistry().get(uid)?.start, "2026-11-23T18:00:00.000Z");
    assert.match(chemistry().get(uid)?.description ?? "", /Advisory: CVE-2026-1/);
    assert.match(remarks(), /2026-11-23 19:00 .*emergency: CVE-2026-1/);
    assert.match(
      emergenciesOf(readEstate(stacks, "chemistry").estate).join("\n"),
      /^Emergency patching of test for CVE-2026-1: 2026-11-23 19:00 to 2026-11-23 21:00 \(Europe\/Berlin\), lims-[^\n]*\.$/,
    );
    edit("chemistry.estate.yaml", "2026-11-23T18:00", "2026-11-24T18:00");
    write();
    assert.equal(chemistry().get(uid)?.start, "2026-11-24T18:00:00.000Z");
    assert.equal(chemistry().get(uid)?.sequence, 1);
    edit("chemistry.estate.yaml", emergency("2026-11-24T18:00"), "");
    write();
    assert.equal(chemistry().get(uid)?.status, "CANCELLED");
    assert.equal(chemistry().get(uid)?.sequence, 2);
  });

  it("takes a server that is put off out of the event, and puts it back afterwards", () => {
    write(120);
    add(
      `deferrals: [{ server: lims-db-1, from: 2026-12-10, until: 2026-12-20, reason: exam, ${who} }]`,
    );
    write(120);
    assert.doesNotMatch(chemistry().get(december)?.description ?? "", /lims-db-1/);
    assert.equal(chemistry().get(december)?.sequence, 1);
    assert.equal(chemistry().get(december)?.status, "CONFIRMED");
    const january = chemistry().get("chemistry.production.2027-01@comanaged");
    assert.match(january?.description ?? "", /lims-db-1/);
    assert.equal(january?.sequence, 0);
    assert.match(remarks(), /lims-db-1 .*put off: exam \(until 2026-12-20/);
    edit("chemistry.estate.yaml", "until: 2026-12-20", "until: 2026-12-14");
    write(120);
    assert.match(chemistry().get(december)?.description ?? "", /lims-db-1/);
    assert.equal(chemistry().get(december)?.sequence, 2);
  });

  it("keeps the event of an opening that an exception moves to another month", () => {
    write(120);
    const window = "window: patch-week-next-tuesday-night\n";
    const move = "action: move, opening: 2027-01-19, to: 2027-02-02T20:00, reason: exam";
    edit("chemistry.estate.yaml", window, `${window}    exceptions: [{ ${move} }]\n`);
    write(120);
    const moved = chemistry().get("chemistry.production.2027-01@comanaged");
    assert.equal(moved?.start, "2027-02-02T19:00:00.000Z");
    assert.equal(moved?.sequence, 1);
    assert.match(moved?.description ?? "", /Moved: exam/);
    assert.equal(chemistry().get("chemistry.production.2027-02@comanaged")?.sequence, 0);
    edit("chemistry.estate.yaml", move, "action: skip, opening: 2027-01-19, reason: exam");
    write(120);
    const skipped = chemistry().get("chemistry.production.2027-01@comanaged");
    assert.equal(skipped?.status, "CANCELLED");
    assert.match(remarks(), /2027-01-19 21:00 .*skipped: exam/);
  });

  it("tells the operators of all estates, and prints a table and JSON", () => {
    write();
    const events = [...eventsOf(join(out, "operators.ics")).keys()];
    assert.ok(events.some((uid) => uid.startsWith("library.")));
    assert.ok(events.includes(december));
    const entries = readCalendars(stacks, 30).flatMap((calendar) => calendar.entries);
    assert.match(tableOf(entries), /2026-12-15 21:00 .*2026-12-16 01:00.*production.*lims-app-1/);
    const printed: unknown = JSON.parse(jsonOf(entries));
    assert.ok(Array.isArray(printed) && printed.length === entries.length);
    assert.match(jsonOf(entries), /"start": "2026-12-15T21:00\+01:00"/);
  });

  it("prints what is about one server or one group, and knows no others", () => {
    const [calendar] = readCalendars(stacks, 90).filter(({ stack }) => stack === "chemistry");
    assert.ok(calendar);
    const groupsOf = (chosen: Chosen) => [
      ...new Set(onlyChosen(calendar.entries, chosen).map(({ group }) => group)),
    ];
    assert.deepEqual(groupsOf({ server: "lims-db-1" }), ["production"]);
    assert.deepEqual(groupsOf({ group: "test" }), ["test"]);
    assert.deepEqual(groupsOf({ group: "test", server: "lims-db-1" }), []);
    assert.doesNotThrow(() => checkChosen({ server: "lims-db-1" }, [calendar.estate]));
    assert.throws(
      () => checkChosen({ server: "lims-db-11" }, [calendar.estate]),
      /No estate has a server "lims-db-11"\. Did you mean "lims-db-1"\?/,
    );
    assert.throws(() => checkChosen({ group: "none" }, [calendar.estate]), /patch group "none"/);
  });

  it("says until when anything is planned, and warns before it ends", () => {
    const horizons = () => readCalendars(stacks, 30).flatMap((calendar) => calendar.horizons);
    const lines = linesOf(horizons());
    // Held on-premises and on Azure: November, on the planning date itself, December and January.
    assert.ok(
      lines.includes(
        "library: openings that can be released are planned until 2027-01-23 08:00 Europe/Berlin: public",
      ),
      lines.join("\n"),
    );
    assert.match(lines.join("\n"), /chemistry: times to mute alarms are planned until 2027-01-22/);
    assert.match(lines.join("\n"), /windows as platforms have them are planned until 2038-01-01/);
    const soon = (now: string) => endingSoon(horizons(), Temporal.Instant.from(now));
    assert.deepEqual(soon("2026-12-17T00:00Z"), []);
    assert.match(
      soon("2026-12-19T00:00Z").join("\n"),
      /mute alarms .*; less than 35 days are left/,
    );
    const released = (now: string) => soon(now).filter((line) => line.includes("can be released"));
    assert.deepEqual(released("2026-12-19T06:00Z"), []);
    assert.match(released("2026-12-19T08:00Z").join("\n"), /^library: [^\n]*: public; [^\n]*$/);
    for (const name of ["library", "chemistry"]) {
      edit(`${name}.estate.yaml`, "asOf: 2026-11-21", "asOf: 2026-12-19");
    }
    assert.deepEqual(soon("2026-12-19T08:00Z"), []);
    const [first] = horizons().filter(({ what }) => what.includes("released"));
    assert.ok(first);
    assert.match(jsonOf([first]), /"kind": "planned",[\s\S]*"end": "2027-03-17T01:00/);
  });

  it("lists in JSON when alarms are muted: while a window is open, that of last night as well", () => {
    add(
      "emergencies: [{ advisory: CVE-2026-1, groups: [production], notBefore: 2026-12-16T01:00, timeZone: Europe/Berlin }]",
    );
    const muted = () => {
      const [calendar] = readCalendars(stacks, 30).filter(({ stack }) => stack === "chemistry");
      const { entries = [], pauses = [], mutes = [] } = calendar ?? {};
      const printed: unknown = JSON.parse(jsonOf([...entries, ...pauses, ...mutes]));
      assert.ok(Array.isArray(printed));
      return printed
        .filter((entry) => entry.kind === "muted" && entry.group === "production")
        .map(({ start, end, servers }) => [start, end, servers.includes("lims-db-1")]);
    };
    const both = ["2026-12-15T21:00+01:00", "2026-12-16T03:00+01:00", true];
    assert.deepEqual(muted(), [both]);
    edit("chemistry.estate.yaml", "asOf: 2026-11-21", "asOf: 2026-12-16");
    assert.deepEqual(muted()[0], both);
    edit("chemistry.estate.yaml", "asOf: 2026-12-16", "asOf: 2026-12-17");
    assert.equal(muted().length, 0);
  });
});
