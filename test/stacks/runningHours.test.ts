import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { openings } from "../../components/service/time/openings.js";
import { weekdays, weeks } from "../../components/service/window.js";
import { readEstate } from "../../stacks/schema/read.js";
import { stopsWithin } from "../components/service/time/scheduler.js";
import { problemsOf, withFolder } from "./refusal.js";
import { withoutSection } from "./sections.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const estate = readFileSync("stacks/chemistry.estate.yaml", "utf8");

const read = (text: string, offered = catalog) =>
  withFolder({ "catalog.yaml": offered, "a.estate.yaml": text }, (folder) => {
    const found: { estate?: ReturnType<typeof readEstate>["estate"] } = {};
    const problems = problemsOf(() => {
      found.estate = readEstate(folder, "a").estate;
    });
    return { ...found, problems };
  });

/** The estate with a line at one of its servers, and more at its end. */
const at = (server: string, line: string, more = "") =>
  `${estate.replace(`  ${server}:\n`, `  ${server}:\n    ${line}\n`)}${more}`;

const lineOf = (text: string, part: string) =>
  text.split("\n").findIndex((line) => line.includes(part)) + 1;

const one = (text: string, message: RegExp, offered?: string) => {
  const { problems } = read(text, offered);
  assert.equal(problems.length, 1, problems.map((problem) => problem.message).join("\n"));
  assert.match(problems[0]?.message ?? "", message);
  return problems[0];
};

/** A catalog with hours that contain the windows of production, until two at night. */
const longer = catalog.replace('end: "19:00"', 'end: "02:00"');

describe("running hours of an estate", () => {
  it("are carried by servers on the clouds, and by no others", () => {
    const { estate: found, problems } = read(at("spectra-web-1", "runs: office-hours"), longer);
    assert.deepEqual(problems, []);
    const runs = (name: string) => found?.servers.find((server) => server.name === name)?.runs;
    assert.equal(runs("spectra-web-1"), "office-hours");
    assert.equal(runs("spectra-archive-1"), undefined);
    const vsphere = at("lims-db-1", "runs: office-hours");
    const problem = one(vsphere, /cannot be kept on vSphere.*"office-hours"/, longer);
    assert.equal(problem?.path, "servers.lims-db-1.runs");
    assert.deepEqual(read(at("lims-db-1", "runs: always")).problems, []);
  });

  it("refuse a window in which a server is stopped, with both named, at the server", () => {
    const text = at("spectra-web-1", "runs: office-hours");
    const problem = one(
      text,
      /"spectra-web-1" runs in "office-hours" only, and the regular opening of "patch-week-next-tuesday-night", in which "production" is patched, is at 2026-12-15 21:00 Europe\/Berlin for 4 h/,
    );
    assert.equal(problem?.line, lineOf(text, "runs: office-hours"));
    assert.match(problem.allowed ?? "", /monday, .*friday 07:00 to 19:00 Europe\/Berlin/);
  });

  it("are one mistake where they stand in the defaults", () => {
    const text = estate
      .replace("defaults:\n", "defaults:\n  runs: office-hours\n")
      .replaceAll("    platform: vsphere\n", "    platform: vsphere\n    runs: always\n");
    assert.deepEqual(
      read(text).problems.map(({ path, message }) => [path, /^"([^"]+)"/.exec(message)?.[1]]),
      [["defaults.runs", "spectra-archive-1"]],
    );
    assert.deepEqual(read(text, longer).problems, []);
    const inherited = text.replace("    runs: always\n", "");
    assert.equal(one(inherited, /vSphere/, longer)?.path, "servers.lims-app-1.platform");
  });

  it("refuse moved openings and emergencies outside of them, these at the emergency", () => {
    const web = at("spectra-web-1", "runs: office-hours");
    const moved = web.replace(
      "    window: patch-week-next-tuesday-night\n",
      "    window: patch-week-next-tuesday-night\n    exceptions: [{ action: move, opening: 2026-12-15, to: 2026-12-19T21:00, reason: examinations }]\n",
    );
    one(moved, /the moved opening .* is at 2026-12-19 21:00/, longer);
    const emergency = (notBefore: string) =>
      `${web}emergencies:\n  - { advisory: CVE-2026-1, groups: [production], timeZone: Europe/Berlin, notBefore: ${notBefore}, duration: 2h }\n`;
    assert.deepEqual(read(emergency("2026-11-23T18:00"), longer).problems, []);
    const problem = one(
      emergency("2026-11-28T18:00"),
      /CVE-2026-1 comes to "production" at 2026-11-28 18:00 .* for 2 h, when "spectra-web-1" is stopped: it runs in "office-hours"/,
      longer,
    );
    assert.equal(problem?.path, "emergencies.0.groups.0");
  });

  it("are names of the catalog, which offers none of the name always", () => {
    one(at("spectra-web-1", "runs: office-hour"), /"office-hour" is not running hours/);
    const odd = catalog.replace("  office-hours:\n", "  always:\n");
    one(estate, /"always" is the word/, odd);
    const none = withoutSection(catalog, "# Hours outside of which");
    one(at("spectra-web-1", "runs: office-hours"), /is not running hours/, none);
  });

  it("let a window pass exactly where a scheduler never stops the server in it", () => {
    const time = fc.constantFrom("00:00", "05:00", "09:00", "13:30", "17:00", "21:00", "23:30");
    const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC");
    const window = fc.record({
      week: fc.constantFrom(...weeks),
      weekday: fc.constantFrom(...weekdays),
      offsetDays: fc.integer({ min: 0, max: 20 }),
      start: time,
      durationMinutes: fc.constantFrom(120, 240),
      timeZone: zone,
    });
    const hours = fc.record({
      days: fc.subarray([...weekdays], { minLength: 4 }),
      start: time,
      end: time,
      timeZone: zone,
    });
    const verdicts = new Set<boolean>();
    const check = fc.property(window, hours, (window, hours) => {
      const { durationMinutes, ...days } = window;
      const offered = catalog
        .replace(
          "windows:\n",
          `windows:\n  any: ${JSON.stringify({ ...days, duration: `${durationMinutes}m` })}\n`,
        )
        .replace(/^ {2}office-hours:\n(?: {4}.*\n)+/m, `  any: ${JSON.stringify(hours)}\n`);
      const text = at("spectra-web-1", "runs: any\n    patchGroup: any")
        .replace("patchGroups:\n", "patchGroups:\n  any: { window: any }\n")
        .replace("asOf: 2026-11-21", "asOf: 2027-01-04");
      const found = read(text, offered.replace(/^freezes:\n(?: {2}.*\n)+/m, "")).problems.filter(
        ({ message }) => !/^a (backup|restore test) of /.test(message),
      );
      const [from, until] = ["2027-01-04", "2028-02-04"].map((date) =>
        Temporal.PlainDate.from(date).toZonedDateTime(window.timeZone).toInstant(),
      );
      assert.ok(from && until);
      const all = openings({ window }, from, until);
      const isStopped = all.some((opening) => stopsWithin({ name: "any", ...hours }, opening));
      verdicts.add(isStopped);
      assert.equal(found.length, isStopped ? 1 : 0, found.map(({ message }) => message).join());
    });
    fc.assert(check, { numRuns: 60, seed: 8 });
    assert.equal(verdicts.size, 2);
  });
});
