/**
 * Definitions and roles that Azure brings itself, by their ids, which are the same in every tenant.
 *
 * @see https://github.com/Azure/azure-policy/tree/master/built-in-policies
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles
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

const roles = {
  "Backup Contributor": "5e467623-bb1f-42f4-a55d-6e525e11384b",
  "Backup Reader": "a795c7a0-d4a2-40c1-ae25-d81f01202912",
  Contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  "Log Analytics Contributor": "92aaf0da-9dab-42b6-94a3-d43ce8d16293",
  "Monitoring Contributor": "749f88d5-cbae-40b8-bcfc-e573ddc772fa",
  "Monitoring Reader": "43d0d8ad-25c7-4714-9337-8ba259a9fe05",
  Reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  "Security Admin": "fb1c8493-542b-48eb-b624-b4c8fea62acd",
  "Security Reader": "39bc4728-0917-49c7-9d2c-d95423bc2eb4",
  "Storage Account Contributor": "17d1049b-9a84-46fb-8f53-869881c3d3ab",
  "Virtual Machine Contributor": "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
} as const;

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
] as const satisfies readonly (keyof typeof roles)[];

/** A role of Azure. */
export type AzureRole = (typeof azureRoles)[number];

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

/** The GUID of a role, the same in every tenant. */
export function roleGuid(role: AzureRole): string {
  return roles[role];
}

/** The resource id of a role. */
export function roleId(role: AzureRole): string {
  return `${authorization}/roleDefinitions/${roles[role]}`;
}
