import { attachedDiskLosses } from "./azureDisks.js";
import { type Confirmed, confirmationText } from "./confirmation.js";
import { imageLosses } from "./imageChanges.js";
import {
  formerNameOf,
  type Loss,
  predecessorOf,
  type RegisteredDisk,
  type RegisteredServer,
  type RegisteredServers,
} from "./register.js";
import { keepsReplica, reimageLosses } from "./reimageLosses.js";
import { restoredUnborn, restoreLosses } from "./restoreLosses.js";

/**
 * Why the step from one register to the next is refused: no disk shrinks or grows below a
 * snapshot, and a server or a disk that is simply not there any more was forgotten as easily as it
 * was meant. Each reason says what to write.
 *
 * @param confirmedOf what is confirmed of a server, now
 * @param wasReached whether the last `up` came to its end. If not, a disk may be smaller than its
 * entry, and the disk itself says whether it would shrink.
 */
export function losses(
  before: RegisteredServers,
  after: RegisteredServers,
  confirmedOf: (server: string) => Confirmed,
  wasReached = true,
): Loss[] {
  const renamed = new Map(
    Object.entries(after).map(([name, is]) => [formerNameOf(before, name, is) ?? name, name]),
  );
  const lost = Object.entries(before).flatMap(([old, was]) => {
    const name = renamed.get(old) ?? old;
    const is = after[name];
    return is?.platform === was.platform
      ? [
          ...imageLosses(name, was, is),
          ...restoreLosses(name, was, is, confirmedOf(name)),
          ...reimageLosses(name, was, is, confirmedOf(name)),
          ...lostDisks(name, was, is, confirmedOf(name)),
          ...attachedDiskLosses(name, was, is),
          ...(wasReached ? smallerDisks(name, was, is) : []),
        ]
      : lostServer(name, was, is, confirmedOf(name));
  });
  return [...lost, ...bornRetired(before, after), ...restoredUnborn(before, after)];
}

/** A server is retired where it stands; what is not there cannot be shut down. */
function bornRetired(before: RegisteredServers, after: RegisteredServers): Loss[] {
  return Object.entries(after).flatMap(([name, is]) =>
    is.retired === true && predecessorOf(before, name, is) === undefined
      ? [{ path: `servers.${name}.retire`, message: "the server is not there. Take it out." }]
      : [],
  );
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
      ...(after.sizeGiB > before.sizeGiB ? heldDisk(`${path}.size`, was) : []),
      ...(was.platform === "hyperv" && leaves(before, after)
        ? [...heldDisk(path, was), ...replicatedDisk(path, was, is)]
        : []),
      ...(was.platform === "vsphere" && returns(before, after) ? [emptyDisk(path)] : []),
    ];
  });
}

function returns(before: RegisteredDisk, after: RegisteredDisk): boolean {
  return before.standing !== "attached" && after.standing === "attached";
}

function leaves(before: RegisteredDisk, after: RegisteredDisk): boolean {
  return before.standing === "attached" && after.standing !== "attached";
}

function emptyDisk(path: string): Loss {
  const message =
    "a disk that was removed cannot come back: vSphere would make an empty one in its place. " +
    'Keep "removed: true" and choose another label for a new disk.';
  return { path, message };
}

/** Snapshots that leave the estate with the same step are removed after the disk would grow. */
function heldDisk(path: string, { platform, snapshots = [] }: RegisteredServer): Loss[] {
  const [who, does] =
    platform === "hyperv"
      ? ["Hyper-V neither grows nor detaches a disk", "change the disk"]
      : ["vCenter grows no disk", "let the disk grow"];
  const message =
    `${who} of a server with snapshots (${snapshots.join(", ")}). Take them out, ` +
    `run "pulumi up", which removes them, and then ${does}.`;
  return snapshots.length > 0 ? [{ path, message }] : [];
}

/** A replica that ends with the same step is ended before the disk leaves. */
function replicatedDisk(path: string, was: RegisteredServer, is: RegisteredServer): Loss[] {
  const message =
    `Hyper-V detaches no disk of a server with a replica (on ${was.replica}). Take "replica" ` +
    "out, which ends it; another one begins anew.";
  return keepsReplica(was, is) ? [{ path, message }] : [];
}

function smallerDisks(name: string, was: RegisteredServer, is: RegisteredServer): Loss[] {
  return Object.entries(was.disks).flatMap(([label, before]) => {
    const after = is.disks[label];
    return after !== undefined && after.sizeGiB < before.sizeGiB
      ? [smallerDisk(`servers.${name}.disks.${label}`, before, after)]
      : [];
  });
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
