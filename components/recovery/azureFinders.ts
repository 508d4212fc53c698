import * as authorization from "@pulumi/azure-native/authorization";
import * as compute from "@pulumi/azure-native/compute";
import * as maintenance from "@pulumi/azure-native/maintenance";
import * as monitor from "@pulumi/azure-native/monitor";
import * as network from "@pulumi/azure-native/network";
import * as recovery from "@pulumi/azure-native/recoveryservices";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import type { InvokeOptions } from "@pulumi/pulumi";
import { idempotencyTag } from "../service/tags.js";
import {
  type Finder,
  type Found,
  nothing,
  type ObjectInputs,
  type Scope,
  text,
  unlessMissing,
} from "./finder.js";

/** What a look-up by name tells of what it found. */
interface Named {
  readonly id?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Finders for the Azure objects that the components create, by type token. */
export const azureFinders: Readonly<Record<string, Finder>> = {
  "azure-native:resources:ResourceGroup": byName(
    "resourceGroupName",
    (resourceGroupName, _, opts) => resources.getResourceGroup({ resourceGroupName }, opts),
  ),
  "azure-native:authorization:ManagementLockByScope": findLock,
  "azure-native:compute:AvailabilitySet": byName(
    "availabilitySetName",
    (availabilitySetName, group, opts) =>
      compute.getAvailabilitySet({ resourceGroupName: group, availabilitySetName }, opts),
  ),
  "azure-native:compute:VirtualMachine": byName("vmName", (vmName, group, opts) =>
    compute.getVirtualMachine({ resourceGroupName: group, vmName }, opts),
  ),
  "azure-native:compute:Disk": byName("diskName", (diskName, group, opts) =>
    compute.getDisk({ resourceGroupName: group, diskName }, opts),
  ),
  "azure-native:maintenance:MaintenanceConfiguration": byName(
    "resourceName",
    (resourceName, group, opts) =>
      maintenance.getMaintenanceConfiguration({ resourceGroupName: group, resourceName }, opts),
  ),
  "azure-native:maintenance:ConfigurationAssignmentsForSubscription": findAssignment,
  "azure-native:network:NetworkInterface": byName(
    "networkInterfaceName",
    (networkInterfaceName, group, opts) =>
      network.getNetworkInterface({ resourceGroupName: group, networkInterfaceName }, opts),
  ),
  "azure-native:network:NetworkSecurityGroup": byName(
    "networkSecurityGroupName",
    (networkSecurityGroupName, group, opts) =>
      network.getNetworkSecurityGroup({ resourceGroupName: group, networkSecurityGroupName }, opts),
  ),
  "azure-native:resources:AzureCliScript": byName("scriptName", (scriptName, group, opts) =>
    resources.getAzureCliScript({ resourceGroupName: group, scriptName }, opts),
  ),
  "azure-native:storage:StorageAccount": byName("accountName", (accountName, group, opts) =>
    storage.getStorageAccount({ resourceGroupName: group, accountName }, opts),
  ),
  "azure-native:recoveryservices:Vault": byName("vaultName", (vaultName, group, opts) =>
    recovery.getVault({ resourceGroupName: group, vaultName }, opts),
  ),
  "azure-native:monitor:DiagnosticSetting": findReports,
  "azure-native:recoveryservices:ProtectionPolicy": findPolicy,
  "azure-native:recoveryservices:ProtectedItem": findItem,
};

/**
 * A finder by name, which Azure keeps unique in a resource group. What carries the key of the
 * inputs is ours; what has the name without the key is a stranger's.
 */
function byName(
  property: string,
  look: (name: string, group: string, opts: InvokeOptions) => Promise<Named>,
): Finder {
  return async (inputs, { invoke }) => {
    const name = text(inputs, property);
    const group = text(inputs, "resourceGroupName");
    if (name === undefined || group === undefined) {
      return nothing;
    }
    const found = await unlessMissing(look(name, group, invoke));
    if (found?.id === undefined) {
      return nothing;
    }
    const key = text(inputs, "tags", idempotencyTag);
    return key !== undefined && found.tags?.[idempotencyTag] === key
      ? { kind: "ours", id: found.id }
      : { kind: "stranger", what: found.id };
  };
}

/** A lock has no tags: its notes carry the key. */
async function findLock(inputs: ObjectInputs, { invoke }: Scope): Promise<Found> {
  const [scope, lockName] = [text(inputs, "scope"), text(inputs, "lockName")];
  if (scope === undefined || lockName === undefined) {
    return nothing;
  }
  const found = await unlessMissing(
    authorization.getManagementLockByScope({ scope, lockName }, invoke),
  );
  if (found?.id === undefined) {
    return nothing;
  }
  return found.notes === text(inputs, "notes")
    ? { kind: "ours", id: found.id }
    : { kind: "stranger", what: found.id };
}

/**
 * An assignment carries no tag and has its name once in a subscription: it is ours when it assigns
 * the configuration that it was to assign, which has been found by its key.
 */
async function findAssignment(inputs: ObjectInputs, { invoke }: Scope): Promise<Found> {
  const name = text(inputs, "configurationAssignmentName");
  const args = name === undefined ? undefined : { configurationAssignmentName: name };
  const found =
    args &&
    (await unlessMissing(maintenance.getConfigurationAssignmentsForSubscription(args, invoke)));
  if (found === undefined) {
    return nothing;
  }
  const wanted = text(inputs, "maintenanceConfigurationId")?.toLowerCase();
  return wanted !== undefined && found.maintenanceConfigurationId?.toLowerCase() === wanted
    ? { kind: "ours", id: found.id }
    : { kind: "stranger", what: `the configuration assignment ${name}` };
}

/** A policy carries no key. It stands in a vault that has been found by its key, so its name decides. */
async function findPolicy(inputs: ObjectInputs, { invoke }: Scope): Promise<Found> {
  const [resourceGroupName, vaultName] = [
    text(inputs, "resourceGroupName"),
    text(inputs, "vaultName"),
  ];
  const policyName = text(inputs, "policyName");
  if (resourceGroupName === undefined || vaultName === undefined || policyName === undefined) {
    return nothing;
  }
  const names = { resourceGroupName, vaultName, policyName };
  const found = await unlessMissing(recovery.getProtectionPolicy(names, invoke));
  return found === undefined ? nothing : { kind: "ours", id: found.id };
}

/** A setting carries no key. In our vault its name decides. */
async function findReports(inputs: ObjectInputs, { invoke }: Scope): Promise<Found> {
  const [resourceUri, name] = [text(inputs, "resourceUri"), text(inputs, "name")];
  const found =
    resourceUri === undefined || name === undefined
      ? undefined
      : await unlessMissing(monitor.getDiagnosticSetting({ resourceUri, name }, invoke));
  return found === undefined ? nothing : { kind: "ours", id: found.id };
}

function deletedText(id: string, inputs: ObjectInputs): string {
  const [group, vault] = [text(inputs, "resourceGroupName"), text(inputs, "vaultName")];
  return (
    `The backups of ${text(inputs, "properties", "sourceResourceId")} were deleted, and until they ` +
    `end in some days no new ones can begin (${id}). Have them undeleted: az backup protection ` +
    `undelete --resource-group ${group} --vault-name ${vault} --backup-management-type AzureIaasVM ` +
    `--workload-type VM --container-name '${text(inputs, "containerName")}' --item-name ` +
    `'${text(inputs, "protectedItemName")}'. Then run "npx comanaged recover".`
  );
}

/** A protected item carries no key. In our vault the one that has our machine's backups is ours. */
async function findItem(inputs: ObjectInputs, { invoke }: Scope): Promise<Found> {
  const [resourceGroupName = "", vaultName = "", fabricName = ""] = [
    text(inputs, "resourceGroupName"),
    text(inputs, "vaultName"),
    text(inputs, "fabricName"),
  ];
  const containerName = text(inputs, "containerName");
  const protectedItemName = text(inputs, "protectedItemName");
  if (containerName === undefined || protectedItemName === undefined) {
    return nothing;
  }
  const names = { resourceGroupName, vaultName, fabricName, containerName, protectedItemName };
  const found = await unlessMissing(recovery.getProtectedItem(names, invoke));
  if (found === undefined) {
    return nothing;
  }
  const { properties } = found;
  if (properties.isScheduledForDeferredDelete === true) {
    throw new Error(deletedText(found.id, inputs));
  }
  const source = "sourceResourceId" in properties ? properties.sourceResourceId : undefined;
  return source?.toLowerCase() === text(inputs, "properties", "sourceResourceId")?.toLowerCase()
    ? { kind: "ours", id: found.id }
    : { kind: "stranger", what: found.id };
}
