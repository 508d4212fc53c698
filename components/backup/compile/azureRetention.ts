import { type Retention, tiersOf } from "../../service/backup/retention.js";
import { recordAt, text, type Values } from "../../service/patchPath/values.js";

const durations = { backup: "Days", week: "Weeks", month: "Months", year: "Years" } as const;

/**
 * For how long a protection policy of Azure Backup keeps backups, in its words; steps that keep
 * nothing longer than the days are left out.
 *
 * @param time when a backup is due, as in the schedule of the policy
 */
export function azureRetention(keep: Retention, time: string) {
  const { days, weeks = 0, months = 0, years = 0 } = keep;
  const longer = new Set(tiersOf(keep).flatMap((tier) => (tier.days > days ? [tier.of] : [])));
  const kept = (count: number, of: keyof typeof durations) => ({
    retentionTimes: [time],
    retentionDuration: { count, durationType: durations[of] },
  });
  return {
    retentionPolicyType: "LongTermRetentionPolicy" as const,
    dailySchedule: kept(days, "backup"),
    ...(longer.has("week") && {
      weeklySchedule: { daysOfTheWeek: ["Sunday" as const], ...kept(weeks, "week") },
    }),
    ...(longer.has("month") && {
      monthlySchedule: { ...firstOfMonth(), ...kept(months, "month") },
    }),
    ...(longer.has("year") && {
      yearlySchedule: {
        ...firstOfMonth(),
        monthsOfYear: ["January" as const],
        ...kept(years, "year"),
      },
    }),
  };
}

function firstOfMonth() {
  return {
    retentionScheduleFormatType: "Daily",
    retentionScheduleDaily: { daysOfTheMonth: [{ date: 1, isLast: false }] },
  };
}

const daysOf: Readonly<Record<string, number>> = { Days: 1, Weeks: 7, Months: 31, Years: 366 };

const steps = ["dailySchedule", "weeklySchedule", "monthlySchedule", "yearlySchedule"] as const;

/** The steps that a retention of a policy keeps for less time than another one, or not at all. */
export function shorterSteps(before: Values, after: Values): readonly string[] {
  return steps.filter((step) => keptDays(after, step) < keptDays(before, step));
}

function keptDays(retention: Values, step: string): number {
  const { count = 0, durationType } = recordAt(retention, step, "retentionDuration");
  return Number(count) * (daysOf[text(durationType) ?? ""] ?? 0);
}
