import { accountWide } from "./accountWide.js";
import { type LogFacts, ofLogs } from "./logs.js";
import { ofRegion } from "./region.js";
import type { Requirement } from "./requirement.js";

/** What the rule has to know of an account to ask for its baseline. */
export interface AccountFacts extends LogFacts {
  readonly regions: readonly string[];
  /** The networks of each region. */
  readonly vpcs: ReadonlyMap<string, readonly string[]>;
}

/** Everything without which the account is not under the baseline. */
export function requirementsOf(facts: AccountFacts): Requirement[] {
  return [
    ...accountWide,
    ...ofLogs(facts),
    ...facts.regions.flatMap((region) => ofRegion(region, facts, facts.vpcs.get(region) ?? [])),
  ];
}
