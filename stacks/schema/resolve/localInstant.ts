import { Temporal } from "temporal-polyfill";
import { existsOnce } from "../../../components/service/time/instants.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";

/** The instant of a local time; one that the clocks skip or repeat is reported. */
export function localInstant(
  text: string,
  timeZone: string,
  path: Path,
  report: Report,
): Temporal.Instant | undefined {
  const local = Temporal.PlainDateTime.from(text);
  const zoned = local.toZonedDateTime(timeZone);
  if (existsOnce(local, timeZone)) {
    return zoned.toInstant();
  }
  const skipped = !zoned.toPlainDateTime().equals(local);
  report({
    path,
    at: "value",
    message: `${quote(text)} ${skipped ? "does not exist" : "exists twice"} in ${timeZone}, whose clocks change in that night`,
    allowed: "a time that exists once",
    fix: "Choose a time some hours later.",
  });
  return undefined;
}
