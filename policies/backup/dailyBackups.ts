import {
  allOf,
  anyOf,
  type Certainty,
  holds,
  isGiven,
  not,
  reportIf,
} from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";
import { runsDaily } from "./schedule.js";

const plan = "aws:backup/plan:Plan";

const leastDays = 7;

/** What is lost is at most a day old, and damage may be noticed within a week. */
export const dailyBackups: Rule = {
  id: "BKP-02",
  title: "A backup plan runs daily and keeps its backups for a week",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9", "SI-12"] },
  why:
    "A weekly backup loses a week of work, and one that is deleted after a day is gone before " +
    "anybody notices the damage. The customer's backup class may ask for more.",
  fix:
    "Give the plan one rule whose schedule runs every day, such as cron(0 1 * * ? *), and whose " +
    `lifecycle.deleteAfter is ${leastDays} days or more, or not given.`,
  tokens: [plan],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A month of daily backups",
        type: plan,
        inputs: { rules: [{ schedule: "cron(0 1 * * ? *)", lifecycle: { deleteAfter: 30 } }] },
      },
    ],
    fail: [
      {
        title: "Backups on Sundays only",
        type: plan,
        inputs: { rules: [{ schedule: "cron(0 1 ? * SUN *)", lifecycle: { deleteAfter: 30 } }] },
      },
    ],
  },
  check: ({ inputs }): Iterable<Finding> => {
    const list = inputs.get("rules");
    const rules = list.items();
    const items = rules.state === "known" ? rules.value : [];
    const isFine = rules.state === "unknown" ? "maybe" : anyOf(...items.map(isDailyAndKept));
    const wrong = `no rule of the plan runs daily and keeps its backups for ${leastDays} days`;
    return reportIf(not(isFine), list, wrong);
  },
};

/** Backups without an end are kept for ever. */
function isDailyAndKept(rule: Field): Certainty {
  const end = rule.get("lifecycle").get("deleteAfter");
  const isLong = holds(end.number(), (days) => days >= leastDays);
  return allOf(holds(rule.get("schedule").text(), runsDaily), anyOf(not(isGiven(end)), isLong));
}
