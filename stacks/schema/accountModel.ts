import type { SubscriptionDescription } from "../../components/service/account/azure/description.js";
import type { Exemption } from "../../components/service/account/control.js";
import type { AccountDescription } from "../../components/service/account/description.js";

/** What every cloud account of an estate has. */
interface Entry {
  /** Its name in the estate. */
  readonly name: string;
  /** All of them in force on the planning date. */
  readonly exemptions: readonly Exemption[];
}

/** An AWS account of an estate: defaults applied. */
export interface AwsAccountEntry extends Entry {
  readonly platform: "aws";
  readonly description: AccountDescription;
  /** The regions that are used; all that are on in the account when absent. */
  readonly regions?: readonly string[];
  /** The ARN of the anomaly monitor that the account has already. */
  readonly anomalyMonitor?: string;
}

/** An Azure subscription of an estate: defaults applied. */
export interface AzureAccountEntry extends Entry {
  readonly platform: "azure";
  readonly description: SubscriptionDescription;
  /** The locations that are used; its home is among them. */
  readonly locations: readonly string[];
  /** Resource ids of the networks whose flows are recorded. */
  readonly networks: readonly string[];
}

/** A cloud account of an estate. */
export type AccountEntry = AwsAccountEntry | AzureAccountEntry;
