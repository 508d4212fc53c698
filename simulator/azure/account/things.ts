import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../../core/behaviour.js";
import { type JsonObject, objectAt, objectsAt, textAt, textsAt } from "../../core/json.js";
import { uuidOf } from "../../core/numbers.js";
import { apiError, missingReference } from "../apiError.js";
import { kinds, one, platformName } from "../common.js";
import { flowLog, watcher } from "./flows.js";
import { type AccountKind, accountKinds, allThere, oneThere } from "./kinds.js";
import { inGroup, lookUp, resourceOf, type Thing } from "./thing.js";

const subscription = ({ place }: Scene) => `/subscriptions/${place.owner}`;

const ofSubscription = (type: string, nameKey: string) => (scene: Scene, args: JsonObject) =>
  `${subscription(scene)}/providers/${type}/${textAt(args, nameKey) ?? ""}`;

function refuseMissing(scene: Scene, kind: AccountKind, id: string | undefined): void {
  if (oneThere(scene, kind, id) === undefined) {
    throw missingReference(id ?? "");
  }
}

/** Settings of one subscription's activity log, by Azure's limit. */
const mostSettings = 5;

const activitySetting: Thing = {
  kind: accountKinds.activitySetting,
  type: "Microsoft.Insights/diagnosticSettings",
  id: ofSubscription("Microsoft.Insights/diagnosticSettings", "name"),
  refuse: (scene, inputs, id) => {
    refuseMissing(scene, accountKinds.workspace, textAt(inputs, "workspaceId"));
    const others = allThere(scene, accountKinds.activitySetting).filter((one) => one.id !== id);
    if (others.length >= mostSettings) {
      const text = `The limit of ${mostSettings} diagnostic settings was reached.`;
      throw apiError(409, "Conflict", text);
    }
  },
};

/** What of one resource goes where: to a workspace, which is there. */
const diagnosticSetting: Thing = {
  kind: accountKinds.diagnosticSetting,
  type: "Microsoft.Insights/diagnosticSettings",
  id: (_scene, args) =>
    `${textAt(args, "resourceUri")}/providers/Microsoft.Insights/diagnosticSettings/${textAt(args, "name")}`,
  refuse: (scene, inputs) => {
    const wanted = textAt(inputs, "workspaceId") ?? "";
    const workspaces = scene.world.all(platformName, accountKinds.workspace);
    if (!workspaces.some(({ id }) => id.toLowerCase() === wanted.toLowerCase())) {
      throw missingReference(wanted);
    }
    if (one(scene, kinds.recoveryVault, textAt(inputs, "resourceUri")) === undefined) {
      throw apiError(404, "ResourceNotFound", `${textAt(inputs, "resourceUri")} was not found.`);
    }
  },
};

const workspace: Thing = {
  kind: accountKinds.workspace,
  type: "Microsoft.OperationalInsights/workspaces",
  id: inGroup("Microsoft.OperationalInsights/workspaces", "workspaceName"),
  outputs: (scene) => ({
    createdDate: scene.world.now(),
    customerId: uuidOf(scene.world.next()),
    modifiedDate: scene.world.now(),
    privateLinkScopedResources: [],
  }),
};

const actionGroup: Thing = {
  kind: accountKinds.actionGroup,
  type: "Microsoft.Insights/actionGroups",
  id: inGroup("Microsoft.Insights/actionGroups", "actionGroupName"),
};

function refuseMissingActions(scene: Scene, ids: readonly string[]): void {
  for (const id of ids) {
    refuseMissing(scene, accountKinds.actionGroup, id);
  }
}

const activityAlert: Thing = {
  kind: accountKinds.activityAlert,
  type: "Microsoft.Insights/activityLogAlerts",
  id: inGroup("Microsoft.Insights/activityLogAlerts", "activityLogAlertName"),
  refuse: (scene, inputs) => {
    const actions = objectsAt(objectAt(inputs, "actions"), "actionGroups");
    refuseMissingActions(
      scene,
      actions.map((one) => textAt(one, "actionGroupId") ?? ""),
    );
    const conditions = objectsAt(objectAt(inputs, "condition"), "allOf");
    if (!conditions.some((one) => textAt(one, "field") === "category")) {
      throw apiError(400, "BadRequest", "The condition must have a leaf with field 'category'.");
    }
  },
};

const queryRule: Thing = {
  kind: accountKinds.queryRule,
  type: "Microsoft.Insights/scheduledQueryRules",
  id: inGroup("Microsoft.Insights/scheduledQueryRules", "ruleName"),
  outputs: () => ({ createdWithApiVersion: "2023-12-01", isLegacyLogAnalyticsRule: false }),
  refuse: (scene, inputs) => {
    for (const scope of textsAt(inputs, "scopes")) {
      refuseMissing(scene, accountKinds.workspace, scope);
    }
    refuseMissingActions(scene, textsAt(objectAt(inputs, "actions"), "actionGroups"));
  },
};

const plan: Thing = {
  kind: accountKinds.plan,
  type: "Microsoft.Security/pricings",
  id: ofSubscription("Microsoft.Security/pricings", "pricingName"),
  stays: true,
};

const contact: Thing = {
  kind: accountKinds.contact,
  type: "Microsoft.Security/securityContacts",
  id: ofSubscription("Microsoft.Security/securityContacts", "securityContactName"),
  refuse: (_scene, inputs) => {
    if (textAt(inputs, "securityContactName") !== "default") {
      throw apiError(400, "BadRequest", "The name of the security contact must be 'default'.");
    }
  },
};

const serversSetting: Thing = {
  kind: accountKinds.serversSetting,
  type: "Microsoft.Security/serverVulnerabilityAssessmentsSettings",
  id: ofSubscription("Microsoft.Security/serverVulnerabilityAssessmentsSettings", "settingKind"),
};

const budget: Thing = {
  kind: accountKinds.budget,
  type: "Microsoft.Consumption/budgets",
  id: ofSubscription("Microsoft.Consumption/budgets", "budgetName"),
  outputs: () => ({ currentSpend: {}, forecastSpend: {} }),
  refuse: (_scene, inputs) => {
    if (Object.keys(objectAt(inputs, "notifications")).length > 5) {
      throw apiError(400, "400", "A budget has five notifications at most.");
    }
  },
};

const storage: Thing = {
  kind: accountKinds.storage,
  type: "Microsoft.Storage/storageAccounts",
  id: inGroup("Microsoft.Storage/storageAccounts", "accountName"),
  outputs: (scene) => ({
    creationTime: scene.world.now(),
    primaryEndpoints: {},
    statusOfPrimary: "available",
  }),
  refuse: (scene, inputs, id) => {
    const name = textAt(inputs, "accountName");
    const twin = scene.world
      .all(platformName, accountKinds.storage)
      .find((one) => one.id !== id && textAt(one.properties, "accountName") === name);
    if (twin !== undefined) {
      const text = `The storage account named ${name} is already taken.`;
      throw apiError(409, "StorageAccountAlreadyTaken", text);
    }
  },
};

const blobs: Thing = {
  kind: accountKinds.blobs,
  type: "Microsoft.Storage/storageAccounts/blobServices",
  id: inGroup("Microsoft.Storage/storageAccounts", "accountName", "/blobServices/default"),
  isSet: true,
  refuse: (scene, _inputs, id) => {
    refuseMissing(scene, accountKinds.storage, id.split("/blobServices/")[0]);
  },
};

const identity: Thing = {
  kind: accountKinds.identity,
  type: "Microsoft.ManagedIdentity/userAssignedIdentities",
  id: inGroup("Microsoft.ManagedIdentity/userAssignedIdentities", "resourceName"),
  outputs: (scene) => ({
    clientId: uuidOf(scene.world.next()),
    principalId: uuidOf(scene.world.next()),
    tenantId: scene.place.owner,
  }),
};

const credential: Thing = {
  kind: accountKinds.credential,
  type: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
  id: (scene, args) =>
    `${identity.id(scene, args)}/federatedIdentityCredentials/${textAt(args, "federatedIdentityCredentialResourceName") ?? ""}`,
  refuse: (scene, inputs) => refuseMissing(scene, identity.kind, identity.id(scene, inputs)),
};

const things: readonly Thing[] = [
  ...[actionGroup, activityAlert, activitySetting, blobs, budget, contact, credential],
  diagnosticSetting,
  ...[flowLog, identity, plan, queryRule, serversSetting, storage, watcher, workspace],
];

/** What a subscription's baseline consists of. */
export const accountResources: Readonly<Record<string, ResourceBehaviour>> = Object.fromEntries(
  things.map((thing) => [thing.kind, resourceOf(thing)]),
);

/** What programs ask about it. */
export const accountFunctions: Readonly<Record<string, FunctionBehaviour>> = Object.fromEntries(
  things.map((thing) => [thing.kind.replace(/(\w+)$/, (name) => `get${name}`), lookUp(thing)]),
);
