import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

/** The catalog without restore tests, which no freeze may meet either. */
const catalog = readFileSync("stacks/catalog.yaml", "utf8").replace(/^ +restoreTest: .*\n/gm, "");
/** The estate with one group for production, so that each mistake is one problem. */
const estate = readFileSync("stacks/chemistry.estate.yaml", "utf8")
  .replace(/ {2}production-next-day:\n(?: {4}.*\n)+/, "")
  .replace("    patchGroup: production-next-day\n", "")
  .replace(/# Servers that stand in[\s\S]*$/, "");

const edited = (text: string, from: string, to: string) => {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
};

const lineOf = (text: string, part: string) =>
  text.split("\n").findIndex((line) => line.includes(part)) + 1;

/** The problems of an estate with another catalog. */
const problems = (text: string, offered = catalog) =>
  withFolder({ "catalog.yaml": offered, "a.estate.yaml": text }, (folder) =>
    problemsOf(() => readEstate(folder, "a")),
  );

const one = (text: string, message: RegExp, offered?: string) => {
  const found = problems(text, offered);
  assert.equal(found.length, 1, found.map((problem) => problem.message).join("\n"));
  assert.match(found[0]?.message ?? "", message);
  return found[0];
};

describe("the times of patch groups", () => {
  it("refuse a window that Systems Manager cannot keep, with the nearest that it can", () => {
    const odd = edited(
      catalog,
      'start: "21:00"\n    duration: 4h',
      'start: "21:00"\n    duration: 150m',
    );
    const problem = one(
      estate,
      /cannot be kept on AWS.*whole hours; the window lasts 150 min/,
      odd,
    );
    assert.equal(problem?.line, lineOf(estate, "window: patch-week-thursday-night"));
    assert.match(problem?.fix ?? "", /second Tuesday \+ 2 days, 21:00 for 2 h, Europe\/Berlin/);
  });

  it("take the same window where no server of the group stands on AWS", () => {
    const odd = edited(catalog, "duration: 3h", "duration: 150m");
    const library = readFileSync("stacks/library.estate.yaml", "utf8");
    one(library, /cannot be kept on AWS/, odd);
    const onPremises = library.slice(0, library.indexOf("  digital-scans-1:"));
    assert.deepEqual(problems(onPremises, odd), []);
  });

  it("take four hours on Azure, and refuse what it cannot keep there", () => {
    const library = readFileSync("stacks/library.estate.yaml", "utf8");
    const onAzure =
      library.slice(0, library.indexOf("  digital-scans-1:")) +
      library.slice(library.indexOf("  exhibits-web-1:"));
    const longer = (duration: string) =>
      edited(catalog, "duration: 3h", `duration: ${duration}`)
        // No backup begins in the morning, when the longest window is still open.
        .replace("every: 8h", "every: 12h")
        .replace("rpo: 10h", "rpo: 14h");
    assert.deepEqual(problems(onAzure, longer("4h")), []);
    const problem = one(
      onAzure,
      /cannot be kept on Azure.*90 to 240 minutes.*the window lasts 5 h/,
      longer("5h"),
    );
    assert.equal(problem?.line, lineOf(onAzure, "window: patch-week-next-saturday-early"));
    assert.match(problem?.fix ?? "", /05:00 for 4 h, Europe\/Berlin/);
    const zone = edited(
      longer("3h"),
      'start: "05:00"\n    duration: 3h\n    timeZone: Europe/Berlin',
      'start: "05:00"\n    duration: 3h\n    timeZone: Antarctica/Troll',
    );
    one(onAzure, /cannot be kept on Azure.*time zones of Windows/, zone);
  });

  it("refuse more servers of a group on Azure than it patches", () => {
    const library = readFileSync("stacks/library.estate.yaml", "utf8");
    const web = library.slice(
      library.indexOf("  exhibits-web-1:"),
      library.indexOf("  theses-win-1:"),
    );
    const many = Array.from({ length: 1000 }, (_, index) =>
      web.replace("web-1", `web-${index + 2}`),
    );
    const withMore = (servers: readonly string[]) =>
      library.replace("  exhibits-web-1:", `${servers.join("")}  exhibits-web-1:`);
    assert.deepEqual(problems(withMore(many.slice(0, 998))), []);
    const problem = one(withMore(many), /1002 servers of "public".*no more than 1000/);
    assert.equal(problem?.line, lineOf(library, "  public:"));
  });

  it("refuse a window that opens in a freeze, and name both", () => {
    const frozen = edited(catalog, "from: 2026-12-21", "from: 2026-12-15");
    const problem = one(
      estate,
      /"patch-week-next-tuesday-night" opens at 2026-12-15 21:00, in the freeze "year-end"/,
      frozen,
    );
    assert.equal(problem?.line, lineOf(estate, "patch-week-next-tuesday-night"));
    assert.deepEqual(problems(estate, edited(catalog, "from: 2026-12-21", "from: 2026-12-17")), []);
  });

  it("refuse a window that is still open when a freeze begins", () => {
    // It opens on the 15th at 21:00 and closes on the 16th at 01:00.
    one(estate, /in the freeze/, edited(catalog, "from: 2026-12-21", "from: 2026-12-16"));
  });

  it("look thirteen months ahead, and no further", () => {
    const far = (from: string, to: string) =>
      edited(catalog, "freezes:\n", `freezes:\n  far: { from: ${from}, to: ${to} }\n`);
    one(estate, /opens at 2027-11-16 21:00/, far("2027-11-15", "2027-11-17"));
    assert.deepEqual(problems(estate, far("2028-01-10", "2028-02-28")), []);
  });

  it("refuse production less than the soak time after test", () => {
    const problem = one(
      edited(estate, "soak: 3d", "soak: 5d"),
      /"production" is patched at 2026-12-15 21:00, less than 120 h after "test", whose window ends at 2026-12-11 01:00/,
    );
    assert.equal(problem?.line, lineOf(estate, "after:"));
    // The test window ends four days and twenty hours before.
    assert.deepEqual(problems(edited(estate, "soak: 3d", "soak: 116h")), []);
    one(edited(estate, "soak: 3d", "soak: 117h"), /less than 117 h/);
  });

  it("refuse production before test in the same patch cycle", () => {
    const swapped = edited(estate, "window: patch-week-thursday-night", "window: X")
      .replace("window: patch-week-next-tuesday-night", "window: patch-week-thursday-night")
      .replace("window: X", "window: patch-week-next-tuesday-night");
    one(swapped, /less than 72 h after "test"|not patched before it/);
  });

  it("refuse a group whose test group has no servers on any platform, and no other", () => {
    const empty = estate.replaceAll(/patchGroup: test$/gm, "patchGroup: production");
    const problem = one(
      empty,
      /"test" has no servers, so nobody tests the patches of "production"/,
    );
    assert.equal(problem?.path, "patchGroups.production.after.group");
    assert.equal(problem.line, lineOf(estate, "after:"));
    // Nobody is patched, so nothing is to be tested.
    const unused = edited(
      estate,
      "  production:\n",
      `  later: { window: patch-week-next-saturday-early, after: { group: spare, soak: 3d } }
  spare: { window: patch-week-thursday-night }
  production:\n`,
    );
    assert.deepEqual(problems(unused), []);
    // A faulty server may be the one that tests.
    one(edited(estate, "cpus: 2\n    memory: 8 GiB", "cpus: 0\n    memory: 8 GiB"), /cpus|0 is/);
  });

  it("refuse a group after one that does not exist, and groups in a circle", () => {
    one(edited(estate, "group: test, soak", "group: tset, soak"), /"tset" is not a patch group/);
    one(edited(estate, "group: test, soak", "group: production, soak"), /patched after itself/);
    const circle = edited(
      estate,
      "window: patch-week-thursday-night\n",
      "window: patch-week-thursday-night\n    after: { group: production, soak: 1h }\n",
    );
    const found = problems(circle).map(({ message }) => message);
    assert.equal(found.length, 2);
    assert.ok(found.every((message) => message.includes("patched after itself")));
  });

  it("refuse soak times and freezes that mean nothing", () => {
    one(edited(estate, "soak: 3d", "soak: 3 days"), /is not a soak time/);
    one(
      estate,
      /2026-12-01 is before 2026-12-21/,
      edited(catalog, "to: 2027-01-03", "to: 2026-12-01"),
    );
  });
});
