import { anyOf, type Certainty, holds, not, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const plan = "aws:backup/plan:Plan";

const vault = "arn:aws:backup:eu-west-1:222222222222:backup-vault:copies";

/** What destroys a region or an account does not destroy its backups. */
export const offsiteCopies: Rule = {
  id: "BKP-05",
  title: "A backup plan copies its backups to another vault",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-6", "CP-9(3)"] },
  why: "Backups beside what they protect are lost with it: to a fire, an intruder or a mistake.",
  fix: "Give one rule of the plan a copyActions entry that names a vault of another region or account.",
  tokens: [plan],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A plan with copies in another region",
        type: plan,
        inputs: { rules: [{ copyActions: [{ destinationVaultArn: vault }] }] },
      },
    ],
    fail: [
      {
        title: "A plan that keeps its only copy",
        type: plan,
        inputs: { rules: [{ schedule: "cron(0 1 * * ? *)" }] },
      },
    ],
  },
  check: ({ inputs }): Iterable<Finding> => {
    const list = inputs.get("rules");
    return reportIf(not(isAny(list, copies)), list, "no rule of the plan copies its backups");
  },
};

function copies(rule: Field): Certainty {
  return isAny(rule.get("copyActions"), (copy) =>
    holds(copy.get("destinationVaultArn").text(), (arn) => arn.includes(":backup-vault:")),
  );
}

/** Whether one element of the list is such a one. An unknown one may be. */
function isAny(list: Field, isSuch: (item: Field) => Certainty): Certainty {
  const items = list.items();
  if (items.state === "unknown") {
    return "maybe";
  }
  return items.state === "known" ? anyOf(...items.value.map(isSuch)) : "no";
}
