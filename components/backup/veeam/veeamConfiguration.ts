import type { BackupClass } from "../../service/backup/backupClass.js";
import type { BackupServer } from "../../service/backup/backupServer.js";
import { kept } from "../compile/rendering.js";
import { compileVeeamConfiguration } from "../compile/veeamConfiguration.js";
import { accessTo } from "./veeamDocument.js";

/** The backups of a backup server's own configuration. */
export interface PlannedConfiguration {
  readonly backup: BackupClass;
  readonly server: BackupServer;
  /** Name of the repository in which they lie. */
  readonly repository: string;
}

/**
 * What the program for Veeam is told of the backups of its configuration.
 *
 * @throws RangeError when Veeam cannot keep the class; the schema of the catalog refuses it
 */
export function veeamConfiguration(
  { backup, server, repository }: PlannedConfiguration,
  password: string,
) {
  const { timeZone, encryptionPassword } = server;
  return {
    version: 1,
    kind: "configuration",
    server: accessTo(server, password),
    ...{ encryptionPassword, repository },
    body: kept(compileVeeamConfiguration(backup, timeZone)),
  };
}
