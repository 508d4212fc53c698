import { z } from "zod";
import {
  durationPattern,
  parseDuration,
  parseSoak,
  soakPattern,
} from "../../../components/service/duration.js";
import { hinted } from "../report/hint.js";

/** A duration as text: whole hours or minutes. */
export const duration = hinted(z.string().regex(durationPattern), {
  noun: "a duration",
  expected: 'whole hours or minutes, such as "4h" or "90m"',
  example: "4h",
  mend: mendDuration,
});

/** A time to wait as text: whole days or hours. */
export const soak = hinted(z.string().regex(soakPattern), {
  noun: "a soak time",
  expected: 'whole days or hours, such as "3d" or "36h"',
  example: "3d",
});

/** The hours of a soak time that the schema has accepted. */
export function soakHours(text: string): number {
  return parseSoak(text) ?? Number.NaN;
}

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
