import type { AzureRole } from "../../azure/roles.js";

/** The names of the roles that programs of the customer may have. */
export const serviceRoles = [
  "AcrPush",
  "Key Vault Secrets User",
  "Monitoring Reader",
  "Network Contributor",
  "Reader",
  "Storage Blob Data Contributor",
  "Storage Blob Data Reader",
  "Virtual Machine Contributor",
  "Website Contributor",
] as const satisfies readonly AzureRole[];

/** What people get in emergencies: they mend servers and networks, and hand out no roles. */
export const emergencyRoles = [
  "Network Contributor",
  "Virtual Machine Contributor",
] as const satisfies readonly AzureRole[];
