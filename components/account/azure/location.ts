import * as network from "@pulumi/azure-native/network";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import type { SubscriptionDescription } from "../../service/account/azure/description.js";
import {
  azureNames,
  baselineId,
  flowLogName,
  flowStorage,
  watcherName,
} from "../../service/account/azure/names.js";
import { partOf, type Standing } from "../part.js";
import type { LocationGround } from "./asked.js";
import { assign } from "./assignments.js";
import type { FlowIdentity } from "./flows.js";
import type { Logs } from "./logs.js";
import type { SubscriptionPart } from "./subscriptionPart.js";

/** What a location of a subscription is told. */
interface AzureLocationArgs extends LocationGround {
  readonly account: SubscriptionDescription;
  readonly logs: Logs;
  /** The group of network watchers. */
  readonly watchers: pulumi.Resource;
  /** With what flow logs are written, where there is any network. */
  readonly flows?: FlowIdentity;
  /** What stands there and is adopted, by role. */
  readonly standing: Standing;
}

/** The longest that a flow log is kept by its own policy. */
const longestDays = 365;

/** The part of a subscription's baseline that belongs to one location. */
export class AzureLocation extends pulumi.ComponentResource {
  constructor(name: string, args: AzureLocationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { account, location, networks, flows } = args;
    super("comanaged:account:AzureLocation", name, { location, networks }, opts);
    const part = partOf(name, account, { parent: this, standing: args.standing });
    const watcher = new network.NetworkWatcher(
      `${name}-watcher`,
      {
        ...{ resourceGroupName: azureNames.watcherGroup, location },
        networkWatcherName: watcherName(location),
      },
      // Others use it, too: whatever they write on it stays.
      { ...part.options("watcher", [args.watchers]), ignoreChanges: ["tags"] },
    );
    if (flows !== undefined && networks.length > 0) {
      const ready = createFlowStorage(part, args, flows);
      for (const id of networks) {
        createFlowLog(part, id, args, flows, [...ready, watcher]);
      }
    }
    this.registerOutputs({ location, networks });
  }
}

/** Where the flow logs of a location are kept: closed, without keys, and written by one identity. */
function createFlowStorage(
  part: SubscriptionPart,
  { location, logs }: AzureLocationArgs,
  { identity }: FlowIdentity,
): readonly pulumi.Resource[] {
  const { account } = part.account;
  const accountName = flowStorage(account, location);
  const inGroup = { resourceGroupName: logs.group, accountName };
  const store = new storage.StorageAccount(
    `${part.name}-flow-storage`,
    {
      ...{ ...inGroup, location, kind: "StorageV2", sku: { name: "Standard_LRS" } },
      ...{ enableHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" },
      ...{ allowBlobPublicAccess: false, allowSharedKeyAccess: false },
      allowCrossTenantReplication: false,
      // Network Watcher writes from networks of Azure's own.
      networkRuleSet: { defaultAction: "Deny", bypass: "AzureServices" },
      tags: part.tags("flow-storage"),
    },
    part.options("flow-storage", logs.ready),
  );
  const kept = { enabled: true, days: 14 };
  const blobs = new storage.BlobServiceProperties(
    `${part.name}-flow-blobs`,
    {
      ...{ ...inGroup, blobServicesName: "default" },
      ...{ deleteRetentionPolicy: kept, containerDeleteRetentionPolicy: kept },
    },
    part.options("flow-blobs", [store]),
  );
  const scope = baselineId(account, "Microsoft.Storage/storageAccounts", accountName);
  const { principalId } = identity;
  const right = "Storage Blob Data Contributor";
  const assigned = { scope, right, principalId, principalType: "ServicePrincipal" } as const;
  return [blobs, assign(part, { role: "flow-writer", ...assigned }, [store])];
}

/** Records who talks with whom in a network, and sends it to the workspace as well. */
function createFlowLog(
  part: SubscriptionPart,
  targetResourceId: string,
  { location, logs }: AzureLocationArgs,
  flows: FlowIdentity,
  after: readonly pulumi.Resource[],
): void {
  const { account, homeLocation, keepLogsDays } = part.account;
  const flowLog = flowLogName(targetResourceId);
  const role = `flow-log-${flowLog}`;
  const storageName = flowStorage(account, location);
  new network.FlowLog(
    `${part.name}-${role}`,
    {
      ...{ resourceGroupName: azureNames.watcherGroup, location, flowLogName: flowLog },
      ...{ networkWatcherName: watcherName(location), targetResourceId, enabled: true },
      storageId: baselineId(account, "Microsoft.Storage/storageAccounts", storageName),
      identity: { type: "UserAssigned", userAssignedIdentities: [flows.id] },
      format: { type: "JSON", version: 2 },
      retentionPolicy: { enabled: true, days: Math.min(keepLogsDays, longestDays) },
      flowAnalyticsConfiguration: {
        networkWatcherFlowAnalyticsConfiguration: {
          ...{ enabled: true, trafficAnalyticsInterval: 60 },
          ...{ workspaceResourceId: logs.workspaceId, workspaceRegion: homeLocation },
        },
      },
      tags: part.tags(role),
    },
    part.options(role, after),
  );
}
