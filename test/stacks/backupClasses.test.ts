import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readCatalog } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");

/** What is wrong with the catalog when it offers this class, too. */
const problemsWith = (...lines: readonly string[]) => {
  const own = ["  own:", ...lines.map((line) => `    ${line}`)].join("\n");
  const text = catalog.replace("backupClasses:\n", `backupClasses:\n${own}\n`);
  const problems = withFolder({ "catalog.yaml": text }, (folder) =>
    problemsOf(() => readCatalog(folder)),
  );
  return problems.map(({ path, line, message, fix }) => ({
    path,
    written: text.split("\n")[line - 1]?.trim() ?? "",
    message,
    fix,
  }));
};

const daily = ["every: 24h", 'start: "03:30"', "timeZone: UTC", "keep: { days: 30 }"];

const only = (problems: ReturnType<typeof problemsWith>) => {
  assert.equal(problems.length, 1, JSON.stringify(problems));
  return problems[0];
};

describe("backup classes of a catalog", () => {
  it("need no more than a schedule and a time to keep", () => {
    assert.deepEqual(problemsWith(...daily), []);
  });

  it("are refused where they promise more than their schedule can keep", () => {
    const late = only(problemsWith(...daily, "startWithin: 8h", "completeWithin: 12h", "rpo: 24h"));
    assert.equal(late?.path, "backupClasses.own.rpo");
    assert.equal(late.written, "rpo: 24h");
    assert.match(late.message, /24h is promised, but a restore may lose 32 h/);
    assert.match(late.fix, /"32h"/);
    assert.deepEqual(problemsWith(...daily, "rpo: 26h"), []);
    const minute = only(problemsWith(...daily, "rpo: 1559m"));
    assert.match(minute?.message ?? "", /may lose 26 h/);
  });

  it("count the hour by which clocks are put back", () => {
    const berlin = daily.map((line) => line.replace("UTC", "Europe/Berlin"));
    const short = only(problemsWith(...berlin, "rpo: 26h"));
    assert.match(short?.message ?? "", /may lose 27 h.*clocks that are put back add 1 h/);
    assert.deepEqual(problemsWith(...berlin, "rpo: 27h"), []);
  });

  it("do not begin when clocks change", () => {
    const hourly = ["every: 4h", 'start: "06:30"', "timeZone: Europe/Berlin", "keep: { days: 30 }"];
    const touched = only(problemsWith(...hourly));
    assert.equal(touched?.path, "backupClasses.own.start");
    assert.match(touched.message, /a backup at 02:30 does not exist, or exists twice/);
    assert.deepEqual(problemsWith(...hourly.map((line) => line.replace("06:30", "07:00"))), []);
  });

  it("are complete before the next backup, and after they began", () => {
    const hourly = ["every: 1h", 'start: "00:15"', "timeZone: UTC", "keep: { days: 7 }"];
    const long = only(problemsWith(...hourly, "startWithin: 15m", "completeWithin: 61m"));
    assert.match(long?.message ?? "", /runs into the next one, which is due after 1h/);
    const short = only(problemsWith(...hourly, "startWithin: 30m", "completeWithin: 30m"));
    assert.match(short?.message ?? "", /cannot be complete after 30m/);
  });

  it("name a weekday where they run on one day, and nowhere else", () => {
    const weekly = daily.map((line) => line.replace("24h", "7d"));
    assert.deepEqual(problemsWith(...weekly, "weekday: saturday"), []);
    assert.match(only(problemsWith(...weekly))?.message ?? "", /needs the day/);
    const superfluous = only(problemsWith(...daily, "weekday: saturday"));
    assert.match(superfluous?.message ?? "", /runs on all days/);
  });

  it("keep every backup for a week at least", () => {
    const short = daily.map((line) => line.replace("days: 30", "days: 6"));
    assert.match(only(problemsWith(...short))?.message ?? "", /6/);
  });
});
