import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { restoreDrivers } from "./backupServerRestores.plan.js";
import type { PlannedShownDisk, ShownDiskStep } from "./plannedRestores.js";
import { shownWhileHeld } from "./shownWhileHeld.js";

/** A disk of a backup that is to show in its machine. */
export interface ShownDiskArgs extends Omit<PlannedShownDisk, "address" | "file"> {
  /** IP address at which the backup server reaches the machine. */
  readonly address: pulumi.Input<string>;
  /** The file of the disk, with or without its folder; all disks of the backup when absent. */
  readonly file?: pulumi.Input<string>;
  /** Password of the server's account. */
  readonly password: pulumi.Input<string>;
}

const told = z.object({ paths: z.array(z.string()) });

/**
 * Has the backup server show a disk of a backup in its machine, read-only, for as long as this is
 * there; then it goes, and nothing on the machine's own disks has changed. A run that was cut finds
 * what shows already. Where somebody ended it, the next change of what is told has it show anew.
 *
 * @example
 * const disk = new ShownDisk("lims-db-1-data-shown-6c0e…", {
 *   estate: "chemistry", machine: "lims-db-1", platform: "vsphere", os: "linux", point: "6c0e…",
 *   address: machine.defaultIpAddress, file: "lims-db-1/lims-db-1_1.vmdk", server, password,
 * });
 * export const look = disk.paths;
 */
export class ShownDisk extends pulumi.ComponentResource {
  /** Where it shows in the machine: `/run/media/Veeam.Mount.FS/…` or `C:\\VeeamFLR\\…`. */
  readonly paths: pulumi.Output<readonly string[]>;

  constructor(name: string, args: ShownDiskArgs, opts?: pulumi.ComponentResourceOptions) {
    const { password, server, address, file, ...rest } = args;
    super("comanaged:backup:ShownDisk", name, { ...rest }, opts);
    const { shownDisk } = restoreDrivers[server.kind];
    const asked = (step: ShownDiskStep) =>
      pulumi
        .all([password, address, file])
        .apply(([secret, address, file]) =>
          shownDisk(
            step,
            { ...rest, server, address, ...(file !== undefined && { file }) },
            secret,
          ),
        );
    const { held, make } = shownWhileHeld(name, { server, told: asked }, this);
    const shown = make("shown", { dependsOn: [held] });
    this.paths = pulumi.unsecret(shown.stdout).apply((text) => told.parse(JSON.parse(text)).paths);
    this.registerOutputs({ machine: args.machine, point: args.point, paths: this.paths });
  }
}
