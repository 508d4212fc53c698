import * as authorization from "@pulumi/azure-native/authorization";
import * as managedservices from "@pulumi/azure-native/managedservices";
import type { InvokeOptions } from "@pulumi/pulumi";
import { subscriptionScope } from "../service/azure/scopes.js";
import type { Delegation, PolicyExemption } from "../service/tenant/access.js";
import { authorizationId } from "../service/tenant/scopes.js";
import { type Look, standing } from "./looks.js";
import { delegationId, delegationName, offerId } from "./tenantAccess.plan.js";

/** What is looked for. */
export interface TenantAccessNames {
  /** Name of the component, with which those of its resources begin. */
  readonly name: string;
  readonly delegation?: Delegation;
  readonly exemptions: readonly PolicyExemption[];
  /** Names of the resources that the state has: they are not adopted again. */
  readonly managed: ReadonlySet<string>;
}

/** Finds what of a tenant's delegations and exemptions stands, such as after a run that broke. */
export async function findTenantAccess(
  { name, delegation, exemptions, managed }: TenantAccessNames,
  invoke: InvokeOptions,
): Promise<ReadonlyMap<string, string>> {
  return standing(name, managed, [
    ...(delegation === undefined ? [] : delegationLooks(delegation, invoke)),
    ...exemptions.map((one) => exemptionLook(one, invoke)),
  ]);
}

function delegationLooks(delegation: Delegation, invoke: InvokeOptions): Look[] {
  return delegation.subscriptions.flatMap((subscription) => {
    const scope = subscriptionScope(subscription);
    const name = delegationName(delegation, subscription);
    return [
      {
        role: `offers-${subscription}`,
        id: offerId(scope, name),
        ask: () =>
          managedservices.getRegistrationDefinition(
            { scope, registrationDefinitionId: name },
            invoke,
          ),
      },
      {
        role: `delegates-${subscription}`,
        id: delegationId(scope, name),
        ask: () =>
          managedservices.getRegistrationAssignment(
            { scope, registrationAssignmentId: name },
            invoke,
          ),
      },
    ];
  });
}

function exemptionLook({ name, scope }: PolicyExemption, invoke: InvokeOptions): Look {
  return {
    role: `exempts-${name}`,
    id: authorizationId(scope, "policyExemptions", name),
    ask: () => authorization.getPolicyExemption({ scope, policyExemptionName: name }, invoke),
  };
}
