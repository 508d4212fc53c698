import { nextStep } from "../../components/service/retirement.js";
import type { Estate } from "../../stacks/schema/model.js";
import { calendarEntries, local, spanOf } from "../calendar/entries.js";

/** Days from the planning date within which the next window is looked for. */
const days = 90;

/** What comes next in an estate and when, one line each: its next window, and what ends. */
export function nextInEstate(estate: Estate): string[] {
  const { stack, asOf, servers } = estate;
  const [entry] = calendarEntries(estate, spanOf(asOf, days));
  const window = entry && {
    date: local(entry.start, entry.timeZone),
    what: `${entry.group} is patched (${entry.timeZone}): ${entry.servers.join(", ")}`,
  };
  const ends = servers.flatMap(({ name, retirement }) => {
    const next = retirement && nextStep(retirement);
    if (retirement === undefined) {
      return [];
    }
    return [
      next === undefined
        ? { date: asOf, what: `${name} can be reclaimed, once its removal is confirmed` }
        : { date: next.date, what: `${name} ${next.what}` },
    ];
  });
  return [...(window ? [window] : []), ...ends]
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .map(({ date, what }) => `${stack}: ${date} ${what}`);
}
