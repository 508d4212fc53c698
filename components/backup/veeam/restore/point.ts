import { Refused, RemoteFailure } from "../../../remote/failure.js";
import { isNamed } from "../agents.js";
import { type RestorePoint, restorePoint } from "../models.js";
import type { Session } from "../session.js";
import type { DisksDocument } from "./document.js";

/** What a restore point must allow. */
const operations = {
  VSphere: "StartEntireVmRestore",
  HyperV: "StartEntireVmRestoreHyperV",
  // No API writes the drives of a machine of its own.
  ...{ LinuxAgent: "", WindowsAgent: "" },
} as const satisfies Record<DisksDocument["platform"], string>;

/** The restore point of a restore, whose it is to be, and what of it is wanted. */
export interface WantedPoint extends Pick<DisksDocument, "point" | "machine" | "platform"> {
  readonly kind: Kind;
}

type Kind = "inPlace" | "files" | "shown" | "disks";

const nothing = {
  ...{ inPlace: "No whole machine", shown: "No whole machine" },
  ...{ files: "No files", disks: "No disks" },
} as const satisfies Record<Kind, string>;

/** Why a machine or its files cannot be restored from a restore point; undefined where they can. */
export async function whyNot(session: Session, wanted: WantedPoint): Promise<string | undefined> {
  const { point, machine, platform, kind } = wanted;
  const found = await pointOf(session, point);
  if (found === undefined) {
    return `The restore point ${point} is not on the backup server any more.`;
  }
  if (!isNamed(found, machine)) {
    return `The restore point ${point} is a backup of ${found.name}, and not of ${machine}.`;
  }
  const operation = operationOf(wanted);
  if (!found.allowedOperations.includes(operation)) {
    return `${nothing[kind]} can be restored from ${point}: its backup is not complete, or is no backup of ${platform}.`;
  }
  return found.malwareStatus === "Infected"
    ? `Malware was found in the restore point ${point}. Choose another.`
    : undefined;
}

/** @throws RemoteFailure when a machine or its files cannot be restored from a restore point */
export async function checkPoint(session: Session, wanted: WantedPoint): Promise<void> {
  const why = await whyNot(session, wanted);
  if (why !== undefined) {
    throw new RemoteFailure(why);
  }
}

async function pointOf(session: Session, point: string): Promise<RestorePoint | undefined> {
  const path = `/api/v1/restorePoints/${point}`;
  try {
    return await session.ask({ method: "GET", path }, restorePoint);
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 404) {
      return undefined;
    }
    throw failure;
  }
}

function operationOf({ kind, platform }: WantedPoint): string {
  switch (kind) {
    case "inPlace":
      return operations[platform];
    case "files":
    case "disks":
      // Disks can be published whose file systems can be mounted for files, says the user guide.
      return "StartFlrRestore";
    case "shown":
      return platform === "VSphere" ? "StartViVMInstantRecovery" : operations[platform];
  }
}
