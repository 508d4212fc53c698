import * as authorization from "@pulumi/azure-native/authorization";
import * as consumption from "@pulumi/azure-native/consumption";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as monitor from "@pulumi/azure-native/monitor";
import * as network from "@pulumi/azure-native/network";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as resources from "@pulumi/azure-native/resources";
import * as security from "@pulumi/azure-native/security";
import * as storage from "@pulumi/azure-native/storage";
import type { InvokeOptions } from "@pulumi/pulumi";
import { unlessMissing } from "../../recovery/finder.js";
import { activityAlerts } from "../../service/account/azure/alerts.js";
import {
  azureNames,
  baselineId,
  flowLogName,
  flowStorage,
  watcherName,
} from "../../service/account/azure/names.js";
import { defenderPlans } from "../../service/account/azure/plans.js";
import { emergencyRoles } from "../../service/account/azure/roles.js";
import { serviceRole } from "../../service/account/identity.js";
import { resourceGroupScope, subscriptionScope } from "../../service/azure/scopes.js";
import type { Look } from "../standing.js";
import type { LocationGround, SubscriptionNames } from "./asked.js";
import { assignmentName } from "./assignments.js";
import { rightRole } from "./identities.plan.js";

const resourceGroupName = azureNames.group;

/** Asks for one thing; its resource id is what `import` takes. */
function look(role: string, ask: () => Promise<{ readonly id?: string }>): Look {
  return { role, id: async () => (await unlessMissing(ask()))?.id };
}

function assigned(role: string, at: string, name: string, invoke: InvokeOptions): Look {
  const args = { scope: at.slice(1), roleAssignmentName: assignmentName(at, name) };
  return look(role, () => authorization.getRoleAssignment(args, invoke));
}

/**
 * Looks for everything that a subscription has once: the provider refuses to create what is there,
 * although Azure itself would take it over.
 */
export function globalLooks(
  { account: described }: SubscriptionNames,
  invoke: InvokeOptions,
): readonly Look[] {
  const { account } = described;
  const scope = subscriptionScope(account).slice(1);
  const inGroup = { resourceGroupName };
  return [
    look("group", () => resources.getResourceGroup(inGroup, invoke)),
    look("watchers", () =>
      resources.getResourceGroup({ resourceGroupName: azureNames.watcherGroup }, invoke),
    ),
    look("lock", () =>
      authorization.getManagementLockByScope(
        {
          scope: resourceGroupScope(account, resourceGroupName).slice(1),
          lockName: azureNames.lock,
        },
        invoke,
      ),
    ),
    look("workspace", () =>
      operationalinsights.getWorkspace({ ...inGroup, workspaceName: azureNames.workspace }, invoke),
    ),
    look("activity", () =>
      monitor.getSubscriptionDiagnosticSetting({ name: azureNames.activity }, invoke),
    ),
    ...defenderPlans.map(({ name }) =>
      look(`plan-${name.toLowerCase()}`, () =>
        security.getPricing({ scopeId: scope, pricingName: name }, invoke),
      ),
    ),
    look("contact", () =>
      security.getSecurityContact({ securityContactName: azureNames.contact }, invoke),
    ),
    look("vulnerabilities", () =>
      security.getAzureServersSetting({ settingKind: azureNames.vulnerabilities }, invoke),
    ),
    look("budget", () => consumption.getBudget({ scope, budgetName: azureNames.budget }, invoke)),
    ...noticeLooks(invoke),
    ...identityLooks(described, invoke),
  ];
}

/** Who is told, and of what. */
function noticeLooks(invoke: InvokeOptions): readonly Look[] {
  const actions = (role: string, actionGroupName: string) =>
    look(role, () => monitor.getActionGroup({ resourceGroupName, actionGroupName }, invoke));
  const told = [...activityAlerts.map(({ role }) => role), "attack", "outage"];
  return [
    actions("actions", azureNames.actions),
    actions("operations", azureNames.outages),
    ...told.map((role) =>
      look(`tells-${role}`, () =>
        monitor.getActivityLogAlert(
          { resourceGroupName, activityLogAlertName: `comanaged-${role}` },
          invoke,
        ),
      ),
    ),
  ];
}

/** Identities, what they may do, and the alarm of emergencies. */
function identityLooks(
  { account, emergency, serviceAccounts }: SubscriptionNames["account"],
  invoke: InvokeOptions,
): readonly Look[] {
  const scope = subscriptionScope(account);
  const identity = (role: string, resourceName: string) =>
    look(role, () =>
      managedidentity.getUserAssignedIdentity({ resourceGroupName, resourceName }, invoke),
    );
  const rights = (of: string, roles: SubscriptionNames["account"]["serviceAccounts"][0]["roles"]) =>
    roles.map((right) => assigned(rightRole(of, right), scope, rightRole(of, right), invoke));
  const alarm = () =>
    monitor.getScheduledQueryRule({ resourceGroupName, ruleName: "comanaged-emergency" }, invoke);
  return [
    identity("flows", azureNames.flowIdentity),
    ...(emergency ? [look("emergency-alarm", alarm), ...rights("emergency", emergencyRoles)] : []),
    ...serviceAccounts.flatMap((one) => {
      const role = serviceRole(one);
      const trust = {
        ...{ resourceGroupName, resourceName: role },
        federatedIdentityCredentialResourceName: "tokens",
      };
      return [
        identity(role, role),
        look(`${role}-trust`, () => managedidentity.getFederatedIdentityCredential(trust, invoke)),
        ...rights(role, one.roles),
      ];
    }),
  ];
}

/** The same in one location of the subscription. */
export function locationLooks(
  { account: { account } }: SubscriptionNames,
  { location, networks }: LocationGround,
  invoke: InvokeOptions,
): readonly Look[] {
  const watcher = {
    resourceGroupName: azureNames.watcherGroup,
    networkWatcherName: watcherName(location),
  };
  const accountName = flowStorage(account, location);
  const store = { resourceGroupName, accountName };
  const scope = baselineId(account, "Microsoft.Storage/storageAccounts", accountName);
  return [
    look(`${location}-watcher`, () => network.getNetworkWatcher(watcher, invoke)),
    ...(networks.length > 0
      ? [
          look(`${location}-flow-storage`, () => storage.getStorageAccount(store, invoke)),
          look(`${location}-flow-blobs`, () =>
            storage.getBlobServiceProperties({ ...store, blobServicesName: "default" }, invoke),
          ),
          assigned(`${location}-flow-writer`, scope, "flow-writer", invoke),
        ]
      : []),
    ...networks.map((id) => {
      const flowLog = flowLogName(id);
      return look(`${location}-flow-log-${flowLog}`, () =>
        network.getFlowLog({ ...watcher, flowLogName: flowLog }, invoke),
      );
    }),
  ];
}
