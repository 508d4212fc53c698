import { execFileSync } from "node:child_process";
import type { Temporal } from "temporal-polyfill";

/** What the real systemd says about lines of a timer, from an instant on: at most so many each. */
export function elapses(
  lines: readonly string[],
  from: Temporal.Instant,
  iterations: number,
): number[] {
  if (lines.length === 0) {
    return [];
  }
  const justBefore = from
    .subtract({ seconds: 1 })
    .toString()
    .replace("T", " ")
    .replace("Z", " UTC");
  const output = execFileSync(
    "systemd-analyze",
    ["calendar", `--iterations=${iterations}`, `--base-time=${justBefore}`, ...lines],
    { encoding: "utf8", env: { ...process.env, TZ: "UTC", LC_ALL: "C" } },
  );
  const times = [...output.matchAll(/(?:Next elapse|Iter\. #\d+): \w+ (\S+) (\S+) UTC/g)];
  return times.map(([, date, time]) => Date.parse(`${date}T${time}Z`));
}
