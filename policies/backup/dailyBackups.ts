import { anyItem, type Certainty, holds, not, reportIf } from "../framework/certainty.js";
import { demandNumber } from "../framework/demands.js";
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
    "Give the plan one rule whose schedule runs every day, such as cron(0 1 * * ? *), and every " +
    `rule and copy a lifecycle.deleteAfter of ${leastDays} days or more, or none.`,
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
      {
        title: "Monthly backups that are gone the next day",
        type: plan,
        inputs: {
          rules: [
            { schedule: "cron(0 1 * * ? *)", lifecycle: { deleteAfter: 30 } },
            { schedule: "cron(0 1 1 * ? *)", lifecycle: { deleteAfter: 1 } },
          ],
        },
      },
    ],
  },
  check: ({ inputs }): Iterable<Finding> => {
    const list = inputs.get("rules");
    return [
      ...reportIf(not(anyItem(list, isDaily)), list, "no rule of the plan runs daily"),
      ...inEach(list, (rule) => [...keeps(rule), ...inEach(rule.get("copyActions"), keeps)]),
    ];
  },
};

function isDaily(rule: Field): Certainty {
  return holds(rule.get("schedule").text(), runsDaily);
}

/** What `check` finds in the elements of a list; one that is not known yet may hold anything. */
function inEach(list: Field, check: (item: Field) => Iterable<Finding>): readonly Finding[] {
  const items = list.items();
  return items.state === "known"
    ? items.value.flatMap((item) => [...check(item)])
    : [...reportIf(items.state === "unknown" ? "maybe" : "no", list, shortLived)];
}

const shortLived = `backups go before ${leastDays} days`;

/** Backups without an end are kept for ever. */
function keeps(made: Field): Iterable<Finding> {
  const end = made.get("lifecycle").get("deleteAfter");
  return demandNumber(end, (days) => days >= leastDays, shortLived, "passes");
}
