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
}

/** The servers and disks of an estate by name and label. */
export type RegisteredServers = Readonly<Record<string, RegisteredServer>>;

/** The entry of a server. */
export function registerEntry(
  server: { readonly platform: Platform; readonly disks: Readonly<Record<string, Disk>> },
  confirmed: Confirmed,
): RegisteredServer {
  const disks = Object.entries(server.disks).map(([label, disk]): [string, RegisteredDisk] => [
    label,
    { standing: standing(disk, confirmed.disks.includes(label)), sizeGiB: disk.sizeGiB },
  ]);
  return {
    platform: server.platform,
    removable: confirmed.remove,
    disks: Object.fromEntries(disks),
  };
}

function standing({ removed }: Disk, isConfirmed: boolean) {
  return removed !== true ? "attached" : isConfirmed ? "given-up" : "removed";
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
): string[] {
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
): string[] {
  if (was.removable && remove) {
    return [];
  }
  const what =
    is === undefined
      ? `servers.${name}: the server is not in the estate any more`
      : `servers.${name}.platform: ${is.platform} in place of ${was.platform} is another server, and this one would go`;
  return [
    `${what}, and its removal is not ${remove ? "prepared" : "confirmed"}. Put it back as it was, ` +
      `${remove ? "keep" : "write"} ${confirmationText(name, "remove")}, run "pulumi up", which ` +
      "lifts its protection, and then take it out.",
  ];
}

function lostDisks(
  name: string,
  was: RegisteredServer,
  is: RegisteredServer,
  confirmed: Confirmed,
): string[] {
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

function emptyDisk(path: string): string {
  return (
    `${path}: a disk that was removed cannot come back: vSphere would make an empty one in its ` +
    'place. Keep "removed: true" and choose another label for a new disk.'
  );
}

function smallerDisk(path: string, before: RegisteredDisk, after: RegisteredDisk): string {
  return (
    `${path}.size: a disk never shrinks, and ${after.sizeGiB} GiB are less than ` +
    `${before.sizeGiB} GiB. Write "${before.sizeGiB} GiB" or more; for less room, add a smaller ` +
    "disk to which the customer moves the data, and remove this one."
  );
}

function goneDisk(path: string, name: string, label: string, before: RegisteredDisk): string {
  return before.standing === "attached"
    ? `${path}: the disk is not in the estate any more. Put it back and write "removed: true" at ` +
        "it, which detaches it and keeps its data; with the data gone from use, give it up with " +
        `${confirmationText(name, "remove-disk", label)}.`
    : `${path}: the removed disk is not in the estate any more, and its end is not confirmed. Put ` +
        `it back with "removed: true", write ${confirmationText(name, "remove-disk", label)}, run ` +
        '"pulumi up", which lifts its protection, and then take it out.';
}
