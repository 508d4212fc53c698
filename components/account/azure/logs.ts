import * as authorization from "@pulumi/azure-native/authorization";
import * as monitor from "@pulumi/azure-native/monitor";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as resources from "@pulumi/azure-native/resources";
import type { Resource } from "@pulumi/pulumi";
import { activityCategories } from "../../service/account/azure/alerts.js";
import { azureNames, baselineId } from "../../service/account/azure/names.js";
import { resourceGroupScope } from "../../service/azure/scopes.js";
import type { SubscriptionPart } from "./subscriptionPart.js";

/** Where a subscription's logs go. */
export interface Logs {
  /** The group of the baseline, known before it is there. */
  readonly group: string;
  /** Resource id of the workspace, known before it is there. */
  readonly workspaceId: string;
  /** What has to be there before anything else stands in the group. */
  readonly ready: readonly Resource[];
}

/** The logs of a subscription: a locked group, a workspace, and the activity log that goes there. */
export function createLogs(part: SubscriptionPart): Logs {
  const { account, homeLocation: location, keepLogsDays } = part.account;
  const resourceGroupName = azureNames.group;
  const group = new resources.ResourceGroup(
    `${part.name}-group`,
    { resourceGroupName, location, tags: part.tags("group") },
    part.options("group"),
  );
  const lock = new authorization.ManagementLockByScope(
    `${part.name}-lock`,
    {
      // Without the first slash, as an import tells it.
      scope: resourceGroupScope(account, azureNames.group).slice(1),
      lockName: azureNames.lock,
      level: "CanNotDelete",
      notes: "Logs of the subscription: nobody deletes them by mistake",
    },
    part.options("lock", [group]),
  );
  const workspace = new operationalinsights.Workspace(
    `${part.name}-workspace`,
    {
      ...{ resourceGroupName, location, workspaceName: azureNames.workspace },
      ...{ sku: { name: "PerGB2018" }, retentionInDays: keepLogsDays },
      tags: part.tags("workspace"),
    },
    part.options("workspace", [group]),
  );
  const workspaceId = baselineId(
    account,
    "Microsoft.OperationalInsights/workspaces",
    azureNames.workspace,
  );
  new monitor.SubscriptionDiagnosticSetting(
    `${part.name}-activity`,
    {
      ...{ name: azureNames.activity, workspaceId },
      logs: activityCategories.map((category) => ({ category, enabled: true })),
    },
    part.options("activity", [workspace]),
  );
  return { group: resourceGroupName, workspaceId, ready: [group, workspace, lock] };
}
