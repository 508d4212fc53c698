import { type Confirmed, confirmationText } from "./confirmation.js";
import type { Platform } from "./platform.js";
import { reimageLosses } from "./reimageLosses.js";
import type { Disk } from "./server.js";

/** How a disk stands in an estate; `given-up` once the end of a removed disk was confirmed. */
export const diskStandings = ["attached", "removed", "given-up"] as const;

/** What the register keeps of a disk. */
export interface RegisteredDisk {
  readonly standing: (typeof diskStandings)[number];
  readonly sizeGiB: number;
  /** The file of a disk that was attached again when its server was installed anew. */
  readonly path?: string | undefined;
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
}

/** The servers and disks of an estate by name and label. */
export type RegisteredServers = Readonly<Record<string, RegisteredServer>>;

/** The entry of a server. */
export function registerEntry(
  server: {
    readonly platform: Platform;
    readonly disks: Readonly<Record<string, Disk>>;
    readonly generation?: number;
    readonly formerly?: readonly string[];
  },
  confirmed: Confirmed,
): RegisteredServer {
  const disks = Object.entries(server.disks).map(([label, disk]): [string, RegisteredDisk] => [
    label,
    {
      standing: standing(disk, confirmed.disks.includes(label)),
      sizeGiB: disk.sizeGiB,
      ...(disk.path !== undefined && { path: disk.path }),
    },
  ]);
  return {
    platform: server.platform,
    removable: confirmed.remove,
    replaceable: confirmed.reimage,
    generation: server.generation ?? 1,
    formerly: server.formerly ?? [],
    disks: Object.fromEntries(disks),
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

/** What a server was at the last `up`, under whatever name. */
export function predecessorOf(
  before: RegisteredServers,
  name: string,
  is: RegisteredServer,
): RegisteredServer | undefined {
  return before[formerNameOf(before, name, is) ?? name];
}

/** A step that is refused because something would be lost. */
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

/**
 * Why the step from one register to the next is refused: no disk shrinks, and a server or a disk
 * that is simply not there any more was forgotten as easily as it was meant. Each reason says
 * what to write.
 *
 * @param confirmedOf what is confirmed of a server, now
 */
export function losses(
  before: RegisteredServers,
  after: RegisteredServers,
  confirmedOf: (server: string) => Confirmed,
): Loss[] {
  const renamed = new Map(
    Object.entries(after).map(([name, is]) => [formerNameOf(before, name, is) ?? name, name]),
  );
  return Object.entries(before).flatMap(([old, was]) => {
    const name = renamed.get(old) ?? old;
    const is = after[name];
    return is?.platform === was.platform
      ? [
          ...reimageLosses(name, was, is, confirmedOf(name)),
          ...lostDisks(name, was, is, confirmedOf(name)),
        ]
      : lostServer(name, was, is, confirmedOf(name));
  });
}

function lostServer(
  name: string,
  was: RegisteredServer,
  is: RegisteredServer | undefined,
  { remove }: Confirmed,
): Loss[] {
  if (was.removable && remove) {
    return [];
  }
  const path = `servers.${name}`;
  const remedy =
    `, and its removal is not ${remove ? "prepared" : "confirmed"}. Put it back as it was, ` +
    `${remove ? "keep" : "write"} ${confirmationText(name, "remove")}, run "pulumi up", which ` +
    "lifts its protection, and then take it out.";
  if (is === undefined) {
    return [{ path, message: `the server is not in the estate any more${remedy}` }];
  }
  const what = `${is.platform} in place of ${was.platform} is another server, and this one would go`;
  return [{ path: `${path}.platform`, message: `${what}${remedy}` }];
}

function lostDisks(
  name: string,
  was: RegisteredServer,
  is: RegisteredServer,
  confirmed: Confirmed,
): Loss[] {
  return Object.entries(was.disks).flatMap(([label, before]) => {
    const path = `servers.${name}.disks.${label}`;
    const after = is.disks[label];
    if (after === undefined) {
      return before.standing === "given-up" && confirmed.disks.includes(label)
        ? []
        : [goneDisk(path, name, label, before)];
    }
    return [
      ...(after.sizeGiB < before.sizeGiB ? [smallerDisk(path, before, after)] : []),
      ...(was.platform === "vsphere" && returns(before, after) ? [emptyDisk(path)] : []),
    ];
  });
}

function returns(before: RegisteredDisk, after: RegisteredDisk): boolean {
  return before.standing !== "attached" && after.standing === "attached";
}

function emptyDisk(path: string): Loss {
  const message =
    "a disk that was removed cannot come back: vSphere would make an empty one in its place. " +
    'Keep "removed: true" and choose another label for a new disk.';
  return { path, message };
}

function smallerDisk(path: string, before: RegisteredDisk, after: RegisteredDisk): Loss {
  const message =
    `a disk never shrinks, and ${after.sizeGiB} GiB are less than ${before.sizeGiB} GiB. Write ` +
    `"${before.sizeGiB} GiB" or more; for less room, add a smaller disk to which the customer ` +
    "moves the data, and remove this one.";
  return { path: `${path}.size`, message };
}

function goneDisk(path: string, name: string, label: string, before: RegisteredDisk): Loss {
  const confirmation = confirmationText(name, "remove-disk", label);
  const message =
    before.standing === "attached"
      ? 'the disk is not in the estate any more. Put it back and write "removed: true" at it, ' +
        "which detaches it and keeps its data; with the data gone from use, give it up with " +
        `${confirmation}.`
      : "the removed disk is not in the estate any more, and its end is not confirmed. Put it " +
        `back with "removed: true", write ${confirmation}, run "pulumi up", which lifts its ` +
        "protection, and then take it out.";
  return { path, message };
}
