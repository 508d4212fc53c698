import { dataLevel } from "../classification/dataLevel.js";
import type { Pack } from "../framework/pack.js";

/** The one limit that no estate may cross. */
export const pack: Pack = {
  name: "data-level",
  title: "Co-managed hosting: data levels",
  description: "Refuses servers and volumes that are not for data of level 1 or 2.",
  rules: [dataLevel],
  stackRules: [],
};
