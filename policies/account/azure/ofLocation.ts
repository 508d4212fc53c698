import {
  azureNames,
  baselineId,
  flowStorage,
  watcherName,
} from "../../../components/service/account/azure/names.js";
import { given, is, least, names, type Requirement } from "../requirement.js";
import { ofRole } from "./identities.js";
import { type SubscriptionFacts, workspaceOf } from "./subscriptionWide.js";

/** What every location of a subscription has. Networks are told by their places. */
export function ofLocation(
  location: string,
  facts: SubscriptionFacts,
  networks: readonly string[],
): readonly Requirement[] {
  const watcher: Requirement = {
    what: "the network watcher",
    token: "azure-native:network:NetworkWatcher",
    tests: [
      ...[is("resourceGroupName", azureNames.watcherGroup), is("location", location)],
      is("networkWatcherName", watcherName(location)),
    ],
  };
  return networks.length === 0
    ? [watcher]
    : [watcher, ...ofStorage(location, facts), ...ofFlows(location, facts, networks)];
}

function storageId(location: string, { account }: SubscriptionFacts): string {
  const name = flowStorage(account, location);
  return baselineId(account, "Microsoft.Storage/storageAccounts", name);
}

function ofStorage(location: string, facts: SubscriptionFacts): readonly Requirement[] {
  const name = is("accountName", flowStorage(facts.account, location));
  return [
    {
      what: "the storage of flow logs",
      token: "azure-native:storage:StorageAccount",
      tests: [
        ...[name, is("location", location), is("allowCrossTenantReplication", false)],
        ...[is("allowBlobPublicAccess", false), is("allowSharedKeyAccess", false)],
        ...[is("enableHttpsTrafficOnly", true), is("minimumTlsVersion", "TLS1_2")],
        ...[
          is("networkRuleSet.defaultAction", "Deny"),
          is("networkRuleSet.bypass", "AzureServices"),
        ],
      ],
    },
    {
      what: "what is kept of deleted flow logs",
      token: "azure-native:storage:BlobServiceProperties",
      tests: [
        name,
        ...["deleteRetentionPolicy", "containerDeleteRetentionPolicy"].flatMap((key) => [
          is(`${key}.enabled`, true),
          least(`${key}.days`, 7),
        ]),
      ],
    },
    ofRole("who writes flow logs", facts.account, {
      ...{ right: "Storage Blob Data Contributor", principalType: "ServicePrincipal" },
      scope: storageId(location, facts),
    }),
  ];
}

function ofFlows(
  location: string,
  facts: SubscriptionFacts,
  networks: readonly string[],
): readonly Requirement[] {
  const identity = baselineId(
    facts.account,
    "Microsoft.ManagedIdentity/userAssignedIdentities",
    azureNames.flowIdentity,
  );
  const analytics = "flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration";
  return networks.map((network, index) => ({
    what: `the flow log of networks[${index}]`,
    token: "azure-native:network:FlowLog",
    tests: [
      ...[is("targetResourceId", network), is("enabled", true), given("flowLogName")],
      ...[is("storageId", storageId(location, facts)), is("location", location)],
      ...[is("identity.type", "UserAssigned"), names("identity.userAssignedIdentities", identity)],
      ...[is("retentionPolicy.enabled", true), least("retentionPolicy.days", 365)],
      ...[is(`${analytics}.enabled`, true), least(`${analytics}.trafficAnalyticsInterval`, 10)],
      is(`${analytics}.workspaceResourceId`, workspaceOf(facts)),
    ],
  }));
}
