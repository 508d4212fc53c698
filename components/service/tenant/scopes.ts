import { createHash } from "node:crypto";

/** The resource id of a management group. */
export function groupScope(group: string): string {
  return `/providers/Microsoft.Management/managementGroups/${group}`;
}

/** The resource id of a subscription. */
export function subscriptionScope(subscription: string): string {
  return `/subscriptions/${subscription}`;
}

/** The resource id of something of Azure's own authorization at a scope. */
export function authorizationId(scope: string, type: AuthorizationType, name: string): string {
  return `${scope}/providers/Microsoft.Authorization/${type}/${name}`;
}

type AuthorizationType =
  | "policyAssignments"
  | "policyDefinitions"
  | "policyExemptions"
  | "policySetDefinitions"
  | "roleAssignments";

/**
 * A GUID that is always the same for the same words, where Azure wants one as a name: so the object
 * is found again.
 */
export function stableGuid(...words: readonly string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(words)).digest("hex");
  // Version 8 of RFC 9562: the bits are our own.
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join("-");
}
