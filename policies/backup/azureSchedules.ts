import { allOf, anyOf, type Certainty, holds, not, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const policy = "azure-native:recoveryservices:ProtectionPolicy";

const leastDays = 7;

/** Days that a unit of retention has at least. */
const daysOf: Readonly<Record<string, number>> = { Days: 1, Weeks: 7, Months: 28, Years: 365 };

const month = { dailySchedule: { retentionDuration: { count: 30, durationType: "Days" } } };

/** What is lost in Azure is at most a day old, and damage may be noticed within a week. */
export const azureSchedules: Rule = {
  id: "BKP-10",
  title: "Backup policies for virtual machines run daily and keep their backups for a week",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9", "SI-12"], "MCSB v1": ["BR-1"] },
  why:
    "A weekly backup loses a week of work, and one that is deleted after a day is gone before " +
    "anybody notices the damage. Policies for other things than virtual machines are not judged.",
  fix:
    'Set schedulePolicy.scheduleRunFrequency to "Daily" or "Hourly" and keep at least ' +
    `${leastDays} days in retentionPolicy.dailySchedule.retentionDuration.`,
  tokens: [policy],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A month of daily backups",
        type: policy,
        inputs: {
          properties: {
            backupManagementType: "AzureIaasVM",
            schedulePolicy: { scheduleRunFrequency: "Daily" },
            retentionPolicy: month,
          },
        },
      },
    ],
    fail: [
      {
        title: "Backups once a week",
        type: policy,
        inputs: {
          properties: {
            backupManagementType: "AzureIaasVM",
            schedulePolicy: { scheduleRunFrequency: "Weekly" },
            retentionPolicy: month,
          },
        },
      },
    ],
  },
  *check({ inputs }): Iterable<Finding> {
    const properties = inputs.get("properties");
    const isOther = holds(
      properties.get("backupManagementType").text(),
      (k) => k !== "AzureIaasVM",
    );
    const frequency = properties.get("schedulePolicy").get("scheduleRunFrequency");
    const isDaily = holds(frequency.text(), (word) => word === "Daily" || word === "Hourly");
    yield* reportIf(allOf(not(isOther), not(isDaily)), frequency, "not every day has a backup");
    const kept = properties.get("retentionPolicy").get("dailySchedule").get("retentionDuration");
    const wrong = `backups are kept for less than ${leastDays} days`;
    yield* reportIf(allOf(not(isOther), not(isLong(kept))), kept, wrong);
  },
};

/** Whether the number of days, weeks, months or years is a week at least. */
function isLong(duration: Field): Certainty {
  const [count, unit] = [duration.get("count").number(), duration.get("durationType").text()];
  const units = Object.entries(daysOf).map(([name, days]) =>
    allOf(
      holds(unit, (word) => word === name),
      holds(count, (times) => times * days >= leastDays),
    ),
  );
  return anyOf(...units);
}
