import { roleGuid } from "../service/azure/roles.js";
import { stableUuid } from "../service/stableUuid.js";
import { type Delegation, longestActivation, onlyReads } from "../service/tenant/access.js";

/** The GUID by which a delegation of a subscription is named, the same in every run. */
export function delegationName({ tenant }: Delegation, subscription: string): string {
  return stableUuid(JSON.stringify([subscription, tenant]));
}

/** The resource id of what is offered to the people of another tenant. */
export function offerId(scope: string, name: string): string {
  return `${scope}/providers/Microsoft.ManagedServices/registrationDefinitions/${name}`;
}

/** The resource id of what of it holds. */
export function delegationId(scope: string, name: string): string {
  return `${scope}/providers/Microsoft.ManagedServices/registrationAssignments/${name}`;
}

/** Everybody reads all the time; what changes something is taken up with a second factor. */
export function offerOf({ tenant, title, people }: Delegation) {
  const readers = people.map(({ name, principal, role }) => ({
    principalId: principal,
    principalIdDisplayName: name,
    roleDefinitionId: roleGuid(onlyReads(role) ? role : "Reader"),
  }));
  const others = people.filter(({ role }) => !onlyReads(role));
  const eligible = others.map(({ name, principal, role }) => ({
    principalId: principal,
    principalIdDisplayName: name,
    roleDefinitionId: roleGuid(role),
    justInTimeAccessPolicy: {
      maximumActivationDuration: longestActivation,
      multiFactorAuthProvider: "Azure",
    },
  }));
  return {
    ...{ managedByTenantId: tenant, registrationDefinitionName: title },
    authorizations: readers,
    ...(eligible.length > 0 && { eligibleAuthorizations: eligible }),
  };
}
