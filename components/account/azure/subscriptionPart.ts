import type { SubscriptionDescription } from "../../service/account/azure/description.js";
import type { Part } from "../part.js";

/** What every part of a subscription's baseline is made with. */
export type SubscriptionPart = Part<SubscriptionDescription>;
