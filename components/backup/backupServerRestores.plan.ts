import type { Patience } from "../remote/connection.js";
import type { BackupServer, BackupServerKind } from "../service/backup/backupServer.js";
import { keepBackupJobs, releaseBackupJobs } from "../service/backup/backupServerCommands.js";
import type {
  AskedPoint,
  MountStep,
  PlannedFiles,
  PlannedMount,
  PlannedRestore,
  PlannedShownDisk,
  PlannedWrite,
  ShownDiskStep,
} from "./plannedRestores.js";
import { veeamProgram } from "./veeam/readProgram.js";
import {
  veeamClock,
  veeamFiles,
  veeamInPlace,
  veeamMount,
  veeamObjections,
  veeamShownDisk,
  veeamWrite,
} from "./veeam/veeamRestores.js";

/** How a kind of backup server restores: a fixed command, a program, and what it is told. */
export interface RestoreDriver {
  readonly keep: string;
  readonly release: string;
  /** What is sent: what the program is told on one line, and itself. */
  readonly sent: (document: object) => string;
  /** Asks what the server's clock shows. */
  readonly clock: (server: BackupServer, password: string) => object;
  readonly inPlace: (restore: PlannedRestore, password: string) => object;
  readonly files: (restore: PlannedFiles, password: string) => object;
  readonly write: (restore: PlannedWrite, password: string) => object;
  readonly mount: (step: MountStep, mount: PlannedMount, password: string) => object;
  readonly shownDisk: (step: ShownDiskStep, disk: PlannedShownDisk, password: string) => object;
  /**
   * Why each machine cannot be brought back from its restore point; undefined where it can.
   *
   * @throws RemoteFailure when the server does not tell
   */
  readonly objections: (
    asked: readonly AskedPoint[],
    server: BackupServer,
    password: string,
    patience: Patience,
  ) => Promise<(string | undefined)[]>;
}

/** How machines are restored, by the kind of the backup server. */
export const restoreDrivers: Readonly<Record<BackupServerKind, RestoreDriver>> = {
  veeam: {
    keep: keepBackupJobs,
    release: releaseBackupJobs,
    sent: (document) => `${JSON.stringify(document)}\n${veeamProgram()}`,
    clock: veeamClock,
    inPlace: veeamInPlace,
    files: veeamFiles,
    write: veeamWrite,
    mount: veeamMount,
    shownDisk: veeamShownDisk,
    objections: veeamObjections,
  },
};
