import * as authorization from "@pulumi/azure-native/authorization";
import type { Input } from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { ServerDescription } from "../service/server.js";
import type { AzureBuild } from "./azureBuild.js";
import { isMachineProtected } from "./protection.js";

/**
 * Locks a machine in production against deletion, by whomever, until its removal or replacement
 * is confirmed. The lock stands on the machine alone: disks and interfaces change as before.
 */
export function lockInProduction(
  { name, placement, child }: AzureBuild,
  { environment }: ServerDescription,
  machineId: Input<string>,
): authorization.ManagementLockByScope[] {
  if (
    placement.adopt !== undefined ||
    environment !== "production" ||
    !isMachineProtected(placement.confirmed)
  ) {
    return [];
  }
  const lock = new authorization.ManagementLockByScope(
    `${name}-lock`,
    {
      scope: machineId,
      lockName: "co-managed-production",
      level: "CanNotDelete",
      notes: idempotencyKey(name, "lock"),
    },
    child,
  );
  return [lock];
}
