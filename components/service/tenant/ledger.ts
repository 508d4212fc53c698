import type { Exemption } from "../account/control.js";
import { exempt, type LedgerLine, lineOf } from "../account/ledger.js";
import { mcsbControls } from "./mcsbControls.js";

/** Every control of the benchmark with what meets it; an exemption goes before what would. */
export function mcsbLedger(exemptions: readonly Exemption[]): readonly LedgerLine[] {
  return Object.entries(mcsbControls).map(([control, fulfilment]) => {
    const exemption = exemptions.find((one) => one.control === control);
    return exemption === undefined ? lineOf(control, fulfilment) : exempt(exemption);
  });
}
