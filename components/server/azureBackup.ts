import type * as compute from "@pulumi/azure-native/compute";
import * as recovery from "@pulumi/azure-native/recoveryservices";
import type { AzureBuild } from "./azureBuild.js";
import { withUpdateHook } from "./updateHook.js";

/**
 * Has a machine backed up by the policy of its class. The backups stay when the server goes: what
 * Azure calls deleting the protected item deletes them.
 */
export function protect(
  { name, placement, child }: AzureBuild,
  machine: compute.VirtualMachine,
): recovery.ProtectedItem[] {
  const { protection } = placement;
  if (protection === undefined || placement.adopt !== undefined) {
    return [];
  }
  const { resourceGroupName, vaultName, policyId, machineGroup, guard } = protection;
  const container = `iaasvmcontainerv2;${machineGroup};${name}`;
  const item = new recovery.ProtectedItem(
    `${name}-backup`,
    {
      ...{ resourceGroupName, vaultName },
      fabricName: "Azure",
      containerName: `iaasvmcontainer;${container}`,
      protectedItemName: `vm;${container}`,
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: machine.id,
        policyId,
      },
    },
    {
      ...child,
      hooks: withUpdateHook(placement.hooks, guard),
      // Under the names with which a machine was born its backups are found for ever.
      ignoreChanges: ["containerName", "protectedItemName"],
      retainOnDelete: true,
    },
  );
  return [item];
}
