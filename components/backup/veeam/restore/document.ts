import * as z from "zod/mini";
import { serverAccess } from "../document.js";

const common = { version: z.literal(1), server: serverAccess };

const clock = z.strictObject({ ...common, kind: z.literal("clock") });

const ofPoint = {
  ...common,
  platform: z.enum(["VSphere", "HyperV", "LinuxAgent", "WindowsAgent"]),
  /** The server whose backup it is. */
  machine: z.string(),
  /** Id of the restore point. */
  point: z.string(),
};

const restored = {
  ...ofPoint,
  /** For whoever looks at the backup server's history. */
  reason: z.string(),
};

const inPlace = z.strictObject({
  ...restored,
  kind: z.literal("inPlace"),
  platform: z.enum(["VSphere", "HyperV"]),
  /** The vCenter or the Hyper-V host, as the backup server knows it. */
  hostName: z.string(),
  /** What the backup server's clock showed before anybody asked for this restore. */
  begun: z.string(),
});

const files = z.strictObject({
  ...restored,
  kind: z.literal("files"),
  /** What the backup server's clock showed before anybody asked for this restore. */
  begun: z.string(),
  system: z.enum(["Windows", "Linux"]),
  /** Where the files and folders are in the machine. */
  files: z.array(z.string()),
  /** Over those that are there, or beside them. */
  restoreType: z.enum(["Overwrite", "Keep"]),
  /** What the credentials are called with which the server writes on Linux; those of its job else. */
  credentials: z.optional(z.string()),
});

/** Files that are to be in a machine as they were. */
export type FilesDocument = z.infer<typeof files>;

/** A machine that is to become what it was, where it stands. */
export type InPlaceDocument = z.infer<typeof inPlace>;

/** Something in a vCenter. */
const place = z.strictObject({ name: z.string(), objectId: z.string() });

const mounted = {
  ...restored,
  platform: z.literal("VSphere"),
  /** The vCenter, as the backup server knows it. */
  hostName: z.string(),
  /** What the machine is called as which the backup shows; no other restore has that name. */
  shownAs: z.string(),
  /** Name of the host on which it shows. */
  host: z.string(),
  folder: place,
  resourcePool: place,
};

/**
 * A backup that shows as a machine for as long as another is cloned from it: before that nothing
 * happens (`held`, and its end removes what shows), then it shows (`mounted`), and then no more
 * (`ended`).
 */
const mount = {
  held: z.strictObject({ ...mounted, kind: z.literal("held") }),
  mounted: z.strictObject({ ...mounted, kind: z.literal("mounted") }),
  ended: z.strictObject({ ...mounted, kind: z.literal("ended") }),
};

/** A backup that shows as a machine. */
export type MountDocument = z.infer<(typeof mount)[keyof typeof mount]>;

const written = z.strictObject({
  ...restored,
  kind: z.literal("written"),
  platform: z.literal("HyperV"),
  /** The host, as the backup server knows it. */
  hostName: z.string(),
  /** What the backup server's clock showed before anybody asked for this restore. */
  begun: z.string(),
  /** What the machine is called that is written; no other restore has that name. */
  writtenAs: z.string(),
  /** The folder of the host for what is no disk. */
  folder: z.string(),
  /** All that the backup may hold, with their folders on the host. */
  disks: z.array(z.strictObject({ label: z.string(), sizeGiB: z.int(), folder: z.string() })),
  /** Where disks were whose files are not called by their labels. */
  adopted: z.array(z.strictObject({ label: z.string(), file: z.string() })),
});

/** A backup that becomes a machine of its own, from which another gets its disks. */
export type WriteDocument = z.infer<typeof written>;

const disks = {
  ...ofPoint,
  system: z.enum(["Windows", "Linux"]),
  /** IP address at which the backup server reaches the machine. */
  target: z.string(),
  /** What the credentials are called with which it comes in. */
  credentials: z.string(),
  /** The file of the disk, with or without its folder; all disks of the backup when absent. */
  file: z.optional(z.string()),
};

/**
 * Disks of a backup that show in their machine: before that nothing happens (`disksHeld`, and its
 * end removes what shows), then they show (`disksShown`).
 */
const shownDisks = {
  held: z.strictObject({ ...disks, kind: z.literal("disksHeld") }),
  shown: z.strictObject({ ...disks, kind: z.literal("disksShown") }),
};

/** Disks of a backup that show in their machine. */
export type DisksDocument = z.infer<(typeof shownDisks)[keyof typeof shownDisks]>;

/** What the program is told of a restore. */
export const restoreDocument = z.discriminatedUnion("kind", [
  clock,
  inPlace,
  files,
  written,
  mount.held,
  mount.mounted,
  mount.ended,
  shownDisks.held,
  shownDisks.shown,
]);

/** What the program is told of a restore. */
export type RestoreDocument = z.infer<typeof restoreDocument>;
