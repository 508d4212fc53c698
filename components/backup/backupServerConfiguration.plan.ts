import type { BackupServerKind } from "../service/backup/backupServer.js";
import { keepBackupJobs, releaseBackupJobs } from "../service/backup/backupServerCommands.js";
import { veeamProgram } from "./veeam/readProgram.js";
import { type PlannedConfiguration, veeamConfiguration } from "./veeam/veeamConfiguration.js";

/** How a kind of backup server keeps its configuration safe: fixed commands, and what is sent. */
interface ConfigurationDriver {
  readonly keep: string;
  readonly release: string;
  /** What the program is told on one line, and itself. */
  readonly sent: (planned: PlannedConfiguration, password: string) => string;
}

/** How the configuration of backup servers is backed up, by their kind. */
export const configurationDrivers: Readonly<Record<BackupServerKind, ConfigurationDriver>> = {
  veeam: {
    keep: keepBackupJobs,
    release: releaseBackupJobs,
    sent: (planned, password) =>
      `${JSON.stringify(veeamConfiguration(planned, password))}\n${veeamProgram()}`,
  },
};
