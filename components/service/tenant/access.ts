import { type AzureRole, roleGuid } from "../azure/roles.js";
import { azureRoles } from "./builtIns.js";

/** A right that a group of people may take up when it needs it. */
export interface Eligibility {
  readonly name: string;
  /** Object id of the group. */
  readonly principal: string;
  readonly role: AzureRole;
  /** The management group at which it is held. */
  readonly at: string;
  readonly reason: string;
  /** First and last day, `YYYY-MM-DD`, a year at most: all that Azure's own settings allow. */
  readonly from: string;
  readonly until: string;
}

/** People of another tenant, who look after subscriptions without being guests in this one. */
export interface Delegation {
  readonly tenant: string;
  readonly title: string;
  readonly people: readonly Delegate[];
  readonly subscriptions: readonly string[];
}

/** A group of the other tenant. */
export interface Delegate {
  readonly name: string;
  /** Object id of the group. */
  readonly principal: string;
  readonly role: AzureRole;
}

/** Something that does without a policy for a while. */
export interface PolicyExemption {
  readonly name: string;
  /** The name of the assignment, such as `comanaged-public-nics`. */
  readonly policy: string;
  /** Resource id of a management group or a subscription. */
  readonly scope: string;
  readonly reason: string;
  readonly owner: string;
  /** Whether something else meets what the policy is for. */
  readonly mitigated: boolean;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
}

/** Whether a role changes nothing, so that it may be held all the time. */
export function onlyReads(role: AzureRole): boolean {
  return role.endsWith("Reader");
}

const readers = azureRoles.filter(onlyReads).map(roleGuid);

/** Whether the GUID or the resource id is that of a role that changes nothing. */
export function isReader(id: string): boolean {
  return readers.includes((id.split("/").at(-1) ?? "").toLowerCase());
}

/** The longest time for which a right is taken up, ISO 8601. */
export const longestActivation = "PT8H";
