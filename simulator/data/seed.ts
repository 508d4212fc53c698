import type { WorldObject } from "../core/journal.js";
import { awsSeed } from "./seedAws.js";
import { azureSeed } from "./seedAzure.js";
import { veeamSeed } from "./seedVeeam.js";
import { otherVsphereSeed, vsphereSeed } from "./seedVsphere.js";

/** What a new world holds: the platforms of one university before anything is co-managed. */
export function seed(): WorldObject[] {
  return [...awsSeed(), ...azureSeed(), ...vsphereSeed(), ...otherVsphereSeed(), ...veeamSeed()];
}
