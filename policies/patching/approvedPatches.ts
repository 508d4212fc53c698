import { anyText } from "../documents/statements.js";
import {
  allOf,
  anyOf,
  type Certainty,
  holds,
  not,
  provided,
  reportIf,
} from "../framework/certainty.js";
import { demandNumber, inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import { type Finding, fail, type Rule } from "../framework/rule.js";

const baseline = "aws:ssm/patchBaseline:PatchBaseline";

/** Patches of the test ring wait in the baseline for its soak time, and at most that long. */
const mostDays = 14;

/** How severe the makers call what must be installed. */
const weights = ["critical", "important"];

/** Words by which classes of patches are security patches; a star takes all classes. */
const isOfSecurity = (word: string) => /security|\*/i.test(word);

/** Classes of patches that wait for nothing longer. */
const isUrgent = (word: string) => isOfSecurity(word) || /critical/i.test(word);

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
    "Let approvalRules take security patches of the severities Critical and Important, and set " +
    `approveAfterDays of every entry that takes some to at most ${mostDays}. A fixed ` +
    "approveUntilDate approves nothing that comes later.",
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
    const approvals = items.state === "known" ? items.value : [];
    for (const weight of approvals.length > 0 ? weights : []) {
      const some = anyOf(...approvals.map((one) => takes(one, weight, isOfSecurity)));
      yield* reportIf(not(some), rules, `it approves no ${weight} security patches`);
    }
  },
};

function checkApproval(approval: Field): Iterable<Finding> {
  const isSoon = (days: number) => days >= 0 && days <= mostDays;
  const late = `security patches wait for more than ${mostDays} days`;
  return provided(
    anyOf(...weights.map((weight) => takes(approval, weight, isUrgent))),
    demandNumber(approval.get("approveAfterDays"), isSoon, late),
  );
}

/** Whether an approval takes patches of the weight: unless a filter names only others. */
function takes(approval: Field, weight: string, isClass: (word: string) => boolean): Certainty {
  const isWeight = (word: string) => word === "*" || word.toLowerCase() === weight;
  const filters = approval.get("patchFilters");
  return allOf(
    letsThrough(filters, ["CLASSIFICATION"], isClass),
    letsThrough(filters, ["SEVERITY", "MSRC_SEVERITY"], isWeight),
  );
}

function letsThrough(
  filters: Field,
  keys: readonly string[],
  isSuch: (word: string) => boolean,
): Certainty {
  const items = filters.items();
  return items.state === "unknown"
    ? "maybe"
    : allOf(
        ...(items.state === "known" ? items.value : []).map((filter) =>
          anyOf(
            not(holds(filter.get("key").text(), (key) => keys.includes(key))),
            anyText(filter.get("values"), isSuch, "yes"),
          ),
        ),
      );
}
