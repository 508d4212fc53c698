import { azureSchedules } from "../../../policies/backup/azureSchedules.js";
import { azureVaults } from "../../../policies/backup/azureVaults.js";
import { deletedBlobs } from "../../../policies/backup/deletedBlobs.js";
import { protectedItems } from "../../../policies/backup/protectedItems.js";
import { databaseTransport } from "../../../policies/encryption/databaseTransport.js";
import { followedKeys } from "../../../policies/encryption/followedKeys.js";
import { keptSecrets } from "../../../policies/encryption/keptSecrets.js";
import { rotatedKeys } from "../../../policies/encryption/rotatedKeys.js";
import { storageTransport } from "../../../policies/encryption/storageTransport.js";
import { endingExemptions } from "../../../policies/governance/endingExemptions.js";
import { enforcedPolicies } from "../../../policies/governance/enforcedPolicies.js";
import { assignedGroups } from "../../../policies/identity/assignedGroups.js";
import { databaseIdentities } from "../../../policies/identity/databaseIdentities.js";
import { narrowDefinitions } from "../../../policies/identity/narrowDefinitions.js";
import { storageKeys } from "../../../policies/identity/storageKeys.js";
import { tiedOwners } from "../../../policies/identity/tiedOwners.js";
import { databaseAudits } from "../../../policies/logging/databaseAudits.js";
import { defenderPlans } from "../../../policies/logging/defenderPlans.js";
import { diagnosticSettings } from "../../../policies/logging/diagnosticSettings.js";
import { workspaceRetention } from "../../../policies/logging/workspaceRetention.js";
import { closedKeyVaults } from "../../../policies/network/closedKeyVaults.js";
import { closedStorage } from "../../../policies/network/closedStorage.js";
import { azureWindows } from "../../../policies/patching/azureWindows.js";
import { type Case, type Inputs, type Row, secret, unknown } from "./cases.js";
import { flagRows, ruleCases, valueRows } from "./rows.js";

const policy = "azure-native:recoveryservices:ProtectionPolicy";
const vault = "azure-native:recoveryservices:Vault";
const item = "azure-native:recoveryservices:ProtectedItem";
const blobs = "azure-native:storage:BlobServiceProperties";
const account = "azure-native:storage:StorageAccount";
const keyVault = "azure-native:keyvault:Vault";
const key = "azure-native:keyvault:Key";
const keySet = "azure-native:compute:DiskEncryptionSet";
const sql = "azure-native:sql:Server";
const assignment = "azure-native:authorization:RoleAssignment";
const definition = "azure-native:authorization:RoleDefinition";
const setting = "azure-native:monitor:DiagnosticSetting";
const activity = "azure-native:monitor:SubscriptionDiagnosticSetting";
const window = "azure-native:maintenance:MaintenanceConfiguration";

const schedule = (
  frequency: unknown,
  count: unknown,
  durationType: unknown,
  kind: unknown = vms,
) => ({
  properties: {
    backupManagementType: kind,
    schedulePolicy: { scheduleRunFrequency: frequency },
    retentionPolicy: { dailySchedule: { retentionDuration: { count, durationType } } },
  },
});
const vms = "AzureIaasVM";

const immutable = { immutabilitySettings: { state: "Locked" } };
const security = (more: Inputs) => ({
  properties: { securitySettings: { ...immutable, ...more } },
});

const protecting = (more: Inputs) => ({ properties: { policyId: "daily", ...more } });
const excluding = (diskExclusionProperties: object) => ({ diskExclusionProperties });

const kept = { enabled: true, days: 7 };
const policies = ["deleteRetentionPolicy", "containerDeleteRetentionPolicy"];
const keeping = (name: string, value: unknown) => ({
  ...Object.fromEntries(policies.map((one) => [one, kept])),
  [name]: value,
});

const safe = { enablePurgeProtection: true, enableRbacAuthorization: true };

const roles = "/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/";
const owner = `${roles}8e3af657-a8ff-443c-a75c-2fe8c4bcb635`;
const administrator = `${roles}18D7D88D-D35E-4FB5-A5C3-7773C20A72D9`;
const reader = `${roles}acdd72a7-3385-48ef-bd42-f606fba81ae7`;

const allowing = (...actions: readonly unknown[]) => ({
  permissions: [{ actions: ["*/read"] }, { actions }],
});

const workspaceId = "/subscriptions/1/workspaces/logs";
const allOn = ["Administrative", "Security", "Alert", "Policy"].map((category) => ({
  category,
  enabled: true,
}));
const sent = (...logs: readonly unknown[]) => ({ workspaceId, logs });

const diagnosticRows: readonly Row[] = [
  ["pass", "pass", setting, sent({ category: "Other" }, { categoryGroup: "audit", enabled: true })],
  ["pass", "pass", setting, { logs: [{ enabled: true }], storageAccountId: "/subscriptions/1" }],
  ["unknown", "undetermined", setting, { logs: [{ enabled: true }], storageAccountId: unknown }],
  ["fail", "fail", setting, { logs: [{ enabled: true }] }],
  ["fail", "fail", setting, sent({ enabled: false })],
  ["missing", "fail", setting, { workspaceId }],
  ["unknown", "undetermined", setting, { workspaceId, logs: unknown }],
  ["unknown", "undetermined", setting, sent({ enabled: unknown })],
  ["secret", "pass", setting, { workspaceId: secret("canary"), logs: [{ enabled: true }] }],
  ["wrong type", "fail", setting, { workspaceId, logs: "all" }],
  ["wrong type", "fail", setting, sent({ enabled: "true" })],
  ["pass", "pass", activity, sent(...allOn)],
  ["pass", "pass", activity, sent({ categoryGroup: "AllLogs", enabled: true })],
  ["fail", "fail", activity, sent(...allOn.slice(1))],
  ["fail", "fail", activity, sent(...allOn.map((log) => ({ ...log, enabled: false })))],
  [
    "unknown",
    "undetermined",
    activity,
    sent(...allOn.slice(1), { category: unknown, enabled: true }),
  ],
  ["unknown", "undetermined", activity, { workspaceId, logs: unknown }],
  ["missing", "fail", activity, {}],
  ["wrong type", "fail", activity, sent("Administrative")],
];

const opened = {
  maintenanceScope: "InGuestPatch",
  extensionProperties: { InGuestPatchMode: "User" },
  installPatches: { rebootSetting: "IfRequired" },
  recurEvery: "Month Second Tuesday",
  startDateTime: "2026-12-01 03:00",
  timeZone: "W. Europe Standard Time",
  duration: "03:00",
};
const given = { good: ["anything"], bad: ["", " "] };

const level = (word: string) => `TLS${word}`;

/** Rules on accounts in Azure. */
export const azureCases: readonly Case[] = [
  ...ruleCases(
    azureSchedules,
    valueRows(policy, (word) => schedule(word, 30, "Days"), {
      good: ["Daily", "Hourly"],
      bad: ["Weekly", "daily", ""],
    }),
    valueRows(policy, (count) => schedule("Daily", count, "Days"), {
      good: [7, 30],
      bad: [6, 0],
      odd: ["7"],
    }),
    valueRows(policy, (unit) => schedule("Daily", 1, unit), {
      good: ["Weeks", "Months", "Years"],
      bad: ["Days", "Invalid"],
    }),
    [
      ["pass", "pass", policy, schedule("Weekly", 1, "Days", "AzureStorage")],
      ["unknown", "undetermined", policy, { properties: unknown }],
      ["unknown", "undetermined", policy, schedule("Weekly", 30, "Days", unknown)],
      ["missing", "fail", policy, {}],
      ["wrong type", "fail", policy, { properties: "daily" }],
    ],
  ),
  ...ruleCases(
    azureVaults,
    valueRows(vault, (state) => security({ immutabilitySettings: { state } }), {
      good: ["Unlocked", "Locked"],
      bad: ["Disabled", "locked"],
    }),
    valueRows(vault, (state) => security({ softDeleteSettings: { softDeleteState: state } }), {
      good: ["Enabled", "AlwaysON"],
      bad: ["Disabled", "Invalid"],
      missing: "pass",
    }),
    valueRows(
      vault,
      (word) => ({
        properties: {
          securitySettings: immutable,
          redundancySettings: { standardTierStorageRedundancy: word },
        },
      }),
      { good: ["GeoRedundant"], bad: ["LocallyRedundant", "ZoneRedundant"], missing: "pass" },
    ),
    valueRows(
      vault,
      (word) => ({
        properties: {
          securitySettings: immutable,
          redundancySettings: { crossRegionRestore: word },
        },
      }),
      { good: ["Enabled"], bad: ["Disabled"], missing: "pass" },
    ),
    [["missing", "fail", vault, {}]],
  ),
  ...ruleCases(
    protectedItems,
    valueRows(item, (state) => protecting({ protectionState: state }), {
      good: ["Protected", "IRPending", "ProtectionError"],
      bad: ["ProtectionStopped", "BackupsSuspended", "ProtectionPaused", "protected"],
      missing: "pass",
    }),
    [
      ["pass", "pass", item, protecting({ policyId: unknown })],
      ["fail", "fail", item, protecting({ extendedProperties: excluding({ diskLunList: [0] }) })],
      ["fail", "fail", item, protecting({ extendedProperties: excluding({}) })],
      ["pass", "pass", item, protecting({ extendedProperties: {} })],
      ["missing", "pass", item, {}],
      ["unknown", "undetermined", item, { properties: unknown }],
    ],
  ),
  ...ruleCases(
    deletedBlobs,
    ...policies.flatMap((name) => [
      flagRows(blobs, (enabled) => keeping(name, { ...kept, enabled }), true),
      valueRows(blobs, (days) => keeping(name, { ...kept, days }), {
        good: [7, 365],
        bad: [6, 0],
        odd: ["7"],
      }),
    ]),
    [
      ["unknown", "undetermined", blobs, keeping("deleteRetentionPolicy", unknown)],
      ["wrong type", "fail", blobs, keeping("deleteRetentionPolicy", true)],
    ],
  ),
  ...ruleCases(
    azureWindows,
    ...["recurEvery", "startDateTime", "timeZone"].map((name) =>
      valueRows(window, (value) => ({ ...opened, [name]: value }), given),
    ),
    valueRows(window, (duration) => ({ ...opened, duration }), {
      good: ["01:30", "03:55"],
      bad: ["01:29", "03:56", "3:00", "02:60", ""],
    }),
    valueRows(window, (mode) => ({ ...opened, extensionProperties: { InGuestPatchMode: mode } }), {
      good: ["User"],
      bad: ["Platform"],
    }),
    valueRows(window, (rebootSetting) => ({ ...opened, installPatches: { rebootSetting } }), {
      good: ["IfRequired", "Always"],
      bad: ["Never"],
    }),
    [
      ["pass", "pass", window, { maintenanceScope: "Host" }],
      ["missing", "fail", window, {}],
      ["unknown", "undetermined", window, { ...opened, maintenanceScope: unknown }],
      ["wrong type", "fail", window, { ...opened, maintenanceScope: 7 }],
    ],
  ),
  ...ruleCases(
    assignedGroups,
    valueRows(assignment, (principalType) => ({ principalType }), {
      good: ["Group", "ServicePrincipal"],
      bad: ["User", "ForeignGroup", "group"],
    }),
  ),
  ...ruleCases(
    tiedOwners,
    valueRows(assignment, (roleDefinitionId) => ({ roleDefinitionId }), {
      good: [reader],
      bad: [owner, administrator],
      missing: "pass",
    }),
    valueRows(assignment, (condition) => ({ roleDefinitionId: owner, condition }), {
      good: ["@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] …"],
      bad: ["", " "],
    }),
  ),
  ...ruleCases(
    narrowDefinitions,
    valueRows(definition, (action) => allowing(action), {
      good: ["Microsoft.Compute/virtualMachines/*", "*/read"],
      bad: [
        "*",
        "*/write",
        "*/action",
        "Microsoft.Authorization/*",
        "microsoft.authorization/roleAssignments/write",
      ],
      odd: [7],
      missing: "pass",
    }).filter(([variant]) => variant !== "missing"),
    [
      ["missing", "pass", definition, {}],
      ["missing", "pass", definition, { permissions: [{}] }],
      ["fail", "fail", definition, { permissions: [{ dataActions: ["*"] }] }],
      ["unknown", "undetermined", definition, { permissions: unknown }],
      ["wrong type", "fail", definition, { permissions: "all" }],
    ],
  ),
  ...ruleCases(
    storageKeys,
    flagRows(account, (allowSharedKeyAccess) => ({ allowSharedKeyAccess }), false),
  ),
  ...ruleCases(
    databaseIdentities,
    flagRows(sql, (flag) => ({ administrators: { azureADOnlyAuthentication: flag } }), true),
    flagRows(
      "azure-native:sql:ServerAzureADOnlyAuthentication",
      (azureADOnlyAuthentication) => ({ azureADOnlyAuthentication }),
      true,
    ),
  ),
  ...ruleCases(
    storageTransport,
    valueRows(account, (minimumTlsVersion) => ({ minimumTlsVersion }), {
      good: [level("1_2"), level("1_3")],
      bad: [level("1_0"), level("1_1"), "1.2"],
    }),
    flagRows(
      account,
      (enableHttpsTrafficOnly) => ({ minimumTlsVersion: level("1_2"), enableHttpsTrafficOnly }),
      true,
      "pass",
    ),
  ),
  ...ruleCases(
    keptSecrets,
    ...Object.keys(safe).map((name) =>
      flagRows(keyVault, (flag) => ({ properties: { ...safe, [name]: flag } }), true),
    ),
    flagRows(
      keyVault,
      (enableSoftDelete) => ({ properties: { ...safe, enableSoftDelete } }),
      true,
      "pass",
    ),
  ),
  ...ruleCases(
    followedKeys,
    flagRows(keySet, (flag) => ({ rotationToLatestKeyVersionEnabled: flag }), true),
  ),
  ...ruleCases(
    rotatedKeys,
    valueRows(
      key,
      (type) => ({
        properties: {
          rotationPolicy: {
            lifetimeActions: [{ action: { type: "notify" } }, { action: { type } }],
          },
        },
      }),
      { good: ["rotate"], bad: ["notify", ""] },
    ),
    [
      ["missing", "fail", key, { properties: {} }],
      ["unknown", "undetermined", key, { properties: { rotationPolicy: unknown } }],
      [
        "wrong type",
        "fail",
        key,
        { properties: { rotationPolicy: { lifetimeActions: "rotate" } } },
      ],
    ],
  ),
  ...ruleCases(
    databaseTransport,
    ...[sql, "azure-native:sql:ManagedInstance"].map((type) =>
      valueRows(type, (minimalTlsVersion) => ({ minimalTlsVersion }), {
        good: ["1.2", "1.3"],
        bad: ["None", "1.0", "1.1"],
        missing: "pass",
      }),
    ),
  ),
  ...ruleCases(
    closedStorage,
    valueRows(account, (publicNetworkAccess) => ({ publicNetworkAccess }), {
      good: ["Disabled", "SecuredByPerimeter"],
      bad: ["Enabled", ""],
    }),
    valueRows(account, (defaultAction) => ({ networkRuleSet: { defaultAction } }), {
      good: ["Deny"],
      bad: ["Allow", ""],
    }),
    flagRows(
      account,
      (flag) => ({ publicNetworkAccess: "Disabled", allowBlobPublicAccess: flag }),
      false,
      "pass",
    ),
  ),
  ...ruleCases(
    closedKeyVaults,
    valueRows(keyVault, (publicNetworkAccess) => ({ properties: { publicNetworkAccess } }), {
      good: ["disabled", "Disabled"],
      bad: ["enabled", ""],
    }),
    valueRows(keyVault, (defaultAction) => ({ properties: { networkAcls: { defaultAction } } }), {
      good: ["Deny"],
      bad: ["Allow"],
    }),
  ),
  ...ruleCases(diagnosticSettings, diagnosticRows),
  ...ruleCases(
    defenderPlans,
    valueRows("azure-native:security:Pricing", (pricingTier) => ({ pricingTier }), {
      good: ["Standard"],
      bad: ["Free", "standard"],
    }),
  ),
  ...ruleCases(
    workspaceRetention,
    valueRows(
      "azure-native:operationalinsights:Workspace",
      (retentionInDays) => ({ retentionInDays }),
      { good: [90, 730], bad: [89, 30], odd: ["90"] },
    ),
  ),
  ...ruleCases(
    databaseAudits,
    ...["Server", "Database", "ExtendedServer"]
      .map((name) => `azure-native:sql:${name}BlobAuditingPolicy`)
      .flatMap((type) => [
        valueRows(type, (state) => ({ state }), { good: ["Enabled"], bad: ["Disabled"] }),
        valueRows(type, (retentionDays) => ({ state: "Enabled", retentionDays }), {
          good: [90, 0],
          bad: [89, 1],
          odd: ["90"],
          missing: "pass",
        }),
      ]),
  ),
  ...ruleCases(
    enforcedPolicies,
    valueRows(
      "azure-native:authorization:PolicyAssignment",
      (enforcementMode) => ({ enforcementMode }),
      { good: ["Default"], bad: ["DoNotEnforce", "Enroll"], missing: "pass" },
    ),
  ),
  ...ruleCases(
    endingExemptions,
    valueRows("azure-native:authorization:PolicyExemption", (expiresOn) => ({ expiresOn }), {
      good: ["2027-03-31T00:00:00Z", "2027-03-31"],
      bad: ["", "never", "2027-13-01T00:00:00Z"],
    }),
  ),
];
