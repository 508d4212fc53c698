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
