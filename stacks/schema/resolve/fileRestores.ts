import { backedUpAs } from "../../../components/service/backup/backupServer.js";
import { pathForms } from "../fields/filePath.js";
import type { ResolvedServer } from "../model.js";
import { quote } from "../report/wording.js";
import { type Asked, refuse, type Target } from "./askedRestore.js";

/** Files that the backup server puts into a server, over those that are there or beside them. */
export function filesTarget(asked: Asked, source: ResolvedServer): Target | undefined {
  const { entry, path, timing } = asked;
  const { files, to = "beside", point, taken, reason, approver } = entry;
  if (files === undefined) {
    const message = "belongs to a restore of files, and no files are named";
    refuse(path, "to", message, "no place", 'Remove it, or name "files".', timing, "key");
    return undefined;
  }
  if (backedUpAs(source) === undefined) {
    const message = `nothing restores single files of servers on ${source.platform}`;
    const fix = "Restore the disk beside (disk and as), mount it and copy them.";
    refuse(path, "files", message, "a server on vsphere, hyperv or physical", fix, timing);
    return undefined;
  }
  checkAlone(asked);
  checkPaths(asked, source);
  return {
    to: source.name,
    files: {
      ...{ files: [...new Set(files)].sort(), to, point, taken, entry: path },
      reason: `${reason}, allowed by ${approver}`,
    },
  };
}

function checkAlone({ entry, path, timing }: Asked): void {
  for (const field of ["disk", "as", "generation"] as const) {
    if (entry[field] !== undefined) {
      const message = "belongs to a restore of a server or a disk, and this one is of files";
      refuse(path, field, message, `no ${field}`, "Remove it.", timing, "key");
    }
  }
}

function checkPaths({ entry: { files = [] }, path, timing }: Asked, source: ResolvedServer): void {
  const { pattern, noun } = pathForms[source.os];
  for (const [index, file] of files.entries()) {
    if (!pattern.test(file)) {
      const message = `${quote(file)} is no path of ${source.os}, which ${source.name} runs`;
      refuse([...path, "files"], String(index), message, noun, "Write the whole path.", timing);
    }
  }
}
