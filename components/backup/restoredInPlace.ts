import type * as pulumi from "@pulumi/pulumi";
import type { PlannedRestore } from "./plannedRestores.js";
import { RestoredByServer } from "./restoredByServer.js";

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
export class RestoredInPlace extends RestoredByServer {
  constructor(name: string, args: RestoredInPlaceArgs, opts?: pulumi.ComponentResourceOptions) {
    const { password: _apart, ...rest } = args;
    super(
      "comanaged:backup:RestoredInPlace",
      name,
      args,
      ({ inPlace }, begun, secret) => inPlace({ ...rest, begun }, secret),
      opts,
    );
  }
}
