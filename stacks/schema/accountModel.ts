import type { Exemption } from "../../components/service/account/control.js";
import type { AccountDescription } from "../../components/service/account/description.js";

/** A cloud account of an estate: defaults applied. */
export interface AccountEntry {
  /** Its name in the estate. */
  readonly name: string;
  readonly platform: "aws";
  readonly description: AccountDescription;
  /** The regions that are used; all that are on in the account when absent. */
  readonly regions?: readonly string[];
  /** All of them in force on the planning date. */
  readonly exemptions: readonly Exemption[];
  /** The ARN of the anomaly monitor that the account has already. */
  readonly anomalyMonitor?: string;
}
