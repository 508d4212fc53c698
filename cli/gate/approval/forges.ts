import { azureDevOps } from "./azureDevOps.js";
import type { Environment, Forge } from "./forge.js";
import { github } from "./github.js";
import { gitlab } from "./gitlab.js";

/** The forge whose job this process is; undefined on a laptop. */
export function forgeIn(environment: Environment): Forge | undefined {
  if (environment["GITHUB_ACTIONS"] === "true") {
    return github(environment);
  }
  if (environment["GITLAB_CI"] === "true") {
    return gitlab(environment);
  }
  return environment["TF_BUILD"]?.toLowerCase() === "true" ? azureDevOps(environment) : undefined;
}
