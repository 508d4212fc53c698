import { Refused } from "../../../remote/failure.js";
import { anything, fileMount, folder, type RestoreSession } from "../models.js";
import type { Session } from "../session.js";
import type { FilesDocument } from "./document.js";
import { isAccount, sessionsSince } from "./follow.js";

/** Where mounted backups are looked into. */
export const browser = "/api/v1/backupBrowser/flr";

const pageSize = 500;

const sessionTypes = {
  Windows: "FileLevelRestore",
  Linux: "LinuxFileLevelRestore",
} as const satisfies Record<FilesDocument["system"], string>;

/** Between the parts of a path. */
export const separators = {
  Windows: "\\",
  Linux: "/",
} as const satisfies Record<FilesDocument["system"], string>;

/** A name as it is compared: Windows does not tell capitals from others. */
export function spelled(name: string, system: FilesDocument["system"]): string {
  return system === "Windows" ? name.toLowerCase() : name;
}

/** The sessions since then in which files of the machine were restored, by anybody. */
export function fileSessions(
  session: Session,
  { system, machine, begun }: FilesDocument,
): Promise<RestoreSession[]> {
  return sessionsSince(session, { type: sessionTypes[system], machine, begun });
}

/** The backups that this account has mounted since then and not given back. */
export async function ownMounts(session: Session, document: FilesDocument) {
  const own = (await fileSessions(session, document))
    .filter(({ initiatedBy }) => isAccount(initiatedBy, document))
    .map(({ id }) => id);
  const mounts = await session.all({ method: "GET", path: browser }, fileMount);
  return mounts.filter(
    ({ sessionId, restorePointId }) => own.includes(sessionId) && restorePointId === document.point,
  );
}

/** Gives back what this account has mounted since then. */
export async function endMounts(session: Session, document: FilesDocument): Promise<void> {
  for (const { sessionId } of await ownMounts(session, document)) {
    const path = `/api/v1/restore/flr/${sessionId}/unmount`;
    await session.ask({ method: "POST", path }, anything).catch((failure) => {
      if (!(failure instanceof Refused && failure.status === 404)) {
        throw failure;
      }
    });
  }
}

/** Which of the files a mounted backup holds. */
export async function heldNames(
  session: Session,
  mountId: string,
  { files, system }: Pick<FilesDocument, "files" | "system">,
): Promise<ReadonlySet<string>> {
  const split = files.map((file) => ({ file, ...partsOf(file, separators[system]) }));
  const held = new Set<string>();
  for (const parent of new Set(split.map((one) => one.parent))) {
    const names = new Set(
      (await namesIn(session, mountId, parent)).map((name) => spelled(name, system)),
    );
    for (const { file, name } of split.filter((one) => one.parent === parent)) {
      if (names.has(spelled(name, system))) {
        held.add(file);
      }
    }
  }
  return held;
}

/** What a folder holds; one that is not there holds nothing. */
async function namesIn(session: Session, mountId: string, path: string): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const pagination = { skip: names.length, limit: pageSize };
    const request = { method: "POST", path: `${browser}/${mountId}/browse` } as const;
    const body = { path, pagination };
    const page = await session.ask({ ...request, body }, folder).catch((failure) => {
      if (failure instanceof Refused && failure.status === 400) {
        return { items: [], pagination: undefined };
      }
      throw failure;
    });
    names.push(...page.items.map(({ name }) => name));
    if (page.items.length === 0 || names.length >= (page.pagination?.total ?? 0)) {
      return names;
    }
  }
}

/** The folder and the name of a file; the folder of what lies at the top ends with a separator. */
function partsOf(file: string, separator: string) {
  const at = file.lastIndexOf(separator);
  const folderOf = file.slice(0, at);
  const isTop = !folderOf.includes(separator) && (folderOf === "" || folderOf.endsWith(":"));
  return { parent: isTop ? `${folderOf}${separator}` : folderOf, name: file.slice(at + 1) };
}
