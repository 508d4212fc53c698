import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const estate = readFileSync("stacks/chemistry.estate.yaml", "utf8");
const who = "requester: it@chemistry.example.edu, approver: duty-manager@provider.example.edu";

const read = (added: string, edit = (text: string) => text) =>
  withFolder({ "catalog.yaml": catalog, "a.estate.yaml": edit(`${estate}${added}`) }, (folder) => {
    const found: { estate?: ReturnType<typeof readEstate>["estate"] } = {};
    const problems = problemsOf(() => {
      found.estate = readEstate(folder, "a").estate;
    });
    return { ...found, problems };
  });

const told = (added: string, edit?: (text: string) => string) =>
  read(added, edit).problems.map(({ path, message }) => `${path}: ${message}`);

const good = (added: string, edit?: (text: string) => string) => {
  const { estate: found, problems } = read(added, edit);
  assert.ok(found, problems.map(({ message }) => message).join("\n"));
  return found;
};

const one = (added: string, expected: RegExp, edit?: (text: string) => string) => {
  const found = told(added, edit);
  assert.equal(found.length, 1, found.join("\n"));
  assert.match(found[0] ?? "", expected);
};

const frozen = (text: string) => text.replace("2026-11-21", "2026-12-18");
const emergency = (rest: string, groups = "test, production") =>
  `emergencies:\n  - { advisory: CVE-2026-1, groups: [${groups}], timeZone: Europe/Berlin, ${rest} }\n`;
const deferral = (...rest: readonly string[]) =>
  `deferrals:\n${rest.map((entry) => `  - { ${entry}, reason: thesis, ${who} }\n`).join("")}`;
const exceptions =
  (...entries: readonly string[]) =>
  (text: string) =>
    text.replace(
      "    window: patch-week-next-tuesday-night\n",
      `    window: patch-week-next-tuesday-night\n    exceptions: [${entries.join(", ")}]\n`,
    );

describe("emergencies of an estate", () => {
  it("come to their groups in order, each after the one before", () => {
    const { patchGroups } = good(emergency("notBefore: 2026-11-23T18:00, duration: 3h"));
    const starts = ["test", "production"].map(
      (name) => patchGroups[name]?.schedule.emergencies?.[0]?.notBefore,
    );
    assert.deepEqual(starts, ["2026-11-23T17:00:00Z", "2026-11-23T20:00:00Z"]);
    assert.equal(patchGroups["production-next-day"]?.schedule.emergencies, undefined);
  });

  it("last as long as the catalog says when they do not say it", () => {
    const { patchGroups } = good(emergency("notBefore: 2026-11-23T18:00"));
    assert.equal(patchGroups["test"]?.schedule.emergencies?.[0]?.durationMinutes, 120);
  });

  it("are gone once the planning date has passed them, and can be removed", () => {
    const today = good(emergency("notBefore: 2026-11-21T01:00"));
    assert.equal(today.leftovers.length, 0);
    const over = good(emergency("notBefore: 2026-11-20T18:00"));
    assert.equal(over.patchGroups["test"]?.schedule.emergencies, undefined);
    assert.match(over.leftovers[0] ?? "", /emergencies\.0: emergency CVE-2026-1 is over/);
  });

  it("are refused in a freeze, unless they override it by name", () => {
    const inFreeze = "notBefore: 2026-12-22T18:00";
    const found = told(emergency(inFreeze), frozen);
    assert.equal(found.length, 2);
    assert.match(found[0] ?? "", /groups\.0: .*"test" at 2026-12-22 18:00.*the freeze "year-end"/);
    good(emergency(`${inFreeze}, despite: [freeze]`), frozen);
    assert.equal(told(emergency(`${inFreeze}, despite: [deferral]`), frozen).length, 2);
  });

  it("are refused for a group whose server is put off, with both named", () => {
    const put = deferral("server: spectra-web-1, from: 2026-11-22, until: 2026-11-30");
    one(
      `${emergency("notBefore: 2026-11-23T18:00")}${put}`,
      /emergencies\.0\.groups\.1: .*"production" at 2026-11-23 20:00.*2026-11-22 to 2026-11-30 \(thesis\)/,
    );
    good(`${emergency("notBefore: 2026-11-23T18:00, despite: [deferral]")}${put}`);
    good(`${emergency("notBefore: 2026-12-01T18:00")}${put}`);
  });

  it("are refused at times that do not exist or exist twice, and twice for a group", () => {
    one(emergency("notBefore: 2027-03-28T02:30"), /"2027-03-28T02:30" does not exist/);
    one(emergency("notBefore: 2027-10-31T02:30"), /"2027-10-31T02:30" exists twice/);
    one(emergency("notBefore: 2026-11-23T18:00", "test, test"), /"test" is patched .* already/);
    one(emergency("notBefore: 2026-11-23T18:00", "tset"), /"tset" is not a patch group/);
    one(emergency("notBefore: 2026-11-23 18:00"), /notBefore: .* is not a local date and time/);
    one(emergency("notBefore: 2026-11-23T18:00, duration: 25h"), /window of 25h cannot be used/);
    one(
      emergency("notBefore: 2026-11-23T18:00, duration: 90m", "test"),
      /emergencies\.0\.groups\.0: "test" has servers on AWS: .* whole hours; .* lasts 90 min/,
    );
  });
});

describe("deferrals of an estate", () => {
  it("take a server out of its group's windows and leave the others in it", () => {
    const { servers, patchGroups } = good(
      deferral("server: spectra-web-1, from: 2026-12-10, until: 2026-12-20"),
    );
    const groupOf = (name: string) => servers.find((server) => server.name === name)?.patchGroup;
    assert.equal(groupOf("spectra-web-1"), "production.deferred-20261210-20261220");
    assert.equal(groupOf("lims-app-1"), "production");
    assert.equal(patchGroups["production"]?.schedule.deferrals, undefined);
    assert.equal(patchGroups[groupOf("spectra-web-1") ?? ""]?.base, "production");
  });

  it("end by themselves", () => {
    const over = good(deferral("server: spectra-web-1, from: 2026-11-01, until: 2026-11-20"));
    assert.ok(over.servers.every(({ patchGroup }) => !patchGroup.includes("deferred")));
    assert.match(over.leftovers[0] ?? "", /deferrals\.0: .*spectra-web-1 ended on 2026-11-20/);
  });

  it("are bounded, alone and in rows without a window between them", () => {
    const days = (from: string, until: string) =>
      `server: spectra-web-1, from: ${from}, until: ${until}`;
    good(deferral(days("2026-12-01", "2027-01-04")));
    one(deferral(days("2026-12-01", "2027-01-05")), /until: .* lasts 36 days/);
    one(deferral(days("2026-12-09", "2026-12-08")), /2026-12-08 is before 2026-12-09/);
    const row = [days("2026-12-10", "2026-12-20"), days("2026-12-22", "2027-01-20")];
    one(deferral(...row), /deferrals\.1: no window of spectra-web-1 .* deferrals\.0: .* 42 days/);
    // The window of January 19 lies between these.
    good(deferral(days("2026-12-10", "2027-01-10"), days("2027-01-25", "2027-02-20")));
  });

  it("need an approver of the catalog who is not the requester", () => {
    const days = "server: spectra-web-1, from: 2026-12-10, until: 2026-12-20";
    const by = (from: string, to: string) => (text: string) => text.replace(from, to);
    const put = deferral(days);
    one(
      put,
      /"dean@example.edu" is not an approver/,
      by("duty-manager@provider.example.edu", "dean@example.edu"),
    );
    one(put, /asks for it and cannot allow it/, (text) =>
      text.replace(
        "requester: it@chemistry.example.edu",
        "requester: Duty-Manager@provider.example.edu",
      ),
    );
    one(deferral("from: 2026-12-10, until: 2026-12-20"), /deferrals\.0\.server: is missing/);
    one(deferral(`${days}, group: test`), /deferrals\.0\.group: stands beside a server/);
    one(
      deferral(days.replace("spectra-web-1", "spectra-web-9")),
      /"spectra-web-9" is not a server/,
    );
  });

  it("of the test group hold production back, which is said", () => {
    const found = told(deferral("group: test, from: 2026-12-01, until: 2026-12-15"));
    assert.ok(found.length > 0);
    assert.ok(found.every((text) => /is not patched before it in that patch cycle/.test(text)));
  });
});

describe("exceptions of an estate's windows", () => {
  it("move and skip single openings", () => {
    const { patchGroups } = good(
      "",
      exceptions(
        "{ action: move, opening: 2026-12-15, to: 2026-12-17T21:00, reason: exam }",
        "{ action: skip, opening: 2027-01-19, reason: no patches }",
      ),
    );
    assert.equal(patchGroups["production"]?.schedule.exceptions?.length, 2);
  });

  it("are refused where they stand", () => {
    const entry = (text: string) => exceptions(`{ ${text}, reason: exam }`);
    const at = /^patchGroups\.production\.exceptions\.0\./;
    const refused = (text: string, expected: RegExp) => {
      one("", at, entry(text));
      one("", expected, entry(text));
    };
    refused("action: skip, opening: 2026-12-16", /opening: the window does not open on 2026-12-16/);
    refused("action: skip, opening: 2026-12-15, to: 2026-12-17T21:00", /to: belongs to move/);
    refused("action: move, opening: 2026-12-15", /to: is missing/);
    refused("action: move, opening: 2026-12-15, to: 2026-12-22T21:00", /in the freeze "year-end"/);
  });

  it("may not move production before the soak time, or onto its peers", () => {
    one(
      "",
      /"production" is patched at 2026-12-12 21:00, less than 72 h/,
      exceptions("{ action: move, opening: 2026-12-15, to: 2026-12-12T21:00, reason: exam }"),
    );
    one(
      "",
      /"lims-app-2" and its peer "lims-app-1" .* at 2026-12-16 2\d:00/,
      exceptions("{ action: move, opening: 2026-12-15, to: 2026-12-16T20:00, reason: exam }"),
    );
  });

  it("get an opening out of a freeze", () => {
    const year = (text: string) =>
      text.replace("from: 2026-12-21", "from: 2026-12-15").replace(/^ +restoreTest: .*\n/gm, "");
    const files = (text: string) => ({ "catalog.yaml": year(catalog), "a.estate.yaml": text });
    const count = (text: string) =>
      withFolder(files(text), (folder) => problemsOf(() => readEstate(folder, "a")).length);
    assert.equal(count(estate), 2);
    const skip = exceptions("{ action: skip, opening: 2026-12-15, reason: freeze }");
    assert.equal(count(skip(estate)), 1);
  });
});

describe("peers of an estate", () => {
  it("are never patched together, in their windows or in an emergency", () => {
    const together = (text: string) =>
      text.replace("patchGroup: production-next-day", "patchGroup: production");
    one(
      "",
      /peers\.lims-app\.1: "lims-app-2" and its peer "lims-app-1" .*both in "production"/,
      together,
    );
    good(emergency("notBefore: 2026-11-23T18:00", "production, production-next-day"));
    const twice =
      "  - { advisory: CVE-2, groups: [production-next-day], timeZone: UTC, notBefore: 2026-11-23T18:00 }\n";
    one(
      `${emergency("notBefore: 2026-11-23T18:00", "production")}${twice}`,
      /patched together in an emergency window, at 2026-11-23 19:00/,
    );
  });

  it("are servers of the estate", () => {
    one("", /peers\.lims-app\.0: "lims-app-9" is not a server/, (text) =>
      text.replace("[lims-app-1,", "[lims-app-9,"),
    );
  });
});

describe("approvals of an estate", () => {
  const approval = (until: string) =>
    `approvals:\n  - { group: production, openings: [2026-12-15], until: ${until}, reason: exam, ${who} }\n`;

  it("are in force until their day, and can be removed afterwards", () => {
    assert.equal(good(approval("2026-11-21")).approvals.length, 1);
    const over = good(approval("2026-11-20"));
    assert.equal(over.approvals.length, 0);
    assert.match(over.leftovers[0] ?? "", /approvals\.0: the approval for production ended/);
  });
});
