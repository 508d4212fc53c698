import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readSite } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const site = readFileSync("stacks/site.yaml", "utf8");

/** The problems of the site after a change of its text. */
function told(from: string, to: string): string[] {
  assert.ok(site.includes(from), from);
  return withFolder({ "site.yaml": site.replace(from, to) }, (folder) =>
    problemsOf(() => readSite(folder)).map(({ path, message }) => `${path}: ${message}`),
  );
}

const more = (lines: readonly string[]) =>
  told(
    "    newSubscriptions:",
    `${lines.map((line) => `    ${line}\n`).join("")}    newSubscriptions:`,
  );

const group = "5e5e5e5e-0000-4000-8000-000000000005";
const eligible = (changes: string) =>
  more([
    "asOf: 2026-11-21",
    "eligible:",
    `  operators: { group: ${group}, role: Contributor, reason: Repairs, ${changes} }`,
  ]);

describe("the tenant of a site", () => {
  it("may be left out, with or without its limits", () => {
    assert.deepEqual(told("azure:", "azure:"), []);
    const [before = ""] = site.split("azure:");
    const bare = site.replace(/ {2}# What holds in every subscription[\s\S]*/, "");
    for (const text of [before, bare]) {
      assert.deepEqual(
        withFolder({ "site.yaml": text }, (folder) => problemsOf(() => readSite(folder))),
        [],
      );
    }
  });

  it("has one group at the top, and the others below it in a tree", () => {
    assert.deepEqual(
      told(
        "        title: Departments\n        below: comanaged\n",
        "        title: Departments\n",
      ),
      ["azure.limits.groups: 2 groups are at the top"],
    );
    assert.deepEqual(told("below: comanaged\n", "below: comanaged-departments\n"), [
      'azure.limits.groups.comanaged-departments.below: "comanaged-departments" is below itself',
    ]);
    assert.deepEqual(told("below: comanaged\n", "below: nowhere\n"), [
      'azure.limits.groups.comanaged-departments.below: there is no group "nowhere"',
    ]);
    assert.deepEqual(told("newSubscriptions: comanaged-departments", "newSubscriptions: none"), [
      'azure.limits.newSubscriptions: there is no group "none"',
    ]);
  });

  it("has every subscription in one group", () => {
    assert.deepEqual(
      told("[1b1b1b1b-0000-4000-8000-000000000001]", "[2c2c2c2c-0000-4000-8000-000000000002]"),
      [
        'azure.limits.groups.comanaged-provider.subscriptions.0: 2c2c2c2c-0000-4000-8000-000000000002 stands in "comanaged-departments" already',
      ],
    );
  });

  it("makes exemptions of policies that hold, where they hold, until a day to come", () => {
    const own = "azure.limits.exemptions.lab";
    const stray = "is not in the tenant's part of the site";
    const exempt = (from: string, to: string) =>
      more([
        "asOf: 2026-11-21",
        "exemptions:",
        `  lab: { policy: comanaged-transport, at: comanaged, reason: Old client, owner: Wei Li, until: 2027-01-31 }`.replace(
          from,
          to,
        ),
      ]);
    assert.deepEqual(exempt("until:", "mitigated: true, until:"), []);
    assert.deepEqual(exempt("comanaged-transport", "none"), [`${own}.policy: "none" ${stray}`]);
    assert.deepEqual(exempt("at: comanaged", "at: none"), [`${own}.at: "none" ${stray}`]);
    assert.deepEqual(exempt("2027-01-31", "2026-11-20"), [`${own}.until: it ended on 2026-11-20`]);
  });

  it("makes nobody eligible for longer than a year, or without a date by which it is judged", () => {
    const days = (from: string, until: string) =>
      eligible(`at: comanaged, from: ${from}, until: ${until}`);
    const own = "azure.limits.eligible.operators";
    assert.deepEqual(days("2026-12-01", "2027-11-30"), []);
    assert.deepEqual(days("2026-12-01", "2027-12-01"), [
      `${own}.until: from 2026-12-01 until 2027-12-01 is 366 days`,
    ]);
    assert.deepEqual(days("2026-12-01", "2026-11-30"), [
      `${own}.until: from 2026-12-01 until 2026-11-30 is no time`,
    ]);
    const undated = more([
      "eligible:",
      `  all: { group: ${group}, role: Reader, reason: Any, at: comanaged, from: 2026-12-01, until: 2026-12-31 }`,
    ]);
    assert.deepEqual(undated, ["azure.limits: there is no planning date, and something ends"]);
  });

  it("lets people of another tenant in, not its own", () => {
    const from = (tenant: string) =>
      more([
        "delegation:",
        `  tenant: ${tenant}`,
        "  title: Operators",
        `  people: { operators: { group: ${group}, role: Contributor } }`,
      ]);
    assert.deepEqual(from("7c7c7c7c-0000-4000-8000-000000000007"), []);
    assert.deepEqual(from("0a0a0a0a-0000-4000-8000-00000000000a"), [
      "azure.limits.delegation.tenant: 0a0a0a0a-0000-4000-8000-00000000000a is the tenant itself",
    ]);
  });
});
