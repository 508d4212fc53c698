import { z } from "zod";
import { durationPattern, parseDuration } from "../../../components/service/duration.js";
import { hinted } from "../report/hint.js";

/** A duration as text: whole hours or minutes. */
export const duration = hinted(z.string().regex(durationPattern), {
  noun: "a duration",
  expected: 'whole hours or minutes, such as "4h" or "90m"',
  example: "4h",
  mend: mendDuration,
});

/** The minutes of a duration that the schema has accepted. */
export function minutes(text: string): number {
  return parseDuration(text) ?? Number.NaN;
}

function mendDuration(text: string): string | undefined {
  const [, count = "", unit = ""] = /^\s*0*([1-9]\d{0,4})\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const letter = /^(h|hr|hrs|hours?|)$/i.test(unit)
    ? "h"
    : /^(m|min|mins|minutes?)$/i.test(unit)
      ? "m"
      : undefined;
  return count === "" || letter === undefined ? undefined : `${count}${letter}`;
}
