import type { Confirmed } from "./confirmation.js";
import type { OperatingSystem } from "./operatingSystem.js";
import type { Platform } from "./platform.js";
import type { Replica } from "./replica.js";
import { type FilesRestore, type Restored, startsFromBackup } from "./restore.js";
import { isRetired, type Retirement } from "./retirement.js";
import type { Disk, StorageTier } from "./server.js";

/** How a disk stands in an estate; `given-up` once the end of a removed disk was confirmed. */
export const diskStandings = ["attached", "removed", "given-up"] as const;

/** What the register keeps of a disk. */
export interface RegisteredDisk {
  readonly standing: (typeof diskStandings)[number];
  readonly sizeGiB: number;
  /** Older registers do not tell. */
  readonly tier?: StorageTier | undefined;
  /** The file of a disk that was attached again when its server was installed anew. */
  readonly path?: string | undefined;
}

/** What a server was installed from. */
export interface RegisteredImage {
  readonly name: string;
  readonly os: OperatingSystem;
}

/** What the register keeps of a server. */
export interface RegisteredServer {
  readonly platform: Platform;
  /** Whether its removal was confirmed, so that its protection is lifted. */
  readonly removable: boolean;
  /** Whether installing it anew was confirmed, so that its protection is lifted. */
  readonly replaceable: boolean;
  /** How often it was installed: 1 for a server that was never installed anew. */
  readonly generation: number;
  /** Names that it had before. */
  readonly formerly: readonly string[];
  readonly disks: Readonly<Record<string, RegisteredDisk>>;
  /** Whether it is off and cut off for good; absent where it is not. */
  readonly retired?: boolean | undefined;
  /** Names of its snapshots; absent where it has none. */
  readonly snapshots?: readonly string[] | undefined;
  /** The host of its replica; absent where it has none. */
  readonly replica?: string | undefined;
  /** What it was installed from; older registers do not tell. */
  readonly image?: RegisteredImage | undefined;
  /** The recovery point from which it started in this generation, where it did. */
  readonly restored?: RestoredFrom | undefined;
  /** What of backups is in it besides, or shows; absent where nothing is. */
  readonly restoredParts?: RestoredParts | undefined;
}

/** What of backups a server holds or shows, besides what it was born from. */
export interface RestoredParts {
  readonly files?: (RestoredPart & Pick<FilesRestore, "files" | "to">) | undefined;
  /** Disks that show, in the order of the estate. */
  readonly disks?: readonly (RestoredPart & { readonly label: string })[] | undefined;
}

interface RestoredPart {
  readonly point: string;
  readonly taken: string;
}

/** A recovery point and when it was taken. */
export interface RestoredFrom {
  readonly point: string;
  readonly taken: string;
  /** Whether its machine stayed. */
  readonly inPlace?: boolean | undefined;
}

/** The servers and disks of an estate by name and label. */
export type RegisteredServers = Readonly<Record<string, RegisteredServer>>;

/** The entry of a server. */
export function registerEntry(
  server: {
    readonly platform: Platform;
    readonly disks: Readonly<Record<string, Disk>>;
    readonly snapshots?: Readonly<Record<string, unknown>>;
    readonly replica?: Replica;
    readonly generation?: number;
    readonly formerly?: readonly string[];
    readonly retirement?: Retirement;
    readonly image?: { readonly name: string };
    readonly os?: OperatingSystem;
  } & Pick<Restored, "restore" | "restoredFiles" | "shownDisks">,
  confirmed: Confirmed,
): RegisteredServer {
  const disks = Object.entries(server.disks).map(([label, disk]): [string, RegisteredDisk] => [
    label,
    {
      standing: standing(disk, confirmed.disks.includes(label)),
      ...{ sizeGiB: disk.sizeGiB, tier: disk.tier },
      ...(disk.path !== undefined && { path: disk.path }),
    },
  ]);
  const { image, os, restore } = server;
  const snapshots = Object.keys(server.snapshots ?? {});
  return {
    platform: server.platform,
    removable: confirmed.remove,
    replaceable: confirmed.reimage,
    generation: server.generation ?? 1,
    formerly: server.formerly ?? [],
    disks: Object.fromEntries(disks),
    ...(isRetired(server) && { retired: true }),
    ...(snapshots.length > 0 && { snapshots }),
    ...(server.replica !== undefined && !isRetired(server) && { replica: server.replica.host }),
    ...(image !== undefined && os !== undefined && { image: { name: image.name, os } }),
    ...(startsFromBackup(restore, server.generation) && {
      restored: {
        ...{ point: restore.point, taken: restore.taken },
        ...(restore.inPlace && { inPlace: true }),
      },
    }),
    ...restoredPartsOf(server),
  };
}

function restoredPartsOf({
  restoredFiles,
  shownDisks = [],
}: Restored): Pick<RegisteredServer, "restoredParts"> {
  const { point = "", taken = "", files = [], to = "beside" } = restoredFiles ?? {};
  const disks = shownDisks.map(({ of: label, ...one }) => {
    return { label, point: one.point, taken: one.taken };
  });
  return restoredFiles === undefined && disks.length === 0
    ? {}
    : {
        restoredParts: {
          ...(restoredFiles && { files: { point, taken, files, to } }),
          ...(disks.length > 0 && { disks }),
        },
      };
}

function standing({ removed }: Disk, isConfirmed: boolean) {
  return removed !== true ? "attached" : isConfirmed ? "given-up" : "removed";
}

/** The name that a server had at the last `up`, when it has another one now. */
export function formerNameOf(
  before: RegisteredServers,
  name: string,
  { formerly }: RegisteredServer,
): string | undefined {
  return before[name] === undefined
    ? formerly.findLast((old) => before[old] !== undefined)
    : undefined;
}

/** The servers that were there at the last `up` and are not to be installed anew. */
export function installedOf(
  before: RegisteredServers,
  after: RegisteredServers,
): ReadonlySet<string> {
  const found = Object.entries(after).filter(
    ([name, is]) => predecessorOf(before, name, is)?.generation === is.generation,
  );
  return new Set(found.map(([name]) => name));
}

/** What a server was at the last `up`, under whatever name. */
export function predecessorOf(
  before: RegisteredServers,
  name: string,
  is: RegisteredServer,
): RegisteredServer | undefined {
  return before[formerNameOf(before, name, is) ?? name];
}

/** The servers that were retired at the last `up` and are not any more. */
export function returningOf(
  before: RegisteredServers,
  after: RegisteredServers,
): ReadonlySet<string> {
  const returning = Object.entries(after).filter(
    ([name, is]) => is.retired !== true && predecessorOf(before, name, is)?.retired === true,
  );
  return new Set(returning.map(([name]) => name));
}

/** A step that is refused because something would be lost, or because the platform refuses it. */
export interface Loss {
  /** Where in the estate, such as `servers.db.disks.data`. */
  readonly path: string;
  /** What is wrong and what to write. */
  readonly message: string;
}

/** A loss in words, such as `servers.db: the server is not in the estate any more, …`. */
export function lossText({ path, message }: Loss): string {
  return `${path}: ${message}`;
}
