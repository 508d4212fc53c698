import type { Input } from "@pulumi/pulumi";
import { z } from "zod";
import { type BlastRadius, blastRadiusOf } from "../service/blastRadius/blastRadius.js";
import { hypervMachine } from "../service/blastRadius/hyperv.js";
import type { Inputs } from "../service/blastRadius/table.js";
import { vmmMachine } from "../service/blastRadius/vmm.js";
import { type ServerDescription, systemDisk } from "../service/server.js";
import { awsHardware } from "./aws.js";
import { azureDiskHardware, azureHardware } from "./azure.js";
import { hardwareOf } from "./hypervKeeper.js";
import type { Placement } from "./placement.js";
import { vsphereHardware } from "./vsphere.js";

/** The inputs of one resource of a server whose change can restart it. */
interface Restarting {
  /** Token of the resource's type. */
  readonly type: string;
  readonly inputs: Readonly<Record<string, Input<unknown>>>;
}

/**
 * What can restart a server, by resource: `machine`, `disk-data`. A server keeps it
 * among its own inputs, because its own hook comes before those of all its resources.
 */
export function restartsOf(
  server: ServerDescription,
  placement: Placement,
): Readonly<Record<string, Restarting>> {
  switch (placement.platform) {
    case "vsphere": {
      const type = "vsphere:index/virtualMachine:VirtualMachine";
      return { machine: { type, inputs: vsphereHardware(server, placement) } };
    }
    case "hyperv": {
      const type = placement.host.managed === undefined ? hypervMachine : vmmMachine;
      return { machine: { type, inputs: { ...hardwareOf(server, placement) } } };
    }
    case "physical":
      // Nothing of a machine is changed by its BMC while it serves.
      return {};
    case "aws":
      return { machine: { type: "aws:ec2/instance:Instance", inputs: awsHardware(placement) } };
    case "azure": {
      const disks = Object.keys(server.disks)
        .filter((label) => label !== systemDisk)
        .map((label): [string, Restarting] => [
          `disk-${label}`,
          { type: "azure-native:compute:Disk", inputs: azureDiskHardware(placement) },
        ]);
      const type = "azure-native:compute:VirtualMachine";
      return {
        machine: { type, inputs: azureHardware(placement) },
        ...Object.fromEntries(disks),
      };
    }
  }
}

const kept = z.object({
  restarts: z
    .record(z.string(), z.object({ type: z.string(), inputs: z.record(z.string(), z.unknown()) }))
    // A server that was built before this was kept.
    .default({}),
});

/** What the step from one description of a server to the next does, as far as it can restart it. */
export function restartRadii(before: Inputs, after: Inputs): readonly BlastRadius[] {
  const was = kept.parse(before).restarts;
  return Object.entries(kept.parse(after).restarts).flatMap(([part, { type, inputs }]) => {
    const old = was[part];
    const disk = part === "machine" ? undefined : part.slice("disk-".length);
    return old?.type === type ? [blastRadiusOf(type, old.inputs, inputs, disk)] : [];
  });
}
