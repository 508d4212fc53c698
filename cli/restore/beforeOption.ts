import { InvalidArgumentError, Option } from "commander";
import { Temporal } from "temporal-polyfill";

/** `--before <instant>`: only backups that are older, as those of before something went wrong. */
export function beforeOption(): Option {
  return new Option(
    "--before <instant>",
    "the newest of before then, such as 2026-11-20T06:00:00Z",
  ).argParser(asSeconds);
}

function asSeconds(text: string): string {
  try {
    return Temporal.Instant.from(text).toString({ smallestUnit: "second" });
  } catch {
    throw new InvalidArgumentError("Write an instant, such as 2026-11-20T06:00:00Z.");
  }
}
