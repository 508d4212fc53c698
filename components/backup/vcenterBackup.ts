import * as local from "@pulumi/command/local";
import * as pulumi from "@pulumi/pulumi";
import { quiet } from "../remote/quiet.js";
import type { BackupClass } from "../service/backup/backupClass.js";
import type { VcenterFiles } from "../service/backup/platformSystem.js";
import { describeSchedule } from "../service/backup/schedule.js";
import { keepVcenterBackup, releaseVcenterBackup } from "../service/backup/vcenterCommands.js";
import { kept } from "./compile/rendering.js";
import { compileVcenterSchedule } from "./compile/vcenterSchedule.js";
import type { VcenterDocument } from "./vcenter/document.js";
import { vcenterProgram } from "./vcenter/readProgram.js";

/** Name of the schedule on every vCenter. */
const scheduleName = "comanaged";

/** How a vCenter is backed up. */
export interface VcenterBackupArgs {
  readonly backup: BackupClass;
  readonly files: VcenterFiles;
  /** Password of the account on the vCenter. */
  readonly password: pulumi.Input<string>;
  /** Password of the account where the files are written. */
  readonly locationPassword: pulumi.Input<string>;
  /** Encrypts the files: 8 to 20 characters, of each kind one. */
  readonly encryptionPassword: pulumi.Input<string>;
}

/** A vCenter that restarts is waited for. */
const timeouts = { create: "20m", update: "20m", delete: "20m" };

/**
 * Has a vCenter back itself up, encrypted, as its class says. A schedule of somebody else's is
 * refused, because a vCenter has room for one. The files that it wrote stay when it goes.
 *
 * @example
 * new VcenterBackup("site-vcenter", {
 *   backup: platform, files, password, locationPassword, encryptionPassword,
 * });
 */
export class VcenterBackup extends pulumi.ComponentResource {
  constructor(name: string, args: VcenterBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    const { backup, files, password, locationPassword, encryptionPassword } = args;
    super("comanaged:backup:Vcenter", name, { backup, files }, opts);
    const told = pulumi
      .all([password, locationPassword, encryptionPassword])
      .apply(([secret, location_password, backup_password]) =>
        sent(args, { password: secret, location_password, backup_password }),
      );
    new local.Command(
      `${name}-kept`,
      {
        create: keepVcenterBackup,
        delete: releaseVcenterBackup,
        stdin: pulumi.secret(told),
        ...quiet,
      },
      // Made anew beside itself it would keep the schedule and then remove it.
      { parent: this, customTimeouts: timeouts, deleteBeforeReplace: true },
    );
    this.registerOutputs({
      schedule: describeSchedule(backup.schedule),
      location: files.location,
    });
  }
}

interface Passwords {
  readonly password: string;
  readonly location_password: string;
  readonly backup_password: string;
}

/** What the program is sent: what it is told on one line, and itself. */
function sent(
  { backup, files }: Pick<VcenterBackupArgs, "backup" | "files">,
  { password, ...passwords }: Passwords,
): string {
  const { address, user, trust, timeZone, location, locationUser } = files;
  const times = kept(compileVcenterSchedule(backup, timeZone));
  const days = [...times.recurrence_info.days];
  const sections: VcenterDocument = {
    server: { address, user, password, trust, timeZone },
    schedule: scheduleName,
    spec: {
      ...{ location, location_user: locationUser, ...passwords },
      recurrence_info: { ...times.recurrence_info, days },
      retention_info: times.retention_info,
    },
  };
  return `${JSON.stringify({ version: 1, sections })}\n${vcenterProgram()}`;
}
