import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { problemsOf, withFolder } from "./refusal.js";

const names = ["one", "two", "three", "four", "five", "six"] as const;

/** Classes that each ask for ten controls. */
const classes = names
  .map(
    (name) => `  ${name}:
    every: 24h
    start: "00:00"
    timeZone: UTC
    completeWithin: 3h
    keep: { days: 30 }
    copies: { elsewhere: { within: 24h } }
    lock: armed
    rto: 4h
    restoreTest: { every: quarter, week: third, weekday: sunday, start: "10:00" }
`,
  )
  .join("");

const problems = (bucket: string | undefined, used: readonly string[]) => {
  const offered = readFileSync("stacks/catalog.yaml", "utf8");
  const reports = bucket === undefined ? "" : `    backupReports: ${bucket}\n`;
  const catalog = offered
    .replace("backupClasses:\n", `backupClasses:\n${classes}`)
    .replace("  aws:\n", `  aws:\n${reports}`);
  const servers = Object.fromEntries(
    used.map((backupClass): [string, TestServer] => [
      `s-${backupClass}`,
      { platform: "aws", backupClass },
    ]),
  );
  const files = { "catalog.yaml": catalog, "a.estate.yaml": estateFile({ servers }) };
  return withFolder(files, (folder) => problemsOf(() => readEstate(folder, "a")));
};

describe("reports of backups on AWS", () => {
  it("are made as long as AWS Backup has room for what classes ask", () => {
    assert.deepEqual(problems("reports", names.slice(0, 5)), []);
    const found = problems("reports", names);
    assert.equal(found.length, 1);
    assert.equal(found[0]?.path, "servers.s-six.backupClass");
    assert.match(found[0]?.message ?? "", /"six".* make 6 frameworks with 60 controls/);
    assert.deepEqual(problems(undefined, names), []);
  });

  it("go into a bucket whose name S3 takes", () => {
    const [found] = problems("Backup_Reports", ["one"]);
    assert.equal(found?.path, "platforms.aws.backupReports");
    assert.match(found.message, /Backup_Reports/);
  });
});
