import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ledgerOf } from "../../../components/service/account/ledger.js";
import { tenantAssignments } from "../../../components/service/tenant/assignments.js";
import { mcsbControls, tenantLeftOut } from "../../../components/service/tenant/mcsbControls.js";
import { pack as accounts } from "../../../policies/packs/accounts.pack.js";
import { pack as all } from "../../../policies/packs/all.pack.js";

/** How many controls each domain has, by the groups of the initiative, version 57. */
const domains = {
  ...{ AM: 5, BR: 4, DP: 8, DS: 7, ES: 3, GS: 10, IM: 9, IR: 7 },
  ...{ LT: 7, NS: 10, PA: 8, PV: 7 },
} as const;

const rules = new Map(
  [...all.rules, ...all.stackRules.map(({ rule }) => rule), ...accounts.rules].map((rule) => [
    rule.id,
    rule.controls["MCSB v1"] ?? [],
  ]),
);

const sdk = join("node_modules", "@pulumi", "azure-native");

/** Whether the SDK has the class of a token. */
function isClass(token: string): boolean {
  const [, module = "", name = ""] = token.split(":");
  return existsSync(join(sdk, module, `${name.charAt(0).toLowerCase()}${name.slice(1)}.d.ts`));
}

describe("The ledger of the benchmark", () => {
  it("has every control of the initiative, and no other", () => {
    const judged = Object.entries(domains).flatMap(([domain, count]) =>
      Array.from({ length: count }, (_, index) => `${domain}-${index + 1}`),
    );
    assert.deepEqual(Object.keys(mcsbControls).sort(), judged.sort());
  });

  it("names rules that say so themselves, policies that hold and types that there are", () => {
    const held = tenantAssignments({
      ...{ top: "top", locations: [], defender: ["servers"], managingTenants: [] },
      workspace: "/any",
    }).map(({ name }) => name);
    const stray = Object.entries(mcsbControls).flatMap(([control, one]) => {
      switch (one.by) {
        case "rule":
          return one.rules.filter((id) => !rules.get(id)?.includes(control));
        case "policy":
          return one.policies.filter((name) => !held.includes(name));
        case "task":
          return [];
        default:
          return one.tokens.filter((token) => !isClass(token));
      }
    });
    assert.deepEqual(stray, []);
    assert.deepEqual(
      Object.keys(tenantLeftOut).filter((token) => !isClass(token)),
      [],
    );
  });

  it("says why a person has to do what no resource does", () => {
    for (const { control, by, owner, why = "" } of ledgerOf(mcsbControls, [])) {
      assert.ok(["provider", "customer"].includes(owner), control);
      assert.ok(!["task", "policy"].includes(by) || why.length > 20, control);
    }
  });

  it("puts an exemption before what would meet the control", () => {
    const exemption = { control: "NS-5", reason: "Tests", owner: "Wei Li", until: "2027-01-31" };
    const [line] = ledgerOf(mcsbControls, [exemption]).filter(({ control }) => control === "NS-5");
    assert.deepEqual(line, {
      ...{ control: "NS-5", by: "exemption", what: "Tests", owner: "Wei Li" },
      until: "2027-01-31",
    });
  });
});
