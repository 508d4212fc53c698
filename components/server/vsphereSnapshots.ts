import type { CustomResourceOptions } from "@pulumi/pulumi";
import * as vsphere from "@pulumi/vsphere";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { ServerDescription } from "../service/server.js";

/**
 * Takes the snapshots of a machine: of its disks only, with the file systems at rest. What they
 * say of themselves was said when they were taken; other words must not take another snapshot.
 */
export function takeSnapshots(
  machine: vsphere.VirtualMachine,
  name: string,
  snapshots: ServerDescription["snapshots"] = {},
  opts: CustomResourceOptions,
): void {
  for (const [label, { purpose, owner }] of Object.entries(snapshots)) {
    new vsphere.VirtualMachineSnapshot(
      `${name}-snapshot-${label}`,
      {
        virtualMachineUuid: machine.uuid,
        snapshotName: idempotencyKey(name, `snapshot-${label}`),
        description: `${purpose} (${owner})`,
        memory: false,
        quiesce: true,
        removeChildren: false,
        consolidate: true,
      },
      { ...opts, ignoreChanges: ["description"] },
    );
  }
}
