import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const chemistry = readFileSync("stacks/chemistry.estate.yaml", "utf8");
const library = readFileSync("stacks/library.estate.yaml", "utf8");

const problems = (offered: string, estate = chemistry) =>
  withFolder({ "catalog.yaml": offered, "a.estate.yaml": estate }, (folder) =>
    problemsOf(() => readEstate(folder, "a")),
  );

/** The standard class may lose so many hours of work. */
const promising = (hours: number) => changed(catalog, "rpo: 26h", `rpo: ${hours}h`);

const changed = (text: string, from: string | RegExp, to: string) => {
  const next = text.replace(from, to);
  assert.notEqual(next, text);
  return next;
};

describe("backups and the windows of servers", () => {
  it("do not meet in the repository's estates", () => {
    assert.deepEqual([problems(catalog), problems(catalog, library)], [[], []]);
  });

  it("are refused where they meet, with both named, where the class is", () => {
    const later = changed(catalog, 'start: "00:00"', 'start: "19:00"');
    const found = problems(later);
    assert.deepEqual(
      found.map(({ path }) => path),
      ["defaults.backupClass"],
    );
    assert.match(
      found[0]?.message ?? "",
      /a backup of "standard" is under way from 2026-12-\d\d 20:00 to 2026-12-\d\d 23:00 Europe\/Berlin, and "patch-week-[a-z-]*night", in which .* opens at .* 21:00/,
    );
  });

  it("are refused where a restore test meets a window or a freeze", () => {
    const inWindow = changed(
      catalog,
      'restoreTest: { every: quarter, week: third, weekday: sunday, start: "10:00" }',
      'restoreTest: { every: month, week: third, weekday: tuesday, start: "14:00" }',
    );
    assert.match(problems(inWindow)[0]?.message ?? "", /a restore test of "standard" is under way/);
    const frozen = changed(
      catalog,
      "from: 2027-04-05, to: 2027-04-11",
      "from: 2027-04-18, to: 2027-04-18",
    );
    assert.deepEqual(
      problems(frozen).map(({ path }) => path),
      ["backupClasses.standard.restoreTest", "backupClasses.gold.restoreTest"],
    );
  });
});

describe("a class on a platform", () => {
  const own = (name: string, from: string, to: string, offered = catalog) =>
    problems(changed(offered, from, to), library).filter(({ message }) => message.includes(name));

  it("is refused where Azure knows no daylight saving time", () => {
    const [found] = own(
      "Azure",
      "timeZone: UTC\n    completeWithin",
      "timeZone: Europe/Berlin\n    completeWithin",
      promising(27),
    );
    assert.match(found?.message ?? "", /no daylight saving time, and the clocks of Europe\/Berlin/);
  });

  it("is refused where AWS begins too late, copies nothing, or copies nowhere", () => {
    const soon = own("AWS", "every: 24h", "every: 24h\n    startWithin: 30m");
    assert.match(soon[0]?.message ?? "", /within an hour, and not within 30 min/);
    const alone = own(
      "AWS",
      "    copies:\n      elsewhere: { within: 24h, keep: { days: 30 } }\n",
      "",
    );
    assert.match(alone[0]?.message ?? "", /It has no copies/);
    const nowhere = own(
      "AWS",
      "      elsewhere: { within: 24h, keep: { days: 30 } }",
      "      moon: {}",
    );
    assert.match(nowhere[0]?.message ?? "", /Copies at "moon" lie nowhere on AWS/);
  });

  it("is refused for servers when it runs once a week", () => {
    const weekly = own(
      "once a week",
      "every: 24h",
      "every: 7d\n    weekday: sunday",
      promising(170),
    );
    assert.ok(weekly.length > 0);
  });
});

describe("leave to lock a vault for good", () => {
  const leave = (who: string) =>
    `${chemistry}vaultLocks:\n  gold: { from: 2027-01-15, reason: ransomware, requester: it@chemistry.example.edu, approver: ${who} }\n`;
  const offered = changed(catalog, "lock: armed", "lock: locked");

  it("is given by an approver, for a class that may be locked", () => {
    assert.deepEqual(problems(offered, leave("duty-manager@provider.example.edu")), []);
    const self = problems(offered, leave("it@chemistry.example.edu"));
    assert.match(self[0]?.message ?? "", /is not an approver/);
    const unoffered = problems(catalog, leave("duty-manager@provider.example.edu"));
    assert.match(unoffered[0]?.message ?? "", /does not offer to lock vaults of gold/);
  });
});
