import { fileAudit, type RestoreSession } from "../models.js";
import type { Session } from "../session.js";
import type { FilesDocument } from "./document.js";
import { browser, fileSessions, separators, spelled } from "./fileMounts.js";

/** How far a file is on its way back. */
export type FileState = "restored" | "running" | "failed";

const restored = ["Succeeded", "Warning"];
const running = ["Pending", "InProgress"];

/** How far the files are by the audit of all sessions since then; what none has is left out. */
export async function fileStates(
  session: Session,
  document: FilesDocument,
): Promise<ReadonlyMap<string, FileState>> {
  const states = new Map<string, FileState>();
  for (const one of await fileSessions(session, document)) {
    for (const [file, state] of await audited(session, one, document)) {
      if (states.get(file) !== "restored") {
        states.set(file, state);
      }
    }
  }
  return states;
}

async function audited(
  session: Session,
  { id, state }: RestoreSession,
  { point, files, system }: FilesDocument,
): Promise<(readonly [string, FileState])[]> {
  const path = `${browser}/${id}/audit`;
  const { items } = await session.ask({ method: "GET", path }, fileAudit);
  return items
    .filter(({ restorePointId }) => restorePointId === point)
    .flatMap(({ sourcePath, name, restoreStatus }) => {
      const full = joined(sourcePath, name, separators[system]);
      const file = files.find((one) => spelled(one, system) === spelled(full, system));
      return file === undefined ? [] : [[file, stateOf(restoreStatus, state)] as const];
    });
}

/** What a session that has ended left on its way comes no further. */
function stateOf(status: string, session: string): FileState {
  return restored.includes(status)
    ? "restored"
    : running.includes(status) && session !== "Stopped"
      ? "running"
      : "failed";
}

/** The audit tells the folder of a file and its name. */
function joined(folder: string, name: string, separator: string): string {
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}
