import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const plan = "aws:backup/restoreTestingPlan:RestoreTestingPlan";

const mostDays = 92;

/** Backups are proved by restoring them. */
export const restoreTests: Rule = {
  id: "BKP-13",
  title: "Restores are tested at least every quarter",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9(1)"], "MCSB v1": ["BR-4"] },
  why: "A backup that was never restored is a hope. What changed since the last test is unproved.",
  fix:
    "Give the restore testing plan a scheduleExpression that runs in every month, every second or " +
    `every third one, such as cron(0 5 1 * ? *), or a rate(…) of ${mostDays} days or less.`,
  tokens: [plan],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A test on the first of each month",
        type: plan,
        inputs: { scheduleExpression: "cron(0 5 1 * ? *)" },
      },
    ],
    fail: [
      {
        title: "A test in January only",
        type: plan,
        inputs: { scheduleExpression: "cron(0 5 1 1 ? *)" },
      },
    ],
  },
  check: ({ inputs }) =>
    demandText(
      inputs.get("scheduleExpression"),
      runsQuarterly,
      "no restore is tested every quarter",
    ),
};

/** Whether the months of the expression are at most three apart, and the year is any. */
function runsQuarterly(schedule: string): boolean {
  const month = /^cron\((?:\S+ ){3}(\S+) \S+ \*\)$/.exec(schedule)?.[1];
  const rate = /^rate\(([1-9]\d{0,3}) (hour|day)s?\)$/.exec(schedule);
  if (rate) {
    return Number(rate[1]) <= (rate[2] === "hour" ? mostDays * 24 : mostDays);
  }
  return month !== undefined && /^(\*|[*1-3]\/[1-3]|[123],[456],[789],1[012])$/.test(month);
}
