/** An operation in a subscription of which somebody is told. */
export interface ActivityAlert {
  /** What its name goes on with. */
  readonly role: string;
  readonly operation: string;
}

/**
 * What somebody is told of at once: what CIS Azure v5.0 asks for, and what takes a part of the
 * baseline away.
 */
export const activityAlerts: readonly ActivityAlert[] = [
  { role: "policy-assigned", operation: "Microsoft.Authorization/policyAssignments/write" },
  { role: "policy-unassigned", operation: "Microsoft.Authorization/policyAssignments/delete" },
  { role: "security-group-changed", operation: "Microsoft.Network/networkSecurityGroups/write" },
  { role: "security-group-deleted", operation: "Microsoft.Network/networkSecurityGroups/delete" },
  { role: "security-solution-changed", operation: "Microsoft.Security/securitySolutions/write" },
  { role: "security-solution-deleted", operation: "Microsoft.Security/securitySolutions/delete" },
  { role: "sql-firewall-changed", operation: "Microsoft.Sql/servers/firewallRules/write" },
  { role: "sql-firewall-deleted", operation: "Microsoft.Sql/servers/firewallRules/delete" },
  { role: "public-address-changed", operation: "Microsoft.Network/publicIPAddresses/write" },
  { role: "public-address-deleted", operation: "Microsoft.Network/publicIPAddresses/delete" },
  { role: "lock-deleted", operation: "Microsoft.Authorization/locks/delete" },
  { role: "logs-cut-off", operation: "Microsoft.Insights/diagnosticSettings/delete" },
  { role: "role-assigned", operation: "Microsoft.Authorization/roleAssignments/write" },
];

/** The categories of a subscription's activity log, all of which are kept. */
export const activityCategories = [
  "Administrative",
  "Alert",
  "Autoscale",
  "Policy",
  "Recommendation",
  "ResourceHealth",
  "Security",
  "ServiceHealth",
] as const;
