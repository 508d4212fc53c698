import type * as compute from "@pulumi/azure-native/compute";
import * as recovery from "@pulumi/azure-native/recoveryservices";
import { interpolate } from "@pulumi/pulumi";
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
  const { resourceGroupName, vaultName, policyId, guard } = protection;
  const container = machine.id.apply(containerOf);
  const item = new recovery.ProtectedItem(
    `${name}-backup`,
    {
      ...{ resourceGroupName, vaultName },
      fabricName: "Azure",
      containerName: interpolate`iaasvmcontainer;${container}`,
      protectedItemName: interpolate`vm;${container}`,
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: machine.id,
        policyId,
      },
    },
    {
      ...child,
      hooks: withUpdateHook(placement.hooks, guard),
      // The backups of a machine go on with another one of its name; of another name they begin.
      ignoreChanges: ["containerName", "protectedItemName"],
      replaceOnChanges: ["properties.sourceResourceId"],
      retainOnDelete: true,
    },
  );
  return [item];
}

/** What Azure Backup calls a machine: by its group and name, also of one that was adopted. */
function containerOf(id: string): string {
  const [, , , , group = "", , , , machine = ""] = id.split("/");
  return `iaasvmcontainerv2;${group};${machine}`;
}
