import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Places, placesIn } from "../../stacks/schema/places.js";
import { exceptionsEnding } from "../../stacks/schema/readExceptions.js";
import { siteStack } from "./touched.js";

/** Finds places in the files of a stack: `exceptions` stand in one of their own. */
export function placesOf(folder: string, stack: string): Places {
  const own = placesIn(folder, `${stack}${stack === siteStack ? "" : ".estate"}.yaml`);
  const file = `${stack}${exceptionsEnding}`;
  const excepted = existsSync(join(folder, file)) ? placesIn(folder, file) : own;
  return (path) => (path[0] === "exceptions" ? excepted(path) : own(path));
}
