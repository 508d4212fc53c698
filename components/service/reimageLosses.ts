import { type Confirmed, confirmationText } from "./confirmation.js";
import type { Loss, RegisteredDisk, RegisteredServer } from "./register.js";

/** Why a server is not installed anew, or not like this; nothing when its generation stays. */
export function reimageLosses(
  name: string,
  was: RegisteredServer,
  is: RegisteredServer,
  { reimage }: Confirmed,
): Loss[] {
  const path = `servers.${name}`;
  if (is.generation < was.generation) {
    const message = `a generation only rises. Write "${was.generation}" or more.`;
    return [{ path: `${path}.generation`, message }];
  }
  const disks = Object.entries(is.disks).flatMap(([label, disk]) =>
    diskLoss(`${path}.disks.${label}`, was.disks[label], disk, is.generation > was.generation),
  );
  if (is.generation === was.generation) {
    return disks;
  }
  const unready =
    was.platform === "vsphere"
      ? Object.entries(is.disks).flatMap(([label, disk]) => fileMissing(path, name, label, disk))
      : [];
  return [
    ...(was.replaceable && reimage ? [] : [unconfirmed(path, name, was, reimage)]),
    ...(was.platform === "hyperv" ? heldSystemDisk(path, was, is) : []),
    ...unready,
    ...disks,
  ];
}

function unconfirmed(path: string, name: string, was: RegisteredServer, reimage: boolean): Loss {
  const message =
    "installing the server anew takes its system disk with everything on it, and is not " +
    `${reimage ? "prepared" : "confirmed"}. Put generation ${was.generation} back, ` +
    `${reimage ? "keep" : "write"} ${confirmationText(name, "reimage")}, run "pulumi up", which ` +
    "lifts its protection, and then raise the generation.";
  return { path: `${path}.generation`, message };
}

/** The system disk of a machine that stays has to come off it. */
function heldSystemDisk(path: string, was: RegisteredServer, is: RegisteredServer): Loss[] {
  const { snapshots = [] } = was;
  const replicated =
    `Hyper-V detaches no disk of a server with a replica (on ${was.replica}). Take "replica" out ` +
    "with the same step, which ends it; another one begins anew.";
  const message =
    `Hyper-V detaches no disk of a server with snapshots (${snapshots.join(", ")}). Take them out, ` +
    'run "pulumi up", which removes them, and then raise the generation.';
  return [
    ...(snapshots.length > 0 ? [{ path: `${path}.generation`, message }] : []),
    ...(keepsReplica(was, is) ? [{ path: `${path}.generation`, message: replicated }] : []),
  ];
}

/** Whether a replica goes on where it is. */
export function keepsReplica(was: RegisteredServer, is: RegisteredServer): boolean {
  return was.replica !== undefined && was.replica === is.replica;
}

/** vSphere's data disks go with their machine, and come back by the names of their files. */
function fileMissing(path: string, name: string, label: string, disk: RegisteredDisk): Loss[] {
  if (label === "system" || disk.standing !== "attached" || disk.path !== undefined) {
    return [];
  }
  const message =
    "vSphere would give the new machine an empty disk in place of this one. Write the disk's file " +
    `as "path"; "pulumi stack output servers" tells it under ${name}.diskFiles.`;
  return [{ path: `${path}.disks.${label}.path`, message }];
}

/** A file is named when its server is installed anew, and from then on it neither goes nor grows. */
function diskLoss(
  path: string,
  was: RegisteredDisk | undefined,
  is: RegisteredDisk,
  isReimaged: boolean,
): Loss[] {
  if (was === undefined || (was.path === undefined && is.path === undefined)) {
    return [];
  }
  const isNamedNow = was.path === undefined && isReimaged;
  const moved: Loss[] =
    was.path === is.path || isNamedNow
      ? []
      : [
          {
            path: `${path}.path`,
            message:
              "the file of a disk is named when its server is installed anew, and stays. Write what was there before.",
          },
        ];
  const grown: Loss[] =
    was.sizeGiB === is.sizeGiB
      ? []
      : [
          {
            path: `${path}.size`,
            message: `a disk that was attached by its file keeps its size. Write "${was.sizeGiB} GiB", or add another disk.`,
          },
        ];
  return [...moved, ...grown];
}
