import * as monitor from "@pulumi/azure-native/monitor";
import type { Resource } from "@pulumi/pulumi";
import { activityAlerts } from "../../service/account/azure/alerts.js";
import { azureNames, baselineId } from "../../service/account/azure/names.js";
import type { Contact } from "../../service/account/contact.js";
import { subscriptionScope } from "../../service/azure/scopes.js";
import type { Logs } from "./logs.js";
import type { SubscriptionPart } from "./subscriptionPart.js";

/**
 * Tells of what takes protections away, of changes that CIS asks to hear of, and of outages.
 *
 * @returns who is told of attacks
 */
export function createAlerts(part: SubscriptionPart, logs: Logs): Actions {
  const { contacts } = part.account;
  const security = createActions(part, logs, {
    ...{ role: "actions", name: azureNames.actions, contact: contacts.security },
  });
  const operations = createActions(part, logs, {
    ...{ role: "operations", name: azureNames.outages, contact: contacts.operations },
  });
  for (const { role, operation } of activityAlerts) {
    createAlert(part, logs, security, {
      ...{ role: `tells-${role}`, name: `comanaged-${role}` },
      conditions: { category: "Administrative", operationName: operation },
    });
  }
  createAlert(part, logs, security, {
    ...{ role: "tells-attack", name: "comanaged-attack" },
    conditions: { category: "Security" },
  });
  createAlert(part, logs, operations, {
    ...{ role: "tells-outage", name: "comanaged-outage" },
    conditions: { category: "ServiceHealth" },
  });
  return security;
}

/** Who is told. */
export interface Actions {
  readonly group: Resource;
  /** Resource id, known before it is there. */
  readonly id: string;
}

function createActions(
  part: SubscriptionPart,
  { group: resourceGroupName, ready }: Logs,
  {
    role,
    name,
    contact,
  }: { readonly role: string; readonly name: string; readonly contact: Contact },
): Actions {
  const group = new monitor.ActionGroup(
    `${part.name}-${role}`,
    {
      ...{ resourceGroupName, actionGroupName: name, location: "Global" },
      ...{ groupShortName: "comanaged", enabled: true },
      emailReceivers: [
        { name: "mailbox", emailAddress: contact.email, useCommonAlertSchema: true },
      ],
      tags: part.tags(role),
    },
    part.options(role, ready),
  );
  return { group, id: baselineId(part.account.account, "Microsoft.Insights/actionGroups", name) };
}

function createAlert(
  part: SubscriptionPart,
  { group: resourceGroupName }: Logs,
  actions: Actions,
  {
    role,
    name,
    conditions,
  }: {
    readonly role: string;
    readonly name: string;
    readonly conditions: Readonly<Record<string, string>>;
  },
): void {
  new monitor.ActivityLogAlert(
    `${part.name}-${role}`,
    {
      ...{ resourceGroupName, activityLogAlertName: name, location: "Global", enabled: true },
      scopes: [subscriptionScope(part.account.account)],
      condition: {
        allOf: Object.entries(conditions).map(([field, equals]) => ({ field, equals })),
      },
      actions: { actionGroups: [{ actionGroupId: actions.id }] },
      tags: part.tags(role),
    },
    part.options(role, [actions.group]),
  );
}
