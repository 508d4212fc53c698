import * as local from "@pulumi/command/local";
import * as pulumi from "@pulumi/pulumi";
import { quiet } from "../remote/quiet.js";
import { describeSchedule } from "../service/backup/schedule.js";
import { configurationDrivers } from "./backupServerConfiguration.plan.js";
import type { PlannedConfiguration } from "./veeam/veeamConfiguration.js";

/** How the configuration of a backup server is backed up. */
export interface BackupServerConfigurationArgs extends PlannedConfiguration {
  /** Password of the server's account. */
  readonly password: pulumi.Input<string>;
}

/** A backup server that restarts is waited for. */
const timeouts = { create: "20m", update: "20m", delete: "20m" };

/**
 * Has a backup server back up its own configuration as a class says, always encrypted, because
 * credentials are in it. A repository on the server itself is refused: it would be lost with it.
 *
 * A server has one such backup. It goes on when this goes, as it was last told.
 *
 * @example
 * new BackupServerConfiguration("site-backup-server", {
 *   backup: platform, server, repository: "hardened-second-site", password,
 * });
 */
export class BackupServerConfiguration extends pulumi.ComponentResource {
  constructor(
    name: string,
    args: BackupServerConfigurationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const { password, ...planned } = args;
    super("comanaged:backup:ServerConfiguration", name, planned, opts);
    const { keep, release, sent } = configurationDrivers[planned.server.kind];
    const told = pulumi.output(password).apply((secret) => sent(planned, secret));
    new local.Command(
      `${name}-kept`,
      {
        create: keep,
        delete: release,
        stdin: pulumi.secret(told),
        ...quiet,
      },
      { parent: this, customTimeouts: timeouts },
    );
    this.registerOutputs({
      schedule: describeSchedule(planned.backup.schedule),
      repository: planned.repository,
    });
  }
}
