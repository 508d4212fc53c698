import { roleId } from "../service/azure/roles.js";
import { managementGroupScope } from "../service/azure/scopes.js";
import { stableUuid } from "../service/stableUuid.js";
import {
  remediationName,
  type TenantAssignment,
  type TenantFacts,
  tenantAssignments,
} from "../service/tenant/assignments.js";
import { authorizationId } from "../service/tenant/scopes.js";

/** What the identity of an assignment may do. */
export interface PlannedRole {
  /** What its resource is called by, such as `security-admin`. */
  readonly key: string;
  /** A GUID that is the same in every run. */
  readonly name: string;
  readonly roleDefinitionId: string;
}

/** A task that mends what stood before a policy did. */
export interface PlannedRemediation {
  readonly name: string;
  /** The policy of an initiative; empty for an assignment of one policy. */
  readonly reference: string;
}

/** An assignment with all that it needs to act. */
export interface PlannedAssignment extends Omit<TenantAssignment, "roles" | "remediates"> {
  readonly id: string;
  readonly roles: readonly PlannedRole[];
  readonly remediations: readonly PlannedRemediation[];
}

/** The assignments of a tenant, with all names and ids known before anything exists. */
export function planAssignments(facts: TenantFacts): readonly PlannedAssignment[] {
  const scope = managementGroupScope(facts.top);
  return tenantAssignments(facts).map(({ roles, remediates, ...one }) => ({
    ...one,
    id: authorizationId(scope, "policyAssignments", one.name),
    roles: roles.map((role) => ({
      key: role.toLowerCase().replaceAll(" ", "-"),
      name: stableUuid(JSON.stringify([scope, one.name, role])),
      roleDefinitionId: roleId(role),
    })),
    remediations: remediates.map((reference) => ({
      name: remediationName(one.name, reference),
      reference,
    })),
  }));
}

/** The resource id of a task that mends what stands below a group. */
export function remediationId(group: string, name: string): string {
  return `${managementGroupScope(group)}/providers/Microsoft.PolicyInsights/remediations/${name}`;
}
