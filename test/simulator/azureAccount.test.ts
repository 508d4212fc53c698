import * as assert from "node:assert/strict";
import type { JsonObject } from "../../simulator/core/json.js";
import type { Client } from "./client.js";
import { Bench, refusal } from "./support.js";

const subscription = "/subscriptions/2c2c2c2c-0000-4000-8000-000000000002";
const group = "comanaged-baseline";
const at = (type: string) => `${subscription}/resourceGroups/${group}/providers/${type}`;
const network = `${subscription}/resourceGroups/co-managed-base/providers/Microsoft.Network/virtualNetworks/vnet-chemistry`;
const location = "germanywestcentral";

const settings = {
  name: "activity",
  workspaceId: at("Microsoft.OperationalInsights/workspaces/logs"),
  logs: [{ category: "Administrative", enabled: true }],
};

const alert = {
  ...{ resourceGroupName: group, activityLogAlertName: "a", location: "Global" },
  scopes: [subscription],
  condition: { allOf: [{ field: "category", equals: "Security" }] },
  actions: { actionGroups: [{ actionGroupId: at("Microsoft.Insights/actionGroups/people") }] },
};

const storage = {
  ...{ resourceGroupName: group, accountName: "cmflows1", location, kind: "StorageV2" },
  ...{ sku: { name: "Standard_LRS" }, allowSharedKeyAccess: false },
};

const flowLog = {
  ...{ resourceGroupName: group, networkWatcherName: "watcher", flowLogName: "f", location },
  ...{ targetResourceId: network, enabled: true },
  storageId: at("Microsoft.Storage/storageAccounts/cmflows1"),
};

describe("simulated baselines of subscriptions", () => {
  const bench = new Bench();
  let client: Client;
  before(async () => {
    await bench.start();
    client = await bench.azure();
  });
  after(() => bench.end());

  const make = (type: string, inputs: JsonObject) => client.create(`azure-native:${type}`, inputs);

  it("want everything in the order in which Azure wants it", async () => {
    const workspace = { resourceGroupName: group, workspaceName: "logs", location };
    assert.match(
      await refusal(make("operationalinsights:Workspace", workspace)),
      /ResourceGroupNotFound/,
    );
    await make("resources:ResourceGroup", { resourceGroupName: group, location });
    assert.match(
      await refusal(make("monitor:SubscriptionDiagnosticSetting", settings)),
      /workspaces\/logs referenced by the request was not found/,
    );
    await make("operationalinsights:Workspace", workspace);
    await make("monitor:SubscriptionDiagnosticSetting", settings);
    assert.match(await refusal(make("monitor:ActivityLogAlert", alert)), /actionGroups\/people/);
    const trust = {
      ...{ resourceGroupName: group, resourceName: "none", audiences: ["a"] },
      ...{ federatedIdentityCredentialResourceName: "t", issuer: "https://i", subject: "s" },
    };
    assert.match(
      await refusal(make("managedidentity:FederatedIdentityCredential", trust)),
      /userAssignedIdentities\/none referenced/,
    );
  });

  it("take no flow log that nobody may write, and one for each network", async () => {
    assert.match(await refusal(make("network:FlowLog", flowLog)), /networkWatchers\/watcher/);
    const watcher = { resourceGroupName: group, networkWatcherName: "watcher", location };
    await make("network:NetworkWatcher", watcher);
    assert.match(
      await refusal(make("network:NetworkWatcher", { ...watcher, networkWatcherName: "two" })),
      /Cannot create more than 1 network watchers/,
    );
    assert.match(await refusal(make("network:FlowLog", flowLog)), /storageAccounts\/cmflows1/);
    await make("storage:StorageAccount", storage);
    assert.match(await refusal(make("network:FlowLog", flowLog)), /Key based authentication/);
    const identity = at("Microsoft.ManagedIdentity/userAssignedIdentities/flows");
    const made = await make("managedidentity:UserAssignedIdentity", {
      ...{ resourceGroupName: group, resourceName: "flows", location },
    });
    const written = {
      ...flowLog,
      identity: { type: "UserAssigned", userAssignedIdentities: [identity] },
    };
    assert.match(await refusal(make("network:FlowLog", written)), /may not write to/);
    await make("authorization:RoleAssignment", {
      scope: flowLog.storageId.slice(1),
      roleAssignmentName: "1a1a1a1a-0000-8000-8000-000000000001",
      roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe`,
      principalId: made.properties.value["principalId"] ?? "",
      principalType: "ServicePrincipal",
    });
    await make("network:FlowLog", written);
    assert.match(
      await refusal(make("network:FlowLog", { ...written, flowLogName: "g" })),
      /has the flow log .* already/,
    );
  });

  it("are not taken over by creating them again", async () => {
    const plan = { pricingName: "Arm", pricingTier: "Standard", scopeId: subscription.slice(1) };
    assert.match(
      await refusal(make("security:Pricing", plan)),
      /cannot create already existing resource/,
    );
  });
});
