import type { AzureRole } from "../azure/roles.js";

/**
 * Definitions that Azure brings itself, by their ids, which are the same in every tenant.
 *
 * @see https://github.com/Azure/azure-policy/tree/master/built-in-policies
 */
const policies = {
  activityLogs: "2465583e-4e78-4c15-b6be-a36cbc7c8b0f",
  groupLocations: "e765b5de-1225-4ba3-bd56-1ac6695af988",
  ipForwarding: "88c0b9da-ce96-4b03-9635-f29a937e2900",
  locations: "e56962a6-4747-49cd-b67b-bf8b01975c4c",
  managingTenants: "7a8a51a3-ad87-4def-96f3-65a1839242b6",
  publicBlobs: "13502221-8df0-4414-9937-de9c5c4e396b",
  publicNics: "83a86a26-fd1f-447c-b59d-e51f44264114",
  transport: "404c3081-a854-4457-ae30-26a93ef643f9",
} as const;

const sets = { mcsb: "1f3afdf9-d0c9-4c3d-847f-89da613e70a8" } as const;

/** Policies that switch a plan of Defender for Cloud on; all of them work as Security Admin. */
const plans = {
  appServices: "b40e7bcd-a1e5-47fe-b9cf-2f534d0bfb7d",
  containers: "c9ddb292-b203-4738-aead-18e2716e858f",
  cosmosDb: "82bf5b87-728b-4a74-ba4d-6123845cf542",
  keyVaults: "1f725891-01c0-420a-9059-4fa46cb770b7",
  openSourceDatabases: "44433aa3-7ec2-4002-93ea-65c65ff0310a",
  resourceManager: "b7021b2b-08fd-4dc0-9de7-3c6ece09faf9",
  servers: "8e86a5b6-b9bd-49d1-8e21-4bb8a0862222",
  sqlDatabases: "b99b73e7-074b-4089-9395-b7236f094491",
  sqlOnMachines: "50ea7265-7d8c-429e-9a7d-ca1f410191c3",
} as const;

/** Plans of Defender for Cloud that a policy of Azure can switch on. */
export const defenderPlans = [
  "appServices",
  "containers",
  "cosmosDb",
  "keyVaults",
  "openSourceDatabases",
  "resourceManager",
  "servers",
  "sqlDatabases",
  "sqlOnMachines",
] as const satisfies readonly (keyof typeof plans)[];

/** A plan of Defender for Cloud. */
export type DefenderPlan = (typeof defenderPlans)[number];

/** Roles of Azure that the site can hand out for a while. Owner is none of them. */
export const azureRoles = [
  "Backup Contributor",
  "Backup Reader",
  "Contributor",
  "Log Analytics Contributor",
  "Monitoring Contributor",
  "Monitoring Reader",
  "Reader",
  "Security Admin",
  "Security Reader",
  "Storage Account Contributor",
  "Virtual Machine Contributor",
] as const satisfies readonly AzureRole[];

const authorization = "/providers/Microsoft.Authorization";

/** The resource id of a policy that Azure brings. */
export function builtInPolicy(name: keyof typeof policies): string {
  return `${authorization}/policyDefinitions/${policies[name]}`;
}

/** The resource id of an initiative that Azure brings. */
export function builtInSet(name: keyof typeof sets): string {
  return `${authorization}/policySetDefinitions/${sets[name]}`;
}

/** The resource id of the policy that switches a plan on. */
export function planPolicy(plan: DefenderPlan): string {
  return `${authorization}/policyDefinitions/${plans[plan]}`;
}
