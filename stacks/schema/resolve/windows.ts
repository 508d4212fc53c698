import { touchingChange } from "../../../components/service/time/touchedHours.js";
import { minutes } from "../fields/duration.js";
import type { NamedWindow } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import type { WindowInput } from "../window.js";

const shortest = 30;
const longest = 24 * 60;

/** The window in the words of the service; a start that clock changes touch is reported. */
export function resolveWindow(
  name: string,
  input: WindowInput,
  path: Path,
  report: Report,
): NamedWindow {
  const { week, weekday, offsetDays, start, timeZone } = input;
  const durationMinutes = minutes(input.duration);
  checkDuration(input.duration, [...path, "duration"], report);
  const touched = touchingChange(start, timeZone);
  if (touched !== undefined) {
    report({
      path: [...path, "start"],
      at: "value",
      message: `${start} does not exist, or exists twice, on days when the clocks of ${timeZone} change`,
      allowed: `a start before ${touched.from} or from ${touched.to} on`,
      fix: `Write "${touched.to}".`,
    });
  }
  return { name, week, weekday, offsetDays, start, durationMinutes, timeZone };
}

/** Whether a window is neither too short nor too long to patch in, which is reported. */
export function checkDuration(duration: string, path: Path, report: Report): boolean {
  const durationMinutes = minutes(duration);
  const fits = durationMinutes >= shortest && durationMinutes <= longest;
  if (!fits) {
    report({
      path,
      at: "value",
      message: `a window of ${duration} cannot be used`,
      allowed: "30m to 24h",
      fix: durationMinutes < shortest ? 'Write "30m" or more.' : 'Write "24h" or less.',
    });
  }
  return fits;
}
