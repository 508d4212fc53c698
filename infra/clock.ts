import { Config, RunError } from "@pulumi/pulumi";
import { Temporal } from "temporal-polyfill";

/**
 * The real time, which decides in `up` whether a maintenance window is open. For tests and
 * rehearsals the configuration value `comanaged:now` takes its place: an instant such as
 * `2026-12-15T22:00:00+01:00`.
 */
export function realClock(): () => Temporal.Instant {
  const text = new Config("comanaged").get("now");
  if (text === undefined) {
    return () => Temporal.Now.instant();
  }
  const instant = instantOf(text);
  return () => instant;
}

function instantOf(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new RunError(
      `comanaged:now: "${text}" is not an instant. Write, for example, ` +
        '"pulumi config set comanaged:now 2026-12-15T22:00:00+01:00", or remove it.',
    );
  }
}
