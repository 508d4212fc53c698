import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { restoreDrivers } from "./backupServerRestores.plan.js";
import type { MountStep, PlannedMount } from "./plannedRestores.js";
import { shownWhileHeld } from "./shownWhileHeld.js";

/** A backup that is to show as a machine. */
export interface MountedBackupArgs extends Omit<PlannedMount, "folder" | "resourcePool"> {
  readonly folder: pulumi.Input<PlannedMount["folder"]>;
  readonly resourcePool: pulumi.Input<PlannedMount["resourcePool"]>;
  /** Password of the server's account. */
  readonly password: pulumi.Input<string>;
}

/** Nothing of this is done again: neither with another password nor with another program. */
const once = ["create", "stdin"];

const told = z.object({ objectId: z.string() });

/**
 * Has the backup server show a backup in vCenter as a machine of its own, off and without network,
 * for as long as a server is cloned from it. A run that was cut finds what shows already and goes
 * on with it. When this goes before the end, what shows is removed; nothing else is undone.
 *
 * @example
 * const backup = new MountedBackup("lims-db-old-birth-6c0e…", {
 *   estate: "chemistry", machine: "lims-db-1", born: "lims-db-old", point: "6c0e…",
 *   hostName: "vcenter.example.edu", host: "esx-1.example.edu", reason: "an audit",
 *   folder: { name: "co-managed", objectId: "group-v22" },
 *   resourcePool: { name: "cluster-main/Resources", objectId: "resgroup-9" }, server, password,
 * });
 * const { id } = await vsphere.getVirtualMachine({ moid: backup.objectId });
 * backup.endAfter([machine]);
 */
export class MountedBackup extends pulumi.ComponentResource {
  /** vCenter's own id of the machine, such as `vm-1234`. It stays known when it shows no more. */
  readonly objectId: pulumi.Output<string>;
  private readonly end: (after: readonly pulumi.Resource[]) => void;

  constructor(name: string, args: MountedBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    const { password, server, folder, resourcePool, ...rest } = args;
    super("comanaged:backup:MountedBackup", name, { ...rest }, opts);
    const { mount } = restoreDrivers[server.kind];
    const asked = (step: MountStep) =>
      pulumi
        .all([password, folder, resourcePool])
        .apply(([secret, folder, resourcePool]) =>
          mount(step, { ...rest, server, folder, resourcePool }, secret),
        );
    const { held, make } = shownWhileHeld(name, { server, told: asked }, this);
    const mounted = make("mounted", { ignoreChanges: once, dependsOn: [held] });
    this.end = (after) => make("ended", { ignoreChanges: once, dependsOn: [...after] });
    this.objectId = pulumi
      .unsecret(mounted.stdout)
      .apply((text) => told.parse(JSON.parse(text)).objectId);
    this.registerOutputs({ machine: args.machine, point: args.point });
  }

  /** Removes what shows once these are there. */
  endAfter(resources: readonly pulumi.Resource[]): void {
    this.end(resources);
  }
}
