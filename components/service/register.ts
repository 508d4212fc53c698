import { type Confirmed, confirmationText } from "./confirmation.js";
import type { Platform } from "./platform.js";
import type { Disk } from "./server.js";

/** How a disk stands in an estate; `given-up` once the end of a removed disk was confirmed. */
export const diskStandings = ["attached", "removed", "given-up"] as const;

/** What the register keeps of a disk. */
export interface RegisteredDisk {
  readonly standing: (typeof diskStandings)[number];
  readonly sizeGiB: number;
}

/** What the register keeps of a server. */
export interface RegisteredServer {
  readonly platform: Platform;
  /** Whether its removal was confirmed, so that its protection is lifted. */
  readonly removable: boolean;
  readonly disks: Readonly<Record<string, RegisteredDisk>>;
  /** Names of its snapshots; absent where it has none. */
  readonly snapshots?: readonly string[] | undefined;
}

/** The servers and disks of an estate by name and label. */
export type RegisteredServers = Readonly<Record<string, RegisteredServer>>;

/** The entry of a server. */
export function registerEntry(
  server: {
    readonly platform: Platform;
    readonly disks: Readonly<Record<string, Disk>>;
    readonly snapshots?: Readonly<Record<string, unknown>>;
  },
  confirmed: Confirmed,
): RegisteredServer {
  const disks = Object.entries(server.disks).map(([label, disk]): [string, RegisteredDisk] => [
    label,
    { standing: standing(disk, confirmed.disks.includes(label)), sizeGiB: disk.sizeGiB },
  ]);
  const snapshots = Object.keys(server.snapshots ?? {});
  return {
    platform: server.platform,
    removable: confirmed.remove,
    disks: Object.fromEntries(disks),
    ...(snapshots.length > 0 && { snapshots }),
  };
}

function standing({ removed }: Disk, isConfirmed: boolean) {
  return removed !== true ? "attached" : isConfirmed ? "given-up" : "removed";
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

/**
 * Why the step from one register to the next is refused: no disk shrinks or grows below a
 * snapshot, and a server or a disk
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
  return Object.entries(before).flatMap(([name, was]) => {
    const is = after[name];
    return is?.platform === was.platform
      ? lostDisks(name, was, is, confirmedOf(name))
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
      ...(after.sizeGiB > before.sizeGiB ? heldDisk(`${path}.size`, was.snapshots) : []),
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

/** Snapshots that leave the estate with the same step are removed after the disk would grow. */
function heldDisk(path: string, snapshots: readonly string[] = []): Loss[] {
  const message =
    `vCenter grows no disk of a server with snapshots (${snapshots.join(", ")}). Take them out, ` +
    'run "pulumi up", which removes them, and then let the disk grow.';
  return snapshots.length > 0 ? [{ path, message }] : [];
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
