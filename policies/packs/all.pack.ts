import type { Pack } from "../framework/pack.js";
import { pack as accounts } from "./accounts.pack.js";
import { pack as dataLevel } from "./data-level.pack.js";
import { pack as servers } from "./servers.pack.js";

/** Everything that the service demands. */
export const pack: Pack = {
  name: "all",
  title: "Co-managed hosting",
  description: "Every rule of co-managed hosting.",
  isWhole: true,
  rules: [...dataLevel.rules, ...servers.rules, ...accounts.rules],
  stackRules: [...dataLevel.stackRules, ...servers.stackRules, ...accounts.stackRules],
};
