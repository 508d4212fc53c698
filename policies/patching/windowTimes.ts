import { demandFlag, demandNumber, demandText } from "../framework/demands.js";
import { fail, type Rule } from "../framework/rule.js";

const window = "aws:ssm/maintenanceWindow:MaintenanceWindow";

const nightly = { schedule: "cron(0 3 ? * TUE *)", duration: 3, cutoff: 1 };

/** A window opens when people expect it, and closes in time. */
export const windowTimes: Rule = {
  id: "PAT-04",
  title: "Maintenance windows are on, name a time zone and stop starting work before they close",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["MA-2", "CM-3"] },
  why:
    "Without a time zone a window moves by an hour twice a year and meets the morning's users. " +
    "Without a cutoff work that starts at the last minute runs far past the end.",
  fix:
    "Set schedule to a cron(…), rate(…) or at(…) expression, scheduleTimezone to an IANA name such " +
    "as Europe/Zurich, duration to 1 to 24 hours and cutoff to fewer hours than that, at least 1.",
  tokens: [window],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A window on Tuesdays at three",
        type: window,
        inputs: { ...nightly, scheduleTimezone: "Europe/Zurich" },
      },
    ],
    fail: [{ title: "A window without a time zone", type: window, inputs: nightly }],
  },
  *check({ inputs }) {
    const cutoff = inputs.get("cutoff");
    yield* demandText(inputs.get("schedule"), isSchedule, "this is no schedule");
    yield* demandText(inputs.get("scheduleTimezone"), isTimeZone, "no time zone is named");
    yield* demandNumber(inputs.get("duration"), isDuration, "the window lasts no 1 to 24 hours");
    yield* demandNumber(cutoff, (hours) => hours >= 1, "work may start until the window closes");
    yield* demandFlag(inputs.get("enabled"), true, "the window never opens", "passes");
    const [hours, length] = [cutoff.number(), inputs.get("duration").number()];
    if (hours.state === "known" && length.state === "known" && hours.value >= length.value) {
      yield fail(cutoff, "the cutoff leaves no time to start anything");
    }
  },
};

function isDuration(hours: number): boolean {
  return hours >= 1 && hours <= 24;
}

/** The forms that Systems Manager reads; which times they mean is not judged here. */
function isSchedule(text: string): boolean {
  return (
    /^cron\(\S+( \S+){5,6}\)$/.test(text) ||
    /^rate\([1-9]\d* (minute|hour|day)s?\)$/.test(text) ||
    /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?\)$/.test(text)
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
