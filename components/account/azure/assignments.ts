import * as authorization from "@pulumi/azure-native/authorization";
import type { Input, Resource } from "@pulumi/pulumi";
import { type AzureRole, roleId } from "../../service/azure/roles.js";
import { subscriptionScope } from "../../service/azure/scopes.js";
import { stableUuid } from "../../service/stableUuid.js";
import type { SubscriptionPart } from "./subscriptionPart.js";

/** Who gets a role, and where. */
interface Assigned {
  /** What the name of the resource goes on with. */
  readonly role: string;
  /** The scope, with its first slash. */
  readonly scope: string;
  readonly right: AzureRole;
  readonly principalId: Input<string>;
  readonly principalType: "Group" | "ServicePrincipal";
}

/** The name of an assignment, which Azure wants as a UUID; the same in every life of the stack. */
export function assignmentName(scope: string, role: string): string {
  return stableUuid(`comanaged ${scope} ${role}`);
}

/** Gives a role of Azure's own to a group or an identity. */
export function assign(
  part: SubscriptionPart,
  { role, scope, right, principalId, principalType }: Assigned,
  after: readonly Resource[],
): Resource {
  return new authorization.RoleAssignment(
    `${part.name}-${role}`,
    {
      // Without the first slash, as an import tells it.
      ...{ scope: scope.slice(1), roleAssignmentName: assignmentName(scope, role) },
      ...{
        roleDefinitionId: roleId(right, subscriptionScope(part.account.account)),
        principalId,
        principalType,
      },
    },
    part.options(role, after),
  );
}
