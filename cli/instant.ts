import { InvalidArgumentError } from "commander";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** An option's value as an instant, such as `2026-12-15T22:00:00+01:00`. */
export function instant(text: string): Temporal.Instant {
  const found = instantIn(text);
  if (found === undefined) {
    throw new InvalidArgumentError(`${text} is not an instant, such as 2026-11-21T06:00:00Z.`);
  }
  return found;
}

/** A field of a platform's answer that is an instant. */
export const instantField = z.string().transform((text, context) => {
  const found = instantIn(text);
  if (found === undefined) {
    context.addIssue(`${text} is no time`);
    return z.NEVER;
  }
  return found;
});

function instantIn(text: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return undefined;
  }
}
