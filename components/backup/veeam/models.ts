// The small form of the library: all of this is sent to where it runs.
import * as z from "zod/mini";

/** What was granted. */
export const token = z.looseObject({ access_token: z.string(), refresh_token: z.string() });

/** What the server says of a request that it does not do. */
export const problem = z.looseObject({ errorCode: z.string(), message: z.string() });

const pagination = z.looseObject({ total: z.int(), count: z.int() });

/** A page of a list. */
export function pageOf<T extends z.core.$ZodType>(item: T) {
  return z.looseObject({ data: z.array(item), pagination });
}

/** Whatever a part of a job holds. */
export const part = z.record(z.string(), z.json());

/** A job of any kind. */
export const job = z.catchall(
  z.object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    description: z.nullish(z.string()),
  }),
  z.json(),
);

/** An answer of which nothing is needed. */
export const anything = z.unknown();

/** A job of any kind. */
export type Job = z.infer<typeof job>;

/** A place for backups. */
export const repository = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  /** The server on which it is; absent of shares and of storage in a cloud. */
  hostId: z.nullish(z.string()),
  repository: z.optional(
    z.nullish(z.looseObject({ makeRecentBackupsImmutableDays: z.nullish(z.int()) })),
  ),
});

/** A place for backups. */
export type Repository = z.infer<typeof repository>;

/** A server that the backup server makes use of, or is itself. */
export const managedServer = z.looseObject({
  id: z.string(),
  isBackupServer: z.nullish(z.boolean()),
  isVBRLinuxAppliance: z.nullish(z.boolean()),
});

/** A password that encrypts backups: what it is called, never what it is. */
export const encryptionPassword = z.looseObject({ id: z.string(), hint: z.string() });

/** What the server's clock shows, with its offset. */
export const serverTime = z.looseObject({ serverTime: z.string() });

/** A machine of the inventory. */
export const inventoryObject = z.looseObject({
  platform: z.string(),
  hostName: z.optional(z.string()),
  name: z.string(),
  type: z.string(),
  objectId: z.optional(z.string()),
});

/** A group of computers whose agents the server keeps. */
export const protectionGroup = z.looseObject({ id: z.string(), name: z.string() });

/** A computer with an agent, in the words of the inventory. */
export const agentComputer = z.object({
  platform: z.string(),
  id: z.string(),
  name: z.string(),
  type: z.string(),
  protectionGroupId: z.string(),
});

/** A computer with an agent. */
export type AgentComputer = z.infer<typeof agentComputer>;

/** Work that goes on in the background. */
export const running = z.looseObject({ id: z.string(), state: z.string() });

/** A machine of the inventory. */
export type InventoryObject = z.infer<typeof inventoryObject>;

const ended = z.looseObject({
  result: z.string(),
  message: z.nullish(z.string()),
  isCanceled: z.nullish(z.boolean()),
});

/** A restore that goes on in the background, or went. */
export const restoreSession = z.looseObject({
  ...{ id: z.string(), name: z.string(), creationTime: z.string(), state: z.string() },
  initiatedBy: z.nullish(z.string()),
  result: z.nullish(ended),
});

/** A restore that goes on in the background, or went. */
export type RestoreSession = z.infer<typeof restoreSession>;

/** A backup that shows as a machine, or is about to, or to end. */
export const recoveryMount = z.looseObject({
  ...{ id: z.string(), sessionId: z.string(), state: z.string() },
  spec: z.looseObject({
    restorePointId: z.string(),
    destination: z.nullish(z.looseObject({ restoredVmName: z.nullish(z.string()) })),
  }),
  errorMessage: z.nullish(z.string()),
});

/** A backup that shows as a machine. */
export type RecoveryMount = z.infer<typeof recoveryMount>;

const logRecord = z.looseObject({
  title: z.nullish(z.string()),
  description: z.nullish(z.string()),
});

/** What a session has to say. */
export const sessionLog = z.looseObject({ records: z.optional(z.array(logRecord)) });

/** File systems of a backup that can be looked into. */
export const fileMount = z.looseObject({
  ...{ sessionId: z.string(), restorePointId: z.string() },
  mountErrors: z.array(z.looseObject({ type: z.string(), message: z.string() })),
});

/** What a folder of a backup holds. */
export const folder = z.looseObject({
  items: z.array(z.looseObject({ name: z.string() })),
  pagination: z.nullish(pagination),
});

/** Files on their way back. */
export const fileTask = z.looseObject({
  ...{ id: z.string(), state: z.string(), result: z.string() },
  logs: z.nullish(sessionLog),
});

/** What of files became of a session: where each was, its name, and how far it is. */
export const fileAudit = z.looseObject({
  items: z.array(
    z.looseObject({
      ...{ sourcePath: z.string(), name: z.string(), restoreStatus: z.string() },
      restorePointId: z.nullish(z.string()),
    }),
  ),
});

/** What opens other machines to the backup server: what it is called, never what it is. */
export const credentials = z.looseObject({ id: z.string(), description: z.string() });

const published = z.looseObject({
  /** Its path: on Linux as it shows, on Windows within the backup. */
  diskName: z.nullish(z.string()),
  mountPoints: z.nullish(z.array(z.string())),
});

/** Disks of a backup that show in a machine, or are about to, or to end. */
export const publication = z.looseObject({
  ...{ id: z.string(), restorePointId: z.string(), mountState: z.string() },
  initiatorName: z.nullish(z.string()),
  info: z.nullish(
    z.looseObject({
      mode: z.nullish(z.string()),
      serverIps: z.nullish(z.array(z.string())),
      disks: z.nullish(z.array(published)),
    }),
  ),
});

/** Disks of a backup that show in a machine. */
export type Publication = z.infer<typeof publication>;

/** A disk of a restore point, and on Hyper-V its files. */
export const heldDisk = z.looseObject({
  name: z.string(),
  diskExtents: z.optional(z.array(z.looseObject({ name: z.string() }))),
});

/** A state of a machine that a backup holds. */
export const restorePoint = z.looseObject({
  ...{ id: z.string(), name: z.string(), creationTime: z.string() },
  allowedOperations: z.array(z.string()),
  malwareStatus: z.nullish(z.string()),
});

/** A file of a disk, where it was when it was backed up. */
const diskExtent = z.looseObject({
  ...{ uid: z.string(), name: z.string(), path: z.string(), size: z.number() },
});

/** A disk of a machine on Hyper-V that a backup holds. */
export const restorePointDisk = z.looseObject({
  name: z.string(),
  /** Bytes. */
  capacity: z.number(),
  diskExtents: z.array(diskExtent),
});

/** A disk of a machine on Hyper-V that a backup holds. */
export type RestorePointDisk = z.infer<typeof restorePointDisk>;

/** A state of a machine that a backup holds. */
export type RestorePoint = z.infer<typeof restorePoint>;
