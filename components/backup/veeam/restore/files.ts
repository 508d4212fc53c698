import { RemoteFailure } from "../../../remote/failure.js";
import { findCredentials } from "../lookUps.js";
import { fileMount, fileTask } from "../models.js";
import type { Session } from "../session.js";
import type { FilesDocument } from "./document.js";
import { browser, endMounts, heldNames, ownMounts } from "./fileMounts.js";
import { type FileState, fileStates } from "./fileStates.js";
import { every, startOnce } from "./follow.js";
import { checkPoint } from "./point.js";

/** Minutes without work after which the backup server closes what a run has left open. */
const noActivityPeriodInMinutes = 30;

/** What was restored, for whoever reads it later; holds no secret. */
export interface RestoredFiles {
  readonly machine: string;
  readonly point: string;
  readonly files: readonly string[];
}

/**
 * Puts files into a machine as a restore point holds them, over those of now or beside them: once,
 * however often this is asked for. The backup server's audit tells what of them is back already;
 * what a run has begun is waited for. Whatever happens, the mounted backup is given back.
 *
 * @throws RemoteFailure when one of them is not in the backup, or does not come back
 */
export async function restoreFiles(
  session: Session,
  document: FilesDocument,
): Promise<RestoredFiles> {
  const { machine, point, files } = document;
  try {
    const states = await settled(session, document);
    const left = files.filter((file) => states.get(file) !== "restored");
    if (left.length > 0) {
      await checkPoint(session, document);
      await bringBack(session, { ...document, files: left });
    }
  } catch (failure) {
    // What went wrong first is what people need to hear.
    await endMounts(session, document).catch(() => undefined);
    throw failure;
  }
  await endMounts(session, document);
  return { machine, point, files };
}

async function bringBack(session: Session, document: FilesDocument): Promise<void> {
  const { files, machine, restoreType, credentials } = document;
  const mountId = await mounted(session, document);
  const held = await heldNames(session, mountId, document);
  const missing = files.filter((file) => !held.has(file));
  if (missing.length > 0) {
    throw new RemoteFailure(`The restore point does not hold ${missing.join(", ")}.`);
  }
  const credentialsId = credentials && (await findCredentials(session, credentials, "Linux"));
  const begun = await startOnce<{ id?: string }>(
    session,
    {
      method: "POST",
      path: `${browser}/${mountId}/restore`,
      body: { sourcePath: files, restoreType, ...(credentialsId && { credentialsId }) },
    },
    fileTask,
    async () => {
      const states = await fileStates(session, document);
      return files.some((file) => states.get(file) !== undefined) ? {} : undefined;
    },
  );
  const why = begun.id === undefined ? "" : await ended(session, begun.id);
  const states = await settled(session, document);
  const failed = files.filter((file) => states.get(file) !== "restored");
  if (failed.length > 0) {
    throw new RemoteFailure(
      `The backup server did not restore ${failed.join(", ")} to ${machine}: ${why || "it does not say why"}`,
    );
  }
}

/** The session in which the backup is mounted: one that a run has left behind, or a new one. */
async function mounted(session: Session, document: FilesDocument): Promise<string> {
  const { point, system, reason } = document;
  const where = await mountServerFor(session, document);
  const look = async () => (await ownMounts(session, document))[0];
  const there = await look();
  const mount =
    there ??
    (await startOnce(
      session,
      {
        method: "POST",
        path: "/api/v1/restore/flr",
        body: {
          ...{ restorePointId: point, type: system, reason, ...where },
          autoUnmount: { isEnabled: true, noActivityPeriodInMinutes },
        },
      },
      fileMount,
      look,
    ));
  const failed = mount.mountErrors.find(({ type }) => type === "Failed");
  if (failed !== undefined) {
    throw new RemoteFailure(`The backup server cannot mount the backup: ${failed.message}`);
  }
  return mount.sessionId;
}

/**
 * Where the backup is mounted. Of virtual machines the backup server finds a place; on hardware with
 * Linux the machine itself is one that knows its file systems, and that is surely there.
 */
async function mountServerFor(session: Session, { platform, credentials }: FilesDocument) {
  if (platform !== "LinuxAgent") {
    return { mountMode: "Automatic" };
  }
  const credentialsId = credentials && (await findCredentials(session, credentials, "Linux"));
  const originalHost = credentialsId ? { credentialsId } : {};
  return { mountMode: "Manual", mountServer: { mountServerType: "OriginalHost", originalHost } };
}

/** Waits until nothing of the files is on its way any more. */
async function settled(
  session: Session,
  document: FilesDocument,
): Promise<ReadonlyMap<string, FileState>> {
  for (;;) {
    const states = await fileStates(session, document);
    if (![...states.values()].includes("running")) {
      return states;
    }
    await session.pause(every);
  }
}

/** Waits until a task has ended, and gives what it has to say against it. */
async function ended(session: Session, id: string): Promise<string> {
  for (;;) {
    const task = await session.ask({ method: "GET", path: `/api/v1/tasks/${id}` }, fileTask);
    if (task.state === "Stopped") {
      const { records = [] } = task.logs ?? {};
      return records.map(({ title, description }) => description || title || "").join(" ");
    }
    await session.pause(every);
  }
}
