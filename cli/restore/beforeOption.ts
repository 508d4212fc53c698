import { Option } from "commander";
import { instant } from "../instant.js";

/** `--before <instant>`: only backups that are older, as those of before something went wrong. */
export function beforeOption(): Option {
  return new Option(
    "--before <instant>",
    "the newest of before then, such as 2026-11-20T06:00:00Z",
  ).argParser((text) => instant(text).toString({ smallestUnit: "second" }));
}
