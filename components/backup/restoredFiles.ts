import type * as pulumi from "@pulumi/pulumi";
import type { PlannedFiles } from "./plannedRestores.js";
import { RestoredByServer } from "./restoredByServer.js";

/** Files that are to be in a machine as they were, and the backup. */
export interface RestoredFilesArgs extends Omit<PlannedFiles, "begun"> {
  /** Password of the server's account. */
  readonly password: pulumi.Input<string>;
}

/**
 * Has the backup server put files into a machine as a backup holds them, once.
 *
 * @example
 * new RestoredFiles("lims-db-1-files-beside-6c0e…", {
 *   estate: "chemistry", machine: "lims-db-1", platform: "vsphere", os: "linux",
 *   files: ["/srv/data/report.csv"], to: "beside", point: "6c0e…", reason: "overwritten",
 *   server, password,
 * });
 */
export class RestoredFiles extends RestoredByServer {
  constructor(name: string, args: RestoredFilesArgs, opts?: pulumi.ComponentResourceOptions) {
    const { password: _apart, ...rest } = args;
    super(
      "comanaged:backup:RestoredFiles",
      name,
      args,
      ({ files }, begun, secret) => files({ ...rest, begun }, secret),
      opts,
    );
  }
}
