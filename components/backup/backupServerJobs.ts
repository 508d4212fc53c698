import * as local from "@pulumi/command/local";
import * as pulumi from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { quiet } from "../remote/quiet.js";
import type { BackupClass } from "../service/backup/backupClass.js";
import type { BackedUpPlatform, BackupServer } from "../service/backup/backupServer.js";
import { describeJobs, drivers, sentJobs } from "./backupServerJobs.plan.js";
import { jobsRole } from "./plannedJobs.js";

/** A machine that is a member of a job. */
export interface Member {
  /** The vCenter, the Hyper-V host or the protection group, as the backup server knows it. */
  readonly host: string;
  /** The platform's own id: `vm-1234` of vCenter, a GUID of Hyper-V or of hardware. */
  readonly objectId: pulumi.Input<string>;
  /** Names that a computer with an agent may still have there. */
  readonly formerly?: readonly string[];
}

/** A class's jobs on a backup server. */
export interface BackupServerJobsArgs {
  /** Name of the estate, with which the jobs' names begin. */
  readonly estate: string;
  /** Name of the customer, for administrators of the backup server. */
  readonly customer: string;
  readonly platform: BackedUpPlatform;
  readonly backup: BackupClass;
  readonly server: BackupServer;
  /** Password of the server's account. */
  readonly password: pulumi.Input<string>;
  /** The members, by the servers' names. */
  readonly machines: Readonly<Record<string, Member>>;
}

/** A backup server that restarts is waited for. */
const timeouts = { create: "20m", update: "20m", delete: "20m" };

/**
 * Backs up the servers of one class on a backup server: one job for the class with its servers as
 * members, and one for its copies at each other place. A job that is half made, or was here
 * before, is found by its idempotency key and taken; a stranger's job of the same name is refused.
 *
 * A server that leaves the class leaves the job; its backups stay for as long as they were to be
 * kept. So do those of the class when it goes.
 *
 * @example
 * new BackupServerJobs("chemistry-backups-gold", {
 *   estate: "chemistry", customer: "Department of Chemistry", platform: "vsphere", backup: gold,
 *   server, password,
 *   machines: { "lims-db-1": { host: "vcenter.example.edu", objectId: "vm-1234" } },
 * });
 */
export class BackupServerJobs extends pulumi.ComponentResource {
  constructor(name: string, args: BackupServerJobsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { machines, password, ...jobs } = args;
    const servers = Object.keys(machines).sort();
    const planned = { ...jobs, key: jobsKey(jobs.platform, jobs.backup.name) };
    super("comanaged:backup:ServerJobs", name, { ...jobs, servers }, opts);
    const { keep, release } = drivers[jobs.server.kind];
    const told = pulumi.all([pulumi.output(machines), password]).apply(([ids, secret]) =>
      sentJobs(
        planned,
        servers.flatMap((name) => (ids[name] ? [{ name, ...ids[name] }] : [])),
        secret,
      ),
    );
    new local.Command(
      `${name}-kept`,
      {
        create: keep,
        delete: release,
        stdin: pulumi.secret(told),
        ...quiet,
      },
      // Made anew beside itself it would take the jobs and then remove them.
      { parent: this, customTimeouts: timeouts, deleteBeforeReplace: true },
    );
    this.registerOutputs({ jobs: describeJobs(planned, servers) });
  }
}

/** The idempotency key of a class's jobs on a platform. */
export function jobsKey(platform: BackedUpPlatform, backupClass: string): string {
  return idempotencyKey(jobsRole(platform), backupClass);
}
