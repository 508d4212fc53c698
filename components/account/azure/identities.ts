import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as monitor from "@pulumi/azure-native/monitor";
import type { Resource } from "@pulumi/pulumi";
import type { AzureServiceAccount } from "../../service/account/azure/description.js";
import { emergencyRoles } from "../../service/account/azure/roles.js";
import { serviceRole } from "../../service/account/identity.js";
import { subscriptionScope } from "../../service/azure/scopes.js";
import type { Actions } from "./alerts.js";
import { assign } from "./assignments.js";
import { emergencyQuery, rightRole } from "./identities.plan.js";
import type { Logs } from "./logs.js";
import type { SubscriptionPart } from "./subscriptionPart.js";

/** Who may work in a subscription besides those whom the tenant lets in. */
export function createIdentities(part: SubscriptionPart, logs: Logs, told: Actions): void {
  createEmergency(part, logs, told);
  for (const account of part.account.serviceAccounts) {
    createServiceAccount(part, logs, account);
  }
}

/** People who mend servers and networks when nothing else works; whatever they do is told. */
function createEmergency(
  part: SubscriptionPart,
  { group, workspaceId, ready }: Logs,
  told: Actions,
): void {
  const { account, homeLocation, emergency } = part.account;
  if (emergency === undefined) {
    return;
  }
  const alarm = new monitor.ScheduledQueryRule(
    `${part.name}-emergency-alarm`,
    {
      ...{ resourceGroupName: group, ruleName: "comanaged-emergency", location: homeLocation },
      description: "Somebody works with the rights for emergencies",
      ...{ enabled: true, severity: 0, kind: "LogAlert", scopes: [workspaceId] },
      ...{ evaluationFrequency: "PT5M", windowSize: "PT15M" },
      criteria: {
        allOf: [
          {
            ...{ query: emergencyQuery(emergency), timeAggregation: "Count" },
            ...{ operator: "GreaterThan", threshold: 0 },
          },
        ],
      },
      actions: { actionGroups: [told.id] },
      // A new workspace has no table of activities before the first of them.
      skipQueryValidation: true,
      tags: part.tags("emergency-alarm"),
    },
    part.options("emergency-alarm", [...ready, told.group]),
  );
  for (const right of emergencyRoles) {
    const role = rightRole("emergency", right);
    const scope = subscriptionScope(account);
    const principal = { principalId: emergency.group, principalType: "Group" } as const;
    assign(part, { role, scope, right, ...principal }, [alarm]);
  }
}

/** A program of the customer that comes from outside: it shows a token and has no key. */
function createServiceAccount(
  part: SubscriptionPart,
  { group, ready }: Logs,
  planned: AzureServiceAccount,
): void {
  const { account, homeLocation: location } = part.account;
  const role = serviceRole(planned);
  const identity = new managedidentity.UserAssignedIdentity(
    `${part.name}-${role}`,
    { resourceGroupName: group, resourceName: role, location, tags: part.tags(role) },
    part.options(role, ready),
  );
  const trust = new managedidentity.FederatedIdentityCredential(
    `${part.name}-${role}-trust`,
    {
      ...{ resourceGroupName: group, resourceName: role },
      federatedIdentityCredentialResourceName: "tokens",
      ...{ issuer: planned.issuer, subject: planned.subject, audiences: [planned.audience] },
    },
    part.options(`${role}-trust`, [identity]),
  );
  const after: readonly Resource[] = [trust];
  for (const right of planned.roles) {
    const scope = subscriptionScope(account);
    const { principalId } = identity;
    const assigned = { scope, right, principalId, principalType: "ServicePrincipal" } as const;
    assign(part, { role: rightRole(role, right), ...assigned }, after);
  }
}
