/**
 * Whether a schedule of AWS Backup runs every day: `cron(minutes hours day-of-month month
 * day-of-week year)` without a restriction on days, or a `rate(…)` of a day or less.
 */
export function runsDaily(schedule: string): boolean {
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(schedule);
  if (cron) {
    const [minutes = "", hours = "", ...days] = cron.slice(1);
    return isTimes(minutes, 59) && isTimes(hours, 23) && days.every((day) => /^[*?]$/.test(day));
  }
  const rate = /^rate\((\d{1,4}) (hour|day)s?\)$/.exec(schedule);
  const count = Number(rate?.[1] ?? 0);
  return count > 0 && count <= (rate?.[2] === "hour" ? 24 : 1);
}

/** Whether a field of a cron expression names times of the day, up to `last`. */
function isTimes(field: string, last: number): boolean {
  return field.split(",").every((part) => {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/\d{1,2})?$/.exec(part);
    return match !== null && Number(match[1] ?? 0) <= last && Number(match[2] ?? 0) <= last;
  });
}
