import type { BackupServer, BackupServerKind } from "../service/backup/backupServer.js";
import { keepBackupJobs } from "../service/backup/backupServerCommands.js";
import type { PlannedRestore } from "./plannedRestores.js";
import { veeamProgram } from "./veeam/readProgram.js";
import { veeamClock, veeamInPlace } from "./veeam/veeamRestores.js";

/** How a kind of backup server restores: a fixed command, a program, and what it is told. */
interface RestoreDriver {
  readonly keep: string;
  /** What is sent: what the program is told on one line, and itself. */
  readonly sent: (document: object) => string;
  /** Asks what the server's clock shows. */
  readonly clock: (server: BackupServer, password: string) => object;
  readonly inPlace: (restore: PlannedRestore, password: string) => object;
}

/** How machines are restored, by the kind of the backup server. */
export const restoreDrivers: Readonly<Record<BackupServerKind, RestoreDriver>> = {
  veeam: {
    keep: keepBackupJobs,
    sent: (document) => `${JSON.stringify(document)}\n${veeamProgram()}`,
    clock: veeamClock,
    inPlace: veeamInPlace,
  },
};
