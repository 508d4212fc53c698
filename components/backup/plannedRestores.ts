import type { BackupServer } from "../service/backup/backupServer.js";

/** A machine that is to be restored in place. */
export interface PlannedRestore {
  readonly estate: string;
  readonly machine: string;
  readonly platform: "vsphere" | "hyperv";
  /** The vCenter or the Hyper-V host, as the backup server knows it. */
  readonly hostName: string;
  readonly point: string;
  readonly reason: string;
  readonly server: BackupServer;
  /** What the backup server's clock showed before. */
  readonly begun: string;
}

/** A restore point, and the machine whose it is to be. */
export type AskedPoint = Pick<PlannedRestore, "machine" | "platform" | "point">;
