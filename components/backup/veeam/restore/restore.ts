import type { Action } from "../../../remote/outcome.js";
import { serverTime } from "../models.js";
import type { Session } from "../session.js";
import { hideDisks, showDisks } from "./disks.js";
import type { RestoreDocument } from "./document.js";
import { restoreFiles } from "./files.js";
import { restoreInPlace } from "./inPlace.js";
import { mountBackup, unmountBackup } from "./mount.js";
import { writeBackup } from "./write.js";

/**
 * Does what the program is asked of a restore. What was restored is never taken back; a backup that
 * shows, as a machine or in one, does so no more once it is not held any longer.
 */
export async function restore(
  session: Session,
  action: Action,
  document: RestoreDocument,
): Promise<object> {
  if (action === "release") {
    return released(session, document);
  }
  switch (document.kind) {
    case "clock": {
      const request = { method: "GET", path: "/api/v1/serverTime" } as const;
      return { now: (await session.ask(request, serverTime)).serverTime };
    }
    case "inPlace":
      return restoreInPlace(session, document);
    case "files":
      return restoreFiles(session, document);
    case "written":
      return writeBackup(session, document);
    case "held":
    case "disksHeld":
      return { machine: document.machine, point: document.point };
    case "mounted":
      return mountBackup(session, document);
    case "ended":
      return unmountBackup(session, document);
    case "disksShown":
      return showDisks(session, document);
  }
}

async function released(session: Session, document: RestoreDocument): Promise<object> {
  switch (document.kind) {
    case "held":
      return unmountBackup(session, document);
    case "disksHeld":
      return hideDisks(session, document);
    default:
      return {};
  }
}
