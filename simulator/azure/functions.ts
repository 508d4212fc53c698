import type { FunctionBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { groupId, groupNotFound, kinds, one, resourceId } from "./common.js";
import { getLock } from "./lock.js";
import { getProtectedItem } from "./protectedItem.js";
import { getProtectionPolicy } from "./protectionPolicy.js";
import { assignmentId } from "./subscriptionAssignment.js";

type Named =
  | "availabilitySet"
  | "cliScript"
  | "disk"
  | "encryptionSet"
  | "machine"
  | "maintenanceConfiguration"
  | "networkInterface"
  | "recoveryVault"
  | "securityGroup";

/** A function that gets one resource of a group by its name. */
function get(made: Named, nameKey: string): FunctionBehaviour {
  return (scene, args) => {
    const group = textAt(args, "resourceGroupName") ?? "";
    refuseGroup(scene, group);
    return found(scene, kinds[made], resourceId(scene, group, made, textAt(args, nameKey) ?? ""));
  };
}

function refuseGroup(scene: Scene, name: string): void {
  if (one(scene, kinds.group, groupId(scene, name)) === undefined) {
    throw groupNotFound(name);
  }
}

function found(scene: Scene, kind: (typeof kinds)[keyof typeof kinds], id: string): JsonObject {
  const object = one(scene, kind, id);
  if (object === undefined) {
    const [, what = id] = id.split("/providers/");
    const text = `The Resource '${what}' was not found.`;
    throw apiError(404, "ResourceNotFound", text);
  }
  return { ...object.properties, id: object.id };
}

function networkId(scene: Scene, args: JsonObject): string {
  const group = textAt(args, "resourceGroupName") ?? "";
  refuseGroup(scene, group);
  const name = textAt(args, "virtualNetworkName") ?? "";
  return `${groupId(scene, group)}/providers/Microsoft.Network/virtualNetworks/${name}`;
}

const getMachine: FunctionBehaviour = (scene, args) => {
  const { osProfile: _hidden, ...told } = get("machine", "vmName")(scene, args);
  return told;
};

/** What programs ask Azure for. */
export const functions: Readonly<Record<string, FunctionBehaviour>> = {
  "azure-native:authorization:getManagementLockByScope": getLock,
  "azure-native:compute:getAvailabilitySet": get("availabilitySet", "availabilitySetName"),
  "azure-native:compute:getDisk": get("disk", "diskName"),
  "azure-native:compute:getDiskEncryptionSet": get("encryptionSet", "diskEncryptionSetName"),
  "azure-native:compute:getVirtualMachine": getMachine,
  "azure-native:maintenance:getConfigurationAssignmentsForSubscription": (scene, args) =>
    found(
      scene,
      kinds.subscriptionAssignment,
      assignmentId(scene, textAt(args, "configurationAssignmentName") ?? ""),
    ),
  "azure-native:maintenance:getMaintenanceConfiguration": get(
    "maintenanceConfiguration",
    "resourceName",
  ),
  "azure-native:network:getNetworkInterface": get("networkInterface", "networkInterfaceName"),
  "azure-native:network:getNetworkSecurityGroup": get("securityGroup", "networkSecurityGroupName"),
  "azure-native:network:getSubnet": (scene, args) =>
    found(
      scene,
      kinds.subnet,
      `${networkId(scene, args)}/subnets/${textAt(args, "subnetName") ?? ""}`,
    ),
  "azure-native:network:getVirtualNetwork": (scene, args) =>
    found(scene, kinds.virtualNetwork, networkId(scene, args)),
  "azure-native:recoveryservices:getProtectedItem": getProtectedItem,
  "azure-native:recoveryservices:getProtectionPolicy": getProtectionPolicy,
  "azure-native:recoveryservices:getVault": get("recoveryVault", "vaultName"),
  "azure-native:resources:getAzureCliScript": get("cliScript", "scriptName"),
  "azure-native:resources:getResourceGroup": (scene, args) => {
    const name = textAt(args, "resourceGroupName") ?? "";
    refuseGroup(scene, name);
    return found(scene, kinds.group, groupId(scene, name));
  },
};
