import { Refused, RemoteFailure } from "../../../remote/failure.js";
import { isNamed } from "../agents.js";
import { type RestorePoint, restorePoint } from "../models.js";
import type { Session } from "../session.js";
import type { InPlaceDocument } from "./document.js";

/** What a restore point must allow. */
const operations = {
  VSphere: "StartEntireVmRestore",
  HyperV: "StartEntireVmRestoreHyperV",
} as const satisfies Record<InPlaceDocument["platform"], string>;

/**
 * The restore point of a restore.
 *
 * @throws RemoteFailure when it is not there, is another machine's, or nothing can be restored from it
 */
export async function findPoint(
  session: Session,
  { point, machine, platform }: Pick<InPlaceDocument, "point" | "machine" | "platform">,
): Promise<RestorePoint> {
  const path = `/api/v1/restorePoints/${point}`;
  const found = await session.ask({ method: "GET", path }, restorePoint).catch((failure) => {
    if (failure instanceof Refused && failure.status === 404) {
      throw new RemoteFailure(`The restore point ${point} is not on the backup server any more.`);
    }
    throw failure;
  });
  if (!isNamed(found, machine)) {
    throw new RemoteFailure(
      `The restore point ${point} is a backup of ${found.name}, and not of ${machine}.`,
    );
  }
  if (!found.allowedOperations.includes(operations[platform])) {
    throw new RemoteFailure(
      `No whole machine can be restored from ${point}: its backup is not complete, or is no backup of ${platform}.`,
    );
  }
  if (found.malwareStatus === "Infected") {
    throw new RemoteFailure(`Malware was found in the restore point ${point}. Choose another.`);
  }
  return found;
}
