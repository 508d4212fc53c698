/**
 * Azure's own roles that the baseline assigns, with their ids. None hands out roles and none may do
 * everything.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
const ids = {
  AcrPush: "8311e382-0749-4cb8-b61a-304f252e45ec",
  "Key Vault Secrets User": "4633458b-17de-408a-b874-0445c86b69e6",
  "Monitoring Reader": "43d0d8ad-25c7-4714-9337-8ba259a9fe05",
  "Network Contributor": "4d97b98b-1d4f-4787-a291-c67834d212e7",
  Reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "Storage Blob Data Reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  "Virtual Machine Contributor": "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
  "Website Contributor": "de139f84-1756-47ae-9be6-808fbbe84772",
} as const;

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
] as const satisfies readonly (keyof typeof ids)[];

/** A role of Azure. */
export type AzureRole = (typeof serviceRoles)[number];

/** What people get in emergencies: they mend servers and networks, and hand out no roles. */
export const emergencyRoles = [
  "Network Contributor",
  "Virtual Machine Contributor",
] as const satisfies readonly AzureRole[];

/** The resource id of a role in a subscription. */
export function roleId(account: string, role: AzureRole): string {
  return `/subscriptions/${account}/providers/Microsoft.Authorization/roleDefinitions/${ids[role]}`;
}
