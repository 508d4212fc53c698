/**
 * Roles that Azure brings itself, by their ids, which are the same in every tenant. Owner is none of
 * them, and none hands out roles.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
const ids = {
  AcrPush: "8311e382-0749-4cb8-b61a-304f252e45ec",
  "Backup Contributor": "5e467623-bb1f-42f4-a55d-6e525e11384b",
  "Backup Reader": "a795c7a0-d4a2-40c1-ae25-d81f01202912",
  Contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  "Key Vault Secrets User": "4633458b-17de-408a-b874-0445c86b69e6",
  "Log Analytics Contributor": "92aaf0da-9dab-42b6-94a3-d43ce8d16293",
  "Monitoring Contributor": "749f88d5-cbae-40b8-bcfc-e573ddc772fa",
  "Monitoring Reader": "43d0d8ad-25c7-4714-9337-8ba259a9fe05",
  "Network Contributor": "4d97b98b-1d4f-4787-a291-c67834d212e7",
  Reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  "Security Admin": "fb1c8493-542b-48eb-b624-b4c8fea62acd",
  "Security Reader": "39bc4728-0917-49c7-9d2c-d95423bc2eb4",
  "Storage Account Contributor": "17d1049b-9a84-46fb-8f53-869881c3d3ab",
  "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "Storage Blob Data Reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  "Virtual Machine Contributor": "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
  "Website Contributor": "de139f84-1756-47ae-9be6-808fbbe84772",
} as const;

/** A role of Azure. */
export type AzureRole = keyof typeof ids;

/** The GUID of a role, the same in every tenant. */
export function roleGuid(role: AzureRole): string {
  return ids[role];
}

/** The resource id of a role, in a scope or in the tenant. */
export function roleId(role: AzureRole, scope = ""): string {
  return `${scope}/providers/Microsoft.Authorization/roleDefinitions/${ids[role]}`;
}
