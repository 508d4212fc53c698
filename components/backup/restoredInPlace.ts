import * as pulumi from "@pulumi/pulumi";
import { restoreDrivers } from "./backupServerRestores.plan.js";
import type { PlannedRestore } from "./plannedRestores.js";
import { restoreOnce } from "./restoredOnce.js";

/** A machine that is to become what it was, and the backup. */
export interface RestoredInPlaceArgs extends Omit<PlannedRestore, "begun"> {
  /** Password of the server's account. */
  readonly password: pulumi.Input<string>;
}

/**
 * Has the backup server make a machine what it was, where it stands, once.
 *
 * @example
 * new RestoredInPlace("lims-db-1-restore-6c0e…", {
 *   estate: "chemistry", machine: "lims-db-1", platform: "vsphere", hostName: "vcenter.example.edu",
 *   point: "6c0e…", reason: "ransomware", server, password,
 * });
 */
export class RestoredInPlace extends pulumi.ComponentResource {
  constructor(name: string, args: RestoredInPlaceArgs, opts?: pulumi.ComponentResourceOptions) {
    const { password, server, ...rest } = args;
    super("comanaged:backup:RestoredInPlace", name, { ...rest }, opts);
    const { inPlace } = restoreDrivers[server.kind];
    const document = (begun: string, secret: string) => inPlace({ ...rest, server, begun }, secret);
    restoreOnce(name, { server, password, document }, this);
    this.registerOutputs({ machine: args.machine, point: args.point });
  }
}
