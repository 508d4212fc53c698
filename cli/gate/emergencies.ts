import type { Estate } from "../../stacks/schema/model.js";
import { calendarEntries, local, spanOf } from "../calendar/entries.js";

/** Days from the planning date within which an estate's emergencies lie, and more. */
const days = 366;

/** The emergencies of an estate that are still to come, one sentence each. */
export function emergenciesOf(estate: Estate): readonly string[] {
  return calendarEntries(estate, spanOf(estate.asOf, days))
    .filter(({ kind }) => kind === "emergency")
    .map(({ reason = "", group, start, end, timeZone, servers }) => {
      const times = `${local(start, timeZone)} to ${local(end, timeZone)} (${timeZone})`;
      return `Emergency patching of ${group} for ${reason}: ${times}, ${servers.join(", ")}.`;
    });
}
