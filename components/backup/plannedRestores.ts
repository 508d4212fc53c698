import type { BackupServer } from "../service/backup/backupServer.js";
import type { OperatingSystem } from "../service/operatingSystem.js";

/** What a backup server brings back to a machine. */
interface Planned {
  readonly estate: string;
  readonly machine: string;
  readonly platform: "vsphere" | "hyperv";
  readonly point: string;
  readonly reason: string;
  readonly server: BackupServer;
  /** What the backup server's clock showed before. */
  readonly begun: string;
}

/** A machine that is to be restored in place. */
export interface PlannedRestore extends Planned {
  /** The vCenter or the Hyper-V host, as the backup server knows it. */
  readonly hostName: string;
}

/** Files of a machine that are to be restored in it. */
export interface PlannedFiles extends Planned {
  readonly os: OperatingSystem;
  readonly files: readonly string[];
  /** Over those that are there, or beside them. */
  readonly to: "original" | "beside";
}

/** A restore point, the machine whose it is to be, and what is restored from it. */
export interface AskedPoint extends Pick<PlannedRestore, "machine" | "platform" | "point"> {
  readonly kind: "inPlace" | "files" | "shown";
}

/** Something in a vCenter. */
export interface VcenterPlace {
  readonly name: string;
  /** Such as `group-v22`. */
  readonly objectId: string;
}

/** A backup that is to show as a machine in a vCenter, so that another can be cloned from it. */
export interface PlannedMount extends Omit<PlannedRestore, "platform" | "begun"> {
  /** The server that starts from it. */
  readonly born: string;
  /** Name of the host on which it shows. */
  readonly host: string;
  readonly folder: VcenterPlace;
  readonly resourcePool: VcenterPlace;
}

/** A step of a backup that shows as a machine. */
export type MountStep = "held" | "mounted" | "ended";
