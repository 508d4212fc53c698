import { keepHyperv } from "../service/access/windowsCommands.js";
import { keepHardware } from "../service/hardware/hardwareCommands.js";
import { type ObjectInputs, text } from "./finder.js";

/** What runs again and finds by its key what an earlier run has made, and where. */
const places: Readonly<Record<string, string>> = {
  [keepHyperv]: "its Hyper-V host",
  [keepHardware]: "its deposit",
};

/**
 * Where the next create finds what came of one that broke off: a command that keeps a machine never
 * makes a second one. Undefined of everything else.
 */
export function foundAgainAt(inputs: ObjectInputs): string | undefined {
  return places[text(inputs, "create") ?? ""];
}
