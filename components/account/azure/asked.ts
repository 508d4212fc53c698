import type { SubscriptionDescription } from "../../service/account/azure/description.js";

/** A subscription before its baseline is built. */
export interface SubscriptionNames {
  /** The name of its component. */
  readonly name: string;
  readonly account: SubscriptionDescription;
  /** The locations that are used; its home is among them. */
  readonly locations: readonly string[];
  /** Resource ids of the networks whose flows are recorded. */
  readonly networks: readonly string[];
  /** Names of the resources that the stack's state has. */
  readonly managed: ReadonlySet<string>;
}

/** A location that is used. */
export interface LocationGround {
  readonly location: string;
  /** Resource ids of the networks that stand there and whose flows are recorded. */
  readonly networks: readonly string[];
}
