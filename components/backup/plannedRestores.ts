import type { BackedUpPlatform, BackupServer } from "../service/backup/backupServer.js";
import type { OperatingSystem } from "../service/operatingSystem.js";

/** What a backup server brings back to a machine. */
interface Planned {
  readonly estate: string;
  readonly machine: string;
  readonly platform: BackedUpPlatform;
  readonly point: string;
  readonly reason: string;
  readonly server: BackupServer;
  /** What the backup server's clock showed before. */
  readonly begun: string;
}

/** A machine that is to be restored in place. */
export interface PlannedRestore extends Planned {
  readonly platform: "vsphere" | "hyperv";
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
export interface AskedPoint extends Pick<Planned, "machine" | "platform" | "point"> {
  readonly kind: "inPlace" | "files" | "shown" | "disks";
}

/** A disk of a backup that is to show in its machine. */
export interface PlannedShownDisk extends Omit<Planned, "begun" | "reason"> {
  readonly os: OperatingSystem;
  /** IP address at which the backup server reaches the machine. */
  readonly address: string;
  /** The file of the disk, with or without its folder; all disks of the backup when absent. */
  readonly file?: string;
}

/** A step of a disk that shows in its machine. */
export type ShownDiskStep = "held" | "shown";

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

/** A disk that is written from a backup. */
export interface WrittenDisk {
  readonly label: string;
  /** What the new disk is to have at least room for. */
  readonly sizeGiB: number;
  /** The folder of the host below which it is written. */
  readonly folder: string;
}

/** A backup that is to be written as a machine on a Hyper-V host, so that another gets its disks. */
export interface PlannedWrite extends Omit<PlannedRestore, "platform"> {
  /** The server that starts from it. */
  readonly born: string;
  readonly disks: readonly WrittenDisk[];
  /** Where disks of the machine were whose files have names of their own. */
  readonly adopted: readonly { readonly label: string; readonly file: string }[];
}

/** What the machine is called as which a backup shows or is written. */
export function restoredName({
  born,
  estate,
  point,
}: Pick<PlannedWrite, "born" | "estate" | "point">): string {
  // Estates may have servers of one name, and one backup may serve several of them.
  return `${born}-of-${estate}-${point.slice(0, 8)}`;
}

/** The folder of a restore below one of its host: nothing else lies in it. */
export function roomBelow(
  folder: string,
  restore: Pick<PlannedWrite, "born" | "estate" | "point">,
): string {
  return `${folder}\\comanaged\\${restoredName(restore)}`;
}

/** A step of a backup that shows as a machine. */
export type MountStep = "held" | "mounted" | "ended";
