import { isUncertain, Refused, RemoteFailure } from "../../../remote/failure.js";
import { findCredentials } from "../lookUps.js";
import {
  anything,
  heldDisk,
  type Publication,
  pageOf,
  publication,
  restoreSession,
} from "../models.js";
import type { Session } from "../session.js";
import { diskStem } from "./diskStem.js";
import type { DisksDocument } from "./document.js";
import { every, follow, isAccount, sessions, startOnce } from "./follow.js";
import { checkPoint } from "./point.js";

const publications = "/api/v1/dataIntegration";

/** How often the end of what shows is asked for that a program within the machine holds open. */
const attempts = 3;

/**
 * How disks are shown. Of the two modes by iSCSI this is the one in which the server itself has the
 * target take the disks: the texts of the published description stand at the other's name, but only
 * this one has a target and its credentials, as Publish-VBRBackupContent asks for that mode.
 */
const modes = {
  Linux: "FUSELinuxMount",
  Windows: "ISCSIWindowsMount",
} as const satisfies Record<DisksDocument["system"], string>;

/** Where disks of a backup show in their machine; holds no secret. */
export interface ShownDisks {
  readonly machine: string;
  readonly point: string;
  /** Folders in the machine, or the images of disks without a file system that it knows. */
  readonly paths: readonly string[];
}

/**
 * Has disks of a backup show in their machine, read-only. Once, however often this is asked for:
 * what a run has left behind is known by the restore point, the account, the machine and the disks,
 * waited for and taken; one that failed is removed and begun anew.
 *
 * @throws RemoteFailure when it fails
 */
export async function showDisks(session: Session, document: DisksDocument): Promise<ShownDisks> {
  const { machine, point } = document;
  for (const failed of (await settled(session, document)).filter(hasFailed)) {
    await unpublish(session, failed);
  }
  const look = async () => (await settled(session, document)).find((one) => shows(one, document));
  const found = (await look()) ?? (await publish(session, document, look));
  return { machine, point, paths: pathsOf(found) };
}

/** Has disks of a backup show no more; does nothing where they do not. */
export async function hideDisks(session: Session, document: DisksDocument): Promise<object> {
  for (let attempt = 1; ; attempt += 1) {
    const own = (await settled(session, document)).filter(
      (one) => hasFailed(one) || shows(one, document),
    );
    if (own.length === 0) {
      return {};
    }
    if (attempt > attempts && own.some(({ mountState }) => mountState === "UnmountFailed")) {
      throw new RemoteFailure(
        `The disks of the backup still show in ${document.machine}: the backup server does not get them ` +
          "off. End what reads from them there.",
      );
    }
    for (const one of own) {
      await unpublish(session, one);
    }
    await session.pause(every);
  }
}

async function publish(
  session: Session,
  document: DisksDocument,
  look: () => Promise<Publication | undefined>,
): Promise<Publication> {
  const { machine, system, point, target, credentials } = document;
  await checkPoint(session, { ...document, kind: "disks" });
  const diskNames = await namesIn(session, document);
  const targetServerCredentialsId = await findCredentials(session, credentials, system);
  const body = {
    ...{ restorePointId: point, type: modes[system], ...(diskNames && { diskNames }) },
    ...{ targetServerName: target, targetServerCredentialsId },
  };
  const request = { method: "POST", path: `${publications}/publish`, body } as const;
  const started = await startOnce<Pick<Publication, "id">>(session, request, restoreSession, look);
  for (;;) {
    const own = await settled(session, document);
    const found = own.find((one) => shows(one, document));
    if (found !== undefined) {
      return found;
    }
    // A publication has the id of its session.
    const other = own.find(({ id }) => id === started.id);
    if (other !== undefined && !hasFailed(other)) {
      await unpublish(session, other);
      throw new RemoteFailure(
        `The backup server showed other disks of ${machine} than ${document.file}; they were taken off again.`,
      );
    }
    const path = `${sessions}/${started.id}`;
    const { state } = await session.ask({ method: "GET", path }, restoreSession);
    if (state === "Stopped") {
      await follow(session, started);
      throw new RemoteFailure(
        `The disks of ${machine} show no more: somebody ended that on the backup server.`,
      );
    }
    await session.pause(every);
  }
}

/** What the backup server calls the disk; undefined where all are meant. */
async function namesIn(
  session: Session,
  { point, file }: DisksDocument,
): Promise<string[] | undefined> {
  if (file === undefined) {
    return undefined;
  }
  const path = `/api/v1/restorePoints/${point}/disks`;
  const { data } = await session.ask({ method: "GET", path }, pageOf(heldDisk));
  const found = data.filter(({ name, diskExtents = [] }) =>
    [name, ...diskExtents.map((one) => one.name)].some((one) => diskStem(one) === diskStem(file)),
  );
  if (found.length !== 1) {
    const names = data.map(({ name }) => name).join(", ");
    throw new RemoteFailure(
      `The restore point ${point} has ${found.length === 0 ? "no disk" : "several disks"} ${file}; it has ${names}.`,
    );
  }
  return found.map(({ name }) => name);
}

/** What this account shows of the restore point, once nothing of it is on its way any more. */
async function settled(session: Session, document: DisksDocument): Promise<Publication[]> {
  for (;;) {
    const all = await session.all({ method: "GET", path: publications }, publication);
    const own = all.filter(
      ({ restorePointId, initiatorName, mountState }) =>
        restorePointId === document.point &&
        isAccount(initiatorName, document) &&
        mountState !== "Unmounted",
    );
    if (!own.some(({ mountState }) => ["Mounting", "Unmounting"].includes(mountState))) {
      return own;
    }
    await session.pause(every);
  }
}

function hasFailed({ mountState }: Publication): boolean {
  return mountState === "MountFailed";
}

/** Whether these are the disks that are meant, and no others, in this machine. */
function shows({ mountState, info }: Publication, { file, target }: DisksDocument): boolean {
  const { mode, serverIps, disks } = info ?? {};
  const stems = (disks ?? []).map(({ diskName }) => diskStem(diskName ?? ""));
  // By iSCSI the address is that of the server from which they come.
  const isThere = mode !== "Fuse" || (serverIps ?? [target]).includes(target);
  const areThese = file === undefined || stems.every((stem) => stem === diskStem(file));
  return mountState !== "MountFailed" && isThere && stems.length > 0 && areThese;
}

function pathsOf({ info }: Publication): string[] {
  const disks = info?.disks ?? [];
  const folders = disks.flatMap(({ mountPoints }) => mountPoints ?? []);
  const images = disks.flatMap(({ diskName }) => diskName ?? []);
  return [...new Set(folders.length > 0 ? folders : images)].sort();
}

/** Where the answer is lost, or it is gone already, the next look tells what became of it. */
async function unpublish(session: Session, { id }: Publication): Promise<void> {
  const path = `${publications}/${id}/unpublish`;
  const request = { method: "POST", path, repeatable: false } as const;
  await session.ask(request, anything).catch((failure: unknown) => {
    const isGone = failure instanceof Refused && failure.status === 404;
    if (!isGone && !isUncertain(failure)) {
      throw failure;
    }
  });
}
