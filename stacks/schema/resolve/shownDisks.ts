import { allDisks } from "../../../components/service/restore.js";
import type { ResolvedServer } from "../model.js";
import { didYouMean, oneOf, quote } from "../report/wording.js";
import { type Asked, refuse, type Target } from "./askedRestore.js";
import { notedOf } from "./serverRestores.js";

/** A disk that the backup server shows in the server itself, beside those that it has. */
export function shownDiskTarget(asked: Asked, source: ResolvedServer, disk: string): Target {
  const { entry, path, timing } = asked;
  for (const field of ["as", "generation"] as const) {
    if (entry[field] !== undefined) {
      const message =
        `belongs to ${field === "as" ? "a disk that is made anew in the clouds" : "a whole server"}, and ` +
        `a disk on ${source.platform} shows in ${quote(source.name)} itself`;
      refuse(path, field, message, `no ${field}`, "Remove it.", timing, "key");
    }
  }
  const labels = Object.keys(source.disks);
  const [only, ...others] = labels;
  const ofAgent = source.platform === "physical";
  // An agent backs up the machine, and the backup server does not tell by labels what it holds.
  const allowed = ofAgent ? [allDisks, ...(others.length === 0 ? [only ?? ""] : [])] : labels;
  if (!allowed.includes(disk)) {
    const message =
      ofAgent && labels.includes(disk)
        ? `nothing tells which disk of an agent's backup ${quote(disk)} is`
        : `${quote(source.name)} has no disk ${quote(disk)}`;
    const fix = ofAgent
      ? `Write "disk: ${allDisks}": all disks that the backup holds show.`
      : didYouMean(disk, labels, "Name one.");
    refuse(path, "disk", message, oneOf(allowed), fix, timing);
  }
  const { point, taken } = entry;
  return {
    to: source.name,
    shownDisk: { ...notedOf(asked), of: ofAgent ? allDisks : disk, point, taken },
  };
}
