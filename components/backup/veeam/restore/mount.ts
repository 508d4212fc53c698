import * as z from "zod/mini";
import { isUncertain, RemoteFailure } from "../../../remote/failure.js";
import { inventoryOf } from "../lookUps.js";
import { type RecoveryMount, recoveryMount, restoreSession } from "../models.js";
import type { Session } from "../session.js";
import type { MountDocument } from "./document.js";
import { every, follow, sessions, startOnce } from "./follow.js";
import { checkPoint } from "./point.js";

const sessionId = z.looseObject({ id: z.string() });

const mounts = "/api/v1/restore/instantRecovery/vSphere/vm";

/** The machine as which a backup shows; holds no secret. */
export interface Mounted {
  readonly machine: string;
  readonly point: string;
  /** vCenter's own id of it. */
  readonly objectId: string;
}

/**
 * Has a backup show as a machine of its own: off, without network, under a name that nothing else
 * has. Once, however often this is asked for: what a run has left behind is known by that name
 * and the restore point, waited for and taken; one that failed is removed and begun anew.
 *
 * @throws RemoteFailure when it fails, or when a machine of that name is somebody else's
 */
export async function mountBackup(session: Session, document: MountDocument): Promise<Mounted> {
  const { machine, point } = document;
  const earlier = await ownMount(session, document);
  if (earlier !== undefined && earlier.state !== "Mounting" && earlier.state !== "Mounted") {
    await unmountBackup(session, document);
  }
  const look = async () => {
    const own = await ownMount(session, document);
    return own && { id: own.sessionId };
  };
  const { id } = (await look()) ?? (await begin(session, document, look));
  await shown(session, document, id);
  return { machine, point, objectId: (await machineShown(session, document)) ?? gone(document) };
}

async function begin(
  session: Session,
  document: MountDocument,
  look: () => Promise<{ readonly id: string } | undefined>,
): Promise<{ readonly id: string }> {
  const { shownAs, hostName } = document;
  await checkPoint(session, { ...document, kind: "shown" });
  if ((await machineShown(session, document)) !== undefined) {
    throw new RemoteFailure(
      `A machine ${shownAs} is in ${hostName} already and shows no backup. It was not touched: ` +
        "have it renamed by its owner.",
    );
  }
  const body = await wish(session, document);
  return startOnce(session, { method: "POST", path: mounts, body }, sessionId, look);
}

/** What is asked for: nothing of the machine can reach anything until another is cloned from it. */
async function wish(session: Session, document: MountDocument) {
  const { point, reason, shownAs, hostName, host, folder, resourcePool } = document;
  const of = { platform: "VSphere", hostName };
  const hosts = await inventoryOf(session, hostName, false, "Host");
  const found = hosts.find(({ name }) => name === host);
  if (found === undefined) {
    const names = hosts.map(({ name }) => name).join(", ");
    throw new RemoteFailure(
      `The backup server sees no host ${host} in ${hostName}; it sees ${names || "none"}.`,
    );
  }
  return {
    ...{ restorePointId: point, type: "Customized", reason },
    ...{ powerUp: false, nicsEnabled: false, overwrite: false, vmTagsRestoreEnabled: false },
    secureRestore: { antivirusScanEnabled: false },
    destination: {
      restoredVmName: shownAs,
      destinationHost: { ...of, type: "Host", name: host, objectId: found.objectId },
      folder: { ...of, type: "Folder", ...folder },
      resourcePool: { ...of, type: "ResourcePool", ...resourcePool },
      biosUuidPolicy: "generateNew",
    },
    datastore: { redirectEnabled: false },
  };
}

/** Waits until the machine is there. Its session goes on for as long as it is. */
async function shown(session: Session, document: MountDocument, id: string): Promise<void> {
  for (;;) {
    const own = await ownMount(session, document);
    if (own?.state === "Mounted") {
      return;
    }
    if (own?.state === "Failed") {
      throw new RemoteFailure(
        `The backup of ${document.machine} does not show as a machine: ` +
          `${own.errorMessage || "the backup server does not say why"}`,
      );
    }
    const request = { method: "GET", path: `${sessions}/${id}` } as const;
    if (own === undefined && (await session.ask(request, restoreSession)).state === "Stopped") {
      await follow(session, { id });
      gone(document);
    }
    await session.pause(every);
  }
}

function gone({ machine, shownAs }: MountDocument): never {
  throw new RemoteFailure(
    `The backup of ${machine} shows as ${shownAs} no more: somebody ended it.`,
  );
}

/** Has a backup show no more; does nothing where it does not. */
export async function unmountBackup(session: Session, document: MountDocument): Promise<object> {
  for (;;) {
    const own = await ownMount(session, document);
    if (own === undefined) {
      return {};
    }
    if (own.state === "Mounted" || own.state === "Failed") {
      await unmount(session, own);
    }
    await session.pause(every);
  }
}

/** Where the answer is lost, the next look tells what became of it. */
async function unmount(session: Session, { id }: RecoveryMount): Promise<void> {
  const request = { method: "POST", path: `${mounts}/${id}/unmount`, repeatable: false } as const;
  const started = await session.ask(request, restoreSession).catch((failure: unknown) => {
    if (isUncertain(failure)) {
      return undefined;
    }
    throw failure;
  });
  if (started !== undefined) {
    await follow(session, started);
  }
}

/** What shows the restore point under the name of this restore. */
async function ownMount(
  session: Session,
  { point, shownAs }: MountDocument,
): Promise<RecoveryMount | undefined> {
  const all = await session.all({ method: "GET", path: mounts }, recoveryMount);
  return all.find(
    ({ spec }) => spec.restorePointId === point && spec.destination?.restoredVmName === shownAs,
  );
}

async function machineShown(
  session: Session,
  { hostName, shownAs }: MountDocument,
): Promise<string | undefined> {
  const seen = await inventoryOf(session, hostName, true);
  return seen.find(({ name }) => name === shownAs)?.objectId;
}
