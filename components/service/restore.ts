/** A backup from which a server starts at one of its births, in place of its image. */
export interface ServerRestore {
  /** The server whose backup it is; itself, or the one beside which it comes. */
  readonly source: string;
  /** The platform's name of the recovery point, such as `ami-0a1b2c3d4e5f60718`. */
  readonly point: string;
  /** When the backup was taken, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly taken: string;
  /** The generation of the server that starts from it. */
  readonly generation: number;
  /** Labels of data disks that the backup does not hold, and that stay as they are. */
  readonly without?: readonly string[];
  /** Whether the machine stays and gets its disks back; else another one is born from it. */
  readonly inPlace?: InPlace;
  /** Whether the machine is born from what the backup server shows or writes of it. */
  readonly shown?: InPlace;
}

/** What the backup server keeps with a restore of its own. */
export interface InPlace {
  /** Who allowed it and why. */
  readonly reason: string;
  /** Where the estate asks for it, such as `["restores", "0"]`. */
  readonly entry: readonly string[];
}

/** A backup of one disk from which another disk of the same server starts. */
export interface DiskRestore {
  /** The label of the disk that was backed up. */
  readonly of: string;
  readonly point: string;
  readonly taken: string;
}

/** Files that the backup server puts into a machine as a backup holds them. */
export interface FilesRestore extends InPlace {
  readonly point: string;
  readonly taken: string;
  /** Where they are in the machine. */
  readonly files: readonly string[];
  /** Over those that are there, or beside them. */
  readonly to: "original" | "beside";
}

/** What stands for all disks of a backup, where nothing tells them apart. */
export const allDisks = "all";

/** A disk of a backup that shows in the server itself, to read from, while the estate says so. */
export interface ShownDisk extends InPlace {
  /** The label of the disk that was backed up, or `all`. */
  readonly of: string;
  readonly point: string;
  readonly taken: string;
}

/** What is restored to a server. */
export interface Restored {
  readonly restore?: ServerRestore;
  readonly restoredFiles?: FilesRestore;
  /** By the labels of the new disks. */
  readonly restoredDisks?: Readonly<Record<string, DiskRestore>>;
  /** In the order of the estate. */
  readonly shownDisks?: readonly ShownDisk[];
}

/** When the backup was taken to which a machine that stays has been brought back. */
export function broughtBackTo({ restore }: Pick<Restored, "restore">): string | undefined {
  return restore?.inPlace && restore.taken;
}

/** Whether a server is, in its generation of now, one that started from a backup. */
export function startsFromBackup(
  restore: ServerRestore | undefined,
  generation: number | undefined,
): restore is ServerRestore {
  return restore !== undefined && restore.generation === (generation ?? 1);
}
