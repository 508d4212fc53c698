import { anyText } from "../documents/statements.js";
import { allOf, anyOf, type Certainty, holds, not, provided } from "../framework/certainty.js";
import { demandNumber, inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import { type Finding, fail, type Rule } from "../framework/rule.js";

const baseline = "aws:ssm/patchBaseline:PatchBaseline";

/** Patches of the test ring wait in the baseline for its soak time, and at most that long. */
const mostDays = 14;

/** Words by which classes of patches are security patches; a star takes all classes. */
const isOfSecurity = (word: string) => /security|critical|\*/i.test(word);

const filter = (key: string, ...values: readonly string[]) => ({ key, values });
const security = [filter("PRODUCT", "Debian12"), filter("PRIORITY", "*")];

/** Security patches are approved while they are news. */
export const approvedPatches: Rule = {
  id: "PAT-02",
  title: `Patch baselines approve security patches within ${mostDays} days`,
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-2"], FSBP: ["SSM.2"] },
  why:
    "A window installs what its baseline approves. One that approves nothing, or patches of last " +
    "quarter, runs every month and leaves the known holes open.",
  fix:
    "Give the baseline at least one approvalRules entry with patchFilters, and set approveAfterDays " +
    `of every entry that takes security patches to at most ${mostDays}. A fixed approveUntilDate ` +
    "approves nothing that comes later.",
  tokens: [baseline],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "Security patches after three days",
        type: baseline,
        inputs: { approvalRules: [{ approveAfterDays: 3, patchFilters: security }] },
      },
    ],
    fail: [
      { title: "A baseline that approves nothing", type: baseline, inputs: {} },
      {
        title: "Security patches after two months",
        type: baseline,
        inputs: { approvalRules: [{ approveAfterDays: 60, patchFilters: security }] },
      },
    ],
  },
  *check({ inputs }): Iterable<Finding> {
    const rules = inputs.get("approvalRules");
    const items = rules.items();
    if (items.state === "missing" || (items.state === "known" && items.value.length === 0)) {
      yield fail(rules, "it approves nothing");
    }
    yield* inEach(rules, checkApproval, "it approves nothing");
  },
};

function checkApproval(approval: Field): Iterable<Finding> {
  const isSoon = (days: number) => days >= 0 && days <= mostDays;
  const late = `security patches wait for more than ${mostDays} days`;
  return provided(
    takesSecurity(approval.get("patchFilters")),
    demandNumber(approval.get("approveAfterDays"), isSoon, late),
  );
}

/** Whether filters let security patches through: unless one names only other classes. */
function takesSecurity(filters: Field): Certainty {
  const items = filters.items();
  return items.state === "unknown"
    ? "maybe"
    : allOf(...(items.state === "known" ? items.value : []).map(letsThrough));
}

function letsThrough(filter: Field): Certainty {
  const isOfClass = holds(filter.get("key").text(), (key) => key === "CLASSIFICATION");
  return anyOf(not(isOfClass), anyText(filter.get("values"), isOfSecurity, "yes"));
}
