import { InvalidArgumentError } from "commander";
import { Temporal } from "temporal-polyfill";

/** An option's value as an instant, such as `2026-12-15T22:00:00+01:00`. */
export function instant(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new InvalidArgumentError(`${text} is not an instant.`);
  }
}
