import type { BackupClass } from "../service/backup/backupClass.js";
import type { BackupServer } from "../service/backup/backupServer.js";
import { boundedName } from "../service/boundedName.js";

/** A machine that the backup server takes backups of. */
export interface BackedUpMachine {
  readonly name: string;
  /** The platform's own id, such as `vm-1234` of vCenter. */
  readonly objectId: string;
}

/** The jobs of one backup class of one estate: the class decides, its servers are members. */
export interface PlannedJobs {
  readonly estate: string;
  /** Name of the customer, for administrators of the backup server. */
  readonly customer: string;
  /** Idempotency key. */
  readonly key: string;
  readonly backup: BackupClass;
  readonly server: BackupServer;
}

/** The name of a class's job, or of its copies at a place: at most 100 letters. */
export function jobName(estate: string, backupClass: string, place?: string): string {
  return boundedName([estate, backupClass, place].filter(Boolean).join("-"), 100);
}
