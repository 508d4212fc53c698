import type { AccountDescription } from "../service/account/description.js";

/** An account before its baseline is built. */
export interface AccountNames {
  /** The name of its component. */
  readonly name: string;
  readonly account: AccountDescription;
  /** The regions that are used; all that are on when absent. */
  readonly regions?: readonly string[];
  /** ARN of the anomaly monitor that it has already. */
  readonly anomalyMonitor?: string;
  /** Names of the resources that the stack's state has. */
  readonly managed: ReadonlySet<string>;
}

/** A region that is on in an account. */
export interface RegionGround {
  readonly region: string;
  /** Ids of the networks that stand there. */
  readonly vpcs: readonly string[];
}
