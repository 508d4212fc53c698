import type { BackupClass } from "../service/backup/backupClass.js";
import type { BackedUpPlatform, BackupServer } from "../service/backup/backupServer.js";
import { boundedName } from "../service/boundedName.js";

/** A machine that the backup server takes backups of. */
export interface BackedUpMachine {
  readonly name: string;
  /** The vCenter, the Hyper-V host or the protection group, as the backup server knows it. */
  readonly host: string;
  /** The platform's own id: `vm-1234` of vCenter, a GUID of Hyper-V or of hardware. */
  readonly objectId: string;
  /** Names that a computer with an agent may still have there. */
  readonly formerly?: readonly string[];
}

/** The jobs of one backup class of one estate on a platform: the class decides, its servers are members. */
export interface PlannedJobs {
  readonly estate: string;
  /** Name of the customer, for administrators of the backup server. */
  readonly customer: string;
  /** Idempotency key. */
  readonly key: string;
  readonly platform: BackedUpPlatform;
  readonly backup: BackupClass;
  readonly server: BackupServer;
}

/** The name of a class's job, or of its copies at a place: at most 100 letters. */
export function jobName(
  { estate, platform, backup }: Pick<PlannedJobs, "estate" | "platform" | "backup">,
  place?: string,
): string {
  const parts = [estate, backup.name, platform === "vsphere" ? undefined : platform, place];
  return boundedName(parts.filter((part) => part !== undefined).join("-"), 100);
}

/** What the idempotency keys of jobs for a platform's servers begin with, behind their stack. */
export function jobsRole(platform: BackedUpPlatform): string {
  return platform === "vsphere" ? "backup" : `backup-${platform}`;
}
